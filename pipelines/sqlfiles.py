"""SQL files under `sql/`: discovered, parsed, ordered. Nothing is executed here.

In come files of one statement each, opened by a header of `-- key: value` lines. Out come `SqlTable` (what Python
writes), `SqlModel` (what a SELECT builds) and `SqlCheck` (what a SELECT judges). The one idea: what a SELECT reads is
asked of DuckDB's own parser, so that an order of building never has to be declared, and a file that names a relation
nobody builds is refused before anything runs.

Header of a table or model: `description`, `grain`, one `column <name>` per output column in order; `kind: view` for a
model that is not stored. Descriptions are bilingual, `<english> | <中文>`. Header of a check: `description`,
`severity` (info, warn or error), `blocking` (yes or no), `rule` with the ids of the catalogue that it answers, `source`
where the rule has one. A check lies with the most downstream relation that it reads: what is built from a table waits
for the table's gates, so a gate that reads further down would wait for itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast

from pipelines.errors import SqlFileError
from pipelines.paths import SQL_ROOT
from pipelines.sqldependencies import relations_read

MODEL_LAYERS = ("core", "quality", "mart")
Severity = Literal["info", "warn", "error"]
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_HEADER_LINE = re.compile(r"-- (column [a-z0-9_]+|[a-z]+): (\S.*)")
_CREATE_TABLE = re.compile(r"create table ([a-z_]+)\.([a-z0-9_]+) \(")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_BETWEEN_LANGUAGES = " | "


@dataclass(frozen=True, slots=True)
class SqlTable:
    """A table that Python writes.

    Attributes:
        name: `staging.parsed_fact`.
        description: bilingual, becomes the comment of the table.
        grain: what one row is.
        columns: name to bilingual comment, in the order of the statement.
        statement: the `create table` statement.
    """

    name: str
    description: str
    grain: str
    columns: Mapping[str, str]
    statement: str
    path: Path


@dataclass(frozen=True, slots=True)
class SqlModel:
    """A relation that one SELECT builds.

    Attributes:
        name: `core.fact_application`.
        layer: its schema.
        kind: a view is stored as its SELECT, also in the published file.
        dependencies: relations that the SELECT reads, sorted.
    """

    name: str
    layer: str
    kind: Literal["table", "view"]
    description: str
    grain: str
    columns: Mapping[str, str]
    select: str
    dependencies: tuple[str, ...]
    path: Path


@dataclass(frozen=True, slots=True)
class SqlCheck:
    """One SELECT of verdicts: report_id, subject, status, expected, actual, detail, and attribution if it knows one.

    Attributes:
        name: the claim, unique among all checks.
        table: relation that it judges.
        blocking: whether a failure is our own fault and stops the publication.
        source: document or form that states the rule.
        rules: ids of the catalogue of rules that it answers.
    """

    name: str
    table: str
    description: str
    severity: Severity
    blocking: bool
    source: str | None
    select: str
    dependencies: tuple[str, ...]
    path: Path
    rules: tuple[str, ...] = ()


def split_languages(comment: str) -> tuple[str, str]:
    """English and Chinese part of a comment `<english> | <中文>`."""
    english, _, chinese = comment.partition(_BETWEEN_LANGUAGES)
    return english, chinese


@cache
def load_tables(root: Path = SQL_ROOT) -> tuple[SqlTable, ...]:
    """Every table of `sql/tables`, sorted by file name.

    Raises:
        SqlFileError: a file breaks the rules of its header or does not create the table it is named for.
    """
    return tuple(_read_table(path) for path in _files(root / "tables"))


@cache
def load_models(root: Path = SQL_ROOT) -> tuple[SqlModel, ...]:
    """Every model of `sql/core`, `sql/quality` and `sql/mart`, each after what it reads.

    Raises:
        SqlFileError: a header is wrong, a SELECT does not parse, reads what nobody builds, or reads in a circle.
    """
    models = {
        model.name: model
        for layer in MODEL_LAYERS
        for path in _files(root / layer)
        for model in [_read_model(path, layer)]
    }
    tables = {table.name for table in load_tables(root)}
    for name in sorted(models.keys() & tables):
        raise SqlFileError(f"{models[name].path}: {name} is also created under sql/tables; keep one of them")
    for model in models.values():
        _require_known(model.dependencies, models.keys() | tables, model.path)
    return tuple(models[name] for name in _ordered(models))


@cache
def load_checks(root: Path = SQL_ROOT) -> tuple[SqlCheck, ...]:
    """Every check of `sql/checks/<schema.table>/<check>.sql`, sorted by table and name.

    Raises:
        SqlFileError: as for models; also for two checks of one name and for a folder that names no relation.
    """
    models = {model.name: model for model in load_models(root)}
    known = {table.name for table in load_tables(root)} | models.keys()
    checks: dict[str, SqlCheck] = {}
    for folder in sorted(path for path in (root / "checks").glob("*") if path.is_dir()):
        if folder.name not in known:
            raise SqlFileError(
                f"{folder}: no relation {folder.name} is built; a folder of checks is named schema.table"
            )
        for path in _files(folder):
            check = _read_check(path, folder.name)
            _require_known(check.dependencies, known, path)
            _require_last_read(check, models)
            if check.name in checks:
                raise SqlFileError(f"{path}: {checks[check.name].path} has the same name; names of checks are unique")
            checks[check.name] = check
    return tuple(checks.values())


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*.sql")):
        if not _NAME.fullmatch(path.stem):
            raise SqlFileError(f"{path}: names are lower case letters, digits and underscores")
        yield path


def _read_table(path: Path) -> SqlTable:
    header, statement = _read(path, required=("description", "grain"))
    created = _CREATE_TABLE.match(statement)
    if created is None or created[2] != path.stem:
        raise SqlFileError(f"{path}: expected `create table <schema>.{path.stem} (` right after the header")
    return SqlTable(
        name=f"{created[1]}.{created[2]}",
        description=_bilingual(header, "description", path),
        grain=header["grain"].value,
        columns=_columns(header, path),
        statement=statement,
        path=path,
    )


def _read_model(path: Path, layer: str) -> SqlModel:
    header, select = _read(path, required=("description", "grain"), optional=("kind",))
    return SqlModel(
        name=f"{layer}.{path.stem}",
        layer=layer,
        kind=cast(
            Literal["table", "view"], _choice(header, "kind", ("table", "view"), path) if "kind" in header else "table"
        ),
        description=_bilingual(header, "description", path),
        grain=header["grain"].value,
        columns=_columns(header, path),
        select=select,
        dependencies=relations_read(select, path),
        path=path,
    )


def _read_check(path: Path, table: str) -> SqlCheck:
    header, select = _read(
        path, required=("description", "severity", "blocking"), optional=("source", "rule"), has_columns=False
    )
    return SqlCheck(
        name=path.stem,
        table=table,
        description=header["description"].value,
        severity=cast(Severity, _choice(header, "severity", ("info", "warn", "error"), path)),
        blocking=_choice(header, "blocking", ("yes", "no"), path) == "yes",
        source=header["source"].value if "source" in header else None,
        select=select,
        dependencies=relations_read(select, path),
        path=path,
        rules=tuple(header["rule"].value.split(", ")) if "rule" in header else (),
    )


@dataclass(frozen=True, slots=True)
class _HeaderLine:
    value: str
    number: int


def _read(
    path: Path, *, required: tuple[str, ...], optional: tuple[str, ...] = (), has_columns: bool = True
) -> tuple[Mapping[str, _HeaderLine], str]:
    """Header and statement of a file; the header ends at the first line that is no comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header: dict[str, _HeaderLine] = {}
    body_start = next((index for index, line in enumerate(lines) if not line.startswith("--")), len(lines))
    for number, line in enumerate(lines[:body_start], 1):
        found = _HEADER_LINE.fullmatch(line)
        if found is None:
            raise SqlFileError(f"{path} line {number}: expected `-- key: value`, found {line!r}")
        key = found[1]
        if key not in required + optional and not (has_columns and key.startswith("column ")):
            raise SqlFileError(f"{path} line {number}: unknown key {key!r}; known are {', '.join(required + optional)}")
        if key in header:
            raise SqlFileError(f"{path} line {number}: {key!r} is already on line {header[key].number}")
        header[key] = _HeaderLine(found[2].strip(), number)
    for key in required:
        if key not in header:
            raise SqlFileError(f"{path} line {body_start + 1}: the header has no `-- {key}: ...`")
    statement = "\n".join(lines[body_start:]).strip().removesuffix(";").rstrip()
    if not statement:
        raise SqlFileError(f"{path} line {body_start + 1}: no statement after the header")
    return header, statement


def _columns(header: Mapping[str, _HeaderLine], path: Path) -> Mapping[str, str]:
    return MappingProxyType(
        {key.removeprefix("column "): _bilingual(header, key, path) for key in header if key.startswith("column ")}
    )


def _bilingual(header: Mapping[str, _HeaderLine], key: str, path: Path) -> str:
    line = header[key]
    english, chinese = split_languages(line.value)
    if not re.search(r"[A-Za-z]", english) or not _CHINESE.search(chinese):
        raise SqlFileError(f"{path} line {line.number}: {key!r} must read `<english> | <中文>`, found {line.value!r}")
    return line.value


def _choice(header: Mapping[str, _HeaderLine], key: str, choices: tuple[str, ...], path: Path) -> str:
    line = header[key]
    if line.value not in choices:
        raise SqlFileError(f"{path} line {line.number}: {key} is {line.value!r}; expected {' or '.join(choices)}")
    return line.value


def _require_known(dependencies: Iterable[str], known: Iterable[str], path: Path) -> None:
    missing = sorted(set(dependencies) - set(known))
    if missing:
        raise SqlFileError(f"{path}: reads {', '.join(missing)}, which no file under sql/ creates")


def _require_last_read(check: SqlCheck, models: Mapping[str, SqlModel]) -> None:
    """A check runs when its relation is built, so everything else that it reads must be built by then."""
    if check.table not in check.dependencies:
        raise SqlFileError(f"{check.path}: does not read {check.table}; put it in the folder of a relation it reads")
    for name in check.dependencies:
        if check.table in _read_before(name, models):
            raise SqlFileError(f"{check.path}: reads {name}, which is built after {check.table}; put it in {name}")


def _read_before(name: str, models: Mapping[str, SqlModel]) -> set[str]:
    """Everything that a relation is built from, directly or not."""
    direct = set(models[name].dependencies) if name in models else set()
    return direct.union(*(_read_before(parent, models) for parent in direct))


def _ordered(models: Mapping[str, SqlModel]) -> Iterator[str]:
    """Names, each after its dependencies; alphabetical where the order is free, so that runs are alike."""
    sorter = TopologicalSorter({name: [d for d in model.dependencies if d in models] for name, model in models.items()})
    try:
        sorter.prepare()
    except CycleError as error:
        raise SqlFileError(f"models read each other in a circle: {' <- '.join(error.args[1])}") from error
    while sorter.is_active():
        ready = sorted(sorter.get_ready())
        yield from ready
        sorter.done(*ready)
