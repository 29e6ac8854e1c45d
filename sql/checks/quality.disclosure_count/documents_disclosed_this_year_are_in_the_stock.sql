-- description: No more documents were disclosed this year than are disclosed in all, on the form of 2019.
-- severity: warn
-- blocking: no
-- rule: T2-19-OPEN
-- source: table two of 国办公开办函〔2019〕60号, 本年新公开数量 and 对外公开总数量
with counts as (
    select
        report_id,
        unnest(['regulations', 'normative_documents']) as item_code,
        unnest([regulation_disclosed_count, normative_disclosed_count]) as disclosed_count,
        unnest([regulation_stock_count, normative_stock_count]) as stock_count,
    from quality.disclosure_count
    where form_version = '2019'
)

select
    counts.report_id,
    'disclosure ' || counts.item_code || ' disclosed_total' as subject,
    case
        when counts.stock_count is null or counts.disclosed_count is null then 'not_assessable'
        when counts.disclosed_count <= counts.stock_count then 'pass'
        else 'fail'
    end as status,
    counts.disclosed_count as expected,
    counts.stock_count as actual,
    case
        when counts.stock_count is null or counts.disclosed_count is null then 'a number is not printed'
        when counts.disclosed_count > counts.stock_count then 'more disclosed this year than in all'
    end as detail,
    case when counts.disclosed_count > counts.stock_count then reading.failure_attribution end as attribution,
from counts
left join core.report_table as reading
    on
        reading.report_id = counts.report_id
        and reading.table_code = 'disclosure'
