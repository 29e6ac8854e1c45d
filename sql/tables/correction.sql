-- description: values that people read from the original, from corrections.yaml | 人工核对原件后的更正
-- grain: report, table, row, column
-- column report_id: report | 报告标识
-- column table_code: disclosure, application or dispute | 所属表
-- column row_code: row of the form | 行代码
-- column column_code: column of the form | 列代码
-- column expected_raw_text: print for which the correction holds | 更正所针对的原文
-- column corrected_value: what the original shows; null for a blank | 原件上的值；空白为空
-- column reason: why | 理由
-- column author: who read it | 更正人
-- column corrected_on: when | 更正日期
create table staging.correction (
    report_id varchar not null,
    table_code varchar not null,
    row_code varchar not null,
    column_code varchar not null,
    expected_raw_text varchar not null,
    corrected_value decimal(18, 4),
    reason varchar not null,
    author varchar not null,
    corrected_on date not null
);
