-- description: A division code has one name at a time.
-- severity: error
-- blocking: yes
-- rule: P-PK
with repeated as (
    select
        adcode || ' ' || valid_from_year as repeated_key,
        count(*) as row_count,
    from core.dim_region
    group by
        adcode,
        valid_from_year
    having count(*) > 1
)

select
    null as report_id,
    'core.dim_region' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'keys with several rows, the first is ' || min(repeated_key) as detail,
from repeated
