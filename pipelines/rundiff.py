"""What a publication brings: reports new, changed and gone, and rows by table, against the publication before.

In: the file that is being written, all models in it, and the published file it will replace. Out: rows of
`quality.publication`, `quality.run_diff` and `quality.run_diff_by_table`. The one idea: both files are complete and
have the same shape, so a SELECT tells the difference; where the older file lacks a column, nothing is claimed about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import duckdb

from pipelines.database import Connection, literal
from pipelines.errors import WarehouseError

DIFF_TABLES = ("quality.publication", "quality.run_diff", "quality.run_diff_by_table")
"""Written here, after everything else."""

_REPORT = "report_id, document_id, status, organisation_id, report_year, adcode, scope"
_VERDICTS = "report_id, fail_count, quality_grade"
_CHANGE = "report_id, table_code, row_code, column_code, old_document_id, new_document_id, reason, seen_at"


@dataclass(frozen=True, slots=True)
class RunDiff:
    """What a publication brings; a first one holds only new reports.

    Attributes:
        new: reports that the publication before does not hold; so for `changed` and `gone`.
        by_table: name, rows before and rows now of each table; None where a file does not hold it.
    """

    new: int
    changed: int
    gone: int
    by_table: tuple[tuple[str, int | None, int | None], ...]


def write_diff(connection: Connection, published: Path, rows_by_table: Mapping[str, int]) -> RunDiff:
    """Compare the database in use with the published file and keep the result in it.

    Args:
        connection: the new file is in use and holds everything but the diff.
        published: the file that it will replace; may be absent.
        rows_by_table: rows of the new file.

    Raises:
        WarehouseError: the published file is there and cannot be read.
    """
    try:
        columns = _attach(connection, published)
        # One commit: each waits for the disk.
        connection.execute("begin")
        _write_publication(connection, columns)
        by_table = _write_tables(connection, columns, rows_by_table)
        _write_reports(connection, columns)
        connection.execute("commit")
    except duckdb.Error as error:
        raise WarehouseError(f"{published}: cannot be compared with its successor; move it away: {error}") from error
    connection.execute("detach previous")
    counts = dict(connection.execute("select change, count(*) from quality.run_diff group by change").fetchall())
    return RunDiff(counts.get("new", 0), counts.get("changed", 0), counts.get("gone", 0), by_table)


def _attach(connection: Connection, published: Path) -> dict[str, set[str]]:
    """Attach the published file, or nothing in its place, as `previous`; returns its columns by relation."""
    source = f"{literal(str(published))} as previous (read_only)" if published.exists() else "':memory:' as previous"
    connection.execute(f"attach {source}")
    found: dict[str, set[str]] = {}
    for relation, column in connection.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() where database_name = 'previous'"
    ).fetchall():
        found.setdefault(relation, set()).add(column)
    return found


def _holds(columns: Mapping[str, set[str]], relation: str, needed: str) -> bool:
    return set(needed.split(", ")) <= columns.get(relation, set())


def _write_publication(connection: Connection, columns: Mapping[str, set[str]]) -> None:
    before = "null"
    if _holds(columns, "quality.publication", "published_at"):
        before = "(select max(published_at) from previous.quality.publication)"
    connection.execute(
        f"insert into quality.publication select (now() at time zone 'UTC')::timestamp, {before},"  # noqa: S608
        " (select coalesce(string_agg(distinct parser_version, ', ' order by parser_version), 'none')"
        " from core.dim_document where report_id is not null), version()"
    )


def _write_tables(
    connection: Connection, columns: Mapping[str, set[str]], rows_by_table: Mapping[str, int]
) -> tuple[tuple[str, int | None, int | None], ...]:
    before: dict[str, int] = {}
    if _holds(columns, "quality.run_diff_by_table", "table_name, row_count_now"):
        before = dict(
            connection.execute(
                "select table_name, row_count_now from previous.quality.run_diff_by_table"
                " where row_count_now is not null"
            ).fetchall()
        )
    by_table = tuple((name, before.get(name), rows_by_table.get(name)) for name in sorted({*before, *rows_by_table}))
    if by_table:
        rows = ", ".join("(?, ?, ?)" for _ in by_table)
        values = [*chain.from_iterable(by_table)]
        connection.execute(f"insert into quality.run_diff_by_table values {rows}", values)  # noqa: S608 - marks only
    return by_table


def _write_reports(connection: Connection, columns: Mapping[str, set[str]]) -> None:
    """One row for each report that differs; its verdicts and cells only as far as the file before tells them."""
    reports = _before("core.dim_report", _REPORT, is_there=_holds(columns, "core.dim_report", _REPORT))
    verdicts = _before("mart.report_overview", _VERDICTS, is_there=_holds(columns, "mart.report_overview", _VERDICTS))
    logs_cells = _holds(columns, "quality.change_log", _CHANGE)
    changes = _before("quality.change_log", _CHANGE, is_there=logs_cells)
    connection.execute(
        f"""
        insert into quality.run_diff
        with cell as (
            select report_id, count(*) as cell_count
            from (select {_CHANGE} from quality.change_log except {changes})
            group by report_id
        ),
        compared as (
            select
                coalesce(now.report_id, before.report_id) as report_id,
                before.report_id is null as is_new,
                now.report_id is null as is_gone,
                concat_ws(
                    ', ',
                    case when now.document_id <> before.document_id then 'document' end,
                    case when now.status <> before.status then 'status' end,
                    case when (now.organisation_id, now.report_year, now.adcode, now.scope)
                        is distinct from (before.organisation_id, before.report_year, before.adcode, before.scope)
                        then 'identity' end,
                    case when cell.cell_count > 0 and {logs_cells} then 'cells' end,
                    case when (now_verdict.fail_count, now_verdict.quality_grade)
                        is distinct from (before_verdict.fail_count, before_verdict.quality_grade)
                        and before_verdict.report_id is not null then 'verdicts' end
                ) as what_changed,
                case when {logs_cells} then coalesce(cell.cell_count, 0) end as changed_cell_count,
                before_verdict.fail_count as fail_count_before,
                now_verdict.fail_count as fail_count_now,
                before_verdict.quality_grade as quality_grade_before,
                now_verdict.quality_grade as quality_grade_now,
                before.document_id as document_id_before,
                now.document_id as document_id_now
            from core.dim_report as now
            full join ({reports}) as before on before.report_id = now.report_id
            left join mart.report_overview as now_verdict on now_verdict.report_id = now.report_id
            left join ({verdicts}) as before_verdict on before_verdict.report_id = before.report_id
            left join cell on cell.report_id = now.report_id
        )
        select
            report_id,
            case when is_new then 'new' when is_gone then 'gone' else 'changed' end,
            case when not is_new and not is_gone then what_changed end,
            case when not is_new and not is_gone then changed_cell_count end,
            fail_count_before,
            fail_count_now,
            quality_grade_before,
            quality_grade_now,
            case when not is_new and not is_gone then document_id_before end,
            case when not is_new and not is_gone then document_id_now end
        from compared
        where is_new or is_gone or what_changed <> ''
        order by report_id
        """  # noqa: S608 - names of ours
    )


def _before(relation: str, columns: str, *, is_there: bool) -> str:
    """Rows of the file before, or none of the same columns."""
    if is_there:
        return f"select {columns} from previous.{relation}"  # noqa: S608 - names of ours
    return f"select {columns} from {relation} where false"  # noqa: S608 - names of ours
