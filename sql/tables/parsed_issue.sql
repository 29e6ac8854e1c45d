-- description: what could not be read in a document | 文件中未能读出的内容
-- grain: document, ordinal
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column issue_ordinal: position in the order of finding, from 1 | 发现顺序，从1起
-- column kind: code of the issue | 问题代码
-- column subject: what it is about | 所涉对象
-- column detail: what was expected and what was found | 应有与实有
-- column locator: where; null when the thing is absent | 原文位置；缺失则为空
create table staging.parsed_issue (
    document_id varchar not null,
    issue_ordinal integer not null,
    kind varchar not null,
    subject varchar not null,
    detail varchar not null,
    locator varchar
);
