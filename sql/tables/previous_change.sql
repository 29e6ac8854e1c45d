-- description: changes between publications that earlier publications have logged | 以往各次发布已记录的发布间变化
-- grain: report, table, row, column, new document, seen_at
-- column report_id: report | 报告标识
-- column table_code: disclosure, application or dispute | 所属表
-- column row_code: row of the form | 行代码
-- column column_code: column of the form | 列代码
-- column old_value: the number before | 变化前的数值
-- column new_value: the number after | 变化后的数值
-- column old_state: state of the cell before; null where the cell was not there | 变化前的单元格状态；原无此格为空
-- column new_state: state of the cell after; null where the cell is gone | 变化后的单元格状态；格已消失为空
-- column reason: parser_version or official_version | 原因：解析器版本、正式版本
-- column seen_at: when the change was noticed, UTC | 发现变化的时间，UTC
-- column old_document_id: document before | 变化前的文件
-- column new_document_id: document after | 变化后的文件
create table staging.previous_change (
    report_id varchar not null,
    table_code varchar not null,
    row_code varchar not null,
    column_code varchar not null,
    old_value decimal(18, 4),
    new_value decimal(18, 4),
    old_state varchar,
    new_state varchar,
    reason varchar not null,
    seen_at timestamp not null,
    old_document_id varchar not null,
    new_document_id varchar not null
);
