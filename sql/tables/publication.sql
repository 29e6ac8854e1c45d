-- description: this publication itself | 本次发布
-- grain: one row
-- column published_at: when the file was written, UTC | 发布时间，UTC
-- column previous_published_at: when the file compared with was written, UTC; null for the first | 上次发布时间，UTC；首次为空
-- column parser_versions: versions of the parser whose results are in it | 所含解析结果的解析器版本
-- column duckdb_version: version of DuckDB that wrote it | 写入所用的DuckDB版本
create table quality.publication (
    published_at timestamp not null,
    previous_published_at timestamp,
    parser_versions varchar not null,
    duckdb_version varchar not null
);
