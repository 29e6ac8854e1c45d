-- description: Documents in force are those of last year, plus issued, less repealed, on the form of 2021.
-- severity: warn
-- blocking: no
-- rule: T2-STOCK
-- source: table two of 国办公开办函〔2021〕30号
with document as (
    select
        year_pair.report_id,
        year_pair.previous_report_id,
        unnest(['regulations', 'normative_documents']) as item_code,
        unnest([stock.regulation_stock_count, stock.normative_stock_count]) as stock_count,
        unnest(
            [
                previous_stock.regulation_stock_count
                + stock.regulation_new_count
                - stock.regulation_repealed_count,
                previous_stock.normative_stock_count + stock.normative_new_count - stock.normative_repealed_count,
            ]
        ) as expected_count,
    from quality.year_pair
    where year_pair.disclosure_form = '2021'
)

select
    report_id,
    'disclosure ' || item_code || ' in_force' as subject,
    case
        when stock_count is null or expected_count is null then 'not_assessable'
        when stock_count = expected_count then 'pass'
        else 'fail'
    end as status,
    expected_count as expected,
    stock_count as actual,
    case
        when stock_count is null or expected_count is null then 'a number is not printed'
        when stock_count <> expected_count then 'last year by ' || previous_report_id || '; some may have expired'
    end as detail,
from document
