-- description: No cell of table two holds words where a number belongs.
-- severity: error
-- blocking: no
-- rule: T2-PARSE
-- source: table two of 国办公开办函〔2021〕30号 and 〔2019〕60号; a note beside a number is no fault
with worded as (
    select
        report_id,
        item_code,
        measure_code,
        raw_text,
    from core.fact_disclosure
    where
        cell_state = 'text'
        -- The sign of a change has a check of its own.
        and measure_code <> 'items_change'
)

select
    worded.report_id,
    'disclosure ' || worded.item_code || ' ' || worded.measure_code as subject,
    'fail' as status,
    null as expected,
    left(worded.raw_text, 60) as actual,
    'words in place of a number' as detail,
    reading.failure_attribution as attribution,
from worded
left join core.report_table as reading
    on
        reading.report_id = worded.report_id
        and reading.table_code = 'disclosure'
union all
select
    fact.report_id,
    'disclosure words' as subject,
    case when count(fact.value) = 0 then 'not_assessable' else 'pass' end as status,
    null as expected,
    null as actual,
    case when count(fact.value) = 0 then 'no cell holds a number' end as detail,
    null as attribution,
from core.fact_disclosure as fact
anti join worded on worded.report_id = fact.report_id
group by fact.report_id
