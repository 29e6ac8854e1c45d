-- description: No number of table three looks like a telephone number or a postcode.
-- severity: warn
-- blocking: no
-- rule: U-YEAR
select
    report_id,
    'application received_new total' as subject,
    case
        when received_count is null then 'not_assessable'
        -- The largest city of the country receives some ten thousand a year, all provinces together below a million.
        when greatest(received_count, processed_count) < 1000000 then 'pass'
        else 'fail'
    end as status,
    null as expected,
    greatest(received_count, processed_count) as actual,
    case
        when received_count is null then 'a number is not printed'
        when greatest(received_count, processed_count) >= 1000000 then 'more than a million applications'
    end as detail,
from quality.application_count
