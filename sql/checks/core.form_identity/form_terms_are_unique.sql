-- description: An identity names a cell once.
-- severity: error
-- blocking: yes
-- rule: P-PK
with repeated as (
    select
        form_version || ' ' || identity_code || ' ' || subject || ' ' || row_code || ' ' || column_code as repeated_key,
        count(*) as row_count,
    from core.form_identity
    group by
        form_version,
        identity_code,
        subject,
        row_code,
        column_code
    having count(*) > 1
)

select
    null as report_id,
    'core.form_identity' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'keys with several rows, the first is ' || min(repeated_key) as detail,
from repeated
