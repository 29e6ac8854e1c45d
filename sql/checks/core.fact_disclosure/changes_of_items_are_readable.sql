-- description: 本年增/减 is a signed number, on the form of 2019.
-- severity: warn
-- blocking: no
-- rule: T2-19-SIGN
-- source: table two of 国办公开办函〔2019〕60号, 第二十条第（五）项 and following
with judged as (
    select
        report_id,
        count(*) filter (where cell_state in ('number', 'text')) as printed_count,
        count(*) filter (where cell_state = 'number') as number_count,
        string_agg(item_code || ': ' || raw_text, ', ' order by item_code) filter (
            where cell_state = 'text'
        ) as unread,
    from core.fact_disclosure
    where measure_code = 'items_change'
    group by report_id
)

select
    judged.report_id,
    'disclosure items_change' as subject,
    case
        when judged.printed_count = 0 then 'not_assessable'
        when judged.number_count = judged.printed_count then 'pass'
        else 'fail'
    end as status,
    judged.printed_count as expected,
    judged.number_count as actual,
    coalesce(
        'not readable as a change: ' || judged.unread,
        case when judged.printed_count = 0 then 'nothing is printed, or it could not be read' end
    ) as detail,
    case when judged.number_count < judged.printed_count then reading.failure_attribution end as attribution,
from judged
left join core.report_table as reading
    on
        reading.report_id = judged.report_id
        and reading.table_code = 'disclosure'
