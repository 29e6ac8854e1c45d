-- description: official documents whose prose the publication before has compared | 上一次发布已比对正文的正式文件
-- grain: document
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column parser_version: version of the parser that had read it | 当时的解析器版本
create table staging.previous_prose (
    document_id varchar not null,
    parser_version varchar
);
