-- description: No year has lost a tenth of the reports that the publication before held.
-- severity: warn
-- blocking: no
-- rule: P-ROWS
-- source: reports are never deleted; a year that shrinks was lost by us or is dated anew
with before as (
    select
        regexp_extract(report_id, '-(20[0-9]{2})$', 1) as report_year,
        count(*) as report_count,
    from staging.previous_report
    where regexp_matches(report_id, '-20[0-9]{2}$')
    group by 1
),

now as (
    select
        report_year::varchar as report_year,
        count(*) as report_count,
    from core.dim_report
    where organisation_id is not null
    group by 1
)

select
    null as report_id,
    'year ' || before.report_year as subject,
    case
        -- Of few reports one is a tenth.
        when before.report_count < 20 then 'not_assessable'
        when coalesce(now.report_count, 0) >= 0.9 * before.report_count then 'pass'
        else 'fail'
    end as status,
    before.report_count as expected,
    coalesce(now.report_count, 0) as actual,
    case
        when before.report_count < 20 then 'too few reports to tell'
        when coalesce(now.report_count, 0) < 0.9 * before.report_count
            then 'see quality.run_diff for those that are gone'
    end as detail,
from before
left join now on now.report_year = before.report_year
