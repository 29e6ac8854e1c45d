-- description: cells of the national forms
-- grain: form version, table, row, column
-- column form_version: 2019 or 2021
-- column table_code: disclosure, application or dispute
-- column row_code: row of the form
-- column column_code: column of the form
-- column row_label: label of the row as on the form
-- column column_label: label of the column as on the form
-- column unit: 件, 项 or 元
-- column row_ordinal: position of the row in its table, from 1
-- column column_ordinal: position of the column in its row, from 1
-- column parent_row_code: group that the row belongs to; null for rows without a group
-- column is_signed: whether a negative number is possible
-- column is_money: whether the value is an amount of money
create table staging.form_item (
    form_version varchar not null,
    table_code varchar not null,
    row_code varchar not null,
    column_code varchar not null,
    row_label varchar not null,
    column_label varchar not null,
    unit varchar not null,
    row_ordinal integer not null,
    column_ordinal integer not null,
    parent_row_code varchar,
    is_signed boolean not null,
    is_money boolean not null
);
