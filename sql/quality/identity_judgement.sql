-- description: every identity of the forms, judged for every report that has its table | 逐份报告逐项核对表内勾稽关系
-- grain: report, identity, subject
-- column report_id: report | 报告标识
-- column table_code: application or dispute | 所属表
-- column identity_code: balance, outcome_sum, row_sum or result_sum | 勾稽关系代码
-- column line_code: row of the form, or column for sums over rows | 所核对的行或列
-- column subject: what it is judged on, e.g. application natural_person | 判断对象
-- column status: pass, fail or not_assessable | 结论：通过、不通过、无法判断
-- column expected: sum of the left side, blanks as zero: the parts, or what came in | 等式左边之和，空白按零
-- column actual: sum of the right side, blanks as zero: the printed total, or what went out | 等式右边之和，空白按零
-- column detail: why, where the numbers alone do not say | 说明
-- column attribution: source, parse or unknown for failures; null otherwise | 归因；未失败为空
with role as (
    select
        form_version,
        row_code,
        max(side) filter (where identity_code = 'balance') as balance_side,
        max(side) filter (where identity_code = 'outcome_sum') as outcome_side,
    from core.form_identity
    where
        table_code = 'application'
        and column_code = 'total'
        and identity_code in ('balance', 'outcome_sum')
    group by
        form_version,
        row_code
),

role_count as (
    select
        form_version,
        count(balance_side) as balance_count,
        count(outcome_side) as outcome_count,
    from role
    group by form_version
),

application_column as (
    select
        cell.report_id,
        cell.form_version,
        cell.applicant_code,
        count(role.balance_side) as balance_cell_count,
        count(cell.application_count) filter (where role.balance_side = 'left') as in_number_count,
        count(cell.application_count) filter (where role.balance_side = 'right') as out_number_count,
        count(*) filter (where role.balance_side is not null and cell.cell_state in ('text', 'unreadable'))
            as balance_unread_count,
        count(*) filter (where role.balance_side = 'left' and cell.cell_state in ('blank', 'slash')) as in_blank_count,
        count(*) filter (where role.balance_side = 'right' and cell.cell_state in ('blank', 'slash'))
            as out_blank_count,
        coalesce(sum(cell.application_count) filter (where role.balance_side = 'left'), 0) as in_sum,
        coalesce(sum(cell.application_count) filter (where role.balance_side = 'right'), 0) as out_sum,
        count(role.outcome_side) as outcome_cell_count,
        count(cell.application_count) filter (where role.outcome_side = 'left') as outcome_number_count,
        count(*) filter (where role.outcome_side is not null and cell.cell_state in ('text', 'unreadable'))
            as outcome_unread_count,
        count(*) filter (where role.outcome_side = 'left' and cell.cell_state in ('blank', 'slash'))
            as outcome_blank_count,
        count(cell.application_count) filter (where role.outcome_side = 'right') as total_number_count,
        coalesce(sum(cell.application_count) filter (where role.outcome_side = 'left'), 0) as outcome_sum,
        coalesce(sum(cell.application_count) filter (where role.outcome_side = 'right'), 0) as total_sum,
    from core.fact_application as cell
    join role
        on
            role.form_version = cell.form_version
            and role.row_code = cell.outcome_code
    group by
        cell.report_id,
        cell.form_version,
        cell.applicant_code
),

compared as (
    select
        report_id,
        'application' as table_code,
        'row_sum' as identity_code,
        outcome_code as line_code,
        7 - cell_count as missing_count,
        unread_count,
        part_count as left_number_count,
        blank_part_count as left_blank_count,
        coalesce(part_sum, 0) as left_sum,
        (total is not null)::integer as right_number_count,
        is_total_blank::integer as right_blank_count,
        coalesce(total, 0) as right_sum,
        true as has_total,
    from quality.application_row
    union all
    select
        columns_of_form.report_id,
        'application' as table_code,
        'balance' as identity_code,
        columns_of_form.applicant_code as line_code,
        role_count.balance_count - columns_of_form.balance_cell_count as missing_count,
        columns_of_form.balance_unread_count as unread_count,
        columns_of_form.in_number_count as left_number_count,
        columns_of_form.in_blank_count as left_blank_count,
        columns_of_form.in_sum as left_sum,
        columns_of_form.out_number_count as right_number_count,
        columns_of_form.out_blank_count as right_blank_count,
        columns_of_form.out_sum as right_sum,
        false as has_total,
    from application_column as columns_of_form
    join role_count on role_count.form_version = columns_of_form.form_version
    union all
    select
        columns_of_form.report_id,
        'application' as table_code,
        'outcome_sum' as identity_code,
        columns_of_form.applicant_code as line_code,
        role_count.outcome_count - columns_of_form.outcome_cell_count as missing_count,
        columns_of_form.outcome_unread_count as unread_count,
        columns_of_form.outcome_number_count as left_number_count,
        columns_of_form.outcome_blank_count as left_blank_count,
        columns_of_form.outcome_sum as left_sum,
        columns_of_form.total_number_count as right_number_count,
        1 - columns_of_form.total_number_count as right_blank_count,
        columns_of_form.total_sum as right_sum,
        true as has_total,
    from application_column as columns_of_form
    join role_count on role_count.form_version = columns_of_form.form_version
    union all
    select
        report_id,
        'dispute' as table_code,
        'result_sum' as identity_code,
        channel_code as line_code,
        5 - count(*) as missing_count,
        count(*) filter (where cell_state in ('text', 'unreadable')) as unread_count,
        count(case_count) filter (where result_code <> 'total') as left_number_count,
        count(*) filter (where result_code <> 'total' and cell_state in ('blank', 'slash')) as left_blank_count,
        coalesce(sum(case_count) filter (where result_code <> 'total'), 0) as left_sum,
        count(case_count) filter (where result_code = 'total') as right_number_count,
        count(*) filter (where result_code = 'total' and cell_state in ('blank', 'slash')) as right_blank_count,
        coalesce(sum(case_count) filter (where result_code = 'total'), 0) as right_sum,
        true as has_total,
    from core.fact_dispute
    group by
        report_id,
        channel_code
),

-- Blanks are judged twice: as missing, and as zero. What is counted is never negative, so a blank can only raise its
-- side: the larger side without blanks contradicts the other whatever the blanks stand for.
found as (
    select
        *,
        case
            when missing_count > 0 then 'terms missing'
            when unread_count > 0 then 'terms unread'
            when left_number_count + right_number_count = 0 then 'nothing printed'
            when has_total and right_blank_count > 0 then 'total blank'
            when left_sum = right_sum then 'equal'
            when left_sum > right_sum and right_blank_count = 0 then 'different'
            when left_sum < right_sum and left_blank_count = 0 then 'different'
            else 'blanks undecided'
        end as finding,
    from compared
),

-- Where other sums of the same report prove that its blanks stand for zero, they do so here too. A side with no number
-- at all proves nothing, and totals that are blank beside printed parts are no zeros (shanghai-office-2019).
habit as (
    select
        report_id,
        count(*) filter (where finding = 'equal' and left_blank_count + right_blank_count > 0 and left_sum > 0)
            as proof_count,
        count(*) filter (where identity_code = 'row_sum' and right_blank_count > 0 and left_sum > 0)
            as lost_total_count,
    from found
    where
        report_id in (
            select undecided.report_id,
            from found as undecided
            where undecided.finding = 'blanks undecided'
        )
    group by report_id
),

judged as (
    select
        found.*,
        case
            when found.finding <> 'blanks undecided' then found.finding
            when
                habit.proof_count >= 3
                and (found.line_code <> 'total' or habit.lost_total_count = 0)
                and (found.left_sum > found.right_sum or found.left_number_count > 0)
                and (found.left_sum < found.right_sum or found.right_number_count > 0)
                then 'different by habit'
            else found.finding
        end as conclusion,
        habit.proof_count,
    from found
    left join habit
        on
            habit.report_id = found.report_id
            and found.finding = 'blanks undecided'
)

select
    judged.report_id,
    judged.table_code,
    judged.identity_code,
    judged.line_code,
    judged.table_code || ' ' || judged.line_code as subject,
    case
        when judged.conclusion = 'equal' then 'pass'
        when judged.conclusion like 'different%' then 'fail'
        else 'not_assessable'
    end as status,
    judged.left_sum::bigint as expected,
    judged.right_sum::bigint as actual,
    case
        when judged.conclusion = 'terms missing' then judged.missing_count || ' of the cells are not in the document'
        when judged.conclusion = 'terms unread' then judged.unread_count || ' of the cells could not be read as numbers'
        when judged.conclusion = 'nothing printed' then 'no cell holds a number'
        when judged.conclusion = 'total blank' then 'the total is blank'
        when judged.conclusion = 'blanks undecided'
            then (judged.left_blank_count + judged.right_blank_count) || ' blank cells may hold the difference'
        when judged.conclusion = 'equal' and judged.left_blank_count + judged.right_blank_count > 0
            then 'assumed zero: ' || (judged.left_blank_count + judged.right_blank_count) || ' blank cells'
        when judged.conclusion = 'different' then 'difference ' || (judged.right_sum - judged.left_sum)::bigint
        when judged.conclusion = 'different by habit'
            then
                'difference ' || (judged.right_sum - judged.left_sum)::bigint
                || '; blanks count as zero here, as in ' || judged.proof_count || ' other sums of this report'
    end as detail,
    case when judged.conclusion like 'different%' then coalesce(reading.failure_attribution, 'unknown') end
        as attribution,
from judged
left join core.report_table as reading
    on
        reading.report_id = judged.report_id
        and reading.table_code = judged.table_code
