"""A read-only SQL shell on the published file.

In: SQL, from the command line, a pipe or a person. Out: tables for people or CSV for programs. The one idea: what pages
printed is never trusted, so no control character of theirs reaches the terminal.
"""

import csv
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipelines.database import Connection, connect
from pipelines.errors import UsageError

MOST_ROWS = 200
"""Rows that a table for people shows; CSV has all of them."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_NUMBERS = ("INT", "DECIMAL", "DOUBLE", "FLOAT", "HUGEINT")
_HELP = """\
A statement ends with ; and may go over several lines. Nothing can be changed: the file is open read-only.
.tables          what there is, with its meaning
.columns NAME    columns of a table, with their meaning
.quit            leave (or Ctrl-D)"""
_TABLES = """
select name, kind, comment from (
    select schema_name || '.' || table_name as name, 'table' as kind, comment from duckdb_tables()
    union all
    select schema_name || '.' || view_name, 'view', comment from duckdb_views() where not internal
) where name not like 'storage.%' order by name"""
_COLUMNS = """
select column_name, data_type, comment from duckdb_columns()
where schema_name || '.' || table_name = ? order by column_index"""


@contextmanager
def open_published(file: Path) -> Iterator[Connection]:
    """The published file, read-only.

    Raises:
        UsageError: nothing is published.
    """
    if not file.exists():
        raise UsageError(f"{file} does not exist; run `gongkai publish`")
    with connect(file, read_only=True) as connection:
        yield connection


def run(connection: Connection, sql: str, *, as_csv: bool = False, out: TextIO | None = None) -> None:
    """Run statements one after the other and print what each returns.

    Raises:
        UsageError: a statement is wrong, or would change something.
    """
    stream = out or sys.stdout
    try:
        for statement in connection.extract_statements(sql):
            connection.execute(statement)
            if connection.description:
                (_print_csv if as_csv else _print_table)(connection, stream)
    except duckdb.Error as error:
        raise UsageError(_printable(str(error))) from error


def repl(connection: Connection, *, as_csv: bool = False) -> None:
    """Read statements from a person until they leave; a wrong one is explained and forgotten."""
    _load_history()
    _say("read-only; .help explains, .tables lists, Ctrl-D leaves")
    pending = ""
    while True:
        try:
            line = input("gongkai> " if not pending else "    ...> ")
        except EOFError:
            _say("")
            return
        except KeyboardInterrupt:
            _say("")
            pending = ""
            continue
        if not pending and line.strip().startswith("."):
            if line.strip() in {".quit", ".exit"}:
                return
            _run_command(connection, line.strip())
            continue
        pending = f"{pending}\n{line}".strip()
        if pending.endswith(";"):
            _run_and_explain(connection, pending, as_csv=as_csv)
            pending = ""


def _run_and_explain(connection: Connection, sql: str, *, as_csv: bool) -> None:
    try:
        run(connection, sql, as_csv=as_csv)
    except UsageError as error:
        _say(str(error))
    except KeyboardInterrupt:
        connection.interrupt()
        _say("interrupted")


def _run_command(connection: Connection, command: str) -> None:
    match command.split():
        case [".tables"]:
            connection.execute(_TABLES)
            _print_table(connection, sys.stdout)
        case [".columns", name]:
            connection.execute(_COLUMNS, [name.lower()])
            _print_table(connection, sys.stdout)
        case _:
            _say(_HELP)


def _print_csv(connection: Connection, out: TextIO) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column[0] for column in connection.description)
    while rows := connection.fetchmany(10_000):
        writer.writerows(rows)


def _print_table(connection: Connection, out: TextIO) -> None:
    table = Table(header_style="bold")
    for name, kind, *_ in connection.description:
        is_number = str(kind).upper().startswith((*_NUMBERS, "NUMBER", "BIG", "U"))
        table.add_column(Text(_printable(name)), justify="right" if is_number else "left", overflow="fold")
    rows = connection.fetchmany(MOST_ROWS + 1)
    for row in rows[:MOST_ROWS]:
        table.add_row(*(Text("" if value is None else _printable(str(value))) for value in row))
    console = Console(file=out, highlight=False, width=None if out.isatty() else 240)
    console.print(table)
    if len(rows) > MOST_ROWS:
        console.print(f"the first {MOST_ROWS} rows; --csv prints all of them")


def _printable(text: str) -> str:
    return _CONTROL.sub("�", text)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


def _load_history() -> None:
    """Arrow keys where the platform has line editing; history lasts as long as the shell."""
    try:
        import readline  # noqa: F401 - the import is the effect
    except ImportError:
        return
