-- description: what could not be read, in every document | 每个文件中未能读出的内容
-- grain: document, issue
-- column document_id: document | 文件
-- column report_id: report that the document is a version of; null when it is no report | 所属报告；非报告为空
-- column issue_ordinal: position in the order of finding, from 1 | 发现顺序，从1起
-- column kind: code of the issue | 问题代码
-- column subject: what it is about | 所涉对象
-- column detail: what was expected and what was found | 应有与实有
-- column locator: where; null when the thing is absent | 原文位置；缺失则为空
select
    issue.document_id,
    document.report_id,
    issue.issue_ordinal,
    issue.kind,
    issue.subject,
    issue.detail,
    issue.locator,
from staging.parsed_issue as issue
join core.dim_document as document on document.document_id = issue.document_id
