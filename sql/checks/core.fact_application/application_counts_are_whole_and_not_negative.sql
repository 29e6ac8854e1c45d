-- description: Every number of table three is a whole number and not negative.
-- severity: error
-- blocking: no
-- rule: T3-NEG, T3-INT
-- source: table three counts 件
with judged as (
    select
        report_id,
        count(application_count) as number_count,
        count(*) filter (where application_count < 0 or cell_state in ('text', 'unreadable')) as suspicious_count,
    from core.fact_application
    group by report_id
),

-- A count with a fraction is no number of the facts; its print shows that it was one.
wrong as (
    select
        report_id,
        outcome_code,
        applicant_code,
        raw_text,
        case when application_count < 0 then 'a negative count' else 'a count with a fraction' end as fault,
    from core.fact_application
    where
        report_id in (
            select judged.report_id,
            from judged
            where judged.suspicious_count > 0
        )
        and (
            application_count < 0
            or (
                cell_state in ('text', 'unreadable')
                and regexp_full_match(trim(raw_text), '-?[0-9]+[.．][0-9]*[1-9][0-9]*')
            )
        )
)

select
    wrong.report_id,
    'application ' || wrong.outcome_code || ' ' || wrong.applicant_code as subject,
    'fail' as status,
    null as expected,
    wrong.raw_text as actual,
    wrong.fault as detail,
    reading.failure_attribution as attribution,
from wrong
left join core.report_table as reading
    on
        reading.report_id = wrong.report_id
        and reading.table_code = 'application'
union all
select
    judged.report_id,
    'application counts' as subject,
    case when judged.number_count = 0 then 'not_assessable' else 'pass' end as status,
    null as expected,
    null as actual,
    case when judged.number_count = 0 then 'no cell holds a number' end as detail,
    null as attribution,
from judged
where
    judged.report_id not in (
        select wrong.report_id,
        from wrong
    )
