-- description: Cases pending last year are among those of this year, in each channel of table four.
-- severity: warn
-- blocking: no
-- rule: T4-VANISH
-- source: table four counts carried cases
with channel as (
    select
        report_id,
        previous_report_id,
        unnest(['review', 'litigation_direct', 'litigation_after_review']) as channel_code,
        unnest(channel_counts) as total_count,
        unnest(previous_pending_counts) as pending_count,
    from quality.year_pair
)

select
    report_id,
    'dispute ' || channel_code || ' total' as subject,
    case
        when total_count is null or pending_count is null then 'not_assessable'
        when total_count >= pending_count then 'pass'
        else 'fail'
    end as status,
    pending_count as expected,
    total_count as actual,
    case
        when total_count is null or pending_count is null then 'a number is not printed'
        when total_count < pending_count then 'pending by ' || previous_report_id
    end as detail,
from channel
