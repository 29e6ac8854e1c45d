-- description: quantities in the prose of a document
-- grain: document, ordinal
-- column document_id: SHA-256 of the bytes
-- column figure_ordinal: position in reading order, from 1
-- column section_no: section of the outline, 0 before the first heading
-- column raw_text: the print
-- column value: in base units, 149.8万元 is 1498000
-- column unit: unit of the value
-- column qualifier: exact, at_least, at_most or approx
-- column indicator_code: what is counted; null when unknown
-- column is_in_scope: whether it is about information disclosure
-- column modality: reported or planned
-- column context: the clause around it
-- column locator: where it is printed
create table staging.parsed_figure (
    document_id varchar not null,
    figure_ordinal integer not null,
    section_no integer not null,
    raw_text varchar not null,
    value decimal(18, 4) not null,
    unit varchar not null,
    qualifier varchar not null,
    indicator_code varchar,
    is_in_scope boolean not null,
    modality varchar not null,
    context varchar not null,
    locator varchar not null
);
