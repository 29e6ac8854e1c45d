"""Given rows in a warehouse in memory, only the columns that matter."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from pipelines.database import Connection
from pipelines.forms.template import form_identity_rows, form_item_rows
from pipelines.rows import table_from_mappings
from pipelines.sqlfiles import load_models
from pipelines.warehouse import build_model, in_memory

Row = Mapping[str, Any]

_FILLERS = {"VARCHAR": "''", "BOOLEAN": "false", "DATE": "date '2000-01-01'", "TIMESTAMP": "timestamp '2000-01-01'"}


def with_forms() -> Connection:
    """Staging with the two national forms and nothing else."""
    connection = in_memory()
    for name, rows in (("form_item", form_item_rows()), ("form_identity", form_identity_rows())):
        connection.register("arrow_rows", table_from_mappings(f"staging.{name}", rows))
        connection.execute(f"insert into staging.{name} from arrow_rows")
        connection.unregister("arrow_rows")
    return connection


def insert(connection: Connection, table: str, row: Row) -> None:
    """Insert one row; columns of staging that must not be null and do not matter are filled."""
    if table.startswith("staging."):
        row = {**_fillers(table), **row}
    names = ", ".join(row)
    values = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({names}) values ({values})", list(row.values()))  # noqa: S608


def built(given: Mapping[str, Iterable[Row]]) -> Connection:
    """A warehouse in which every model was built from these rows of staging."""
    connection = with_forms()
    for table, rows in given.items():
        for row in rows:
            insert(connection, table, row)
    for model in load_models():
        build_model(connection, model)
    return connection


def rows(connection: Connection, query: str) -> list[dict[str, Any]]:
    """Rows of a query by column name."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


@cache
def _fillers(table: str) -> dict[str, Any]:
    connection = in_memory()
    columns = connection.execute(
        "select column_name, data_type from duckdb_columns()"
        " where schema_name || '.' || table_name = ? and not is_nullable",
        [table],
    ).fetchall()
    return {name: connection.execute(f"select {_FILLERS.get(kind, '0')}").fetchall()[0][0] for name, kind in columns}
