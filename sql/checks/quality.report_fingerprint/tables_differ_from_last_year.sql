-- description: The numbers of the tables are not those of last year.
-- severity: error
-- blocking: no
-- rule: Y-SAME, D-TBL
-- source: copied tables
select
    report.report_id,
    'tables' as subject,
    case
        when fingerprint.telling_count < 4 then 'not_assessable'
        when fingerprint.number_hash = previous_fingerprint.number_hash then 'fail'
        else 'pass'
    end as status,
    null as expected,
    null as actual,
    case
        when fingerprint.telling_count < 4 then 'too few telling numbers: chance may repeat them'
        when fingerprint.number_hash = previous_fingerprint.number_hash
            then 'every number is that of ' || previous.report_id
    end as detail,
from core.dim_report as report
join core.dim_report as previous
    on
        previous.organisation_id = report.organisation_id
        and previous.report_year = report.report_year - 1
join quality.report_fingerprint as fingerprint on fingerprint.report_id = report.report_id
join quality.report_fingerprint as previous_fingerprint on previous_fingerprint.report_id = previous.report_id
