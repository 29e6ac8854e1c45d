-- description: No year stands where table three or table four counts cases.
-- severity: warn
-- blocking: no
-- rule: U-YEAR
-- source: a year from a heading that slipped into a cell; only where the sums of its row fail too
with year_like as (
    select
        report_id,
        'application' as table_code,
        outcome_code as row_code,
        applicant_code as column_code,
        application_count as number,
    from core.fact_application
    where application_count between 2018 and 2031
    union all
    select
        report_id,
        'dispute' as table_code,
        channel_code as row_code,
        result_code as column_code,
        case_count as number,
    from core.fact_dispute
    where case_count between 2018 and 2031
),

judged as (
    select
        report_id,
        table_code,
        line_code,
        status,
        attribution,
    from quality.identity_judgement
    where identity_code in ('row_sum', 'result_sum')
),

slipped as (
    select
        year_like.report_id,
        year_like.table_code || ' ' || year_like.row_code || ' ' || year_like.column_code as subject,
        year_like.number,
        judged.attribution,
    from year_like
    join core.dim_report as report on report.report_id = year_like.report_id
    join judged
        on
            judged.report_id = year_like.report_id
            and judged.table_code = year_like.table_code
            and judged.line_code = year_like.row_code
    where
        judged.status = 'fail'
        and abs(year_like.number - report.report_year) <= 1
)

select
    report_id,
    subject,
    'fail' as status,
    null as expected,
    number as actual,
    'a year in place of a count' as detail,
    attribution,
from slipped
union all
select
    judged.report_id,
    'counts' as subject,
    case when count(*) filter (where judged.status <> 'not_assessable') = 0 then 'not_assessable' else 'pass' end
        as status,
    null as expected,
    null as actual,
    case when count(*) filter (where judged.status <> 'not_assessable') = 0 then 'no row could be summed' end as detail,
    null as attribution,
from judged
anti join slipped on slipped.report_id = judged.report_id
group by judged.report_id
