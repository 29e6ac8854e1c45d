-- description: The body that a report names is one of those that its portal is described to hold reports of.
-- severity: warn
-- blocking: no
-- rule: S-AGENCY
-- source: a body that nobody expects is a misread name, a renamed body, or a roster to be completed
with rostered as (
    select distinct roster_portal_id as portal_id,
    from core.dim_organisation
    where roster_portal_id is not null
)

select
    report.report_id,
    'agency' as subject,
    case
        when rostered.portal_id is null or report.organisation_id is null then 'not_assessable'
        when organisation.roster_portal_id = rostered.portal_id then 'pass'
        else 'fail'
    end as status,
    null as expected,
    report.agency as actual,
    case
        when report.organisation_id is null then 'the body is unknown'
        when rostered.portal_id is null then 'its portal names no bodies'
        when coalesce(organisation.roster_portal_id, '') <> rostered.portal_id
            then 'not among the bodies that the YAML of ' || rostered.portal_id || ' names'
    end as detail,
from core.dim_report as report
join core.dim_document as document on document.document_id = report.document_id
left join core.dim_organisation as organisation on organisation.organisation_id = report.organisation_id
left join rostered on rostered.portal_id = document.portal_id
