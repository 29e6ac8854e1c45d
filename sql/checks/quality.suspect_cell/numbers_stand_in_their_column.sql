-- description: No number of table three stands in the neighbouring column, or is split over two.
-- severity: warn
-- blocking: no
-- rule: T3-SHIFT, U-SPLIT
-- source: merged and split cells; the sums of the form hold when the number is moved back
with slipped as (
    select
        report_id,
        row_code,
        column_code,
        printed_count,
        suggested_count,
        reason,
        attribution,
    from quality.suspect_cell
    where
        table_code = 'application'
        and is_only_candidate
        and reason in ('one number is split over two columns', 'the value stands in the neighbouring column')
)

select
    report_id,
    'application ' || row_code || ' ' || column_code as subject,
    'fail' as status,
    suggested_count as expected,
    printed_count as actual,
    reason as detail,
    attribution,
from slipped
union all
select
    counts.report_id,
    'application columns' as subject,
    case when coalesce(counts.number_count, 0) = 0 then 'not_assessable' else 'pass' end as status,
    null as expected,
    null as actual,
    case when coalesce(counts.number_count, 0) = 0 then 'no cell holds a number' end as detail,
    null as attribution,
from quality.application_count as counts
anti join slipped on slipped.report_id = counts.report_id
