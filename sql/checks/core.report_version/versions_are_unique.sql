-- description: A document is one version of one report.
-- severity: error
-- blocking: yes
-- rule: P-PK
with repeated as (
    select
        document_id as repeated_key,
        count(*) as row_count,
    from core.report_version
    group by document_id
    having count(*) > 1
)

select
    null as report_id,
    'core.report_version' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'keys with several rows, the first is ' || min(repeated_key) as detail,
from repeated
