-- description: The headers of table two are printed to their end, so that they confirm the order of the columns.
-- severity: warn
-- blocking: no
-- rule: F-BLOCK
-- source: table two of 国办公开办函〔2019〕60号, 本年新制作数量 and 本年新公开数量
select
    report.report_id,
    'disclosure headers' as subject,
    case when count(issue.document_id) = 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(issue.document_id) as actual,
    string_agg(issue.locator || ': ' || issue.detail, '; ') as detail,
from core.dim_report as report
left join quality.parse_issue as issue
    on
        issue.document_id = report.document_id
        and issue.kind = 'lost_header_text'
where report.disclosure_form = '2019'
group by report.report_id
