-- description: every document that was ever fetched or dropped in, with the status of its reading | 抓取或投递的每个文件及其解析状态
-- grain: document
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column url: address that brought the bytes first; crawled ones before dropped files | 最早取得该内容的网址
-- column portal_id: portal of that address | 该网址所属门户
-- column first_seen_at: when the bytes were fetched first, UTC | 首次取得时间，UTC
-- column last_seen_at: when the same bytes were last seen, UTC | 最近一次见到相同内容的时间，UTC
-- column sighting_count: visits that met these bytes | 见到该内容的次数
-- column link_title: text of the link that led to it | 链接文字
-- column media_type: what the bytes are, decided by content | 按内容判定的文件类型
-- column byte_count: size of the document in bytes | 文件字节数
-- column status: how its reading ended; not_parsed when nobody has read it yet | 解析结果状态；尚未解析为not_parsed
-- column parser_version: version of the parser that read it | 解析器版本
-- column agency: reporting body as named by the document | 文件所署发布机构
-- column organisation_name: the same without white space and without names of superior regions | 去除空白和上级地名后的机构名称
-- column adcode: division code valid in the report year; null when it cannot be decided | 报告年度有效的行政区划代码
-- column adcode_current: code that stands for the division today; null where several took over | 现行代码；由多个区划接替时为空
-- column report_year: year the report is about | 报告年度
-- column title: title as printed | 标题原文
-- column published_date: date of publication as printed or in metadata | 发布日期
-- column level: central, province, prefecture, county or township | 行政层级
-- column kind: kind of the reporting body | 机构类别
-- column scope: own_organ, government_aggregate, region_aggregate or unknown | 汇总口径
-- column organisation_id: reporting body, where body and year are known; also on older forms | 机构标识；机构或年度未知为空
-- column report_id: report that the document is a version of; null when it is no report | 所属报告标识；非报告为空
with seen as (
    select
        document_id,
        first(url order by source = 'inbox', seen_at, url) as url,
        first(portal_id order by source = 'inbox', seen_at, url) as portal_id,
        min(seen_at) as first_seen_at,
        max(seen_at) as last_seen_at,
        count(*) as sighting_count,
        first(link_title order by source = 'inbox', seen_at, url) filter (where link_title is not null) as link_title,
        first(media_type order by source = 'inbox', seen_at, url) filter (where media_type is not null) as media_type,
        max(byte_count) as byte_count,
    from staging.sighting
    where document_id is not null
    group by document_id
),

identified as (
    select
        read.*,
        read.status in ('parsed', 'partial', 'no_tables', 'needs_ocr') as is_report,
        alias.organisation_name,
        alias.adcode_current,
        alias.organisation_id,
    from staging.parsed_document as read
    left join core.organisation_alias as alias
        on
            -- A condition on one side alone would turn the hash join into a loop over all pairs.
            alias.agency = case
                when read.status in ('parsed', 'partial', 'no_tables', 'needs_ocr', 'old_form') then read.agency
            end
            and alias.adcode is not distinct from read.adcode
            and alias.report_year = read.report_year
)

select
    coalesce(seen.document_id, identified.document_id) as document_id,
    seen.url,
    coalesce(seen.portal_id, identified.portal_id) as portal_id,
    seen.first_seen_at,
    seen.last_seen_at,
    coalesce(seen.sighting_count, 0) as sighting_count,
    seen.link_title,
    coalesce(identified.media_type, seen.media_type) as media_type,
    coalesce(identified.byte_count, seen.byte_count) as byte_count,
    coalesce(identified.status, 'not_parsed') as status,
    identified.parser_version,
    identified.agency,
    identified.organisation_name,
    identified.adcode,
    identified.adcode_current,
    identified.report_year,
    identified.title,
    identified.published_date,
    identified.level,
    identified.kind,
    identified.scope,
    identified.organisation_id,
    case
        when identified.is_report and identified.organisation_id is not null
            then identified.organisation_id || '-' || identified.report_year
        when identified.is_report then 'document-' || left(identified.document_id, 12)
    end as report_id,
from seen
full outer join identified on identified.document_id = seen.document_id
