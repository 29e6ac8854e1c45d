-- description: every cell of the national forms that a document has a row for, as printed
-- grain: document, table, row, column
-- column document_id: SHA-256 of the bytes
-- column table_code: disclosure, application or dispute
-- column form_version: form of this table in this document, 2019 or 2021
-- column row_code: row of the form
-- column column_code: column of the form
-- column value: the number in its unit; null unless the state is number
-- column unit: 件, 项 or 元
-- column cell_state: number, blank, slash, text or unreadable
-- column raw_text: the print
-- column locator: where it is printed
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
