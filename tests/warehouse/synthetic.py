"""Reports that contradict nothing, in any number, written as parsed Parquet by SQL.

Every third report of an organisation is on the form of 2019. All identities hold, so a check that fails here is wrong.
"""

from pathlib import Path

import duckdb

from pipelines.database import literal
from pipelines.forms.template import form_item_rows
from pipelines.paths import DataPaths
from pipelines.rows import PARSED_TABLES, arrow_schema, table_from_mappings

YEARS = 6
PARSER_VERSION = "synthetic"

_REPORTS = """
create table report as
select
    i,
    sha256('report ' || i) as document_id,
    '42-p' || lpad(((i // $years) % $portals)::varchar, 4, '0') as portal_id,
    2019 + i % $years as report_year,
    case when i % $years < 2 then '2019' else '2021' end as form_version,
    '第' || (i // $years) || '号局' as agency,
    '420' || lpad((100 + (i // $years) % 600)::varchar, 3, '0') as adcode,
from range($count) as r(i);

create table cell as
with part as (
    select
        report.i, item.form_version, item.table_code, item.row_code, item.column_code, item.unit, item.is_money,
        item.row_ordinal, item.column_ordinal,
        case when hash(report.i, item.row_code, item.column_code) % 10 < 7 then 0
            else hash(report.i, item.column_code, item.row_code) % 40 end::bigint as value,
    from report join item on item.form_version = report.form_version
),
outcome as (
    select * from part
    where table_code = 'application' and column_code <> 'total'
        and row_code not in ('received_new', 'carried_in', 'total_processed', 'carried_forward')
),
processed as (
    select i, column_code, sum(value)::bigint as processed from outcome group by all
),
application as (
    select part.* replace (
        case part.row_code
            when 'total_processed' then processed.processed
            when 'carried_forward' then part.i % 3
            when 'carried_in' then least(processed.processed, 2)
            when 'received_new' then processed.processed + part.i % 3 - least(processed.processed, 2)
            else part.value
        end as value)
    from part join processed using (i, column_code)
    where part.table_code = 'application' and part.column_code <> 'total'
),
dispute as (
    select * from part where table_code = 'dispute' and column_code <> 'total'
),
counted as (
    select * from application union all select * from dispute
),
total as (
    select part.* replace (summed.value as value)
    from part
    join (select i, table_code, row_code, sum(value)::bigint as value from counted group by all) as summed
        using (i, table_code, row_code)
    where part.column_code = 'total'
)
select * from counted
union all select * from total
union all select * from part where table_code = 'disclosure';
"""

_TABLES = {
    "parsed_document": """
        select document_id, portal_id, $version as parser_version, 'text/html' as media_type, 20000 as byte_count,
            'parsed' as status, agency, adcode, report_year, agency || report_year || '年年度报告' as title,
            make_date(report_year + 1, 1, 20) as published_date, 'county' as level, 'department' as kind,
            'own_organ' as scope, null as claimed_agency, null as claimed_year
        from report""",
    "parsed_fact": """
        select document_id, table_code, cell.form_version, row_code, column_code, value, unit,
            'number' as cell_state, value::varchar as raw_text,
            'table ' || case table_code when 'disclosure' then 1 when 'application' then 2 else 3 end
            || ' row ' || (row_ordinal + 3) || ' column ' || (column_ordinal + 3) as locator
        from cell join report using (i)
        order by i, table_code, row_ordinal, column_ordinal""",
    "parsed_figure": """
        select document_id, n as figure_ordinal, 1 as section_no, (i % 97 + n)::varchar || '件' as raw_text,
            i % 97 + n as value, '件' as unit, 'exact' as qualifier,
            case when n = 1 then 'application.received' end as indicator_code, n < 4 as is_in_scope,
            'reported' as modality, '共' || (i % 97 + n) || '件' as context, 'line ' || (10 + n) as locator,
            'unknown' as scope
        from report, range(1, 11) as f(n)""",
    "parsed_section": """
        select document_id, n as section_no, '第' || n || '部分' as title, repeat('公开' || i, 5) as text,
            'line ' || n as locator
        from report, range(1, 7) as s(n)""",
    "parsed_reading": """
        select document_id, table_code, form_version, 'grid' as method, 'sequence' as second_method,
            0 as differing_cells
        from report, (select unnest(['disclosure', 'application', 'dispute']) as table_code)""",
    "parsed_issue": """
        select document_id, 1 as issue_ordinal, 'note' as kind, 'x' as subject, 'y' as detail, 'line 1' as locator
        from report where i % 10 = 0""",
}


def write_reports(paths: DataPaths, count: int, *, portals: int = 20) -> int:
    """Write `count` reports as one batch per portal, and the archive's index that names them; returns the cells."""
    with duckdb.connect() as connection:
        connection.register("item_rows", table_from_mappings("staging.form_item", form_item_rows()))
        connection.execute("create table item as from item_rows")
        for statement in _REPORTS.split(";\n"):
            named = {"count": count, "portals": portals, "years": YEARS}
            used = {name: value for name, value in named.items() if f"${name}" in statement}
            if statement.strip():
                connection.execute(statement, used)
        for table in PARSED_TABLES:
            _write_table(connection, paths.parsed / PARSER_VERSION, table)
        _write_index(connection, paths.archive_index)
        row = connection.execute("select count(*) from cell").fetchone()
    assert row is not None
    return int(row[0])


def _write_table(connection: duckdb.DuckDBPyConnection, folder: Path, table: str) -> None:
    schema = arrow_schema(f"staging.{table}")
    connection.register("typed", schema.empty_table())
    select = _TABLES[table].replace("$version", f"'{PARSER_VERSION}'")
    connection.execute(f"create table {table} as from typed")
    connection.execute(f"insert into {table} by name {select}")
    for (portal_id,) in connection.execute("select distinct portal_id from report").fetchall():
        target = folder / portal_id / "20260101T000000.000000Z-00000000" / f"{table}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        connection.execute(
            f"copy (from {table} where document_id in (select document_id from report where portal_id = '{portal_id}'))"  # noqa: S608
            f" to {literal(str(target))} (format parquet, compression zstd)"
        )


def _write_index(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for (portal_id,) in connection.execute("select distinct portal_id from report").fetchall():
        connection.execute(
            "copy (select portal_id, 'http://www.example.gov.cn/' || i as url, 'new' as status,"  # noqa: S608
            " strftime(timestamp '2026-01-01 00:00:00' + to_seconds(i), '%Y-%m-%dT%H:%M:%S+00:00') as seen_at,"
            " document_id, 200 as http_status, 'text/html' as media_type, 20000 as byte_count, 'crawl' as source"
            f" from report where portal_id = '{portal_id}')"
            f" to {literal(str(folder / f'{portal_id}.jsonl'))} (format json)"
        )
