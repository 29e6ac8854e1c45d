"""The working database: started anew, filled with what Python wrote, built one model at a time, published.

In come the archive's index, parsed Parquet and rows of reference data; out comes `data/warehouse.duckdb` with the
schemas staging, core, quality and mart, and from it the published file. The one idea: both are build products. The
working file is started anew for every publication, nothing in it is ever migrated, and analysts never open it.
"""

from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import duckdb

from pipelines.database import (
    Connection,
    columns_of,
    connect,
    exclusive,
    open_database,
    reason,
    require_described,
    row_count,
    shown_type,
)
from pipelines.errors import SqlFileError
from pipelines.paths import DataPaths
from pipelines.publishing import PublishResult, publish
from pipelines.sqlfiles import SqlModel, load_tables
from pipelines.staging import load_staging

__all__ = [
    "Connection",
    "ModelResult",
    "PublishResult",
    "build_model",
    "connect",
    "create_tables",
    "exclusive",
    "in_memory",
    "load_staging",
    "publish",
    "start",
    "verdict_counts",
]

SCHEMAS = ("staging", "core", "quality", "mart")


@dataclass(frozen=True, slots=True)
class ModelResult:
    """A relation as it was built.

    Attributes:
        name: `core.fact_application`.
        row_count: rows of the table; None for a view, whose rows exist only when it is asked.
        columns: name, type and bilingual comment of each column in order.
    """

    name: str
    row_count: int | None
    columns: tuple[tuple[str, str, str], ...]


def in_memory() -> Connection:
    """An empty database in memory with the tables that Python writes, for tests and single documents."""
    connection = open_database()
    create_tables(connection)
    return connection


def start(paths: DataPaths) -> None:
    """Replace the working database by a new one with the schemas and the tables that Python writes."""
    with exclusive(paths.warehouse):
        for suffix in ("", ".wal"):
            Path(f"{paths.warehouse}{suffix}").unlink(missing_ok=True)
        rmtree(f"{paths.warehouse}.tmp", ignore_errors=True)
        with connect(paths.warehouse) as connection:
            create_tables(connection)


def create_tables(connection: Connection) -> None:
    """Create the schemas and every table of `sql/tables`.

    Raises:
        SqlFileError: the header of a table does not name its columns.
    """
    connection.execute("begin")
    for schema in SCHEMAS:
        connection.execute(f"create schema if not exists {schema}")
    for table in load_tables():
        connection.execute(table.statement)
        require_described(table, columns_of(connection, f"from {table.name}"))
    connection.execute("commit")


def build_model(connection: Connection, model: SqlModel) -> ModelResult:
    """Build one relation anew from its SELECT, or leave it as it was. Its comments are for the published file.

    Raises:
        SqlFileError: the SELECT does not run, or its columns are not those of the header.
    """
    connection.execute("begin")
    try:
        connection.execute(f"create or replace {model.kind} {model.name} as\n{model.select}")
        columns = columns_of(connection, f"from {model.name}")
        require_described(model, columns)
        rows = row_count(connection, model.name) if model.kind == "table" else None
    except duckdb.Error as error:
        connection.execute("rollback")
        raise SqlFileError(f"{model.path}: {reason(error)}") from error
    except SqlFileError:
        connection.execute("rollback")
        raise
    connection.execute("commit")
    described = tuple((name, shown_type(kind), model.columns[name]) for name, kind in columns)
    return ModelResult(model.name, rows, described)


def verdict_counts(connection: Connection) -> dict[str, dict[str, int]]:
    """Verdicts by check and status; every status is there, with 0 where it did not occur."""
    rows = connection.execute(
        "select check_name, count(*) filter (where status = 'pass'), count(*) filter (where status = 'fail'),"
        " count(*) filter (where status = 'not_assessable') from quality.check_result group by 1 order by 1"
    ).fetchall()
    return {name: {"pass": passed, "fail": failed, "not_assessable": unsure} for name, passed, failed, unsure in rows}
