-- description: one row per parsed document: how its reading ended and who it says it is
-- grain: document
-- column document_id: SHA-256 of the bytes
-- column portal_id: portal whose crawl or inbox brought the document first
-- column parser_version: version of the parser that read it
-- column media_type: what the bytes are, decided by content
-- column byte_count: size of the document in bytes
-- column status: how the reading ended (contract, section 3)
-- column agency: reporting body as named by the document; null when not found
-- column adcode: division code valid in the report year; null when it cannot be decided
-- column report_year: year the report is about; null when not found
-- column title: title as printed
-- column published_date: date of publication as printed or in metadata
-- column level: central, province, prefecture, county or township
-- column kind: kind of the reporting body
-- column scope: own_organ, government_aggregate, region_aggregate or unknown
create table staging.parsed_document (
    document_id varchar not null,
    portal_id varchar not null,
    parser_version varchar not null,
    media_type varchar not null,
    byte_count bigint not null,
    status varchar not null,
    agency varchar,
    adcode varchar,
    report_year integer,
    title varchar,
    published_date date,
    level varchar,
    kind varchar,
    scope varchar
);
