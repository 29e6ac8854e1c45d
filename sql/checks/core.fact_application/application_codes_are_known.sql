-- description: Every cell of table three is a cell of the form version that its table was read as.
-- severity: error
-- blocking: yes
-- rule: P-FK
with code as (
    select
        form_version,
        outcome_code,
        applicant_code,
        count(*) as cell_count,
        min(report_id) as first_report_id,
    from core.fact_application
    group by
        form_version,
        outcome_code,
        applicant_code
),

unknown_code as (
    select
        code.form_version || ' ' || code.outcome_code || ' ' || code.applicant_code as code_name,
        code.cell_count,
        code.first_report_id,
    from code
    left join core.dim_form_item as item
        on
            item.form_version = code.form_version
            and item.table_code = 'application'
            and item.row_code = code.outcome_code
            and item.column_code = code.applicant_code
    where item.row_code is null
)

select
    null as report_id,
    'core.fact_application' as subject,
    case count(*) when 0 then 'pass' else 'fail' end as status,
    0 as expected,
    coalesce(sum(cell_count), 0) as actual,
    'cells of unknown codes, the first is ' || min(code_name || ' in ' || first_report_id) as detail,
from unknown_code
