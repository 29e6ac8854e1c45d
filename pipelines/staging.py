"""Staging filled from what Python wrote: the archive's index, parsed Parquet, rows of reference data.

In: paths, rows, and the publication before. Out: the tables of the schema staging. The one idea: everything moves in
bulk, files are named once when the load begins, and what lands meanwhile waits for the next publication.
"""

from collections.abc import Iterable, Mapping
from glob import escape
from pathlib import Path
from types import MappingProxyType

from pipelines.database import Connection, columns_of, literal, row_count
from pipelines.errors import ArchiveError
from pipelines.paths import DataPaths
from pipelines.previous import load_previous
from pipelines.rows import PARSED_TABLES, table_from_mappings
from pipelines.sqlfiles import SqlTable, load_tables

CODED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"staging.parsed_fact": ("row_code", "column_code", "form_version")}
)
"""Columns that hold few values, where there are many rows."""


def load_staging(
    connection: Connection,
    paths: DataPaths,
    *,
    portals: Iterable[Mapping[str, object]],
    regions: Iterable[Mapping[str, object]],
    form_items: Iterable[Mapping[str, object]],
    form_identities: Iterable[Mapping[str, object]],
    roster: Iterable[Mapping[str, object]] = (),
    population: Iterable[Mapping[str, object]] = (),
    decisions: Iterable[Mapping[str, object]] = (),
    corrections: Iterable[Mapping[str, object]] = (),
) -> dict[str, int]:
    """Fill staging from the archive's index, the parsed files and rows of reference data.

    Of several results for the same bytes one counts: one with a person's claim before one without, then the latest.

    Args:
        connection: a database in which `create_tables` was done and staging is empty.
        paths: where the index and the parsed files are.
        portals: rows of `staging.portal`; every row has exactly the columns of its table, here and below.
        regions: rows of `staging.region`.
        form_items: rows of `staging.form_item`.
        form_identities: rows of `staging.form_identity`.
        roster: rows of `staging.roster`; without them only what was seen is expected to report.
        population: rows of `staging.population`; without them nothing is counted per head.
        decisions: rows of `staging.decision`, what people decided about findings.
        corrections: rows of `staging.correction`, what people read from originals.

    Returns:
        Rows by table, without the schema.

    Raises:
        ArchiveError: a line in the middle of an index file is damaged.
        WarehouseError: the published file is there and cannot be opened.
    """
    for name, rows in (
        ("portal", portals),
        ("region", regions),
        ("form_item", form_items),
        ("form_identity", form_identities),
        ("roster", roster),
        ("population", population),
        ("decision", decisions),
        ("correction", corrections),
    ):
        arrow = table_from_mappings(f"staging.{name}", rows)
        connection.register("arrow_rows", arrow)
        connection.execute(f"insert into staging.{name} by name from arrow_rows")
        connection.unregister("arrow_rows")
    _load_json_lines(connection, "sighting", paths.archive_index, {"fetch_status": "status"})
    _load_json_lines(connection, "portal_visit", paths.visits, {})
    _load_parsed(connection, paths)
    load_previous(connection, paths.published_database)
    return {name: row_count(connection, f"staging.{name}") for name in sorted(_staging_names())}


def _staging_names() -> list[str]:
    return [table.name.removeprefix("staging.") for table in load_tables() if table.name.startswith("staging.")]


def _load_json_lines(connection: Connection, table: str, folder: Path, renamed: Mapping[str, str]) -> None:
    """Load JSON Lines files; only the last line of a file may be torn, by a crash in the middle of an append."""
    files = sorted(escape(str(path)) for path in folder.glob("*.jsonl") if path.stat().st_size)
    if not files:
        return
    columns = columns_of(connection, f"from staging.{table}")
    names = ", ".join(f'"{renamed.get(name, name)}" as "{name}"' for name, _ in columns)
    types = ", ".join(f"{literal(renamed.get(name, name))}: {literal(kind)}" for name, kind in columns)
    connection.execute(
        "create or replace temp table json_line as select * from read_json($files, format = 'newline_delimited',"  # noqa: S608
        f" columns = {{{types}}}, ignore_errors = true, filename = true)",
        {"files": files},
    )
    damaged = connection.execute(
        "select filename, count(*) from json_line where portal_id is null group by filename having count(*) > 1 limit 1"
    ).fetchone()
    if damaged:
        raise ArchiveError(f"{damaged[0]}: {damaged[1]} lines are no records; only the last may be torn by a crash")
    connection.execute(
        f"insert into staging.{table} by name select {names} from json_line where portal_id is not null"  # noqa: S608
    )
    connection.execute("drop table json_line")


def _load_parsed(connection: Connection, paths: DataPaths) -> None:
    """Load every batch of parsed files, each document once.

    Documents become a table. Everything else is read where it is: a view over the files that are there now costs
    nothing, while a copy of the cells takes as long as building all the facts from it.
    """
    folders = sorted(str(path.parent) for path in paths.parsed.glob("*/*/[!.]*/parsed_document.parquet"))
    if not folders:
        return
    names = _names(connection, "parsed_document")
    connection.execute(
        "create or replace temp table parsed_again as"  # noqa: S608 - names of ours
        f" select {names}, regexp_replace(filename, '/[^/]*$', '') as batch_folder,"
        " row_number() over (partition by document_id order by"
        " claimed_agency is not null or claimed_year is not null desc,"
        " regexp_extract(filename, '([^/]*)/[^/]*$', 1) desc, filename) as preference"
        " from read_parquet($files, filename = true)",
        {"files": [escape(f"{folder}/parsed_document.parquet") for folder in folders]},
    )
    connection.execute(f"insert into staging.parsed_document select {names} from parsed_again where preference = 1")  # noqa: S608
    connection.execute(
        "insert into staging.superseded_document"
        " select document_id, batch_folder from parsed_again where preference > 1"
    )
    rows = connection.execute(
        "select batch_folder, max(preference) = 1 from parsed_again group by 1 having min(preference) = 1 order by 1"
    ).fetchall()
    connection.execute("drop table parsed_again")
    whole = [folder for folder, is_whole in rows if is_whole]
    partly = [folder for folder, is_whole in rows if not is_whole]
    for table in load_tables():
        if table.name.removeprefix("staging.") in PARSED_TABLES[1:]:
            _view_parsed_table(connection, table, whole=whole, partly=partly)


def _view_parsed_table(connection: Connection, table: SqlTable, *, whole: list[str], partly: list[str]) -> None:
    """A view over batches that count as a whole, and batches of which some documents are superseded."""
    file_name = f"{table.name.removeprefix('staging.')}.parquet"
    # A batch of an older parser may lack a table that came later.
    whole, partly = _that_hold(whole, file_name), _that_hold(partly, file_name)
    if not whole + partly:
        return
    coded = _codes(connection, table, _file_list(whole + partly, file_name))
    names = ", ".join(coded.get(name, name) for name, _ in columns_of(connection, f"from {table.name}"))
    parts = []
    if whole:
        parts.append(f"select {names} from read_parquet({_file_list(whole, file_name)}) as batch")  # noqa: S608
    if partly:
        parts.append(
            f"select {names} from read_parquet({_file_list(partly, file_name)}, filename = true) as batch"  # noqa: S608
            " anti join staging.superseded_document as superseded"
            " on superseded.document_id = batch.document_id"
            f" and superseded.batch_folder || '/{file_name}' = batch.filename"
        )
    connection.execute(f"drop table {table.name}")
    connection.execute(f"create view {table.name} as {' union all '.join(parts)}")


def _codes(connection: Connection, table: SqlTable, files: str) -> dict[str, str]:
    """How the columns of few values are selected: as ENUM, which saves a tenth of a publication.

    The values are those of the files, for whatever a parser wrote must come in and be judged.
    """
    selected = {}
    for name in CODED.get(table.name, ()):
        rows = connection.execute(
            f"select distinct {name} from read_parquet({files}) where {name} is not null order by 1"  # noqa: S608
        ).fetchall()
        if rows:
            values = ", ".join(literal(value) for (value,) in rows)
            connection.execute(f"create type staging.{name} as enum ({values})")
            selected[name] = f"batch.{name}::staging.{name} as {name}"
    return selected


def _that_hold(folders: list[str], file_name: str) -> list[str]:
    return [folder for folder in folders if Path(folder, file_name).exists()]


def _file_list(folders: list[str], file_name: str) -> str:
    return "[" + ", ".join(literal(escape(f"{folder}/{file_name}")) for folder in folders) + "]"


def _names(connection: Connection, table: str) -> str:
    return ", ".join(name for name, _ in columns_of(connection, f"from staging.{table}"))
