-- description: An organisation has one official report for a year.
-- severity: error
-- blocking: yes
-- rule: P-PK
with repeated as (
    select
        report_id as repeated_key,
        count(*) as row_count,
    from core.dim_report
    group by report_id
    having count(*) > 1
)

select
    null as report_id,
    'core.dim_report' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'keys with several rows, the first is ' || min(repeated_key) as detail,
from repeated
