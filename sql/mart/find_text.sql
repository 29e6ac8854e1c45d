-- description: texts of official reports, to be searched with contains(text, '…') | 正式报告文字，用contains(text, '…')检索
-- kind: view
-- grain: report, section or figure
-- column report_id: report | 报告标识
-- column organisation_name: body | 机构名称
-- column adcode: division code valid in the report year | 报告年度有效的行政区划代码
-- column report_year: year of the report | 报告年度
-- column text_kind: section, title of a section, or figure for the clause of a number | 文字类别：正文、标题、数量所在分句
-- column section_no: ordinal of the national outline; 0 before the first heading | 国家提纲序号；首个标题之前为0
-- column text: the text as printed | 原文
-- column locator: where it is printed | 原文位置
-- column url: address of the document | 文件网址
with text as (
    select
        report_id,
        'section' as text_kind,
        section_no,
        text,
        locator,
    from core.report_section
    union all
    select
        report_id,
        'title' as text_kind,
        section_no,
        title as text,
        locator,
    from core.report_section
    union all
    select
        report_id,
        'figure' as text_kind,
        section_no,
        context as text,
        locator,
    from core.fact_figure
)

-- Chinese has no spaces to split words at, and a search by substring needs none. The prose of 20,000 reports (180 MB)
-- is read in half a second of one core; an index of pairs of characters would be twice as large as the stored text.
select
    text.report_id,
    organisation.organisation_name,
    report.adcode,
    report.report_year,
    text.text_kind,
    text.section_no,
    text.text,
    text.locator,
    document.url,
from text
join core.dim_report as report on report.report_id = text.report_id
join core.dim_document as document on document.document_id = report.document_id
left join core.dim_organisation as organisation on organisation.organisation_id = report.organisation_id
