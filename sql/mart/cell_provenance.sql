-- description: where any number comes from: its print, place, document and address | 任一数据的出处：原文、位置、文件与网址
-- kind: view
-- grain: report, table, row, column; for figures report and ordinal
-- column report_id: report | 报告标识
-- column table_code: disclosure, application, dispute, or figure for numbers of the prose | 所属表；正文数量为figure
-- column row_code: row of the form; ordinal for figures | 行代码；正文数量为序号
-- column column_code: column of the form; indicator for figures | 列代码；正文数量为指标
-- column value: the number; null unless the state is number | 数值；非数字为空
-- column unit: unit of the value | 计量单位
-- column cell_state: number, blank, slash, text or unreadable | 单元格状态
-- column raw_text: the print | 原文
-- column locator: where it is printed | 原文位置
-- column url: address of the document | 文件网址
-- column portal_id: portal of the address | 门户标识
-- column document_id: SHA-256 of the document | 文件内容的SHA-256
-- column fetched_at: when the document was fetched first, UTC | 首次取得时间，UTC
-- column parser_version: version of the parser that read it | 解析器版本
with cell as (
    select
        report_id,
        'disclosure' as table_code,
        item_code as row_code,
        measure_code as column_code,
        value,
        unit,
        cell_state,
        raw_text,
        locator,
        document_id,
    from core.fact_disclosure
    union all
    select
        report_id,
        'application' as table_code,
        outcome_code as row_code,
        applicant_code as column_code,
        application_count as value,
        '件' as unit,
        cell_state,
        raw_text,
        locator,
        document_id,
    from core.fact_application
    union all
    select
        report_id,
        'dispute' as table_code,
        channel_code as row_code,
        result_code as column_code,
        case_count as value,
        '件' as unit,
        cell_state,
        raw_text,
        locator,
        document_id,
    from core.fact_dispute
    union all
    select
        report_id,
        'figure' as table_code,
        figure_ordinal::varchar as row_code,
        indicator_code as column_code,
        value,
        unit,
        'number' as cell_state,
        raw_text,
        locator,
        document_id,
    from core.fact_figure
)

select
    cell.report_id,
    cell.table_code,
    cell.row_code,
    cell.column_code,
    cell.value,
    cell.unit,
    cell.cell_state,
    cell.raw_text,
    cell.locator,
    document.url,
    document.portal_id,
    cell.document_id,
    document.first_seen_at as fetched_at,
    document.parser_version,
from cell
join core.dim_document as document on document.document_id = cell.document_id
