-- description: Documents at several addresses that are one report print the same numbers.
-- severity: warn
-- blocking: no
-- rule: D-COPY
-- source: CASS 2016 lists 多平台发布 with different content as a defect
with version as (
    select
        version.report_id,
        version.document_id,
        version.is_current,
        document.url,
    from core.report_version as version
    join core.dim_report as report on report.report_id = version.report_id
    join core.dim_document as document on document.document_id = version.document_id
    where
        report.version_count > 1
        and report.organisation_id is not null
),

digest as (
    select
        fact.document_id,
        fact.table_code,
        -- Hashed twice: the hash of several values is linear in the last, so equal changes of two cells would cancel out.
        bit_xor(hash(hash(fact.row_code, fact.column_code, fact.value))) as number_hash,
        count(*) as cell_count,
    from staging.parsed_fact as fact
    semi join version on version.document_id = fact.document_id
    where fact.value is not null
    group by
        fact.document_id,
        fact.table_code
),

compared as (
    select
        official.report_id,
        other.document_id,
        -- Tables of which one version lacks cells are not compared: a reading may have lost them.
        count(*) filter (where mine.cell_count = theirs.cell_count) as table_count,
        count(*) filter (where mine.cell_count = theirs.cell_count and mine.number_hash <> theirs.number_hash)
            as differing_count,
    from version as official
    join version as other
        on
            other.report_id = official.report_id
            and other.document_id <> official.document_id
            -- At one address, the later is an edit of the earlier; edits have a check of their own.
            and other.url is distinct from official.url
    left join digest as mine on mine.document_id = official.document_id
    left join digest as theirs
        on
            theirs.document_id = other.document_id
            and theirs.table_code = mine.table_code
    where official.is_current
    group by
        official.report_id,
        other.document_id
)

select
    report_id,
    'versions' as subject,
    case
        when sum(table_count) = 0 then 'not_assessable'
        when sum(differing_count) = 0 then 'pass'
        else 'fail'
    end as status,
    0 as expected,
    count(*) filter (where differing_count > 0) as actual,
    case
        when sum(table_count) = 0 then 'no table that both have whole'
        when sum(differing_count) > 0
            then 'other numbers in ' || min(document_id) filter (where differing_count > 0)
    end as detail,
from compared
group by report_id
