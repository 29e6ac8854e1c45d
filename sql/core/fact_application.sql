-- description: table three of official reports, every cell as printed | 表三：收到和处理政府信息公开申请情况，逐格原样
-- grain: report, outcome, applicant
-- column report_id: report | 报告标识
-- column outcome_code: row of the form, e.g. granted | 行代码
-- column applicant_code: column of the form, e.g. natural_person | 列代码
-- column application_count: applications; null unless the state is number | 件数；非数字为空
-- column cell_state: number, blank, slash, text or unreadable; blank is not zero | 单元格状态；空白不等于零
-- column raw_text: the print | 原文
-- column locator: where it is printed | 原文位置
-- column form_version: form of this table in this report, 2019 or 2021 | 本表的格式版本
-- column document_id: the official document | 正式文件
select
    report.report_id,
    fact.row_code as outcome_code,
    fact.column_code as applicant_code,
    -- A cast would round: a count with a fraction is no count, its print stays in raw_text.
    case when fact.value % 1 = 0 then fact.value::bigint end as application_count,
    case when fact.value % 1 <> 0 then 'unreadable' else fact.cell_state end as cell_state,
    fact.raw_text,
    fact.locator,
    fact.form_version,
    fact.document_id,
from staging.parsed_fact as fact
join core.dim_report as report on report.document_id = fact.document_id
where fact.table_code = 'application'
