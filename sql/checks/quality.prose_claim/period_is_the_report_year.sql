-- description: The statistical period that the prose names is the report year.
-- severity: warn
-- blocking: no
-- rule: N-YEAR, S-YEAR
-- source: 条例 article 49: the report is about the year before
select
    claim.report_id,
    'period' as subject,
    case
        when report.report_year is null then 'not_assessable'
        when claim.other_period is null then 'pass'
        else 'fail'
    end as status,
    report.report_year as expected,
    coalesce(claim.other_period, report.report_year::varchar) as actual,
    case
        when report.report_year is null then 'the report year is unknown'
        when claim.other_period is not null then 'the period named is that of another year'
    end as detail,
from quality.prose_claim as claim
join core.dim_report as report on report.report_id = claim.report_id
