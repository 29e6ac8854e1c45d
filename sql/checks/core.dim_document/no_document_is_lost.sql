-- description: Every document that was seen or parsed has a row with a status.
-- severity: error
-- blocking: yes
-- rule: P-FK
with known as (
    select document_id,
    from staging.sighting
    where document_id is not null
    union
    select document_id,
    from staging.parsed_document
),

lost as (
    select known.document_id,
    from known
    left join core.dim_document as document on document.document_id = known.document_id
    where document.status is null
)

select
    null as report_id,
    'core.dim_document' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'documents without a row, the first is ' || min(document_id) as detail,
from lost
