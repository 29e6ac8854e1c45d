-- description: A cell of table three of a report has one row.
-- severity: error
-- blocking: yes
-- rule: T3-MISSROW, P-PK
with suspected as (
    -- Equal keys have equal hashes; grouping numbers takes half the time of grouping their texts.
    select hash(report_id, outcome_code, applicant_code) as key_hash,
    from core.fact_application
    group by key_hash
    having count(*) > 1
),

repeated as (
    select
        fact.report_id || ' ' || fact.outcome_code || ' ' || fact.applicant_code as repeated_key,
        count(*) as row_count,
    from core.fact_application as fact
    semi join suspected on suspected.key_hash = hash(fact.report_id, fact.outcome_code, fact.applicant_code)
    group by
        fact.report_id,
        fact.outcome_code,
        fact.applicant_code
    having count(*) > 1
)

select
    null as report_id,
    'core.fact_application' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    count(*) as actual,
    'keys with several rows, the first is ' || min(repeated_key) as detail,
from repeated
