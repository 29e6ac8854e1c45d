-- description: values that people read from the original, beside the print; facts stay as printed | 人工更正与印出值的对照，事实表保持原样
-- grain: report, table, row, column
-- column report_id: report | 报告标识
-- column table_code: disclosure, application or dispute | 所属表
-- column row_code: row of the form | 行代码
-- column column_code: column of the form | 列代码
-- column printed_value: the number as printed; null when none is | 印出的数值
-- column raw_text: the print; null when the cell is not in the document | 原文
-- column corrected_value: what the original shows; null for a blank | 原件上的值
-- column reason: why | 理由
-- column author: who read it | 更正人
-- column corrected_on: when | 更正日期
-- column is_in_force: whether the cell still prints what the person saw | 是否仍然有效
with cell as (
    select
        report_id,
        'disclosure' as table_code,
        item_code as row_code,
        measure_code as column_code,
        value,
        raw_text,
    from core.fact_disclosure
    where
        report_id in (
            select correction.report_id,
            from staging.correction as correction
        )
    union all
    select
        report_id,
        'application' as table_code,
        outcome_code as row_code,
        applicant_code as column_code,
        application_count as value,
        raw_text,
    from core.fact_application
    where
        report_id in (
            select correction.report_id,
            from staging.correction as correction
        )
    union all
    select
        report_id,
        'dispute' as table_code,
        channel_code as row_code,
        result_code as column_code,
        case_count as value,
        raw_text,
    from core.fact_dispute
    where
        report_id in (
            select correction.report_id,
            from staging.correction as correction
        )
)

select
    correction.report_id,
    correction.table_code,
    correction.row_code,
    correction.column_code,
    cell.value as printed_value,
    cell.raw_text,
    correction.corrected_value,
    correction.reason,
    correction.author,
    correction.corrected_on,
    coalesce(cell.raw_text = correction.expected_raw_text, false) as is_in_force,
from staging.correction as correction
left join cell
    on
        cell.report_id = correction.report_id
        and cell.table_code = correction.table_code
        and cell.row_code = correction.row_code
        and cell.column_code = correction.column_code
