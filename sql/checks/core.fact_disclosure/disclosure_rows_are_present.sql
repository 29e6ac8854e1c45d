-- description: Every block of table two that is there has all its rows.
-- severity: warn
-- blocking: no
-- rule: F-BLOCK
-- source: table two of 国办公开办函〔2021〕30号 and 〔2019〕60号
with form_row as (
    select distinct
        form_version,
        parent_row_code as block_code,
        row_code,
        row_label,
        row_ordinal,
    from core.dim_form_item
    where table_code = 'disclosure'
),

found as (
    select
        fact.report_id,
        form_row.block_code,
        form_row.row_code,
    from core.fact_disclosure as fact
    join form_row
        on
            form_row.form_version = fact.form_version
            and form_row.row_code = fact.item_code
    group by all
),

found_block as (
    select distinct
        report_id,
        block_code,
    from found
),

judged as (
    select
        reading.report_id,
        any_value(reading.failure_attribution) as failure_attribution,
        count(*) as expected,
        count(found.row_code) as actual,
        string_agg(
            case when found.row_code is null then form_row.row_label end, ', ' order by form_row.row_ordinal asc
        ) as missing_labels,
    from core.report_table as reading
    join found_block on found_block.report_id = reading.report_id
    join form_row
        on
            form_row.form_version = reading.form_version
            and form_row.block_code = found_block.block_code
    left join found
        on
            found.report_id = reading.report_id
            and found.row_code = form_row.row_code
    where reading.table_code = 'disclosure'
    group by reading.report_id
)

select
    report_id,
    'disclosure rows' as subject,
    case when actual = expected then 'pass' else 'fail' end as status,
    expected,
    actual,
    'missing: ' || missing_labels as detail,
    case when actual <> expected then failure_attribution end as attribution,
from judged
