-- description: documents whose place others took, and documents that are read differently | 被替换的文件，以及读法有变的文件
-- grain: report, old document, new document, table
-- column report_id: report | 报告标识
-- column old_document_id: document before | 变化前的文件
-- column new_document_id: document after; the same for parser_version | 变化后的文件；解析器版本变化时相同
-- column table_code: table that is read differently; null where all are to be compared | 读法有变的表；比较全部表时为空
-- column reason: source_edit, parser_version or official_version | 原因：原文修改、解析器版本、正式版本更换
-- column seen_at: when the change was first seen, UTC | 首次发现变化的时间，UTC
with sighting as (
    select
        url,
        seen_at,
        document_id,
        lag(document_id) over (partition by url order by seen_at) as before_document_id,
    from staging.sighting
    where
        document_id is not null
        and source = 'crawl'
),

-- source_edit: other bytes at the same address. parser_version: the same bytes read differently. official_version:
-- another document became the official one. Edits are found anew in every build, the others carried from file to file.
edit as (
    select
        document.report_id,
        before_document.document_id as old_document_id,
        document.document_id as new_document_id,
        'source_edit' as reason,
        min(sighting.seen_at) as seen_at,
    from sighting
    join core.dim_document as document on document.document_id = sighting.document_id
    join core.dim_document as before_document
        on
            before_document.document_id = sighting.before_document_id
            and before_document.report_id = document.report_id
            and before_document.document_id <> document.document_id
    group by all
),

switch as (
    select
        report.report_id,
        previous.document_id as old_document_id,
        report.document_id as new_document_id,
        'official_version' as reason,
        previous.compared_at as seen_at,
    from core.dim_report as report
    join staging.previous_report as previous
        on
            previous.report_id = report.report_id
            and previous.document_id <> report.document_id
    anti join edit
        on
            edit.old_document_id = previous.document_id
            and edit.new_document_id = report.document_id
)

select
    report_id,
    old_document_id,
    new_document_id,
    null as table_code,
    reason,
    seen_at,
from edit
union all
select
    report_id,
    old_document_id,
    new_document_id,
    null as table_code,
    reason,
    seen_at,
from switch
union all
select
    report.report_id,
    reread.document_id as old_document_id,
    reread.document_id as new_document_id,
    reread.table_code,
    'parser_version' as reason,
    previous.compared_at as seen_at,
from staging.reread_table as reread
join core.dim_report as report on report.document_id = reread.document_id
join staging.previous_report as previous on previous.document_id = reread.document_id
