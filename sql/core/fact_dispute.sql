-- description: table four of official reports, every cell as printed | 表四：政府信息公开行政复议、行政诉讼情况，逐格原样
-- grain: report, channel, result
-- column report_id: report | 报告标识
-- column channel_code: review, litigation_direct or litigation_after_review | 行代码：复议、直接起诉、复议后起诉
-- column result_code: upheld, corrected, other, pending or total | 列代码
-- column case_count: cases; null unless the state is number | 件数；非数字为空
-- column cell_state: number, blank, slash, text or unreadable; blank is not zero | 单元格状态；空白不等于零
-- column raw_text: the print | 原文
-- column locator: where it is printed | 原文位置
-- column form_version: form of this table in this report, 2019 or 2021 | 本表的格式版本
-- column document_id: the official document | 正式文件
select
    report.report_id,
    fact.row_code as channel_code,
    fact.column_code as result_code,
    -- A cast would round: a count with a fraction is no count, its print stays in raw_text.
    case when fact.value % 1 = 0 then fact.value::bigint end as case_count,
    case when fact.value % 1 <> 0 then 'unreadable' else fact.cell_state end as cell_state,
    fact.raw_text,
    fact.locator,
    fact.form_version,
    fact.document_id,
from staging.parsed_fact as fact
join core.dim_report as report on report.document_id = fact.document_id
where fact.table_code = 'dispute'
