-- description: how each statutory table of an official report was read | 正式报告中每张法定表格的读取方式
-- grain: report, table
-- column report_id: report | 报告标识
-- column table_code: disclosure, application or dispute | 所属表
-- column form_version: form of this table in this report, 2019 or 2021 | 本表的格式版本
-- column method: the reading that gave the facts, grid or sequence | 所用读法
-- column second_method: the independent second reading; null where the format allows only one | 独立的第二读法；无则为空
-- column differing_cells: cells on which the two readings differ | 两种读法不一致的单元格数
-- column failure_attribution: whose fault a failed identity is: source, parse or unknown | 勾稽不符的归因：来源、解析、未知
-- column document_id: the official document | 正式文件
select
    report.report_id,
    reading.table_code,
    reading.form_version,
    reading.method,
    reading.second_method,
    reading.differing_cells,
    case
        when reading.second_method is null then 'unknown'
        when reading.differing_cells = 0 then 'source'
        else 'parse'
    end as failure_attribution,
    reading.document_id,
from staging.parsed_reading as reading
join core.dim_report as report on report.document_id = reading.document_id
