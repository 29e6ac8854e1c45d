-- description: Every cell of table two that was read in an official document is a fact.
-- severity: error
-- blocking: yes
-- rule: P-FK
with read_cell as (
    select
        fact.document_id,
        count(*) as cell_count,
        count(fact.value) as number_count,
    from staging.parsed_fact as fact
    join core.report_version as version on version.document_id = fact.document_id
    where
        fact.table_code = 'disclosure'
        and version.is_current
    group by fact.document_id
),

kept_cell as (
    select
        document_id,
        count(*) as cell_count,
        count(value) as number_count,
    from core.fact_disclosure
    group by document_id
),

compared as (
    select
        coalesce(read_cell.document_id, kept_cell.document_id) as document_id,
        coalesce(read_cell.cell_count, 0) as read_count,
        coalesce(kept_cell.cell_count, 0) as kept_count,
        coalesce(read_cell.number_count, 0) as read_number_count,
        coalesce(kept_cell.number_count, 0) as kept_number_count,
    from read_cell
    full outer join kept_cell on kept_cell.document_id = read_cell.document_id
),

different as (
    select document_id,
    from compared
    where
        read_count <> kept_count
        or read_number_count <> kept_number_count
)

select
    null as report_id,
    'core.fact_disclosure' as subject,
    case count(different.document_id) when 0 then 'pass' else 'fail' end as status,
    coalesce(sum(compared.read_count), 0) as expected,
    coalesce(sum(compared.kept_count), 0) as actual,
    'documents that differ, the first is ' || min(different.document_id) as detail,
from compared
left join different on different.document_id = compared.document_id
