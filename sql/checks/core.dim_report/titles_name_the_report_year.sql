-- description: The year in the title is the year that the report is about.
-- severity: error
-- blocking: no
-- rule: N-YEAR, S-YEAR
-- source: 条例 article 49; the tables, the period and the address decide the report year together with the title
with titled as (
    select
        report_id,
        report_year,
        regexp_extract_all(title, '20[0-9]{2}') as years,
    from core.dim_report
)

select
    report_id,
    'title year' as subject,
    case
        when report_year is null or coalesce(len(years), 0) = 0 then 'not_assessable'
        when list_contains(years, report_year::varchar) then 'pass'
        else 'fail'
    end as status,
    report_year as expected,
    array_to_string(years, ' ') as actual,
    case
        when report_year is null then 'the report year is unknown'
        when coalesce(len(years), 0) = 0 then 'the title names no year'
        when not list_contains(years, report_year::varchar) then 'the title names another year'
    end as detail,
from titled
