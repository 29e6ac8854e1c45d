-- description: every crawl of every portal and how it ended
-- grain: portal, started_at
-- column portal_id: portal that was crawled
-- column started_at: begin of the crawl, UTC
-- column finished_at: end of the crawl, UTC
-- column status: ok, blocked, failed or partial
-- column requests: requests sent
-- column bytes_received: bytes received on the wire
-- column listing_pages: list pages seen
-- column links: links seen on them
-- column reports: links that are annual reports
-- column new: documents not seen before
-- column changed: known addresses with other bytes than before
-- column unchanged: known addresses with the same bytes
-- column not_modified: known addresses the server said were not modified
-- column blocked: answers that were challenge pages or refusals
-- column gone: known addresses that answer 404 or 410
-- column failed: addresses that gave no usable answer
-- column detail: reason of a failure
create table staging.portal_visit (
    portal_id varchar not null,
    started_at timestamp not null,
    finished_at timestamp not null,
    status varchar not null,
    requests bigint not null,
    bytes_received bigint not null,
    listing_pages bigint not null,
    links bigint not null,
    reports bigint not null,
    new bigint not null,
    changed bigint not null,
    unchanged bigint not null,
    not_modified bigint not null,
    blocked bigint not null,
    gone bigint not null,
    failed bigint not null,
    detail varchar
);
