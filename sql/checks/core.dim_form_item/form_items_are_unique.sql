-- description: A cell of a form version has one row.
-- severity: error
-- blocking: yes
-- rule: P-PK
with repeated as (
    select
        form_version || ' ' || table_code || ' ' || row_code || ' ' || column_code as repeated_key,
        count(*) as row_count,
    from core.dim_form_item
    group by
        form_version,
        table_code,
        row_code,
        column_code
    having count(*) > 1
)

select
    null as report_id,
    'core.dim_form_item' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'keys with several rows, the first is ' || min(repeated_key) as detail,
from repeated
