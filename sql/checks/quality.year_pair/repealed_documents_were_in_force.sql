-- description: No more documents are repealed than were in force or issued, on the form of 2021.
-- severity: warn
-- blocking: no
-- rule: T2-REPEAL
-- source: table two of 国办公开办函〔2021〕30号
with document as (
    select
        year_pair.report_id,
        year_pair.previous_report_id,
        unnest(['regulations', 'normative_documents']) as item_code,
        unnest([stock.regulation_repealed_count, stock.normative_repealed_count]) as repealed_count,
        unnest(
            [
                previous_stock.regulation_stock_count + stock.regulation_new_count,
                previous_stock.normative_stock_count + stock.normative_new_count,
            ]
        ) as available_count,
    from quality.year_pair
    where year_pair.disclosure_form = '2021'
)

select
    report_id,
    'disclosure ' || item_code || ' repealed' as subject,
    case
        when repealed_count is null or available_count is null then 'not_assessable'
        when repealed_count <= available_count then 'pass'
        else 'fail'
    end as status,
    available_count as expected,
    repealed_count as actual,
    case
        when repealed_count is null or available_count is null then 'a number is not printed'
        when repealed_count > available_count then 'last year by ' || previous_report_id
    end as detail,
from document
