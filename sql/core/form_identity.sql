-- description: identities printed in or implied by the national forms, one row per term | 国家统一格式的勾稽关系，每行一项
-- grain: form version, identity, subject, row, column
-- column form_version: 2019 or 2021 | 格式版本
-- column identity_code: balance, outcome_sum, row_sum or result_sum | 勾稽关系代码
-- column subject: what the identity is judged on, e.g. application natural_person | 判断对象
-- column table_code: application or dispute | 所属表
-- column row_code: row of the term | 行代码
-- column column_code: column of the term | 列代码
-- column side: left or right; the sums of both sides are equal, a lone total stands right | 等式的左边或右边；总计在右边
select
    form_version,
    identity_code,
    subject,
    table_code,
    row_code,
    column_code,
    side,
from staging.form_identity
order by
    form_version,
    identity_code,
    subject,
    side,
    row_code,
    column_code
