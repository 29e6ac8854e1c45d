-- description: A cell of table four of a report has one row.
-- severity: error
-- blocking: yes
-- rule: P-PK
with repeated as (
    select
        report_id || ' ' || channel_code || ' ' || result_code as repeated_key,
        count(*) as row_count,
    from core.fact_dispute
    group by
        report_id,
        channel_code,
        result_code
    having count(*) > 1
)

select
    null as report_id,
    'core.fact_dispute' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'keys with several rows, the first is ' || min(repeated_key) as detail,
from repeated
