-- description: cells of the national forms | 国家统一格式的单元格
-- grain: form version, table, row, column
-- column form_version: 2019 or 2021 | 格式版本
-- column table_code: disclosure, application or dispute | 所属表
-- column row_code: row of the form | 行代码
-- column column_code: column of the form | 列代码
-- column row_label: label of the row as on the form | 表中行名
-- column column_label: label of the column as on the form | 表中列名
-- column unit: 件, 项 or 元 | 计量单位
-- column row_ordinal: position of the row in its table, from 1 | 行序号，从1起
-- column column_ordinal: position of the column in its row, from 1 | 列序号，从1起
-- column parent_row_code: group that the row belongs to; null for rows without a group | 所属分组；无分组为空
-- column is_signed: whether a negative number is possible | 是否可为负数
-- column is_money: whether the value is an amount of money | 是否为金额
select
    form_version,
    table_code,
    row_code,
    column_code,
    row_label,
    column_label,
    unit,
    row_ordinal,
    column_ordinal,
    parent_row_code,
    is_signed,
    is_money,
from staging.form_item
order by
    form_version,
    table_code,
    row_ordinal,
    column_ordinal
