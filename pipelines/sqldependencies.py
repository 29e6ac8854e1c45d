"""Which relations a SELECT reads, asked of DuckDB's parser. In: the text of one SELECT. Out: `schema.table` names."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

from pipelines.errors import SqlFileError


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    """One database in memory for all files: opening one costs more than parsing a hundred files."""
    return duckdb.connect()


def relations_read(select: str, path: Path) -> tuple[str, ...]:
    """Relations that a SELECT reads, sorted, its own CTEs left out.

    Args:
        select: text of the statement.
        path: the file it stands in, for messages.

    Raises:
        SqlFileError: it is not one SELECT, or it names a relation without a schema.
    """
    row = _parser().cursor().execute("select json_serialize_sql(?::varchar)", [select]).fetchone()
    parsed: dict[str, Any] = json.loads(row[0]) if row else {"error": True}
    if parsed["error"]:
        raise SqlFileError(f"{path}: not a SELECT that DuckDB understands: {parsed.get('error_message')}")
    if len(parsed["statements"]) != 1:
        raise SqlFileError(f"{path}: one SELECT is expected, found {len(parsed['statements'])} statements")
    nodes = list(_nodes(parsed["statements"][0]))
    own = {entry["key"] for node in nodes for entry in (node.get("cte_map") or {}).get("map", ())}
    found = set()
    for node in nodes:
        if node.get("type") == "BASE_TABLE" and node["schema_name"]:
            found.add(f"{node['schema_name']}.{node['table_name']}")
        elif node.get("type") == "BASE_TABLE" and node["table_name"] not in own:
            raise SqlFileError(
                f"{path}: {node['table_name']!r} is no CTE of the file; relations are written schema.table"
            )
    return tuple(sorted(found))


def _nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every object inside a JSON value."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, dict):
            yield current
            waiting.extend(current.values())
        elif isinstance(current, list):
            waiting.extend(current)
