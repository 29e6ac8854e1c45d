-- description: how each statutory table of a document was read | 每张法定表格的读取方式
-- grain: document, table
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column table_code: disclosure, application or dispute | 所属表
-- column form_version: form of this table in this document, 2019 or 2021 | 本表的格式版本
-- column method: the reading that gave the facts, grid or sequence | 所用读法
-- column second_method: the independent second reading; null where the format allows only one | 独立的第二读法；无则为空
-- column differing_cells: cells on which the two readings differ | 两种读法不一致的单元格数
create table staging.parsed_reading (
    document_id varchar not null,
    table_code varchar not null,
    form_version varchar not null,
    method varchar not null,
    second_method varchar,
    differing_cells integer not null
);
