-- description: every cell that changed between versions of a report or between publications | 报告各版本之间、各次发布之间变化的每个单元格
-- grain: report, table, row, column, old document, new document, seen_at
-- column report_id: report | 报告标识
-- column table_code: disclosure, application or dispute | 所属表
-- column row_code: row of the form | 行代码
-- column column_code: column of the form | 列代码
-- column old_value: the number before; null unless the state was number | 变化前的数值；非数字为空
-- column new_value: the number after; null unless the state is number | 变化后的数值；非数字为空
-- column old_state: state of the cell before; null where the cell was not there | 变化前的单元格状态；原无此格为空
-- column new_state: state of the cell after; null where the cell is gone | 变化后的单元格状态；格已消失为空
-- column reason: source_edit, parser_version or official_version | 原因：原文修改、解析器版本、正式版本更换
-- column seen_at: when the change was first seen, UTC | 首次发现变化的时间，UTC
-- column old_document_id: document before | 变化前的文件
-- column new_document_id: document after; the same for parser_version | 变化后的文件；解析器版本变化时相同
with concerned as (
    select old_document_id as document_id,
    from quality.document_change
    union
    select new_document_id as document_id,
    from quality.document_change
),

-- A table of its own says which documents to look at: the cells of all others are passed over, not held in memory.
cell as (
    select
        fact.document_id,
        fact.table_code,
        fact.row_code,
        fact.column_code,
        -- As the facts are built: a count with a fraction is no count.
        fact.table_code <> 'disclosure' and fact.value % 1 <> 0 as has_fraction,
        case when not coalesce(has_fraction, false) then fact.value end as value,
        case when has_fraction then 'unreadable' else fact.cell_state end as cell_state,
    from staging.parsed_fact as fact
    semi join concerned on concerned.document_id = fact.document_id
),

member as (
    select
        *,
        unnest([old_document_id, new_document_id]) as document_id,
    from quality.document_change
    where reason <> 'parser_version'
),

side as (
    select
        member.report_id,
        member.reason,
        member.seen_at,
        member.old_document_id,
        member.new_document_id,
        cell.table_code,
        cell.row_code,
        cell.column_code,
        cell.document_id = member.new_document_id as is_new,
        cell.value,
        cell.cell_state,
    from member
    join cell on cell.document_id = member.document_id
    union all
    select
        reread.report_id,
        reread.reason,
        reread.seen_at,
        reread.old_document_id,
        reread.new_document_id,
        cell.table_code,
        cell.row_code,
        cell.column_code,
        true as is_new,
        cell.value,
        cell.cell_state,
    from quality.document_change as reread
    join cell
        on
            cell.document_id = reread.new_document_id
            and cell.table_code = reread.table_code
    union all
    select
        reread.report_id,
        reread.reason,
        reread.seen_at,
        reread.old_document_id,
        reread.new_document_id,
        previous.table_code,
        previous.row_code,
        previous.column_code,
        false as is_new,
        previous.value,
        previous.cell_state,
    from quality.document_change as reread
    join staging.previous_cell as previous
        on
            previous.document_id = reread.old_document_id
            and previous.table_code = reread.table_code
),

compared as (
    select
        report_id,
        table_code,
        row_code,
        column_code,
        max(value) filter (where not is_new) as old_value,
        max(value) filter (where is_new) as new_value,
        max(cell_state) filter (where not is_new) as old_state,
        max(cell_state) filter (where is_new) as new_state,
        reason,
        seen_at,
        old_document_id,
        new_document_id,
    from side
    group by all
)

from compared
where
    old_value is distinct from new_value
    or old_state is distinct from new_state
union all
select
    report_id,
    table_code,
    row_code,
    column_code,
    old_value,
    new_value,
    old_state,
    new_state,
    reason,
    seen_at,
    old_document_id,
    new_document_id,
from staging.previous_change
order by
    seen_at,
    report_id,
    table_code,
    row_code,
    column_code
