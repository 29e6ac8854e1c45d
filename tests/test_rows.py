"""Values as rows of the staging tables."""

from decimal import Decimal

import pytest

from pipelines.errors import SqlFileError
from pipelines.model import (
    CellState,
    DocumentStatus,
    Fact,
    Figure,
    Hints,
    Identity,
    Issue,
    ParsedDocument,
    Report,
    TableReading,
)
from pipelines.rows import PARSED_TABLES, arrow_schema, table_from_mappings, tables_from_documents


def _document(*facts: Fact, figures: tuple[Figure, ...] = (), agency: str = "某局") -> ParsedDocument:
    readings = tuple(TableReading(table, "2021", "grid") for table in dict.fromkeys(fact.table for fact in facts))
    report = Report(Identity(agency=agency, year=2023), readings, facts, figures)
    issues = (Issue("missing_row", "x", "y"),)
    return ParsedDocument("a" * 64, "text/html", 5, DocumentStatus.PARSED, report, issues)


def _fact(value: str | None, state: CellState = CellState.NUMBER) -> Fact:
    number = None if value is None else Decimal(value)
    return Fact("disclosure", "administrative_fees", "amount", number, "元", state, value or "", "line 1")


def _rows(document: ParsedDocument, table: str) -> list[dict[str, object]]:
    tables = tables_from_documents([document], portal_id="p", parser_version="1")
    rows: list[dict[str, object]] = tables[table].to_pylist()
    return rows


def test_schemas_are_those_of_the_create_statements() -> None:
    schema = arrow_schema("staging.parsed_fact")
    assert str(schema.field("value").type) == "decimal128(18, 4)"
    tables = tables_from_documents([], portal_id="p", parser_version="1")
    assert tables.keys() == set(PARSED_TABLES)
    assert all(tables[name].schema == arrow_schema(f"staging.{name}") for name in PARSED_TABLES)


def test_a_value_is_stored_to_the_last_digit() -> None:
    for value in ("96171.6", "-8", "0", "99999999999999.9999", "1E+3", "0.1000000"):
        (row,) = _rows(_document(_fact(value)), "parsed_fact")
        assert row["value"] == Decimal(value)
        assert row["cell_state"] == "number"


@pytest.mark.parametrize("value", ["100000000000000", "0.00001", "-1E+40", "Infinity", "NaN"])
def test_a_value_that_does_not_fit_is_unreadable_and_an_issue_never_rounded(value: str) -> None:
    document = _document(_fact(value))
    (row,) = _rows(document, "parsed_fact")
    assert (row["value"], row["cell_state"], row["raw_text"]) == (None, "unreadable", value)
    kinds = [issue["kind"] for issue in _rows(document, "parsed_issue")]
    assert kinds == ["missing_row", "value_out_of_range"]


def test_a_figure_that_does_not_fit_is_an_issue() -> None:
    figure = Figure(1, "1", Decimal("1e30"), "条", "exact", None, True, "c", "line 1")
    kept = Figure(1, "2", Decimal(2), "条", "exact", None, True, "c", "line 2")
    document = _document(_fact("1"), figures=(figure, kept))
    assert [row["figure_ordinal"] for row in _rows(document, "parsed_figure")] == [1]
    assert _rows(document, "parsed_issue")[1]["kind"] == "value_out_of_range"


def test_a_blank_is_null_and_keeps_its_state() -> None:
    (row,) = _rows(_document(_fact(None, CellState.BLANK)), "parsed_fact")
    assert (row["value"], row["cell_state"]) == (None, "blank")


def test_text_that_no_encoding_holds_is_replaced() -> None:
    (row,) = _rows(_document(_fact("1"), agency="某\ud800局"), "parsed_document")
    assert row["agency"] == "某?局"


def test_claims_of_people_travel_with_the_document() -> None:
    tables = tables_from_documents(
        [_document()], portal_id="p", parser_version="1", hints={"a" * 64: Hints(agency="乙局", year=2022)}
    )
    (row,) = tables["parsed_document"].to_pylist()
    assert (row["claimed_agency"], row["claimed_year"], row["report_year"]) == ("乙局", 2022, 2023)


def test_rows_with_other_columns_are_refused() -> None:
    with pytest.raises(SqlFileError, match="nonsense"):
        table_from_mappings("staging.portal", [{"portal_id": "p", "nonsense": 1}])
