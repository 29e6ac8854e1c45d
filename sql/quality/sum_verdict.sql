-- description: judged identities, with the cells that a failed one points at | 勾稽结论及其所指的单元格
-- kind: view
-- grain: report, identity, subject
-- column report_id: report | 报告标识
-- column identity_code: balance, outcome_sum, row_sum or result_sum | 勾稽关系代码
-- column subject: what it is judged on, e.g. application natural_person | 判断对象
-- column status: pass, fail or not_assessable | 结论：通过、不通过、无法判断
-- column expected: sum of the left side, blanks as zero | 等式左边之和，空白按零
-- column actual: sum of the right side, blanks as zero | 等式右边之和，空白按零
-- column detail: why, and which cell is suspect | 说明及可疑单元格
-- column attribution: source, parse or unknown for failures; null otherwise | 归因；未失败为空
with suspect as (
    select
        report_id,
        table_code,
        row_code,
        column_code,
        is_only_candidate,
        row_code || ' ' || column_code || ' prints ' || printed_count || ', ' || suggested_count || ' would fit ('
        || reason || ')' as suspicion,
    from quality.suspect_cell
    where printed_count is not null
),

suspect_sum as (
    select
        *,
        case table_code when 'dispute' then 'result_sum' else 'row_sum' end as identity_code,
        row_code as line_code,
    from suspect
    union all
    select
        *,
        'outcome_sum' as identity_code,
        column_code as line_code,
    from suspect
    where
        table_code = 'application'
        and row_code not in ('received_new', 'carried_in', 'carried_forward')
    union all
    select
        *,
        'balance' as identity_code,
        column_code as line_code,
    from suspect
    where
        table_code = 'application'
        and row_code in ('received_new', 'carried_in', 'total_processed', 'carried_forward')
),

named as (
    select
        report_id,
        table_code,
        identity_code,
        line_code,
        case when bool_and(is_only_candidate) then '; ' else '; perhaps ' end
        || string_agg(suspicion, ' or ' order by row_code, column_code) as suspicions,
    from suspect_sum
    group by
        report_id,
        table_code,
        identity_code,
        line_code
    having count(*) <= 3
)

select
    judgement.report_id,
    judgement.identity_code,
    judgement.subject,
    judgement.status,
    judgement.expected,
    judgement.actual,
    judgement.detail || case when judgement.status = 'fail' then coalesce(named.suspicions, '') else '' end as detail,
    judgement.attribution,
from quality.identity_judgement as judgement
left join named
    on
        named.report_id = judgement.report_id
        and named.table_code = judgement.table_code
        and named.identity_code = judgement.identity_code
        and named.line_code = judgement.line_code
