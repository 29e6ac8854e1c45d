-- description: rows of every table before and now | 各表上次与本次发布的行数
-- grain: table
-- column table_name: schema and name | 表名
-- column row_count_before: rows in the publication before; null where the table was not there | 上次行数；原无此表为空
-- column row_count_now: rows in this publication; null where the table is gone | 本次行数；已无此表为空
create table quality.run_diff_by_table (
    table_name varchar not null,
    row_count_before bigint,
    row_count_now bigint
);
