"""How the published file stores what has many rows per report: small, and under the names that analysts know.

In: a relation of the working database. Out: a table in the schema `storage` and a view of the old name, columns and
types over it. The one idea: `report_id` and `document_id` are ninety bytes that say what a number says, so a row keeps
the number of its report; few-valued text is stored as ENUM; a print that is the print of the number beside it, and a
value that is the expected one, are not stored twice; and rows lie by their place in the form, where neighbours are
alike (zeros beside zeros).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipelines.database import Connection, columns_of, comment_on, literal, shown_type
from pipelines.errors import WarehouseError
from pipelines.sqlfiles import SqlModel, SqlTable

STORAGE = "storage"
REPORTS = "core.dim_report"
NUMBER = "report_number"
REPEATS = "is_as_expected"
COMMENTS = {
    NUMBER: "number of the report in storage.dim_report; null where no report is meant | 报告序号；不涉及报告为空",
    REPEATS: "whether the actual value is the expected one and stored once | 实有值与应有值相同，只存一份",
}

MOST_CODES = 5000
"""Text of more values than this stays text: every ENUM column carries all its values in the catalogue."""

Columns = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Packing:
    """What is known about the rows of a relation.

    Attributes:
        order: columns by which rows are sorted before the report, so that neighbours are alike.
        coded: text columns of few values.
        printed: the number whose plain print `raw_text` mostly is.
        is_judged: `actual` mostly is what is `expected`.
        is_official: every row is of a report, and `document_id` is its official document, as for all facts.
    """

    order: tuple[str, ...]
    coded: tuple[str, ...]
    printed: str | None = None
    is_judged: bool = False
    is_official: bool = True


PACKINGS: Mapping[str, Packing] = MappingProxyType(
    {
        "core.fact_disclosure": Packing(
            ("item_code", "measure_code"),
            ("item_code", "measure_code", "unit", "cell_state", "locator", "form_version"),
        ),
        "core.fact_application": Packing(
            ("outcome_code", "applicant_code"),
            ("outcome_code", "applicant_code", "cell_state", "locator", "form_version"),
            printed="application_count",
        ),
        "core.fact_dispute": Packing(
            ("channel_code", "result_code"),
            ("channel_code", "result_code", "cell_state", "locator", "form_version"),
            printed="case_count",
        ),
        "core.fact_figure": Packing((), ("indicator_code", "unit", "qualifier", "modality")),
        "core.report_section": Packing(("section_no",), ()),
        "core.report_table": Packing(
            ("table_code",),
            ("table_code", "form_version", "method", "second_method", "failure_attribution"),
        ),
        "quality.check_result": Packing(
            ("check_name", "subject"),
            ("check_name", "subject", "status", "severity", "attribution"),
            is_judged=True,
            is_official=False,
        ),
        "quality.report_prose": Packing((), ("parser_version",)),
        "mart.report_count": Packing((), ("processed_source",)),
        "mart.report_overview": Packing((), ("level", "kind", "scope", "status", "quality_grade", "province_name")),
    }
)
"""Relations of many rows per report. What is not named here is stored as it is."""


def pack_reports(connection: Connection, relation: SqlTable | SqlModel, columns: Columns) -> None:
    """Store the reports with a number each, in the order of their ids; everything packed refers to it."""
    connection.execute(
        f"create table {_stored(relation.name)} as select (row_number() over (order by report_id))::integer"  # noqa: S608 - names from sql/
        f" as {NUMBER}, * from working.{relation.name} order by report_id"
    )
    names = ", ".join(f'"{name}"' for name, _ in columns)
    _finish(connection, relation, columns, f"select {names} from {_stored(relation.name)}")  # noqa: S608


def pack(connection: Connection, relation: SqlTable | SqlModel, packing: Packing, columns: Columns) -> None:
    """Store a relation as a packed table with a view of its name over it.

    Args:
        connection: the database `working` is attached; the file to be published is in use and holds `core.dim_report`.
        relation: what to store.
        packing: how.
        columns: names and types of the relation.

    Raises:
        WarehouseError: a row names a report that is not there.
    """
    stored, shown = [f"report.{NUMBER}"], []
    for name, kind in columns:
        if name == "report_id" or (name == "document_id" and packing.is_official):
            shown.append(f'report."{name}"')
        elif name == "raw_text" and packing.printed:
            number = packing.printed
            stored.append(f'case when raw_text <> "{number}"::varchar or "{number}" is null then raw_text end raw_text')
            shown.append(f'coalesce(packed.raw_text, packed."{number}"::varchar) as raw_text')
        elif name == "actual" and packing.is_judged:
            stored.append(f"actual is not distinct from expected as {REPEATS}")
            stored.append(f"case when not {REPEATS} then actual end as actual")
            shown.append(f"case when packed.{REPEATS} then packed.expected else packed.actual end as actual")
        elif kind != shown_type(kind):
            stored.append(f'source."{name}"')
            shown.append(f'packed."{name}"::{shown_type(kind)} as "{name}"')
        elif name in packing.coded and kind == "VARCHAR" and (values := _values(connection, relation.name, name)):
            stored.append(f'source."{name}"::enum({", ".join(map(literal, values))}) as "{name}"')
            shown.append(f'packed."{name}"::varchar as "{name}"')
        else:
            stored.append(f'source."{name}"')
            shown.append(f'packed."{name}"')
    # Names of the output: codes sort as small integers, in a third of the time that their texts take.
    order = ", ".join((*(f'"{name}"' for name in packing.order), NUMBER))
    # Where every row has its report, an inner join says the same in a fifth of the time.
    reports = f"{'join' if packing.is_official else 'left join'} {_stored(REPORTS)} as report"
    connection.execute(
        f"create table {_stored(relation.name)} as select {', '.join(stored)} from working.{relation.name} as source"  # noqa: S608
        f" {reports} on report.report_id = source.report_id order by {order}"
    )
    _require_known(connection, relation.name, packing)
    _finish(
        connection,
        relation,
        columns,
        f"select {', '.join(shown)} from {_stored(relation.name)} as packed"  # noqa: S608
        f" {reports} on report.{NUMBER} = packed.{NUMBER}",
    )


def _stored(name: str) -> str:
    return f"{STORAGE}.{name.partition('.')[2]}"


def _values(connection: Connection, relation: str, column: str) -> list[str]:
    """Values of a text column, or nothing when they are too many to be codes."""
    rows = connection.execute(
        f'select distinct "{column}" from working.{relation} where "{column}" is not null limit {MOST_CODES + 1}'  # noqa: S608
    ).fetchall()
    return sorted(row[0] for row in rows) if len(rows) <= MOST_CODES else []


def _require_known(connection: Connection, name: str, packing: Packing) -> None:
    """Every row that named a report has its number; a report named twice would have multiplied rows."""
    counted = "*" if packing.is_official else "report_id"
    row = connection.execute(
        f"select (select count({counted}) from working.{name}) - (select count({NUMBER}) from {_stored(name)})"  # noqa: S608
    ).fetchone()
    if row is not None and row[0]:
        raise WarehouseError(f"{name}: {row[0]} rows name reports that {REPORTS} does not hold; build it anew")


def _finish(connection: Connection, relation: SqlTable | SqlModel, columns: Columns, select: str) -> None:
    connection.execute(f"create view {relation.name} as {select}")
    comment_on(connection, "view", relation, columns)
    table = _stored(relation.name)
    english, _, chinese = relation.description.partition(" | ")
    comment = f"stored form of {relation.name}: {english} | {relation.name}的存储形式：{chinese}"
    connection.execute(f"comment on table {table} is {literal(comment)}")
    for name, _ in columns_of(connection, f"from {table}"):
        text = relation.columns.get(name) or COMMENTS[name]
        connection.execute(f'comment on column {table}."{name}" is {literal(text)}')
