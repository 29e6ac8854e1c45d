-- description: Table three has all the rows of its form: 23 of 2019, 25 of 2021.
-- severity: error
-- blocking: no
-- rule: T3-MISSROW, F-OTHER
-- source: table three of 国办公开办函〔2021〕30号 and 〔2019〕60号
with form_row as (
    select distinct
        form_version,
        row_code,
        row_label,
        row_ordinal,
    from core.dim_form_item
    where table_code = 'application'
),

form_size as (
    select
        form_version,
        count(*) as row_count,
    from form_row
    group by form_version
),

-- A row that the document has yields all its cells, so its total stands for it.
found as (
    select
        report_id,
        outcome_code as row_code,
    from core.fact_application
    where applicant_code = 'total'
),

found_count as (
    select
        report_id,
        count(*) as row_count,
    from found
    group by report_id
),

judged as (
    select
        reading.report_id,
        reading.form_version,
        reading.failure_attribution,
        form_size.row_count as expected,
        coalesce(found_count.row_count, 0) as actual,
    from core.report_table as reading
    join form_size on form_size.form_version = reading.form_version
    left join found_count on found_count.report_id = reading.report_id
    where reading.table_code = 'application'
),

missing as (
    select
        judged.report_id,
        string_agg(form_row.row_label, ', ' order by form_row.row_ordinal asc) as row_labels,
    from judged
    join form_row on form_row.form_version = judged.form_version
    left join found
        on
            found.report_id = judged.report_id
            and found.row_code = form_row.row_code
    where
        judged.actual < judged.expected
        and found.row_code is null
    group by judged.report_id
)

select
    judged.report_id,
    'application rows' as subject,
    case when judged.actual = judged.expected then 'pass' else 'fail' end as status,
    judged.expected,
    judged.actual,
    'missing: ' || missing.row_labels as detail,
    case when judged.actual <> judged.expected then judged.failure_attribution end as attribution,
from judged
left join missing on missing.report_id = judged.report_id
