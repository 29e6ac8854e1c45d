-- description: one row per parsed document: how its reading ended and who it says it is | 每个已解析文件一行：解析结果状态及文件自述的身份
-- grain: document
-- column document_id: SHA-256 of the bytes | 文件内容的SHA-256
-- column portal_id: portal whose crawl or inbox brought the document first | 来源门户
-- column parser_version: version of the parser that read it | 解析器版本
-- column media_type: what the bytes are, decided by content | 按内容判定的文件类型
-- column byte_count: size of the document in bytes | 文件字节数
-- column status: how the reading ended (contract, section 3) | 解析结果状态
-- column agency: reporting body as named by the document; null when not found | 文件所署发布机构；未找到为空
-- column adcode: division code valid in the report year; null when it cannot be decided | 报告年度有效的行政区划代码；不能确定为空
-- column report_year: year the report is about; null when not found | 报告年度；未找到为空
-- column title: title as printed | 标题原文
-- column published_date: date of publication as printed or in metadata | 发布日期
-- column level: central, province, prefecture, county or township | 行政层级
-- column kind: kind of the reporting body | 机构类别
-- column scope: own_organ, government_aggregate, region_aggregate or unknown | 汇总口径
-- column claimed_agency: agency that was claimed when it was dropped in; null without a claim | 投递人声明的机构；未声明为空
-- column claimed_year: year that was claimed when it was dropped in; null without a claim | 投递人声明的年度；未声明为空
create table staging.parsed_document (
    document_id varchar not null,
    portal_id varchar not null,
    parser_version varchar not null,
    media_type varchar not null,
    byte_count bigint not null,
    status varchar not null,
    agency varchar,
    adcode varchar,
    report_year integer,
    title varchar,
    published_date date,
    level varchar,
    kind varchar,
    scope varchar,
    claimed_agency varchar,
    claimed_year integer
);
