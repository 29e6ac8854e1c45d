-- description: Every number of table two is not negative, changes aside, and only money has a fraction.
-- severity: error
-- blocking: no
-- rule: T2-NEG, T2-INT
-- source: table two counts 件 and 项, and 元 for money
with judged as (
    select
        report_id,
        count(value) as number_count,
        count(*) filter (
            where (value < 0 and measure_code <> 'items_change') or (unit <> '元' and value % 1 <> 0)
        ) as wrong_count,
    from core.fact_disclosure
    group by report_id
),

wrong as (
    select
        report_id,
        item_code,
        measure_code,
        raw_text,
        case when value < 0 then 'a negative number' else 'a count with a fraction' end as fault,
    from core.fact_disclosure
    where
        (value < 0 and measure_code <> 'items_change')
        or (unit <> '元' and value % 1 <> 0)
)

select
    wrong.report_id,
    'disclosure ' || wrong.item_code || ' ' || wrong.measure_code as subject,
    'fail' as status,
    null as expected,
    wrong.raw_text as actual,
    wrong.fault as detail,
    reading.failure_attribution as attribution,
from wrong
left join core.report_table as reading
    on
        reading.report_id = wrong.report_id
        and reading.table_code = 'disclosure'
union all
select
    report_id,
    'disclosure numbers' as subject,
    case when number_count = 0 then 'not_assessable' else 'pass' end as status,
    null as expected,
    null as actual,
    case when number_count = 0 then 'no cell holds a number' end as detail,
    null as attribution,
from judged
where wrong_count = 0
