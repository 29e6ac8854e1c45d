-- description: No year of a portal brings more reports than its YAML expects.
-- severity: warn
-- blocking: no
-- rule: P-YIELD
-- source: a surplus is a look-alike that was let in, or a YAML that should be raised
with yearly as (
    select
        document.portal_id,
        report.report_year,
        count(*) as report_count,
    from core.dim_report as report
    join core.dim_document as document on document.document_id = report.document_id
    where report.report_year is not null
    group by all
)

select
    null as report_id,
    yearly.portal_id || ' ' || yearly.report_year as subject,
    case
        when portal.expected_reports_per_year is null then 'not_assessable'
        when yearly.report_count <= portal.expected_reports_per_year then 'pass'
        else 'fail'
    end as status,
    portal.expected_reports_per_year as expected,
    yearly.report_count as actual,
    case
        when portal.expected_reports_per_year is null then 'its YAML expects no number'
        when yearly.report_count > portal.expected_reports_per_year then 'more reports than its YAML expects of a year'
    end as detail,
from yearly
join core.dim_portal as portal on portal.portal_id = yearly.portal_id
where portal.cms_family is not null and portal.cms_family not in ('inbox', 'unknown')
