"""A second reader for what failed sums rest on."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.errors import UnreadableDocumentError
from pipelines.model import Hints, Report
from pipelines.parse.report import parse_page
from pipelines.parse.witness import confirmed, rows_in_doubt
from pipelines.read.document import read_document
from pipelines.read.pdf_witness import witness_rows


@pytest.fixture(scope="module")
def hongze(request: pytest.FixtureRequest) -> tuple[Report, bytes]:
    corpus: Path = request.getfixturevalue("corpus")
    data = (corpus / "reports" / "hongze-district-2023.pdf").read_bytes()
    _, report, _ = parse_page(read_document(data), Hints())
    assert report is not None
    return report, data


def second_reading(report: Report, table: str) -> tuple[str | None, int]:
    reading = next(reading for reading in report.readings if reading.table == table)
    return reading.second_method, reading.differing_cells


def test_false_totals_of_the_source_are_in_doubt_and_confirmed_as_printed(hongze: tuple[Report, bytes]) -> None:
    report, data = hongze

    doubtful = rows_in_doubt(report)
    seen = confirmed(report, doubtful, witness_rows(data))

    assert doubtful == {("dispute", "review"), ("dispute", "litigation_after_review")}
    assert second_reading(seen, "dispute") == ("pdfplumber", 0)
    assert second_reading(seen, "application") == ("sequence", 0), "nobody asked about table three"
    assert seen.facts == report.facts


def test_pdfplumber_sees_every_row_of_the_real_report_as_we_do(hongze: tuple[Report, bytes]) -> None:
    report, data = hongze

    seen = confirmed(report, {(fact.table, fact.row) for fact in report.facts}, witness_rows(data))

    assert [(r.second_method, r.differing_cells) for r in seen.readings] == [("pdfplumber", 0)] * 3


def test_a_cell_that_we_misread_differs_from_the_second_reading(hongze: tuple[Report, bytes]) -> None:
    report, data = hongze
    misread = tuple(
        fact._replace(value=Decimal(12), raw="12")
        if (fact.table, fact.row, fact.column) == ("application", "received_new", "natural_person")
        else fact
        for fact in report.facts
    )
    wrong = replace(report, facts=misread)

    doubtful = rows_in_doubt(wrong)
    seen = confirmed(wrong, doubtful, witness_rows(data))

    assert ("application", "received_new") in doubtful
    assert second_reading(seen, "application") == ("pdfplumber", 1)


def test_a_file_that_pdfplumber_cannot_read_gives_a_named_error() -> None:
    with pytest.raises(UnreadableDocumentError, match="pdfplumber"):
        witness_rows(b"%PDF-1.7 nothing")
