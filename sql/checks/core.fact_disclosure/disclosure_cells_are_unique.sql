-- description: A cell of table two of a report has one row.
-- severity: error
-- blocking: yes
-- rule: P-PK
with repeated as (
    select
        report_id || ' ' || item_code || ' ' || measure_code as repeated_key,
        count(*) as row_count,
    from core.fact_disclosure
    group by
        report_id,
        item_code,
        measure_code
    having count(*) > 1
)

select
    null as report_id,
    'core.fact_disclosure' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'keys with several rows, the first is ' || min(repeated_key) as detail,
from repeated
