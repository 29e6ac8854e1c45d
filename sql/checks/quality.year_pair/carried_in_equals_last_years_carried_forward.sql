-- description: What last year carried forward is carried in this year, in all.
-- severity: error
-- blocking: no
-- rule: Y-CARRY
-- source: table three: 二、上年结转 and 四、结转下年度 of the year before
select
    report.report_id,
    'application carried_in total' as subject,
    case
        when pair.carried_in[7] is null or pair.previous_carried_forward[7] is null then 'not_assessable'
        when pair.carried_in[7] = pair.previous_carried_forward[7] then 'pass'
        else 'fail'
    end as status,
    pair.previous_carried_forward[7] as expected,
    pair.carried_in[7] as actual,
    case
        when pair.report_id is null then 'no report of the year before'
        when pair.carried_in[7] is null or pair.previous_carried_forward[7] is null then 'a number is not printed'
        when pair.carried_in[7] <> pair.previous_carried_forward[7]
            then 'carried forward by ' || pair.previous_report_id
    end as detail,
from core.dim_report as report
left join quality.year_pair as pair on pair.report_id = report.report_id
where report.application_form is not null
