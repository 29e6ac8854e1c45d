-- description: 行政事业性收费 collected by a county or a lower body stay under ten thousand million yuan.
-- severity: warn
-- blocking: no
-- rule: T2-UNIT
-- source: the column is in 万元: a number in 元 is ten thousand times too large
with counts as (
    select
        table_two.report_id,
        table_two.fee_yuan,
        report.level,
    from quality.disclosure_count as table_two
    join core.dim_report as report on report.report_id = table_two.report_id
    where table_two.form_version = '2021'
)

-- The largest fees of a county seen in print are 961 million yuan (96171.6万元); only numbers that were meant in another
-- unit pass a bound ten times as high.
select
    counts.report_id,
    'disclosure administrative_fees amount' as subject,
    case
        when counts.fee_yuan is null or counts.level is null or counts.level not in ('county', 'township')
            then 'not_assessable'
        when counts.fee_yuan < 10000000000 then 'pass'
        else 'fail'
    end as status,
    null as expected,
    counts.fee_yuan as actual,
    case
        when counts.fee_yuan is null then 'no amount is printed'
        when counts.level is null or counts.level not in ('county', 'township') then 'no bound for this level'
        when counts.fee_yuan >= 10000000000 then 'perhaps 元 were printed in a column of 万元'
    end as detail,
    case
        when counts.fee_yuan >= 10000000000 and counts.level in ('county', 'township') then reading.failure_attribution
    end as attribution,
from counts
left join core.report_table as reading
    on
        reading.report_id = counts.report_id
        and reading.table_code = 'disclosure'
