-- description: every crawl of every portal and how it ended | 每个门户的每次抓取及其结果
-- grain: portal, started_at
-- column portal_id: portal that was crawled | 被抓取的门户
-- column started_at: begin of the crawl, UTC | 开始时间，UTC
-- column finished_at: end of the crawl, UTC | 结束时间，UTC
-- column status: ok, blocked, failed or partial | 抓取结果
-- column requests: requests sent | 请求数
-- column bytes_received: bytes received on the wire | 收到的字节数
-- column listing_pages: list pages seen | 列表页数
-- column links: links seen on them | 链接数
-- column reports: links that are annual reports | 年度报告链接数
-- column new: documents not seen before | 新文件数
-- column changed: known addresses with other bytes than before | 内容有变的文件数
-- column unchanged: known addresses with the same bytes | 内容未变的文件数
-- column not_modified: known addresses the server said were not modified | 服务器称未修改的文件数
-- column blocked: answers that were challenge pages or refusals | 被拦截的响应数
-- column gone: known addresses that answer 404 or 410 | 已消失的网址数
-- column failed: addresses that gave no usable answer | 失败的网址数
-- column detail: reason of a failure | 失败原因
-- column postponed: known documents that were not due to be asked for again | 未到重访时间的已知文件数
-- column family_seen: CMS family by the fingerprint of its lists; null when none was read | 由列表页特征识别的网站系统
create table staging.portal_visit (
    portal_id varchar not null,
    started_at timestamp not null,
    finished_at timestamp not null,
    status varchar not null,
    requests bigint not null,
    bytes_received bigint not null,
    listing_pages bigint not null,
    links bigint not null,
    reports bigint not null,
    new bigint not null,
    changed bigint not null,
    unchanged bigint not null,
    not_modified bigint not null,
    blocked bigint not null,
    gone bigint not null,
    failed bigint not null,
    detail varchar,
    postponed bigint,
    family_seen varchar
);
