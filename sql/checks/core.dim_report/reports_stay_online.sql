-- description: The report can still be read where it was published.
-- severity: info
-- blocking: no
-- rule: Y-GONE
-- source: a page that is gone is no retraction; its bytes are kept
with last_visit as (
    select
        url,
        arg_max(fetch_status, seen_at) as fetch_status,
        max(seen_at) as seen_at,
    from staging.sighting
    where
        source = 'crawl'
        and fetch_status in ('new', 'changed', 'unchanged', 'not_modified', 'gone')
    group by url
)

select
    report.report_id,
    'address' as subject,
    case
        when last_visit.url is null then 'not_assessable'
        when last_visit.fetch_status = 'gone' then 'fail'
        else 'pass'
    end as status,
    null as expected,
    case when last_visit.fetch_status = 'gone' then 'gone' end as actual,
    case
        when last_visit.url is null then 'no crawl has visited its address'
        when last_visit.fetch_status = 'gone'
            then 'found gone on ' || last_visit.seen_at::date || '; the archive keeps what was there'
    end as detail,
    case when last_visit.fetch_status = 'gone' then 'source' end as attribution,
from core.dim_report as report
join core.dim_document as document on document.document_id = report.document_id
left join last_visit on last_visit.url = document.url
