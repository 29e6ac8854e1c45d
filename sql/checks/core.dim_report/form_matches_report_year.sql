-- description: Each table has the form that is in force for the report year: 2019 up to 2020, 2021 from then on.
-- severity: warn
-- blocking: no
-- rule: F-VER, F-YEAR, F-OTHER
-- source: 国办公开办函〔2021〕30号 replaces 〔2019〕60号 from the report for 2021 on
with table_form as (
    select
        report_id,
        case
            when report_year <= 2020 then '2019'
            when report_year >= 2021 then '2021'
        end as due_form,
        unnest(['disclosure', 'application', 'dispute']) as table_code,
        unnest([disclosure_form, application_form, dispute_form]) as form_version,
    from core.dim_report
)

-- Table four is alike in both forms, so its version says nothing.
select
    report_id,
    table_code || ' form' as subject,
    case
        when due_form is null then 'not_assessable'
        when due_form = form_version then 'pass'
        else 'fail'
    end as status,
    due_form as expected,
    form_version as actual,
    case
        when due_form is null then 'the report year is unknown'
        when due_form = form_version then null
        -- What tells the forms apart, so that the page can be looked at.
        when table_code = 'application' and form_version = '2019'
            then 'read as the form that has one row （六）其他处理, not three'
        when table_code = 'application' then 'read as the form that has three rows of （六）其他处理, not one'
        when form_version = '2019' then 'read as the form that counts 对外公开总数量, not 现行有效件数'
        else 'read as the form that counts 现行有效件数, not 对外公开总数量'
    end as detail,
from table_form
where
    form_version is not null
    and table_code <> 'dispute'
