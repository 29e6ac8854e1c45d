-- description: Reviews and lawsuits come with applications, of this year or carried in.
-- severity: info
-- blocking: no
-- rule: X-ZERO
-- source: cases of last year may be decided now
with dispute as (
    select
        report_id,
        sum(case_count) as case_count,
    from core.fact_dispute
    where result_code = 'total'
    group by report_id
)

select
    counts.report_id,
    'disputes' as subject,
    case
        when counts.number_count = 0 or dispute.case_count is null then 'not_assessable'
        when counts.is_all_zero and dispute.case_count > 0 then 'fail'
        else 'pass'
    end as status,
    null as expected,
    dispute.case_count::bigint as actual,
    case
        when counts.number_count = 0 or dispute.case_count is null then 'a table prints no number'
        when counts.is_all_zero and dispute.case_count > 0 then 'disputes without any application'
    end as detail,
from quality.application_count as counts
join dispute on dispute.report_id = counts.report_id
