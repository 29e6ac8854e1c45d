-- description: What was published at an address is not exchanged for other numbers or another text.
-- severity: warn
-- blocking: no
-- rule: Y-EDIT
-- source: CASS 2016 lists 发布后有变动 as a defect
with edited as (
    select
        change.report_id,
        change.old_document_id,
        change.new_document_id,
        coalesce(old_prose.text_hash, '') <> coalesce(new_prose.text_hash, '') as is_text_changed,
    from quality.document_change as change
    left join staging.parsed_prose as old_prose on old_prose.document_id = change.old_document_id
    left join staging.parsed_prose as new_prose on new_prose.document_id = change.new_document_id
    where change.reason = 'source_edit'
),

cell as (
    select
        report_id,
        count(*) as cell_count,
    from quality.change_log
    where reason = 'source_edit'
    group by report_id
),

visited as (
    select
        document_id,
        -- Visits of one night are one: a night that was killed asks again when it goes on.
        last_seen_at - first_seen_at >= interval 12 hours as is_revisited,
    from core.dim_document
),

summed as (
    select
        edited.report_id,
        count(*) filter (where edited.is_text_changed) as text_count,
        coalesce(any_value(cell.cell_count), 0) as cell_count,
    from edited
    left join cell on cell.report_id = edited.report_id
    group by edited.report_id
)

select
    report.report_id,
    'document' as subject,
    case
        when summed.cell_count + summed.text_count > 0 then 'fail'
        when document.is_revisited or summed.report_id is not null then 'pass'
        else 'not_assessable'
    end as status,
    null as expected,
    case when summed.cell_count + summed.text_count > 0 then summed.cell_count end as actual,
    case
        when summed.cell_count > 0
            then summed.cell_count || ' cells were changed after publication; see quality.change_log'
        when summed.text_count > 0 then 'the prose was changed after publication'
        when document.is_revisited or summed.report_id is not null then null
        else 'its address was visited in one night'
    end as detail,
    case when summed.cell_count + summed.text_count > 0 then 'source' end as attribution,
from core.dim_report as report
join visited as document on document.document_id = report.document_id
left join summed on summed.report_id = report.report_id
