-- description: A table of a report was read once.
-- severity: error
-- blocking: yes
-- rule: P-PK
with repeated as (
    select
        report_id || ' ' || table_code as repeated_key,
        count(*) as row_count,
    from core.report_table
    group by
        report_id,
        table_code
    having count(*) > 1
)

select
    null as report_id,
    'core.report_table' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'keys with several rows, the first is ' || min(repeated_key) as detail,
from repeated
