-- description: what could not be read in a document
-- grain: document, ordinal
-- column document_id: SHA-256 of the bytes
-- column issue_ordinal: position in the order of finding, from 1
-- column kind: code of the issue
-- column subject: what it is about
-- column detail: what was expected and what was found
-- column locator: where; null when the thing is absent
create table staging.parsed_issue (
    document_id varchar not null,
    issue_ordinal integer not null,
    kind varchar not null,
    subject varchar not null,
    detail varchar not null,
    locator varchar
);
