-- description: A government that sums up its region counts at least as many applications as any one body in it.
-- severity: error
-- blocking: no
-- rule: H-SCOPE
-- source: reports with 汇总 count all bodies below them
with largest as (
    select
        report_id,
        any_value(received_count) as received_count,
        max(body_received_count) as largest_count,
        max_by(body_report_id, body_received_count) as body_report_id,
    from quality.governed_body
    group by report_id
)

select
    report_id,
    'application received_new total' as subject,
    case
        when body_report_id is null or received_count is null then 'not_assessable'
        when received_count >= largest_count then 'pass'
        else 'fail'
    end as status,
    largest_count as expected,
    received_count as actual,
    case
        when body_report_id is null then 'no report of a body below it'
        when received_count is null then 'a number is not printed'
        when received_count < largest_count then 'fewer than ' || body_report_id
    end as detail,
from largest
