"""Reports that contradict nothing, in any number, written as parsed Parquet by SQL.

Every third report of an organisation is on the form of 2019. All identities hold, so a check that fails here is wrong.
One portal is written at a time: the cells of a hundred thousand reports at once are more than the machine's memory.
"""

import re
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
from range($count) as r(i)
where (i // $years) % $portals = $portal;

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
    # A fifth of each signature is what everybody writes; every hundredth body has the prose of the one before it.
    "parsed_prose": """
        select document_id, 800 as character_count, md5(document_id) as text_hash,
            list_transform(range(128), lambda place: case when place % 5 = 0 then place::uinteger
                else (hash(place, case when (i // $years) % 100 = 99 then i - $years else i end)
                    % 4000000000)::uinteger end) as minhash,
            list_transform(range(16), lambda place: hash(place, minhash[8 * place + 1:8 * place + 8])) as bands
        from report""",
}


def write_reports(paths: DataPaths, count: int, *, portals: int = 20) -> int:
    """Write `count` reports as one batch per portal, and the archive's index that names them; returns the cells."""
    return sum(_write_portal(paths, count, portals, portal) for portal in range(portals))


def _write_portal(paths: DataPaths, count: int, portals: int, portal: int) -> int:
    with duckdb.connect(config={"memory_limit": "2GB"}) as connection:
        connection.register("item_rows", table_from_mappings("staging.form_item", form_item_rows()))
        connection.execute("create table item as from item_rows")
        for statement in _REPORTS.split(";\n"):
            named = {"count": count, "portals": portals, "years": YEARS, "portal": portal}
            used = {name: value for name, value in named.items() if re.search(rf"\${name}\b", statement)}
            if statement.strip():
                connection.execute(statement, used)
        if not _count(connection, "report"):
            return 0
        portal_id = f"42-p{portal:04}"
        folder = paths.parsed / PARSER_VERSION / portal_id / "20260101T000000.000000Z-00000000"
        folder.mkdir(parents=True)
        for table in PARSED_TABLES:
            _write_table(connection, folder / f"{table}.parquet", table)
        _write_index(connection, paths.archive_index / f"{portal_id}.jsonl")
        return _count(connection, "cell")


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"select count(*) from {table}").fetchone()  # noqa: S608 - a name of ours
    assert row is not None
    return int(row[0])


def _write_table(connection: duckdb.DuckDBPyConnection, file: Path, table: str) -> None:
    schema = arrow_schema(f"staging.{table}")
    connection.register("typed", schema.empty_table())
    select = _TABLES[table].replace("$version", f"'{PARSER_VERSION}'").replace("$years", str(YEARS))
    connection.execute(f"create table {table} as from typed")
    connection.execute(f"insert into {table} by name {select}")
    connection.execute(f"copy {table} to {literal(str(file))} (format parquet, compression zstd)")


def _write_index(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(
        "copy (select portal_id, 'http://www.example.gov.cn/' || i as url, 'new' as status,"  # noqa: S608
        " strftime(timestamp '2026-01-01 00:00:00' + to_seconds(i), '%Y-%m-%dT%H:%M:%S+00:00') as seen_at,"
        " document_id, 200 as http_status, 'text/html' as media_type, 20000 as byte_count, 'crawl' as source"
        f" from report) to {literal(str(file))} (format json)"
    )
