-- description: The prose of a bureau does not speak of 我镇, nor that of a township of 我局.
-- severity: warn
-- blocking: no
-- rule: N-ORG
-- source: what is left over from the report of another body
select
    claim.report_id,
    'own name' as subject,
    case
        when claim.foreign_self is not null then 'fail'
        when report.kind in ('department', 'township') then 'pass'
        else 'not_assessable'
    end as status,
    null as expected,
    claim.foreign_self as actual,
    case
        when claim.foreign_self is not null then 'a body of another kind speaks'
        when report.kind is null then 'the kind of body is unknown'
        when report.kind not in ('department', 'township') then 'bodies of this kind have several names for themselves'
    end as detail,
from quality.prose_claim as claim
join core.dim_report as report on report.report_id = claim.report_id
