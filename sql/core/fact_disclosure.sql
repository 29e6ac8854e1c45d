-- description: table two of official reports, every cell as printed | 表二：主动公开政府信息情况，逐格原样
-- grain: report, item, measure
-- column report_id: report | 报告标识
-- column item_code: row of the form, e.g. licences | 行代码
-- column measure_code: column of the form, e.g. decisions | 列代码
-- column value: number in its unit; null unless the state is number | 数值；非数字为空
-- column unit: 件, 项 or 元; money is in 元 whatever was printed | 计量单位；金额一律为元
-- column cell_state: number, blank, slash, text or unreadable; blank is not zero | 单元格状态；空白不等于零
-- column raw_text: the print | 原文
-- column locator: where it is printed | 原文位置
-- column form_version: form of this table in this report, 2019 or 2021 | 本表的格式版本
-- column document_id: the official document | 正式文件
select
    report.report_id,
    fact.row_code as item_code,
    fact.column_code as measure_code,
    fact.value,
    fact.unit,
    fact.cell_state,
    fact.raw_text,
    fact.locator,
    fact.form_version,
    fact.document_id,
from staging.parsed_fact as fact
join core.dim_report as report on report.document_id = fact.document_id
where fact.table_code = 'disclosure'
