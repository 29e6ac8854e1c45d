-- description: Every document came from a portal that has a row.
-- severity: error
-- blocking: yes
-- rule: P-FK
with stray as (
    select document.document_id,
    from core.dim_document as document
    left join core.dim_portal as portal on portal.portal_id = document.portal_id
    where portal.portal_id is null
)

select
    null as report_id,
    'core.dim_document' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'documents of unknown portals, the first is ' || min(document_id) as detail,
from stray
