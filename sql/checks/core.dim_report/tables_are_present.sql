-- description: The report has all three statutory tables.
-- severity: warn
-- blocking: no
-- rule: F-BLOCK, S-IMG
-- source: 国办公开办函〔2021〕30号 and 〔2019〕60号
with table_form as (
    select
        report_id,
        status,
        unnest(['disclosure', 'application', 'dispute']) as table_code,
        unnest([disclosure_form, application_form, dispute_form]) as form_version,
    from core.dim_report
)

select
    report_id,
    table_code || ' table' as subject,
    case
        when form_version is not null then 'pass'
        when status = 'needs_ocr' then 'not_assessable'
        else 'fail'
    end as status,
    1 as expected,
    case when form_version is null then 0 else 1 end as actual,
    case
        when form_version is not null then null
        when status = 'needs_ocr' then 'the document is a scan that was not read'
        else 'the table was not found: absent, an image, or in an attachment'
    end as detail,
from table_form
