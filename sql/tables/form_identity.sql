-- description: the identities printed in or implied by the national forms, one row per term | 国家统一格式中印明或隐含的勾稽关系，每行一项
-- grain: form version, identity, term
-- column form_version: 2019 or 2021 | 格式版本
-- column identity_code: balance, outcome_sum, row_sum or result_sum | 勾稽关系代码
-- column subject: what the identity is judged on, e.g. application natural_person | 判断对象
-- column table_code: application or dispute | 所属表
-- column row_code: row of the term | 行代码
-- column column_code: column of the term | 列代码
-- column side: left or right; the signed sums of both sides are equal | 等式的左边或右边
create table staging.form_identity (
    form_version varchar not null,
    identity_code varchar not null,
    subject varchar not null,
    table_code varchar not null,
    row_code varchar not null,
    column_code varchar not null,
    side varchar not null
);
