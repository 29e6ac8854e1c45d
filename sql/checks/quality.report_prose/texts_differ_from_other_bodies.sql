-- description: The prose is not, word for word and number for number, that of another body.
-- severity: error
-- blocking: no
-- rule: D-HASH
-- source: copied texts; names of bodies and regions aside
with text_of_report as (
    select
        known.report_id,
        known.text_hash,
        known.organisation_id,
        known.is_long_enough and known.organisation_id is not null as is_judged,
        known.is_long_enough,
        report.adcode,
        report.report_year,
        report.kind,
    from quality.report_prose as known
    join core.dim_report as report on report.report_id = known.report_id
),

repeated as (
    select
        text_hash,
        count(distinct organisation_id) as body_count,
    from text_of_report
    where is_judged
    group by text_hash
    having count(distinct organisation_id) > 1
),

-- However many bodies have a text, three of them stand for all, so the work does not grow with their pairs.
standing as (
    select text_of_report.*,
    from text_of_report
    semi join repeated on repeated.text_hash = text_of_report.text_hash
    where text_of_report.is_judged
    qualify
        dense_rank() over (
            partition by text_of_report.text_hash
            order by text_of_report.organisation_id
        ) <= 3
),

twin as (
    select
        one.report_id,
        any_value(repeated.body_count) - 1 as twin_count,
        min(other.report_id) as first_twin,
    from text_of_report as one
    join repeated on repeated.text_hash = one.text_hash
    join standing as other
        on
            other.text_hash = one.text_hash
            and other.organisation_id <> one.organisation_id
            -- An office writes the report of its government.
            and not (
                other.adcode is not distinct from one.adcode
                and other.report_year = one.report_year
                and 'local_government' in (other.kind, one.kind)
            )
    where one.is_judged
    group by one.report_id
)

select
    text_of_report.report_id,
    'prose' as subject,
    case
        when not text_of_report.is_judged then 'not_assessable'
        when twin.twin_count > 0 then 'fail'
        else 'pass'
    end as status,
    case when text_of_report.is_judged then 0 end as expected,
    case when text_of_report.is_judged then coalesce(twin.twin_count, 0) end as actual,
    case
        when not text_of_report.is_long_enough then 'the prose is too short to prove anything'
        when not text_of_report.is_judged then 'the body is unknown'
        when twin.twin_count > 0 then 'every word and number is that of ' || twin.first_twin
    end as detail,
from text_of_report
left join twin on twin.report_id = text_of_report.report_id
