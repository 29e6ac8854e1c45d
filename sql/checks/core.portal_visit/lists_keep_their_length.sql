-- description: The lists of a portal lead to about as many reports as on its last whole visit.
-- severity: error
-- blocking: no
-- rule: P-YIELD
-- source: portals.md, what a listing must prove; a list that suddenly yields less deletes nothing
with listed as (
    select
        portal_id,
        started_at,
        status,
        report_count,
        row_number() over (partition by portal_id order by started_at desc) as visit_rank,
    from core.portal_visit
    where listing_page_count > 0
),

latest as (
    select
        portal_id,
        started_at,
        status,
        report_count,
    from listed
    where visit_rank = 1
),

-- Of an earlier day: a crawl that was stopped and went on the same night is one visit to its portal.
before as (
    select
        listed.portal_id,
        max_by(listed.report_count, listed.started_at) as report_count,
    from listed
    join latest on latest.portal_id = listed.portal_id
    where
        listed.status = 'ok'
        and listed.started_at::date < latest.started_at::date
    group by listed.portal_id
),

compared as (
    select
        latest.portal_id,
        latest.status as visit_status,
        latest.report_count,
        before.report_count as before_count,
        -- Reports vanish one by one; a quarter at once is a page that changed or a list that lost its further pages.
        latest.report_count < 0.75 * before.report_count as is_shorter,
    from latest
    left join before on before.portal_id = latest.portal_id
)

select
    null as report_id,
    portal_id as subject,
    case
        when before_count is null then 'not_assessable'
        when not is_shorter then 'pass'
        when visit_status = 'partial' then 'not_assessable'
        else 'fail'
    end as status,
    before_count as expected,
    report_count as actual,
    case
        when before_count is null then 'no whole visit on a day before'
        when is_shorter and visit_status = 'partial' then 'the visit was not whole'
        when is_shorter then 'its lists lost reports at once: look whether their pages changed'
    end as detail,
from compared
