-- description: There are no more lawsuits after review than reviews of this year and the last.
-- severity: info
-- blocking: no
-- rule: T4-FUNNEL
-- source: table four
select
    report_id,
    'dispute litigation_after_review total' as subject,
    case
        when after_review_count is null or review_count is null or previous_review_count is null then 'not_assessable'
        when after_review_count <= review_count + previous_review_count then 'pass'
        else 'fail'
    end as status,
    review_count + previous_review_count as expected,
    after_review_count as actual,
    case
        when after_review_count is null or review_count is null or previous_review_count is null
            then 'a number is not printed'
    end as detail,
from quality.year_pair
