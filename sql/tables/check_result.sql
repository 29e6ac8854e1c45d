-- description: every verdict of every check | 每项核查的每个结论
-- grain: check, report, subject
-- column check_name: claim that was judged, name of the file under sql/checks | 核查名称
-- column report_id: report that was judged; null for checks of whole tables | 报告标识；整表核查为空
-- column subject: what was judged, e.g. application natural_person | 判断对象
-- column status: pass, fail or not_assessable | 结论：通过、不通过、无法判断
-- column expected: what the claim demands | 应有值
-- column actual: what was found | 实有值
-- column detail: explanation for a person | 说明
-- column severity: info, warn or error, as the check declares | 严重程度
-- column attribution: source, parse or unknown for failures; null otherwise | 归因：来源、解析、未知；未失败为空
create table quality.check_result (
    check_name varchar not null,
    report_id varchar,
    subject varchar not null,
    status enum('fail', 'not_assessable', 'pass') not null,
    expected varchar,
    actual varchar,
    detail varchar,
    severity enum('error', 'info', 'warn') not null,
    attribution enum('parse', 'source', 'unknown')
);
