-- description: A quantity that the prose states is the one that the tables count, in any of its usual readings.
-- severity: warn
-- blocking: no
-- rule: N-CNT, N-ROW
-- source: domain knowledge: 收到 may be new, new and carried in, or processed
with judged as (
    select
        comparison.*,
        case
            when comparison.matched_variant is not null then 'equal'
            when not comparison.is_table_complete then 'table incomplete'
            when counts.is_all_zero and starts_with(comparison.indicator_code, 'application.') then 'table all zero'
            when comparison.is_of_other_scope then 'other scope'
            when comparison.value_count > 1 then 'several quantities'
            else 'different'
        end as finding,
    from quality.prose_comparison as comparison
    left join quality.application_count as counts on counts.report_id = comparison.report_id
),

-- A group that is given by one of its rows, or by one kind of applicant, explains itself.
single_row as (
    select
        judged.report_id,
        judged.indicator_code,
        min(
            case
                when judged.prose_value = coalesce(rows_of_form.total, rows_of_form.part_sum)
                    then rows_of_form.outcome_code || ' alone'
                else rows_of_form.outcome_code || ' of natural persons alone'
            end
        ) as row_name,
    from judged
    join quality.application_row as rows_of_form
        on
            rows_of_form.report_id = judged.report_id
            and judged.prose_value in (
                coalesce(rows_of_form.total, rows_of_form.part_sum),
                rows_of_form.natural_person
            )
    where
        judged.finding = 'different'
        and judged.prose_value > 0
        and judged.indicator_code in (
            'application.granted',
            'application.granted_or_partial',
            'application.denied',
            'application.unable',
            'application.refused',
            'application.other'
        )
        and (
            (judged.indicator_code like 'application.granted%' and rows_of_form.outcome_code like 'granted%')
            or (judged.indicator_code = 'application.denied' and rows_of_form.outcome_code like 'denied%')
            or (judged.indicator_code = 'application.unable' and rows_of_form.outcome_code like 'unavailable%')
            or (judged.indicator_code = 'application.refused' and rows_of_form.outcome_code like 'not_processed%')
            or (judged.indicator_code = 'application.other' and rows_of_form.outcome_code like 'other%')
        )
    group by
        judged.report_id,
        judged.indicator_code
)

select
    judged.report_id,
    'prose ' || judged.indicator_code as subject,
    case judged.finding
        when 'equal' then 'pass'
        when 'different' then 'fail'
        else 'not_assessable'
    end as status,
    judged.table_value as expected,
    judged.prose_value as actual,
    case judged.finding
        when 'equal' then 'the table counts as many: ' || judged.matched_variant
        when 'table incomplete' then 'the table is not complete'
        when 'table all zero' then 'the whole table is zero'
        when 'other scope' then 'the sentence speaks of another scope than the table'
        when
            'several quantities'
            then 'the prose gives ' || judged.value_count || ' quantities, none is that of the table'
        when 'different'
            then
                coalesce('the prose gives ' || single_row.row_name || '; ', '')
                || judged.locator || ': ' || judged.context
    end as detail,
from judged
left join single_row
    on
        single_row.report_id = judged.report_id
        and single_row.indicator_code = judged.indicator_code
