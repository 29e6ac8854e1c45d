-- description: every version of a report that was ever seen, and which of them is the official one | 报告的所有版本及其中的正式版本
-- grain: report, document
-- column report_id: report | 报告标识
-- column document_id: document that holds this version | 该版本的文件
-- column version_number: position in the order of first sight, from 1 | 按首次见到的先后编号，从1起
-- column is_current: whether it is the official one | 是否为正式版本
-- column first_seen_at: when this version was seen first, UTC | 首次见到时间，UTC
-- column published_date: date of publication that this version states | 该版本所署发布日期
-- column status: how the reading of this version ended | 该版本的解析结果状态
with candidate as (
    select
        report_id,
        document_id,
        first_seen_at,
        published_date,
        status,
        case status
            when 'parsed' then 1
            when 'partial' then 2
            when 'no_tables' then 3
            when 'needs_ocr' then 4
        end as reading_rank,
    from core.dim_document
    where report_id is not null
)

-- The official version: the best read one; among those the latest published, then the latest found.
select
    report_id,
    document_id,
    row_number() over (partition by report_id order by first_seen_at, document_id) as version_number,
    row_number() over (
        partition by report_id
        order by
            reading_rank asc,
            published_date desc nulls last,
            first_seen_at desc nulls last,
            document_id asc
    ) = 1 as is_current,
    first_seen_at,
    published_date,
    status,
from candidate
