-- description: A government of a county or above has decided on licences, penalties or compulsory measures.
-- severity: warn
-- blocking: no
-- rule: T2-ZERO-GOV
-- source: table two counts the decisions of all its departments
with counts as (
    select
        table_two.report_id,
        table_two.licence_count + table_two.penalty_count + table_two.measure_count as decision_count,
    from quality.disclosure_count as table_two
    join core.dim_report as report on report.report_id = table_two.report_id
    where
        report.kind = 'local_government'
        and report.level in ('province', 'prefecture', 'county')
        and report.scope <> 'own_organ'
)

select
    counts.report_id,
    'disclosure decisions' as subject,
    case
        when counts.decision_count is null then 'not_assessable'
        when counts.decision_count > 0 then 'pass'
        else 'fail'
    end as status,
    null as expected,
    counts.decision_count as actual,
    case
        when counts.decision_count is null then 'a number is not printed'
        when counts.decision_count = 0 then 'licences, penalties and compulsory measures are all zero'
    end as detail,
    case when counts.decision_count = 0 then reading.failure_attribution end as attribution,
from counts
left join core.report_table as reading
    on
        reading.report_id = counts.report_id
        and reading.table_code = 'disclosure'
