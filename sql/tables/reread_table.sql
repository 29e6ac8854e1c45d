-- description: tables that another parser version reads differently than before | 与上次发布相比由新版解析器读出不同结果的表
-- grain: document, table
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column table_code: disclosure, application or dispute | 所属表
create table staging.reread_table (
    document_id varchar not null,
    table_code varchar not null
);
