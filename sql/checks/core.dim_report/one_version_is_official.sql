-- description: Every report has exactly one official version, and every official version has its report.
-- severity: error
-- blocking: yes
-- rule: P-FK
with official as (
    select
        report_id,
        count(*) filter (where is_current) as official_count,
    from core.report_version
    group by report_id
),

wrong as (
    select coalesce(official.report_id, report.report_id) as report_id,
    from official
    full outer join core.dim_report as report on report.report_id = official.report_id
    where
        report.report_id is null
        or official.official_count is distinct from 1
)

select
    null as report_id,
    'core.dim_report' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'reports without one official version, the first is ' || min(report_id) as detail,
from wrong
