-- description: The document was published on a site of the government.
-- severity: error
-- blocking: no
-- rule: S-DOM
-- source: copies of reports on hijacked domains exist
with address as (
    select
        report.report_id,
        document.url,
        lower(regexp_extract(document.url, '^https?://(?:[^/@]*@)?([^/:?#]+)', 1)) as host,
    from core.dim_report as report
    join core.dim_document as document on document.document_id = report.document_id
),

judged as (
    select
        report_id,
        url,
        host,
        case
            when host is null or host = '' then null
            -- Loopback is the sample portal; portals of some counties have an address of numbers only.
            when host = 'localhost' or regexp_full_match(host, '[0-9.]+') then null
            else ends_with(host, '.gov.cn') or host = 'gov.cn'
        end as is_of_government,
    from address
)

select
    report_id,
    'host' as subject,
    case
        when is_of_government is null then 'not_assessable'
        when is_of_government then 'pass'
        else 'fail'
    end as status,
    '.gov.cn' as expected,
    host as actual,
    case
        when is_of_government is null then 'no web address with a name'
        when not is_of_government then 'not a government site: ' || left(url, 200)
    end as detail,
    case when not is_of_government then 'source' end as attribution,
from judged
