-- description: The prose is not that of another body with names, numbers and dates exchanged.
-- severity: warn
-- blocking: no
-- rule: D-NEAR
-- source: copied texts; nine tenths alike, beside what many bodies write
with body as (
    select count(distinct organisation_id) as body_count,
    from quality.report_prose
    where is_long_enough
),

twin as (
    select
        report_id,
        max(similarity_ratio) as similarity_ratio,
        arg_max(twin_report_id, similarity_ratio) as twin_report_id,
    from quality.prose_twin
    where
        not is_of_same_body
        -- A fifth of both texts is their own, or the comparison rests on too little.
        and evidence_count >= 25
    group by report_id
)

select
    known.report_id,
    'prose' as subject,
    case
        when not known.is_long_enough or known.organisation_id is null or body.body_count < 30 then 'not_assessable'
        when twin.similarity_ratio >= 0.9 then 'fail'
        else 'pass'
    end as status,
    null as expected,
    case
        when twin.similarity_ratio >= 0.9 and known.is_long_enough and body.body_count >= 30
            then round(100 * twin.similarity_ratio)::integer || ' %'
    end as actual,
    case
        when not known.is_long_enough then 'the prose is too short to prove anything'
        when known.organisation_id is null then 'the body is unknown'
        when body.body_count < 30 then 'too few bodies to know what everybody writes'
        when twin.similarity_ratio >= 0.9 then 'names, numbers and dates aside, it reads as ' || twin.twin_report_id
    end as detail,
from quality.report_prose as known
cross join body
left join twin on twin.report_id = known.report_id
