-- description: how each statutory table of a document was read
-- grain: document, table
-- column document_id: SHA-256 of the bytes
-- column table_code: disclosure, application or dispute
-- column form_version: form of this table in this document, 2019 or 2021
-- column method: the reading that gave the facts, grid or sequence
-- column second_method: the independent second reading; null where the format allows only one
-- column differing_cells: cells on which the two readings differ
create table staging.parsed_reading (
    document_id varchar not null,
    table_code varchar not null,
    form_version varchar not null,
    method varchar not null,
    second_method varchar,
    differing_cells integer not null
);
