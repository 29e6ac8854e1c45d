-- description: sections of official reports by the national outline | 正式报告按国家提纲的各部分
-- grain: report, section, locator
-- column report_id: report | 报告标识
-- column section_no: ordinal of the national outline, 1 to 6 | 国家提纲序号，1至6
-- column title: title as printed, without its ordinal | 标题原文，不含序号
-- column text: prose of the section | 本部分正文
-- column locator: where the heading is printed | 标题位置
-- column document_id: the official document | 正式文件
select
    report.report_id,
    section.section_no,
    section.title,
    section.text,
    section.locator,
    section.document_id,
from staging.parsed_section as section
join core.dim_report as report on report.document_id = section.document_id
