-- description: There are no more reviews and lawsuits than applications of this year and the last.
-- severity: warn
-- blocking: no
-- rule: X-DISP
-- source: table four counts cases about applications, carried ones too
select
    report_id,
    'disputes' as subject,
    case
        when review_count + litigation_count + accepted_count + previous_accepted_count is null then 'not_assessable'
        when review_count + litigation_count <= accepted_count + previous_accepted_count then 'pass'
        else 'fail'
    end as status,
    accepted_count + previous_accepted_count as expected,
    review_count + litigation_count as actual,
    case
        when review_count + litigation_count + accepted_count + previous_accepted_count is null
            then 'a number is not printed'
    end as detail,
from quality.year_pair
