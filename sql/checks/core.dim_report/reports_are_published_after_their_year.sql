-- description: The printed date of publication is not before the last month of the report year.
-- severity: warn
-- blocking: no
-- rule: S-YEAR
-- source: 条例 article 49; back-dated reports, and years that were left in from another report
select
    report_id,
    'publication year' as subject,
    case
        when report_year is null or published_date is null then 'not_assessable'
        when published_date >= make_date(report_year, 12, 1) then 'pass'
        else 'fail'
    end as status,
    make_date(report_year, 12, 1) as expected,
    published_date as actual,
    case
        when report_year is null then 'the report year is unknown'
        when published_date is null then 'no date is printed'
        when published_date < make_date(report_year, 12, 1) then 'dated before the year was over'
    end as detail,
from core.dim_report
