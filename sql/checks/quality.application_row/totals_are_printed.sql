-- description: 总计 of table three is printed in every row whose parts are.
-- severity: warn
-- blocking: no
-- rule: T3-BLANKTOT
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

judged as (
    select
        report_id,
        count(*) filter (where part_sum > 0) as filled_count,
        count(*) filter (where part_sum > 0 and not is_total_blank) as printed_count,
    from quality.application_row
    group by report_id
),

blank as (
    select
        rows_of_form.report_id,
        string_agg(
            form_row.row_label || ' (its parts sum to ' || rows_of_form.part_sum || ')',
            '; '
            order by form_row.row_ordinal asc
        ) as rows_blank,
    from quality.application_row as rows_of_form
    join form_row
        on
            form_row.form_version = rows_of_form.form_version
            and form_row.row_code = rows_of_form.outcome_code
    where
        rows_of_form.part_sum > 0
        and rows_of_form.is_total_blank
    group by rows_of_form.report_id
)

select
    judged.report_id,
    'application totals' as subject,
    case
        when judged.filled_count = 0 then 'not_assessable'
        when judged.printed_count = judged.filled_count then 'pass'
        else 'fail'
    end as status,
    judged.filled_count as expected,
    judged.printed_count as actual,
    case when judged.filled_count = 0 then 'no row has parts' else 'blank: ' || blank.rows_blank end as detail,
    case when blank.report_id is not null then reading.failure_attribution end as attribution,
from judged
left join blank on blank.report_id = judged.report_id
left join core.report_table as reading
    on
        reading.report_id = judged.report_id
        and reading.table_code = 'application'
