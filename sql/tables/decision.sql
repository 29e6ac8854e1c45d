-- description: what people decided about findings, from decisions.yaml | 人工对核查结果的认定
-- grain: check, report, subject
-- column check_name: check | 核查名称
-- column report_id: report | 报告标识
-- column subject: what was judged | 判断对象
-- column expected: demanded value that the person judged | 认定时的应有值
-- column actual: value found that the person judged | 认定时的实有值
-- column decision: confirmed or dismissed | 认定：确认或驳回
-- column reason: why | 理由
-- column author: who decided | 认定人
-- column decided_on: when | 认定日期
create table staging.decision (
    check_name varchar not null,
    report_id varchar not null,
    subject varchar not null,
    expected varchar,
    actual varchar,
    decision varchar not null,
    reason varchar not null,
    author varchar not null,
    decided_on date not null
);
