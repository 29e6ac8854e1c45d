-- description: every identity of the forms, judged for every report that has its table | 逐份报告逐项核对表内勾稽关系
-- kind: view
-- grain: report, identity, subject
-- column report_id: report | 报告标识
-- column identity_code: balance, outcome_sum, row_sum or result_sum | 勾稽关系代码
-- column subject: what it is judged on, e.g. application natural_person | 判断对象
-- column status: pass, fail or not_assessable | 结论：通过、不通过、无法判断
-- column expected: sum of the left side, blanks as zero: the parts, or what came in | 等式左边之和，空白按零
-- column actual: sum of the right side, blanks as zero: the printed total, or what went out | 等式右边之和，空白按零
-- column detail: why, where the numbers alone do not say | 说明
-- column attribution: source, parse or unknown for failures; null otherwise | 归因；未失败为空
with term as (
    select
        form_version,
        table_code,
        identity_code,
        subject,
        row_code,
        column_code,
        side,
    from core.form_identity
),

identity as (
    select
        form_version,
        table_code,
        identity_code,
        subject,
        count(*) as term_count,
        count(*) filter (where side = 'right') = 1 as has_total,
    from core.form_identity
    group by all
),

cell as (
    select
        report_id,
        form_version,
        'application' as table_code,
        outcome_code as row_code,
        applicant_code as column_code,
        application_count as cell_count,
        cell_state,
    from core.fact_application
    union all
    select
        report_id,
        form_version,
        'dispute' as table_code,
        channel_code as row_code,
        result_code as column_code,
        case_count as cell_count,
        cell_state,
    from core.fact_dispute
),

side_sum as (
    select
        cell.report_id,
        cell.form_version,
        cell.table_code,
        term.identity_code,
        term.subject,
        count(*) as cell_count,
        count(cell.cell_count) as number_count,
        count(*) filter (where cell.cell_state in ('text', 'unreadable')) as unread_count,
        count(*) filter (where term.side = 'left' and cell.cell_state in ('blank', 'slash')) as left_blank_count,
        count(*) filter (where term.side = 'right' and cell.cell_state in ('blank', 'slash')) as right_blank_count,
        coalesce(sum(cell.cell_count) filter (where term.side = 'left'), 0) as left_sum,
        coalesce(sum(cell.cell_count) filter (where term.side = 'right'), 0) as right_sum,
    from cell
    join term
        on
            term.form_version = cell.form_version
            and term.table_code = cell.table_code
            and term.row_code = cell.row_code
            and term.column_code = cell.column_code
    group by all
),

-- Blanks are judged twice: as missing, and as zero. What is counted is never negative, so a blank can only raise its
-- side: the larger side without blanks contradicts the other whatever the blanks stand for, and only then it fails.
judged as (
    select
        side_sum.*,
        side_sum.left_blank_count + side_sum.right_blank_count as blank_count,
        case
            when side_sum.cell_count < identity.term_count then 'terms missing'
            when side_sum.unread_count > 0 then 'terms unread'
            when side_sum.number_count = 0 then 'nothing printed'
            when identity.has_total and side_sum.right_blank_count > 0 then 'total blank'
            when side_sum.left_sum = side_sum.right_sum then 'equal'
            when side_sum.left_sum > side_sum.right_sum and side_sum.right_blank_count = 0 then 'different'
            when side_sum.left_sum < side_sum.right_sum and side_sum.left_blank_count = 0 then 'different'
            else 'blanks undecided'
        end as finding,
        identity.term_count - side_sum.cell_count as missing_count,
    from side_sum
    join identity
        on
            identity.form_version = side_sum.form_version
            and identity.identity_code = side_sum.identity_code
            and identity.subject = side_sum.subject
)

select
    judged.report_id,
    judged.identity_code,
    judged.subject,
    case judged.finding
        when 'equal' then 'pass'
        when 'different' then 'fail'
        else 'not_assessable'
    end as status,
    judged.left_sum as expected,
    judged.right_sum as actual,
    case
        when judged.finding = 'terms missing' then judged.missing_count || ' of the cells are not in the document'
        when judged.finding = 'terms unread' then judged.unread_count || ' of the cells could not be read as numbers'
        when judged.finding = 'nothing printed' then 'no cell holds a number'
        when judged.finding = 'total blank' then 'the total is blank'
        when judged.finding = 'blanks undecided' then judged.blank_count || ' blank cells may hold the difference'
        when judged.finding = 'equal' and judged.blank_count > 0
            then 'assumed zero: ' || judged.blank_count || ' blank cells'
        when judged.finding = 'different' then 'difference ' || (judged.right_sum - judged.left_sum)
    end as detail,
    case when judged.finding = 'different' then coalesce(reading.failure_attribution, 'unknown') end as attribution,
from judged
left join core.report_table as reading
    on
        reading.report_id = judged.report_id
        and reading.table_code = judged.table_code
