-- description: 上一年项目数量 is what last year had, its change included, on the form of 2019.
-- severity: warn
-- blocking: no
-- rule: T2-STOCK
-- source: table two of 国办公开办函〔2019〕60号
with item as (
    select
        year_pair.report_id,
        year_pair.previous_report_id,
        unnest(['licences', 'penalties']) as item_code,
        unnest([stock.licence_items_last_year, stock.penalty_items_last_year]) as item_count,
        unnest(
            [
                previous_stock.licence_items_last_year + previous_stock.licence_items_change,
                previous_stock.penalty_items_last_year + previous_stock.penalty_items_change,
            ]
        ) as expected_count,
    from quality.year_pair
    where year_pair.disclosure_form = '2019'
)

select
    report_id,
    'disclosure ' || item_code || ' items_last_year' as subject,
    case
        when item_count is null or expected_count is null then 'not_assessable'
        when item_count = expected_count then 'pass'
        else 'fail'
    end as status,
    expected_count as expected,
    item_count as actual,
    case
        when item_count is null or expected_count is null then 'a number is not printed'
        when item_count <> expected_count then 'last year by ' || previous_report_id
    end as detail,
from item
