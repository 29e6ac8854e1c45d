-- description: every failing verdict with its report, its source and what people decided | 全部不通过的核查结果，附报告、来源与人工认定
-- grain: check, report, subject
-- column report_id: report; null for checks of whole tables | 报告标识；整表核查为空
-- column organisation_id: reporting body | 机构标识
-- column agency: reporting body as printed | 发布机构原文
-- column report_year: report year | 报告年度
-- column check_name: check | 核查名称
-- column subject: what was judged | 判断对象
-- column severity: info, warn or error | 严重程度
-- column expected: what the claim demands | 应有值
-- column actual: what was found | 实有值
-- column detail: explanation for a person | 说明
-- column attribution: source, parse or unknown | 归因
-- column decision: confirmed or dismissed by a person; null without a decision in force | 人工认定；无有效认定为空
-- column decision_reason: why | 认定理由
-- column author: who decided | 认定人
-- column url: address of the official document | 正式文件的网址
select
    result.report_id,
    report.organisation_id,
    report.agency,
    report.report_year,
    result.check_name,
    result.subject,
    result.severity,
    result.expected,
    result.actual,
    result.detail,
    result.attribution,
    decision.decision,
    decision.reason as decision_reason,
    decision.author,
    document.url,
from quality.check_result as result
left join core.dim_report as report on report.report_id = result.report_id
left join core.dim_document as document on document.document_id = report.document_id
left join quality.decision as decision
    on
        decision.check_name = result.check_name
        and decision.report_id = result.report_id
        and decision.subject = result.subject
        and decision.is_in_force
where result.status = 'fail'
