-- description: the identities printed in or implied by the national forms, one row per term
-- grain: form version, identity, term
-- column form_version: 2019 or 2021
-- column identity_code: balance, outcome_sum, row_sum or result_sum
-- column subject: what the identity is judged on, e.g. application natural_person
-- column table_code: application or dispute
-- column row_code: row of the term
-- column column_code: column of the term
-- column side: left or right; the signed sums of both sides are equal
create table staging.form_identity (
    form_version varchar not null,
    identity_code varchar not null,
    subject varchar not null,
    table_code varchar not null,
    row_code varchar not null,
    column_code varchar not null,
    side varchar not null
);
