-- description: the prose of official reports as it is compared; texts are in core.report_section | 正式报告参与比对的正文特征，原文见core.report_section
-- grain: report with prose
-- column report_id: report | 报告标识
-- column document_id: the official document | 正式文件
-- column organisation_id: reporting body; null when unknown | 机构标识；未知为空
-- column parser_version: version of the parser that made the signature | 生成特征的解析器版本
-- column character_count: characters of sections one, five and six that are compared | 参与比对的字数
-- column text_hash: hash of the prose without names; numbers count | 去除名称后的正文摘要，含数字
-- column is_long_enough: whether it is long enough to prove anything | 篇幅是否足以比对
select
    report.report_id,
    report.document_id,
    report.organisation_id,
    document.parser_version,
    prose.character_count,
    prose.text_hash,
    -- Three hundred characters are about ten sentences: in fewer the outline leaves little to a writer.
    prose.character_count >= 300 as is_long_enough,
from staging.parsed_prose as prose
join core.dim_report as report on report.document_id = prose.document_id
join core.dim_document as document on document.document_id = prose.document_id
