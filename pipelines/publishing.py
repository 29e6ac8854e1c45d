"""The published file: a new file beside the old one, verified, then renamed over it.

In: the working database. Out: `published/gongkai.duckdb`. The one idea: analysts see the old file or the new file and
nothing between, wherever a kill or a power cut falls; a reader that has the old file open keeps it.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import duckdb

from pipelines.channels import UNFINISHED, remove_unfinished, replace
from pipelines.database import (
    WITHOUT_LOG,
    Connection,
    columns_of,
    comment_on,
    exclusive,
    literal,
    open_database,
    reason,
    require_described,
    row_count,
    shown_columns,
)
from pipelines.errors import BlockingCheckError, WarehouseError
from pipelines.packing import PACKINGS, REPORTS, STORAGE, pack, pack_reports
from pipelines.paths import DataPaths
from pipelines.rundiff import DIFF_TABLES, RunDiff, write_diff
from pipelines.sqlfiles import SqlModel, SqlTable, load_checks, load_models, load_tables

ROW_GROUP_SIZE = 491520
"""Four times the default: a tenth smaller, because dictionaries and half-filled blocks are fewer."""

BLOCK_SIZE = 65536
"""A quarter of the default: every column of every table fills at least a part of a block of its own."""

RECOMPUTED = frozenset(
    {
        "mart.finding",
        "quality.prose_claim",
        "quality.prose_comparison",
        "quality.prose_statement",
        "quality.report_fingerprint",
        "quality.governed_body",
        "quality.table_twin",
        "quality.year_pair",
        "quality.application_count",
        "quality.application_group",
        "quality.application_row",
        "quality.disclosure_count",
        "quality.identity_judgement",
        "quality.sum_verdict",
    }
)
"""Steps on the way to verdicts: tables while checks read them again and again, views in the published file."""


@dataclass(frozen=True, slots=True)
class PublishResult:
    """The file that was published.

    Attributes:
        path: where analysts open it.
        byte_count: its size.
        rows_by_table: rows of each table; views are left out.
        diff: reports that are new, changed or gone since the publication before.
    """

    path: Path
    byte_count: int
    rows_by_table: Mapping[str, int]
    diff: RunDiff


def publish(paths: DataPaths) -> PublishResult:
    """Replace the published file by what the working database holds, staging left out.

    Raises:
        BlockingCheckError: a blocking check failed or was not run; the published file is as it was.
        WarehouseError: the working database is not built, there is no room for the new file, or it is not what was
            written.
    """
    target = paths.published_database
    with exclusive(paths.warehouse), exclusive(target):
        remove_unfinished(target)
        unfinished = target.with_name(f"{UNFINISHED}{os.getpid()}.duckdb")
        try:
            rows_by_table, diff = _write(paths.warehouse, unfinished, target)
            _verify(unfinished, rows_by_table)
            byte_count = unfinished.stat().st_size
            replace(unfinished, target)
        except duckdb.Error as error:
            raise WarehouseError(f"{target} was left as it was: {reason(error)}") from error
        finally:
            remove_unfinished(target)
    return PublishResult(target, byte_count, MappingProxyType(rows_by_table), diff)


def published_relations() -> tuple[SqlTable | SqlModel, ...]:
    """Everything that the published file holds: tables written by checks and every model, in order of building."""
    return (*(table for table in load_tables() if not table.name.startswith("staging.")), *load_models())


def _write(working: Path, unfinished: Path, published: Path) -> tuple[dict[str, int], RunDiff]:
    if not working.exists():
        raise WarehouseError(f"{working} does not exist; build it before it is published")
    with open_database(spill=Path(f"{working}.tmp")) as connection:
        connection.execute(f"attach {literal(str(working))} as working (read_only)")
        _require_complete(connection, working)
        _require_checked(connection)
        connection.execute(
            f"attach {literal(str(unfinished))} as published"
            f" ({WITHOUT_LOG}, row_group_size {ROW_GROUP_SIZE}, block_size {BLOCK_SIZE})"
        )
        connection.execute("use published")
        rows_by_table = {}
        connection.execute(f"create schema {STORAGE}")
        for together in _commits():
            connection.execute("begin")
            for relation in together:
                if _copy(connection, relation) == "table":
                    rows_by_table[relation.name] = row_count(connection, f"working.{relation.name}")
            connection.execute("commit")
        diff = write_diff(connection, published, rows_by_table)
        rows_by_table |= {name: row_count(connection, name) for name in DIFF_TABLES}
        connection.execute("use memory")
        connection.execute("detach published")
    return rows_by_table, diff


def _commits() -> tuple[list[SqlTable | SqlModel], ...]:
    """What is written and committed together, in order: a commit waits for the disk, a large one holds memory.

    Reports come first, because packed tables count on them; views come after what they read.
    """
    relations = published_relations()
    first = [relation for relation in relations if relation.name == REPORTS]
    packed = [[relation] for relation in relations if relation.name in PACKINGS]
    return (first, *packed, [one for one in relations if one.name != REPORTS and one.name not in PACKINGS])


def _copy(connection: Connection, relation: SqlTable | SqlModel) -> str:
    """Create one relation in the new file; returns its kind."""
    connection.execute(f"create schema if not exists {relation.name.partition('.')[0]}")
    columns = columns_of(connection, f"from working.{relation.name}")
    if relation.name == REPORTS:
        pack_reports(connection, relation, columns)
        return "table"
    if relation.name in PACKINGS:
        pack(connection, relation, PACKINGS[relation.name], columns)
        return "table"
    if isinstance(relation, SqlModel) and (relation.kind == "view" or relation.name in RECOMPUTED):
        kind, source = "view", relation.select
    else:
        kind, source = "table", f"select {shown_columns(columns)} from working.{relation.name}"  # noqa: S608 - names from sql/
    connection.execute(f"create {kind} {relation.name} as\n{source}")
    comment_on(connection, kind, relation, columns)
    return kind


def _require_complete(connection: Connection, working: Path) -> None:
    built = {
        name
        for (name,) in connection.execute(
            "select schema_name || '.' || table_name from duckdb_tables() where database_name = 'working'"
            " union all select schema_name || '.' || view_name from duckdb_views() where database_name = 'working'"
        ).fetchall()
    }
    missing = [relation.name for relation in published_relations() if relation.name not in built]
    if missing:
        raise WarehouseError(f"{working} has no {', '.join(missing)}; build it before it is published")


def _require_checked(connection: Connection) -> None:
    """Refuse what a blocking check found wrong, and what no blocking check has looked at."""
    failures = dict(
        connection.execute(
            "select check_name, count(*) filter (where status = 'fail')"
            " from working.quality.check_result group by check_name"
        ).fetchall()
    )
    for check in load_checks():
        if check.blocking and check.name not in failures:
            raise BlockingCheckError(f"{check.name} was not run on {check.table}; nothing was published")
        if check.blocking and failures[check.name]:
            raise BlockingCheckError(
                f"{check.name} fails {failures[check.name]} times on {check.table} ({check.description});"
                " the published file was left as it was"
            )


def _verify(unfinished: Path, rows_by_table: Mapping[str, int]) -> None:
    """Open the new file as an analyst does and compare what is in it with what was written."""
    with open_database(unfinished, read_only=True) as connection:
        for name, expected in rows_by_table.items():
            found = row_count(connection, name)
            if found != expected:
                raise WarehouseError(f"{unfinished}: {name} has {found} rows, {expected} were written")
        for relation in published_relations():
            # Its columns prove that a view stands on what is there; a first row may cost as much as all of them.
            require_described(relation, columns_of(connection, f"from {relation.name}"))
