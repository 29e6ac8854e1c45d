-- description: official reports of the publication before, as its file holds them | 上一次发布中的正式报告
-- grain: report
-- column report_id: report | 报告标识
-- column document_id: its official document then | 当时的正式文件
-- column parser_version: version of the parser that had read it | 当时的解析器版本
-- column compared_at: when this build looked at that file, UTC | 本次构建与之比较的时间，UTC
create table staging.previous_report (
    report_id varchar not null,
    document_id varchar not null,
    parser_version varchar,
    compared_at timestamp not null
);
