-- description: Applications and licences do not change together by more than five times: the scope stays the same.
-- severity: warn
-- blocking: no
-- rule: Y-SCOPE
with judged as (
    select
        year_pair.report_id,
        year_pair.previous_report_id,
        year_pair.received_count,
        year_pair.previous_received_count,
        case
            when
                greatest(year_pair.received_count, year_pair.previous_received_count) >= 30
                and greatest(stock.licence_count, previous_stock.licence_count) >= 100
                then (
                    year_pair.received_count > 5 * year_pair.previous_received_count
                    and stock.licence_count > 5 * previous_stock.licence_count
                )
                or (
                    year_pair.previous_received_count > 5 * year_pair.received_count
                    and previous_stock.licence_count > 5 * stock.licence_count
                )
        end as is_other_scope,
    from quality.year_pair
)

select
    report_id,
    'scope' as subject,
    case
        when is_other_scope is null then 'not_assessable'
        when is_other_scope then 'fail'
        else 'pass'
    end as status,
    previous_received_count as expected,
    received_count as actual,
    case
        when is_other_scope is null then 'too few cases to tell'
        when is_other_scope then 'applications and licences moved together; last year by ' || previous_report_id
    end as detail,
from judged
