-- description: The lists of a portal lead to at least as many reports as its YAML expects of a year.
-- severity: error
-- blocking: no
-- rule: P-YIELD
-- source: portals.md, what a listing must prove; a list that suddenly yields less deletes nothing
select
    null as report_id,
    portal_id as subject,
    case
        when expected_reports_per_year is null or listed_report_count is null then 'not_assessable'
        when listed_report_count >= expected_reports_per_year then 'pass'
        else 'fail'
    end as status,
    expected_reports_per_year as expected,
    listed_report_count as actual,
    case
        when expected_reports_per_year is null then 'its YAML expects no number'
        when listed_report_count is null then 'no list of it was read yet'
        when listed_report_count < expected_reports_per_year then 'its lists lack reports, or the rules miss them'
    end as detail,
from core.dim_portal
where cms_family is not null and cms_family not in ('inbox', 'unknown')
