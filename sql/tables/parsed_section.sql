-- description: sections of a document by the national outline
-- grain: document, section, locator
-- column document_id: SHA-256 of the bytes
-- column section_no: ordinal of the national outline, 1 to 6
-- column title: title as printed, without its ordinal
-- column text: prose of the section
-- column locator: where the heading is printed
create table staging.parsed_section (
    document_id varchar not null,
    section_no integer not null,
    title varchar not null,
    text varchar not null,
    locator varchar not null
);
