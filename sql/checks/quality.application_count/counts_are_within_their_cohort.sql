-- description: Applications, licences and penalties are as many as bodies of this level and kind have in the year.
-- severity: info
-- blocking: no
-- rule: O-Z
-- source: robust z of the logarithm, cohorts of thirty and more
with measured as (
    select
        report.report_id,
        report.level,
        report.kind,
        report.report_year,
        unnest(['applications', 'licences', 'penalties']) as measure_name,
        ln(1 + unnest([counts.received_count, stock.licence_count, stock.penalty_count])) as size_value,
        unnest([counts.received_count, stock.licence_count, stock.penalty_count]) as number,
    from core.dim_report as report
    left join quality.application_count as counts on counts.report_id = report.report_id
    left join quality.disclosure_count as stock on stock.report_id = report.report_id
    where
        report.level is not null
        and report.kind is not null
        and report.report_year is not null
),

cohort as (
    select
        level,
        kind,
        report_year,
        measure_name,
        count(size_value) as body_count,
        median(size_value) as middle,
        -- Never below one half: where nearly all are zero, a few cases are no outlier.
        greatest(1.4826 * mad(size_value), 0.5) as spread,
    from measured
    group by
        level,
        kind,
        report_year,
        measure_name
    having count(size_value) >= 30
),

judged as (
    select
        measured.report_id,
        max(abs(measured.size_value - cohort.middle) / cohort.spread) as largest_score,
        arg_max(measured.measure_name, abs(measured.size_value - cohort.middle) / cohort.spread) as measure_name,
        arg_max(measured.number, abs(measured.size_value - cohort.middle) / cohort.spread) as number,
        arg_max(round(exp(cohort.middle) - 1), abs(measured.size_value - cohort.middle) / cohort.spread) as usual,
    from measured
    left join cohort
        on
            cohort.level = measured.level
            and cohort.kind = measured.kind
            and cohort.report_year = measured.report_year
            and cohort.measure_name = measured.measure_name
    group by measured.report_id
)

select
    report_id,
    'size' as subject,
    case
        when largest_score is null then 'not_assessable'
        when largest_score <= 4 then 'pass'
        else 'fail'
    end as status,
    usual::bigint as expected,
    number as actual,
    case
        when largest_score is null then 'fewer than thirty bodies to compare with'
        when largest_score > 4 then measure_name || ' are far from the usual number of such bodies'
    end as detail,
from judged
