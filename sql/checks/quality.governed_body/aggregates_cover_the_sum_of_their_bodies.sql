-- description: A government that sums up its region counts at least the applications of its departments and of the governments right below it together.
-- severity: warn
-- blocking: no
-- rule: H-LE
-- source: one-sided, because not every body below it reports; only where the report says 汇总 or speaks of the whole region
with summed as (
    select
        report_id,
        any_value(received_count) as received_count,
        -- What is further down is already in the number of a government right below.
        count(*) filter (
            where body_is_known and (distance = 0 or (distance = 1 and body_kind = 'local_government'))
        ) as body_count,
        sum(body_received_count) filter (
            where body_is_known and (distance = 0 or (distance = 1 and body_kind = 'local_government'))
        )::bigint as body_received_count,
    from quality.governed_body
    where scope = 'region_aggregate'
    group by report_id
)

select
    report_id,
    'application received_new total' as subject,
    case
        when body_count < 2 or received_count is null then 'not_assessable'
        when received_count >= body_received_count then 'pass'
        else 'fail'
    end as status,
    body_received_count as expected,
    received_count as actual,
    case
        when body_count < 2 then 'fewer than two reports of bodies below it'
        when received_count is null then 'a number is not printed'
        when received_count < body_received_count
            then 'fewer than the ' || body_count || ' bodies below it have together'
    end as detail,
from summed
