"""Values as rows of the staging tables. In: `ParsedDocument`s, or mappings. Out: Arrow tables with exact types.

The one idea: the `create table` statements under `sql/tables` are the only place that states types; Arrow schemas are
asked of DuckDB, so that Parquet files and staging can never drift apart.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

import duckdb
import pyarrow.lib as pa

from pipelines.errors import SqlFileError
from pipelines.model import CellState, Fact, Figure, Hints, Issue, ParsedDocument
from pipelines.sqlfiles import load_tables

PARSED_TABLES = (
    "parsed_document",
    "parsed_fact",
    "parsed_figure",
    "parsed_section",
    "parsed_reading",
    "parsed_issue",
    "parsed_prose",
)
"""Tables of one batch of parsed documents, each one Parquet file; all are in `staging`."""

LARGEST_VALUE = Decimal(10) ** 14
"""Values are decimal(18, 4): fourteen digits before the point, four behind it."""

Row = tuple[object, ...]


@cache
def arrow_schema(table: str) -> pa.Schema:
    """Arrow schema of a table of `sql/tables`, e.g. `staging.parsed_fact`, asked of DuckDB."""
    found = next((candidate for candidate in load_tables() if candidate.name == table), None)
    if found is None:
        raise SqlFileError(f"no file under sql/tables creates {table}")
    with duckdb.connect() as connection:
        connection.execute(f"create schema if not exists {table.partition('.')[0]}")
        connection.execute(found.statement)
        return connection.table(table).to_arrow_table().schema


def table_from_mappings(table: str, rows: Iterable[Mapping[str, object]]) -> pa.Table:
    """Rows of a staging table as Arrow; every row has exactly the columns of the table.

    Raises:
        SqlFileError: a row has other columns than `sql/tables` states.
    """
    schema = arrow_schema(table)
    listed = list(rows)
    for row in listed:
        if row.keys() != set(schema.names):
            different = ", ".join(sorted(row.keys() ^ set(schema.names)))
            raise SqlFileError(f"a row for {table} does not fit its columns: {different} are only on one side")
    return _table(schema, [tuple(row[name] for name in schema.names) for row in listed])


def tables_from_documents(
    documents: Sequence[ParsedDocument],
    *,
    portal_id: str,
    parser_version: str,
    hints: Mapping[str, Hints] | None = None,
) -> dict[str, pa.Table]:
    """One Arrow table for each of `PARSED_TABLES`.

    Args:
        documents: what the parser read.
        portal_id: where the documents came from.
        parser_version: who read them.
        hints: claims of people about documents, by document id.
    """
    rows: dict[str, list[Row]] = {name: [] for name in PARSED_TABLES}
    for document in documents:
        claim = (hints or {}).get(document.document_id, Hints())
        rows["parsed_document"].append(_document_row(document, portal_id, parser_version, claim))
        _add_report_rows(rows, document)
    return {name: _table(arrow_schema(f"staging.{name}"), rows[name]) for name in PARSED_TABLES}


def _document_row(document: ParsedDocument, portal_id: str, parser_version: str, claim: Hints) -> Row:
    found = (document.document_id, portal_id, parser_version, document.media_type, document.byte_count)
    claimed = (claim.agency, claim.year)
    if document.report is None:
        return (*found, document.status.value, *(None,) * 8, *claimed)
    who = document.report.identity
    identity = (who.agency, who.adcode, who.year, who.title, who.published_on, who.level, who.kind, who.scope)
    return (*found, document.status.value, *identity, *claimed)


def _add_report_rows(rows: Mapping[str, list[Row]], document: ParsedDocument) -> None:
    identifier = document.document_id
    issues = list(document.issues)
    if document.report is not None:
        report = document.report
        forms = {reading.table: reading.form for reading in report.readings}
        rows["parsed_fact"] += (_fact_row(identifier, forms[fact.table], fact, issues) for fact in report.facts)
        figures = [figure for figure in report.figures if _is_storable(figure, issues)]
        rows["parsed_figure"] += (_figure_row(identifier, number, figure) for number, figure in enumerate(figures, 1))
        rows["parsed_section"] += (
            (identifier, section.no, section.title, section.text, section.locator) for section in report.sections
        )
        rows["parsed_reading"] += (
            (identifier, reading.table, reading.form, reading.method, reading.second_method, reading.differing_cells)
            for reading in report.readings
        )
        if report.prose is not None:
            prose = report.prose
            rows["parsed_prose"].append(
                (identifier, prose.character_count, prose.text_hash, prose.minhash, prose.bands)
            )
    rows["parsed_issue"] += (
        (identifier, number, issue.kind, issue.subject, issue.detail, issue.locator)
        for number, issue in enumerate(issues, 1)
    )


def _fact_row(identifier: str, form: str, fact: Fact, issues: list[Issue]) -> Row:
    value, state = fact.value, fact.state
    if value is not None and not _fits(value):
        issues.append(
            Issue(
                "value_out_of_range",
                f"{fact.table} {fact.row} {fact.column}",
                f"{fact.raw[:80]!r} does not fit fourteen digits and four decimals; the cell is kept as unreadable",
                fact.locator,
            )
        )
        value, state = None, CellState.UNREADABLE
    return (
        identifier,
        fact.table,
        form,
        fact.row,
        fact.column,
        value,
        fact.unit,
        state.value,
        fact.raw,
        fact.locator,
    )


def _is_storable(figure: Figure, issues: list[Issue]) -> bool:
    if _fits(figure.value):
        return True
    detail = f"{figure.raw[:80]!r} does not fit fourteen digits and four decimals; the figure is not kept"
    issues.append(Issue("value_out_of_range", f"figure {figure.indicator or 'unknown'}", detail, figure.locator))
    return False


def _figure_row(identifier: str, number: int, figure: Figure) -> Row:
    return (
        identifier,
        number,
        figure.section,
        figure.raw,
        figure.value,
        figure.unit,
        figure.qualifier,
        figure.indicator,
        figure.in_scope,
        figure.modality,
        figure.context,
        figure.locator,
        figure.scope,
    )


def _fits(value: Decimal) -> bool:
    """Whether a value is stored exactly; rounding would be a number that nobody printed."""
    if not value.is_finite() or abs(value) >= LARGEST_VALUE:
        return False
    exponent = value.normalize().as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -4


def _table(schema: pa.Schema, rows: Sequence[Row]) -> pa.Table:
    columns: Iterator[Sequence[object]] = zip(*rows, strict=True) if rows else iter(() for _ in schema.names)
    return pa.Table.from_arrays(
        [_array(values, field.type) for values, field in zip(columns, schema, strict=True)], schema=schema
    )


def _array(values: Sequence[object], kind: pa.DataType) -> pa.Array:
    try:
        return pa.array(values, type=kind)
    except UnicodeEncodeError:
        # Damaged fonts of PDF files yield lone surrogates, which are no text in any encoding.
        return pa.array([_without_surrogates(value) for value in values], type=kind)


def _without_surrogates(value: object) -> object:
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value
