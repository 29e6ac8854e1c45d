-- description: An organisation has one row.
-- severity: error
-- blocking: yes
-- rule: P-PK
with repeated as (
    select
        organisation_id as repeated_key,
        count(*) as row_count,
    from core.dim_organisation
    group by organisation_id
    having count(*) > 1
)

select
    null as report_id,
    'core.dim_organisation' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'keys with several rows, the first is ' || min(repeated_key) as detail,
from repeated
