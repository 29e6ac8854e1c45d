-- description: every crawl of every portal and how it ended | 每个门户的每次抓取及其结果
-- grain: portal, started_at
-- column portal_id: portal that was crawled | 被抓取的门户
-- column started_at: begin of the crawl, UTC | 开始时间，UTC
-- column finished_at: end of the crawl, UTC | 结束时间，UTC
-- column status: ok, blocked, failed or partial | 抓取结果
-- column request_count: requests sent | 请求数
-- column byte_count: bytes received on the wire | 收到的字节数
-- column listing_page_count: list pages read | 列表页数
-- column link_count: links seen on them | 链接数
-- column report_count: links that are annual reports | 年度报告链接数
-- column new_count: documents not seen before | 新文件数
-- column changed_count: known addresses with other bytes than before | 内容有变的文件数
-- column unchanged_count: known addresses with the same bytes | 内容未变的文件数
-- column not_modified_count: known addresses the server said were not modified | 服务器称未修改的文件数
-- column postponed_count: known documents that were not due to be asked for again | 未到重访时间的已知文件数
-- column blocked_count: answers that were challenge pages or refusals | 被拦截的响应数
-- column gone_count: known addresses that answer 404 or 410 | 已消失的网址数
-- column failed_count: addresses that gave no usable answer | 失败的网址数
-- column cms_family_seen: CMS family by the fingerprint of its lists; null when none was read | 由列表页特征识别的网站系统
-- column detail: reasons of failures | 失败原因
select
    portal_id,
    started_at,
    finished_at,
    status,
    requests as request_count,
    bytes_received as byte_count,
    listing_pages as listing_page_count,
    links as link_count,
    reports as report_count,
    new as new_count,
    changed as changed_count,
    unchanged as unchanged_count,
    not_modified as not_modified_count,
    coalesce(postponed, 0) as postponed_count,
    blocked as blocked_count,
    gone as gone_count,
    failed as failed_count,
    family_seen as cms_family_seen,
    detail,
from staging.portal_visit
order by
    portal_id,
    started_at
