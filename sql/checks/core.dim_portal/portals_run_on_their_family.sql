-- description: A portal's lists look like those of the CMS family that its YAML names.
-- severity: error
-- blocking: no
-- rule: P-YIELD
-- source: a site that moved to another system yields nothing until its YAML follows (gongkai portals probe)
select
    null as report_id,
    portal_id as subject,
    case
        when cms_family_seen is null then 'not_assessable'
        when cms_family_seen = cms_family then 'pass'
        -- An unmarked list proves nothing against its YAML; a marked one proves that generic is too little.
        when cms_family_seen = 'generic' then 'not_assessable'
        else 'fail'
    end as status,
    cms_family as expected,
    cms_family_seen as actual,
    case
        when cms_family_seen is null then 'no list of it was read yet'
        when cms_family_seen = cms_family then null
        when cms_family_seen = 'generic' then 'its lists bear no mark of any family'
        else 'its lists look like ' || cms_family_seen
    end as detail,
from core.dim_portal
where cms_family is not null and cms_family not in ('inbox', 'unknown')
