-- description: Applications per resident are as many as governments of this level have in the year.
-- severity: info
-- blocking: no
-- rule: O-POP
-- source: outside the first and last hundredth of a cohort of thirty and more; needs a file of populations
with measured as (
    select
        report.report_id,
        report.level,
        report.report_year,
        100000.0 * counts.received_count / nullif(population.population_count, 0) as per_100k,
    from core.dim_report as report
    join quality.application_count as counts on counts.report_id = report.report_id
    left join core.population as population
        on
            population.adcode = report.adcode
            and population.population_year = report.report_year
    where report.kind = 'local_government'
),

cohort as (
    select
        level,
        report_year,
        quantile_cont(per_100k, 0.01) as least,
        quantile_cont(per_100k, 0.99) as largest,
        median(per_100k) as middle,
    from measured
    where per_100k is not null
    group by
        level,
        report_year
    having count(*) >= 30
)

select
    measured.report_id,
    'per 100,000 residents' as subject,
    case
        when measured.per_100k is null or cohort.middle is null then 'not_assessable'
        when measured.per_100k between cohort.least and cohort.largest then 'pass'
        else 'fail'
    end as status,
    round(cohort.middle, 1) as expected,
    round(measured.per_100k, 1) as actual,
    case
        when measured.per_100k is null then 'no number of applications or of residents'
        when cohort.middle is null then 'fewer than thirty governments to compare with'
        when measured.per_100k not between cohort.least and cohort.largest then 'outside what 98 of 100 have'
    end as detail,
from measured
left join cohort
    on
        cohort.level = measured.level
        and cohort.report_year = measured.report_year
