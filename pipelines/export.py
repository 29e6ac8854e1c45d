"""Tables of the published file as Parquet, CSV or XLSX files, with a data package that describes them.

In: `published/gongkai.duckdb`. Out: a new folder `<format>/<schema>/<table>...` with `datapackage.json`. The one idea:
an export is complete or absent; it is written beside its place under another name and renamed when it is whole.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from pipelines.database import Connection, columns_of, connect, literal, row_count
from pipelines.datapackage import Format, Resource, write_package
from pipelines.errors import UsageError, WarehouseError
from pipelines.paths import DataPaths
from pipelines.publishing import published_relations
from pipelines.sqlfiles import SqlModel, SqlTable
from pipelines.workbook import write_workbook

FORMATS: tuple[Format, ...] = get_args(Format)
YEAR = "report_year"
FOLDER = "year"
"""In the names of folders, `year=2023`: another name than that of a column, for every file keeps all its columns."""
_REPORT_YEARS = "core.dim_report"
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export holds.

    Attributes:
        path: the folder.
        resources: one per table and format.
    """

    path: Path
    resources: tuple[Resource, ...]


def exportable() -> tuple[SqlTable | SqlModel, ...]:
    """Everything published, sorted by name."""
    return tuple(sorted(published_relations(), key=lambda relation: relation.name))


def exported_by_default(relation: SqlTable | SqlModel) -> bool:
    """Tables of core and mart; views say again what tables say, at the length of all cells."""
    return isinstance(relation, SqlModel) and relation.layer in {"core", "mart"} and relation.kind == "table"


def formats_named(text: str) -> tuple[Format, ...]:
    """Formats from a list with commas.

    Raises:
        UsageError: one of them is unknown.
    """
    named = [name.strip().lower() for name in text.split(",") if name.strip()]
    unknown = sorted(set(named) - set(FORMATS))
    if unknown or not named:
        raise UsageError(f"no format {', '.join(unknown) or repr(text)}; known are {', '.join(FORMATS)}")
    return tuple(one for one in FORMATS if one in named)


def export(
    paths: DataPaths,
    to: Path,
    *,
    formats: Sequence[Format] = ("parquet",),
    tables: Sequence[str] = (),
    bom: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Exported:
    """Write tables of the published file to a new folder.

    Args:
        paths: where the published file is.
        to: the folder; it must not exist, or be empty.
        formats: parquet, csv, xlsx.
        tables: names like `quality.check_result`; none means the tables of core and mart.
        bom: start CSV files with a byte order mark, by which Excel knows UTF-8.
        progress: told the name of every file group before it is written.

    Raises:
        UsageError: nothing is published, the folder holds something, or a table is unknown.
        WarehouseError: the published file lacks a table.
    """
    chosen = _chosen(tables)
    if not paths.published_database.exists():
        raise UsageError(f"{paths.published_database} does not exist; run `gongkai publish` before an export")
    with _new_folder(to) as folder, connect(paths.published_database, read_only=True) as connection:
        _require_published(connection, chosen, paths.published_database)
        resources = []
        for one in dict.fromkeys(formats):
            for relation in chosen:
                progress(f"{relation.name} as {one}")
                resources.append(_write(connection, relation, folder, one, bom=bom))
        row = connection.execute(
            "select strftime(published_at, '%Y-%m-%dT%H:%M:%SZ') from quality.publication"
        ).fetchone()
        write_package(folder / "datapackage.json", resources, created=str(row[0]) if row else None)
    return Exported(to, tuple(resources))


def _chosen(tables: Sequence[str]) -> tuple[SqlTable | SqlModel, ...]:
    known = {relation.name: relation for relation in exportable()}
    unknown = sorted(set(tables) - known.keys())
    if unknown:
        raise UsageError(f"no table {', '.join(unknown)} is published; known are {', '.join(known)}")
    if tables:
        return tuple(known[name] for name in dict.fromkeys(tables))
    return tuple(relation for relation in known.values() if exported_by_default(relation))


def _require_published(connection: Connection, chosen: Sequence[SqlTable | SqlModel], file: Path) -> None:
    found = {
        row[0]
        for row in connection.execute(
            "select distinct schema_name || '.' || table_name from duckdb_columns() where not internal"
        ).fetchall()
    }
    missing = [relation.name for relation in (*chosen, *published_relations()) if relation.name not in found]
    if missing:
        raise WarehouseError(
            f"{file} has no {', '.join(dict.fromkeys(missing))}; run `gongkai publish` with this version"
        )


@contextmanager
def _new_folder(to: Path) -> Iterator[Path]:
    """A folder beside the target, which becomes the target when the block ends well and vanishes when it does not."""
    to = to.absolute()
    if to.exists() and not (to.is_dir() and not any(to.iterdir())):
        raise UsageError(f"{to} exists and is not empty; name a new folder or remove it")
    to.parent.mkdir(parents=True, exist_ok=True)
    unfinished = to.with_name(f".{to.name}.unfinished-{os.getpid()}")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir()
    try:
        yield unfinished
        unfinished.replace(to)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write(connection: Connection, relation: SqlTable | SqlModel, folder: Path, one: Format, *, bom: bool) -> Resource:
    schema, _, name = relation.name.partition(".")
    place = folder / one / schema
    place.mkdir(parents=True, exist_ok=True)
    columns = columns_of(connection, f"from {relation.name}")
    notes: list[str] = []
    if one == "parquet":
        notes = _write_parquet(connection, relation.name, columns, place / name)
    elif one == "csv":
        _write_csv(connection, relation.name, columns, place / f"{name}.csv", bom=bom)
    else:
        notes = write_workbook(connection, relation, columns, place / f"{name}.xlsx")
    files = sorted(path for path in place.glob(f"{name}*") if path.stem == name or path.name == name)
    found = [path for file in files for path in (sorted(file.rglob("*.parquet")) if file.is_dir() else [file])]
    return Resource(
        table=relation,
        format=one,
        columns=tuple(columns),
        files=tuple(path.relative_to(folder).as_posix() for path in found),
        byte_count=sum(path.stat().st_size for path in found),
        row_count=row_count(connection, relation.name),
        notes=tuple(notes),
    )


def _write_parquet(connection: Connection, name: str, columns: list[tuple[str, str]], place: Path) -> list[str]:
    """One file, or one folder per year where a year is known: its own, or that of the report; returns notes."""
    names = [column for column, _ in columns]
    compression = "format parquet, compression zstd"
    if YEAR in names:
        select = f"select *, {YEAR} as {FOLDER} from {name}"  # noqa: S608 - a name from sql/
    elif "report_id" in names:
        select = (
            f"select facts.*, report.{YEAR} as {FOLDER} from {name} as facts"  # noqa: S608 - a name from sql/
            f" left join {_REPORT_YEARS} as report on report.report_id = facts.report_id"
        )
    else:
        connection.execute(f"copy {name} to {literal(f'{place}.parquet')} ({compression})")
        return []
    place.mkdir()
    if connection.execute(f"select 1 from {name} limit 1").fetchone() is None:  # noqa: S608 - a name from sql/
        connection.execute(f"copy {name} to {literal(str(place / 'empty.parquet'))} ({compression})")
        return []
    connection.execute(f"copy ({select}) to {literal(str(place))} ({compression}, partition_by ({FOLDER}))")
    return [f"Folders {FOLDER}= name the year of the report. | 文件夹名{FOLDER}=为报告年度。"]


def _write_csv(connection: Connection, name: str, columns: list[tuple[str, str]], file: Path, *, bom: bool) -> None:
    """Header, commas, UTF-8; null is empty and an empty text is quoted."""
    mark = _BOM if bom else ""
    named = ", ".join(
        f'"{column}" as "{mark if position == 0 else ""}{column}"' for position, (column, _) in enumerate(columns)
    )
    connection.execute(
        f"copy (select {named} from {name}) to {literal(str(file))} (format csv, header, delimiter ',')"  # noqa: S608
    )
