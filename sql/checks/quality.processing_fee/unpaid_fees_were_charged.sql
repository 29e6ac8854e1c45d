-- description: Where applications were closed because a fee was not paid, section six does not say that none was charged.
-- severity: info
-- blocking: no
-- rule: X-FEE
-- source: 国办函〔2020〕109号; possible, because a fee that was asked for may never be paid
with unpaid as (
    select
        report_id,
        max(application_count) as unpaid_count,
    from core.fact_application
    where
        outcome_code = 'other_unpaid_fee'
        and applicant_code = 'total'
    group by report_id
)

select
    unpaid.report_id,
    'application other_unpaid_fee total' as subject,
    case
        when unpaid.unpaid_count is null or charged.fee_yuan is null then 'not_assessable'
        when unpaid.unpaid_count > 0 and charged.fee_yuan = 0 then 'fail'
        else 'pass'
    end as status,
    case when charged.fee_yuan = 0 then 0 end as expected,
    unpaid.unpaid_count as actual,
    case
        when unpaid.unpaid_count is null then 'the number is not printed'
        when charged.fee_yuan is null then 'section six states no fee'
        when unpaid.unpaid_count > 0 and charged.fee_yuan = 0 then 'closed for want of payment, but 0 yuan were charged'
    end as detail,
from unpaid
left join quality.processing_fee as charged on charged.report_id = unpaid.report_id
