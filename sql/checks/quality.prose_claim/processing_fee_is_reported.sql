-- description: From 2021 on, section six speaks of the fee for processing information.
-- severity: info
-- blocking: no
-- rule: N-SEC6
-- source: 国办函〔2020〕109号
select
    claim.report_id,
    'section 6' as subject,
    case
        when report.report_year is null or report.report_year < 2021 then 'not_assessable'
        when
            claim.other_matters_text is null or not regexp_matches(claim.other_matters_text, '[^\s　]')
            then 'not_assessable'
        when claim.mentions_processing_fee then 'pass'
        else 'fail'
    end as status,
    null as expected,
    null as actual,
    case
        when report.report_year is null then 'the report year is unknown'
        when report.report_year < 2021 then 'not asked for before 2021'
        when claim.other_matters_text is null then 'the section was not found'
        when not claim.mentions_processing_fee then 'no fee is spoken of'
    end as detail,
from quality.prose_claim as claim
join core.dim_report as report on report.report_id = claim.report_id
