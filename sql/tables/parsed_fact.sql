-- description: every cell of the national forms that a document has a row for, as printed | 文件中国家统一格式的每个单元格，按原样
-- grain: document, table, row, column
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column table_code: disclosure, application or dispute | 所属表
-- column form_version: form of this table in this document, 2019 or 2021 | 本表的格式版本
-- column row_code: row of the form | 行代码
-- column column_code: column of the form | 列代码
-- column value: the number in its unit; null unless the state is number | 数值；非数字为空
-- column unit: 件, 项 or 元 | 计量单位
-- column cell_state: number, blank, slash, text or unreadable | 单元格状态
-- column raw_text: the print | 原文
-- column locator: where it is printed | 原文位置
create table staging.parsed_fact (
    document_id varchar not null,
    table_code varchar not null,
    form_version varchar not null,
    row_code varchar not null,
    column_code varchar not null,
    value decimal(18, 4),
    unit varchar not null,
    cell_state varchar not null,
    raw_text varchar not null,
    locator varchar not null
);
