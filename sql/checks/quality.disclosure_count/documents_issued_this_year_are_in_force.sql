-- description: At least the documents issued this year and not repealed are in force, on the form of 2021.
-- severity: warn
-- blocking: no
-- rule: T2-STOCK
-- source: table two of 国办公开办函〔2021〕30号, 本年制发件数, 本年废止件数 and 现行有效件数
with counts as (
    select
        report_id,
        unnest(['regulations', 'normative_documents']) as item_code,
        unnest(
            [regulation_new_count - regulation_repealed_count, normative_new_count - normative_repealed_count]
        ) as added_count,
        unnest([regulation_stock_count, normative_stock_count]) as stock_count,
    from quality.disclosure_count
    where form_version = '2021'
)

select
    counts.report_id,
    'disclosure ' || counts.item_code || ' in_force' as subject,
    case
        when counts.stock_count is null or counts.added_count is null then 'not_assessable'
        when counts.added_count <= counts.stock_count then 'pass'
        else 'fail'
    end as status,
    greatest(counts.added_count, 0) as expected,
    counts.stock_count as actual,
    case
        when counts.stock_count is null or counts.added_count is null then 'a number is not printed'
        when counts.added_count > counts.stock_count then 'issued less repealed is more than what is in force'
    end as detail,
    case when counts.added_count > counts.stock_count then reading.failure_attribution end as attribution,
from counts
left join core.report_table as reading
    on
        reading.report_id = counts.report_id
        and reading.table_code = 'disclosure'
