-- description: A portal that was crawled before was read whole within the last seven days.
-- severity: error
-- blocking: no
-- rule: S-FRESH
-- source: portals are crawled every night; a week of failures is no bad night any more
select
    null as report_id,
    portal_id as subject,
    case
        when last_visit_at is null then 'not_assessable'
        when last_success_at >= now()::timestamp - interval 7 day then 'pass'
        else 'fail'
    end as status,
    'within 7 days' as expected,
    last_success_at as actual,
    case
        when last_visit_at is null then 'never crawled'
        when last_success_at is null then 'never read whole, the last visit was ' || status
        when last_success_at < now()::timestamp - interval 7 day then 'the last visit was ' || status
    end as detail,
from core.dim_portal
where cms_family is not null and cms_family not in ('inbox', 'unknown')
