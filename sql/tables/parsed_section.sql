-- description: sections of a document by the national outline | 文件按国家提纲的各部分
-- grain: document, section, locator
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column section_no: ordinal of the national outline, 1 to 6 | 国家提纲序号，1至6
-- column title: title as printed, without its ordinal | 标题原文，不含序号
-- column text: prose of the section | 本部分正文
-- column locator: where the heading is printed | 标题位置
create table staging.parsed_section (
    document_id varchar not null,
    section_no integer not null,
    title varchar not null,
    text varchar not null,
    locator varchar not null
);
