-- description: cells of the publication before, of the tables that are read differently now | 上一次发布中、现已读出不同结果的各表单元格
-- grain: document, table, row, column
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column table_code: disclosure, application or dispute | 所属表
-- column row_code: row of the form | 行代码
-- column column_code: column of the form | 列代码
-- column value: the number then; null unless the state was number | 当时的数值；非数字为空
-- column cell_state: number, blank, slash, text or unreadable | 当时的单元格状态
create table staging.previous_cell (
    document_id varchar not null,
    table_code varchar not null,
    row_code varchar not null,
    column_code varchar not null,
    value decimal(18, 4),
    cell_state varchar not null
);
