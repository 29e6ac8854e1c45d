-- description: No count is more than ten times that of last year, or less than its tenth part.
-- severity: warn
-- blocking: no
-- rule: Y-JUMP
with measure as (
    select
        year_pair.report_id,
        year_pair.previous_report_id,
        unnest(
            [
                {
                    code: 'application received_new total',
                    number: year_pair.received_count,
                    previous: year_pair.previous_received_count,
                    least: 100
                },
                {
                    code: 'disclosure licences decisions',
                    number: stock.licence_count,
                    previous: previous_stock.licence_count,
                    least: 1000
                },
                {
                    code: 'disclosure penalties decisions',
                    number: stock.penalty_count,
                    previous: previous_stock.penalty_count,
                    least: 1000
                },
                {
                    code: 'disclosure compulsory_measures decisions',
                    number: stock.measure_count,
                    previous: previous_stock.measure_count,
                    least: 1000
                },
            ]
        ) as entry,
        -- Everything at once is another scope, which has its own check.
        year_pair.received_count > 5 * year_pair.previous_received_count
        and stock.licence_count > 5 * previous_stock.licence_count
        or year_pair.previous_received_count > 5 * year_pair.received_count
        and previous_stock.licence_count > 5 * stock.licence_count
            as is_other_scope,
    from quality.year_pair
),

judged as (
    select
        measure.report_id,
        measure.previous_report_id,
        measure.entry,
        case
            when entry.number is null or entry.previous is null or measure.is_other_scope then null
            else
                abs(entry.number - entry.previous) > entry.least
                and (entry.number > 10 * entry.previous or entry.previous > 10 * entry.number)
        end as is_jump,
    from measure
)

select
    judged.report_id,
    entry.code as subject,
    case
        when judged.is_jump is null then 'not_assessable'
        when judged.is_jump then 'fail'
        else 'pass'
    end as status,
    entry.previous as expected,
    entry.number as actual,
    case
        when judged.is_jump is null then 'a number is not printed, or the scope changed'
        when judged.is_jump then 'last year by ' || judged.previous_report_id
    end as detail,
from judged
