-- description: The prose is not that of last year with numbers and dates exchanged.
-- severity: warn
-- blocking: no
-- rule: D-NEAR
-- source: copied texts; nineteen twentieths alike, beside what many bodies write
with body as (
    select count(distinct organisation_id) as body_count,
    from quality.report_prose
    where is_long_enough
)

select
    report.report_id,
    'prose' as subject,
    case
        when not (known.is_long_enough and before.is_long_enough) or body.body_count < 30 then 'not_assessable'
        when twin.similarity_ratio >= 0.95 and twin.evidence_count >= 25 then 'fail'
        else 'pass'
    end as status,
    null as expected,
    case
        when twin.similarity_ratio >= 0.95 and twin.evidence_count >= 25 and body.body_count >= 30
            then round(100 * twin.similarity_ratio)::integer || ' %'
    end as actual,
    case
        when not (known.is_long_enough and before.is_long_enough) then 'the prose is too short to prove anything'
        when body.body_count < 30 then 'too few bodies to know what everybody writes'
        when twin.similarity_ratio >= 0.95 and twin.evidence_count >= 25
            then 'numbers and dates aside, it reads as ' || twin.twin_report_id
    end as detail,
from core.dim_report as report
join quality.report_prose as known on known.report_id = report.report_id
join core.dim_report as previous
    on
        previous.organisation_id = report.organisation_id
        and previous.report_year = report.report_year - 1
join quality.report_prose as before on before.report_id = previous.report_id
cross join body
left join quality.prose_twin as twin
    on
        twin.report_id = report.report_id
        and twin.twin_report_id = previous.report_id
