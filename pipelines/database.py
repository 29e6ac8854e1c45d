"""A DuckDB database as this project uses one: opened with bounds, locked for writing, commented.

In: a path. Out: connections that always close. The one idea: one process writes a file at a time, and it waits or fails
with a message instead of with DuckDB's lock error.
"""

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from os import sched_getaffinity
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from pipelines.errors import ConfigurationError, SqlFileError, WarehouseError
from pipelines.sqlfiles import SqlModel, SqlTable

MEMORY_LIMIT = "3GB"
"""DuckDB spills to disk beyond it; with Python and its own overhead a build stays under 4 GiB."""

SPILL_LIMIT = "32GB"
"""Most that one connection writes beside its database when memory is full, if `$GONGKAI_SPILL_LIMIT` does not say."""

STORAGE_VERSION = "v1.5.0"
"""Oldest DuckDB that reads what is written; its compression takes two thirds of the default's time and space."""

WRITTEN = "working"
"""Name of a database file while it is written."""

WITHOUT_LOG = f"storage_version '{STORAGE_VERSION}', recovery_mode no_wal_writes"
"""How a file that is built anew is attached: after a kill nobody recovers it, so no row is written to a log first."""

LOCK_SECONDS = 30.0
"""How long to wait for another process that writes the same database."""

_ENUM = re.compile(r"ENUM\((?:'(?:[^']|'')*'(?:, )?)*\)")

Connection = duckdb.DuckDBPyConnection


@contextmanager
def exclusive(path: Path, *, seconds: float = LOCK_SECONDS) -> Iterator[None]:
    """Keep other processes from writing this database; may be nested within one process.

    Raises:
        WarehouseError: another process still writes it after the wait.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(f"{path}.lock", is_singleton=True, thread_local=False)
    try:
        lock.acquire(timeout=seconds)
    except Timeout:
        raise WarehouseError(f"{path}: another process is writing it; try again when it is done") from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def connect(path: Path, *, read_only: bool = False) -> Iterator[Connection]:
    """A connection to a database file, closed whatever happens; for writing, no other process writes meanwhile.

    Raises:
        FileNotFoundError: reading a database that does not exist.
        WarehouseError: another process writes it.
    """
    if read_only and not path.exists():
        raise FileNotFoundError(f"{path} does not exist; `gongkai publish` writes it")
    with ExitStack() as stack:
        if not read_only:
            stack.enter_context(exclusive(path))
        connection = open_database(path, read_only=read_only)
        stack.callback(connection.close)
        yield connection
        if not read_only:
            # Closing would write it back too, and say nothing when the disk is full.
            connection.execute(f"use memory; detach {WRITTEN}")


def open_database(path: Path | None = None, *, read_only: bool = False, spill: Path | None = None) -> Connection:
    """A connection with the project's settings, for the caller to close.

    Args:
        path: a database file; None for a database in memory.
        read_only: whether the file is only read.
        spill: folder for what does not fit into memory; None for one beside the file.

    Raises:
        ConfigurationError: `$GONGKAI_SPILL_LIMIT` is no size.
    """
    is_written = path is not None and not read_only
    connection = duckdb.connect(path if path and read_only else ":memory:", read_only=read_only, config=settings())
    if is_written and spill is None:
        spill = Path(f"{path}.tmp")
    if spill is not None:
        connection.execute(f"set temp_directory = {literal(str(spill))}")
    limit = _spill_limit()
    try:
        # As a setting of the call above, DuckDB 1.5 shows this bound and does not keep it.
        connection.execute(f"set max_temp_directory_size = {literal(limit)}")
    except duckdb.Error:
        connection.close()
        raise ConfigurationError(
            f"GONGKAI_SPILL_LIMIT is {limit!r}; expected a size on disk, e.g. {SPILL_LIMIT}"
        ) from None
    if is_written:
        connection.execute(f"attach {literal(str(path))} as {WRITTEN} ({WITHOUT_LOG}); use {WRITTEN}")
    return connection


def _spill_limit() -> str:
    return os.environ.get("GONGKAI_SPILL_LIMIT", SPILL_LIMIT)


def reason(error: duckdb.Error) -> str:
    """What DuckDB says; where its room ran out, what to do about it."""
    if isinstance(error, duckdb.OutOfMemoryException):
        return (
            f"needs more than {MEMORY_LIMIT} of memory and {_spill_limit()} of disk; free disk and raise"
            f" $GONGKAI_SPILL_LIMIT ({str(error).splitlines()[0]})"
        )
    if "No space left on device" in str(error):
        return f"the disk is full; free some and run it again ({str(error).splitlines()[0]})"
    return str(error)


def settings() -> dict[str, str | bool | int | float | list[str]]:
    """Settings of every connection."""
    return {
        "memory_limit": MEMORY_LIMIT,
        "storage_compatibility_version": STORAGE_VERSION,
        "threads": len(sched_getaffinity(0)),
        # An extension that is missing must be an error, never a download.
        "autoinstall_known_extensions": False,
        # Written back once at the end, not after each check that wrote verdicts.
        "checkpoint_threshold": "4GB",
    }


def literal(text: str) -> str:
    """A text as an SQL literal, for statements that take no parameters."""
    return "'" + text.replace("'", "''") + "'"


def columns_of(connection: Connection, select: str) -> list[tuple[str, str]]:
    """Names and types of the columns of a SELECT."""
    return [(row[0], row[1]) for row in connection.execute(f"describe {select}").fetchall()]


def shown_type(kind: str) -> str:
    """The type that readers see: text of few values is an ENUM only while a publication is built."""
    return _ENUM.sub("VARCHAR", kind)


def shown_columns(columns: Sequence[tuple[str, str]]) -> str:
    """A select list of columns of these names and types, as readers see them."""
    return ", ".join(
        f'"{name}"' if kind == shown_type(kind) else f'"{name}"::{shown_type(kind)} as "{name}"'
        for name, kind in columns
    )


def row_count(connection: Connection, relation: str) -> int:
    """Rows of a table or view."""
    row = connection.execute(f"select count(*) from {relation}").fetchone()  # noqa: S608 - a name from sql/
    return int(row[0]) if row else 0


def require_described(relation: SqlTable | SqlModel, columns: Sequence[tuple[str, str]]) -> None:
    """Refuse a header that describes other columns than the relation has.

    Args:
        relation: the file with the header.
        columns: names and types that the relation really has.

    Raises:
        SqlFileError: they differ.
    """
    found, described = [name for name, _ in columns], list(relation.columns)
    if found != described:
        raise SqlFileError(
            f"{relation.path}: the header describes {', '.join(described)}; the statement gives {', '.join(found)}"
        )


def comment_on(
    connection: Connection, kind: str, relation: SqlTable | SqlModel, columns: Sequence[tuple[str, str]]
) -> None:
    """Store the comments of a header with a table or view of the published file.

    Args:
        connection: where the relation is.
        kind: `table` or `view`.
        relation: the file with the comments.
        columns: names and types that the relation really has.

    Raises:
        SqlFileError: the header describes other columns.
    """
    require_described(relation, columns)
    connection.execute(f"comment on {kind} {relation.name} is {literal(relation.description)}")
    for name, comment in relation.columns.items():
        connection.execute(f'comment on column {relation.name}."{name}" is {literal(comment)}')
