-- description: A fee for processing information was not collected before 2021.
-- severity: info
-- blocking: no
-- rule: X-FEE
-- source: 国办函〔2020〕109号, in force from 2021-01-01
select
    figure.report_id,
    'fee.processing_yuan' as subject,
    case
        when any_value(report.report_year) is null then 'not_assessable'
        when any_value(report.report_year) >= 2021 or max(figure.value) = 0 then 'pass'
        else 'fail'
    end as status,
    null as expected,
    max(figure.value) as actual,
    case
        when any_value(report.report_year) is null then 'the report year is unknown'
        when any_value(report.report_year) < 2021 and max(figure.value) > 0 then 'before the fee was introduced'
    end as detail,
from core.fact_figure as figure
join core.dim_report as report on report.report_id = figure.report_id
where
    figure.indicator_code = 'fee.processing_yuan'
    and figure.modality = 'reported'
group by figure.report_id
