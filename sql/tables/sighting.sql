-- description: every visit of every URL, from the archive's index | 档案索引中对每个网址的每次访问
-- grain: visit of a URL
-- column portal_id: portal that was visited, or the inbox | 被访问的门户或收件箱
-- column url: address asked for; for dropped files the claimed address or a file: URL of its name | 访问的网址
-- column fetch_status: new, changed, unchanged, not_modified, blocked, gone, failed or dropped | 访问结果
-- column seen_at: when, UTC | 访问时间，UTC
-- column document_id: SHA-256 of the bytes; null where there were none | 文件内容的SHA-256；无内容为空
-- column http_status: status of the answer | HTTP状态码
-- column media_type: as the server declared it | 服务器声明的类型
-- column byte_count: size of the body | 内容字节数
-- column link_title: text of the link that led here | 链接文字
-- column link_date: date printed beside the link | 链接旁日期
-- column listing_url: list page that held the link | 所在列表页
-- column etag: validator of the answer | ETag校验值
-- column last_modified: validator of the answer | Last-Modified校验值
-- column source: crawl or inbox | 抓取或收件箱
-- column claimed_agency: agency as claimed by the person who dropped the file | 投递人声明的机构
-- column claimed_year: year as claimed by the person who dropped the file | 投递人声明的年度
-- column dropped_by: who dropped the file | 投递人
-- column detail: reason of a failure | 失败原因
create table staging.sighting (
    portal_id varchar not null,
    url varchar not null,
    fetch_status varchar not null,
    seen_at timestamp not null,
    document_id varchar,
    http_status integer,
    media_type varchar,
    byte_count bigint,
    link_title varchar,
    link_date date,
    listing_url varchar,
    etag varchar,
    last_modified varchar,
    source varchar not null,
    claimed_agency varchar,
    claimed_year integer,
    dropped_by varchar,
    detail varchar
);
