-- description: every visit of every URL, from the archive's index
-- grain: visit of a URL
-- column portal_id: portal that was visited, or the inbox
-- column url: address asked for; for dropped files the claimed address or a file: URL of its name
-- column fetch_status: new, changed, unchanged, not_modified, blocked, gone, failed or dropped
-- column seen_at: when, UTC
-- column document_id: SHA-256 of the bytes; null where there were none
-- column http_status: status of the answer
-- column media_type: as the server declared it
-- column byte_count: size of the body
-- column link_title: text of the link that led here
-- column link_date: date printed beside the link
-- column listing_url: list page that held the link
-- column etag: validator of the answer
-- column last_modified: validator of the answer
-- column source: crawl or inbox
-- column claimed_agency: agency as claimed by the person who dropped the file
-- column claimed_year: year as claimed by the person who dropped the file
-- column dropped_by: who dropped the file
-- column detail: reason of a failure
create table staging.sighting (
    portal_id varchar not null,
    url varchar not null,
    fetch_status varchar not null,
    seen_at timestamp not null,
    document_id varchar,
    http_status integer,
    media_type varchar,
    byte_count bigint,
    link_title varchar,
    link_date date,
    listing_url varchar,
    etag varchar,
    last_modified varchar,
    source varchar not null,
    claimed_agency varchar,
    claimed_year integer,
    dropped_by varchar,
    detail varchar
);
