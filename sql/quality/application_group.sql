-- description: groups of rows of table three, each with its sum: the one rule for what an incomplete group counts | 表三各组合计，不完整组的统一口径
-- grain: report, group
-- kind: view
-- column report_id: report | 报告标识
-- column group_code: denied, unavailable, not_processed, other, or a row that stands alone | 组代码；单行自成一组
-- column is_complete: whether the document has every row of the group and none is unread; blank rows count nothing | 各行是否齐全且均可读
-- column group_count: sum of its rows, 总计 or else the parts; null without a number, or when it is not complete | 各行之和；无数字或不完整为空
-- column is_summed: whether a blank 总计 was summed from its row | 是否由分项相加
-- column is_assumed: whether a row has no 总计 | 是否有行无总计
-- column natural_person: most of natural persons in one of its rows | 自然人
-- column organisation_count: most of organisations in one of its rows | 法人或其他组织
-- column largest_count: largest number of its rows | 最大数值
-- column printed_count: rows with a number | 有数字的行数
-- column row_count: rows that the document has | 文件中的行数
-- column form_size: rows of the whole form | 整表的行数
-- column unread_count: cells that could not be read | 未能读出的单元格数
with form_row as (
    select
        form_version,
        row_code,
        case
            when any_value(parent_row_code) in ('denied', 'unavailable', 'not_processed', 'other')
                then any_value(parent_row_code)
            else row_code
        end as group_code,
        count(*) over (partition by form_version) as form_size,
    from core.dim_form_item
    where table_code = 'application'
    group by
        form_version,
        row_code
),

form_group as (
    select
        form_version,
        row_code,
        group_code,
        form_size,
        count(*) over (
            partition by
                form_version,
                group_code
        ) as group_size,
    from form_row
)

select
    rows_of_form.report_id,
    form_group.group_code,
    count(*) filter (
        where rows_of_form.total is not null or rows_of_form.part_sum is not null or rows_of_form.unread_count = 0
    ) = any_value(form_group.group_size) as is_complete,
    case when is_complete then sum(coalesce(rows_of_form.total, rows_of_form.part_sum)) end::bigint as group_count,
    bool_or(rows_of_form.total is null and rows_of_form.part_sum is not null) as is_summed,
    bool_or(rows_of_form.total is null) as is_assumed,
    max(rows_of_form.natural_person) as natural_person,
    max(rows_of_form.part_sum - coalesce(rows_of_form.natural_person, 0)) as organisation_count,
    max(greatest(coalesce(rows_of_form.total, 0), coalesce(rows_of_form.part_sum, 0))) as largest_count,
    count(*) filter (where rows_of_form.total is not null or rows_of_form.part_count > 0) as printed_count,
    count(*) as row_count,
    any_value(form_group.form_size) as form_size,
    sum(rows_of_form.unread_count) as unread_count,
from quality.application_row as rows_of_form
join form_group
    on
        form_group.form_version = rows_of_form.form_version
        and form_group.row_code = rows_of_form.outcome_code
group by
    rows_of_form.report_id,
    form_group.group_code
