-- description: Every row belongs to a report and stands in its official document.
-- severity: error
-- blocking: yes
-- rule: P-FK
with owner as (
    select
        report_id,
        document_id,
        count(*) as row_count,
    from core.fact_dispute
    group by
        report_id,
        document_id
),

stray as (
    select
        owner.report_id,
        owner.row_count,
    from owner
    left join core.dim_report as report
        on
            report.report_id = owner.report_id
            and report.document_id = owner.document_id
    where report.report_id is null
)

select
    null as report_id,
    'core.fact_dispute' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    coalesce(sum(row_count), 0) as actual,
    'rows without their report, the first is of ' || min(report_id) as detail,
from stray
