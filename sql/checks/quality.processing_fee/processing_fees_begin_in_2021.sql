-- description: A fee for processing information was not collected before 2021.
-- severity: info
-- blocking: no
-- rule: X-FEE
-- source: 国办函〔2020〕109号, in force from 2021-01-01
select
    charged.report_id,
    'fee.processing_yuan' as subject,
    case
        when report.report_year is null then 'not_assessable'
        when report.report_year >= 2021 or charged.fee_yuan = 0 then 'pass'
        else 'fail'
    end as status,
    null as expected,
    charged.fee_yuan as actual,
    case
        when report.report_year is null then 'the report year is unknown'
        when report.report_year < 2021 and charged.fee_yuan > 0 then 'before the fee was introduced'
    end as detail,
from quality.processing_fee as charged
join core.dim_report as report on report.report_id = charged.report_id
