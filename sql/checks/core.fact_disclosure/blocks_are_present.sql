-- description: Table two has all the blocks of its form.
-- severity: warn
-- blocking: no
-- rule: F-BLOCK
-- source: table two of 国办公开办函〔2021〕30号 and 〔2019〕60号
with block as (
    select
        form_version,
        parent_row_code as block_code,
        min(row_ordinal) as block_ordinal,
        string_agg(distinct row_label, ', ' order by row_label asc) as row_labels,
    from core.dim_form_item
    where
        table_code = 'disclosure'
        and parent_row_code is not null
    group by
        form_version,
        parent_row_code
),

block_row as (
    select distinct
        form_version,
        parent_row_code as block_code,
        row_code,
    from core.dim_form_item
    where table_code = 'disclosure'
),

found as (
    select
        fact.report_id,
        block_row.block_code,
        count(*) as cell_count,
    from core.fact_disclosure as fact
    join block_row
        on
            block_row.form_version = fact.form_version
            and block_row.row_code = fact.item_code
    group by
        fact.report_id,
        block_row.block_code
)

select
    reading.report_id,
    'disclosure ' || block.block_code as subject,
    case when found.cell_count is null then 'fail' else 'pass' end as status,
    1 as expected,
    case when found.cell_count is null then 0 else 1 end as actual,
    case when found.cell_count is null then 'no row of this block was found: ' || block.row_labels end as detail,
    case when found.cell_count is null then reading.failure_attribution end as attribution,
from core.report_table as reading
join block on block.form_version = reading.form_version
left join found
    on
        found.report_id = reading.report_id
        and found.block_code = block.block_code
where reading.table_code = 'disclosure'
