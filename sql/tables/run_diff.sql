-- description: reports that are new, changed or gone since the publication before | 与上次发布相比新增、变化、消失的报告
-- grain: report
-- column report_id: report | 报告标识
-- column change: new, changed or gone | 变化：新增、变化、消失
-- column what_changed: document, status, identity, cells or verdicts; null for new and gone ones | 变化内容；新增与消失为空
-- column changed_cell_count: cells newly logged as changed; null where the file before logs none | 新记录的变化单元格数；上次无记录为空
-- column fail_count_before: failing verdicts before | 上次不通过的核查数
-- column fail_count_now: failing verdicts now | 本次不通过的核查数
-- column quality_grade_before: grade before | 上次质量等级
-- column quality_grade_now: grade now | 本次质量等级
-- column document_id_before: official document before, of changed reports | 上次的正式文件，限变化的报告
-- column document_id_now: official document now, of changed reports | 本次的正式文件，限变化的报告
create table quality.run_diff (
    report_id varchar not null,
    change varchar not null,
    what_changed varchar,
    changed_cell_count bigint,
    fail_count_before bigint,
    fail_count_now bigint,
    quality_grade_before varchar,
    quality_grade_now varchar,
    document_id_before varchar,
    document_id_now varchar
);
