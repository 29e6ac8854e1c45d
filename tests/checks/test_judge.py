"""A single document is judged by the SQL of the warehouse."""

import json
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.checks import judge
from pipelines.model import (
    TABLE_CODES,
    CellState,
    DocumentStatus,
    Fact,
    Identity,
    ParsedDocument,
    Report,
    Section,
    TableReading,
)

SECTIONS = tuple(Section(number, f"第{number}部分", f"line {number}") for number in range(1, 7))


def _report(corpus: Path, slug: str, *, second_method: str | None = None) -> ParsedDocument:
    """The cells that people transcribed from the page, as if the parser had read them all."""
    expected = json.loads((corpus / "reports" / f"{slug}.expected.json").read_text(encoding="utf-8"))
    facts = tuple(
        Fact(
            cell["table"],
            cell["row"],
            cell["column"],
            None if cell["value"] is None else Decimal(str(cell["value"])),
            "件",
            CellState(cell["state"]),
            str(cell["value"]),
            "line 1",
        )
        for cell in expected["facts"]
    )
    by_year = "2019" if (expected["year"] or 2025) <= 2020 else "2021"
    tables = {fact.table for fact in facts}
    readings = tuple(
        TableReading(table, expected.get("forms", {}).get(table) or by_year, "grid", second_method)
        for table in TABLE_CODES
        if table in tables
    )
    identity = Identity(agency=expected["agency"], year=expected["year"])
    return ParsedDocument(
        "a" * 64, "text/html", 1, DocumentStatus.PARSED, Report(identity, readings, facts, (), SECTIONS)
    )


def _failures(document: ParsedDocument) -> set[tuple[str, str]]:
    return {(verdict.check, verdict.subject) for verdict in judge(document) if verdict.status == "fail"}


@pytest.mark.parametrize(
    ("slug", "failures"),
    [
        (
            "hongze-district-2023",
            {
                ("results_sum_to_total", "dispute review"),
                ("results_sum_to_total", "dispute litigation_after_review"),
                ("form_matches_report_year", "application form"),
            },
        ),
        (
            "echeng-district-2019",
            {
                ("blocks_are_present", "disclosure article_20_5"),
                ("blocks_are_present", "disclosure article_20_6"),
                ("blocks_are_present", "disclosure article_20_8"),
            },
        ),
        ("shanghai-office-2019", {("totals_are_printed", "application totals")}),
        ("shuyang-fgj-2023", {("cells_of_table_three_are_filled", "application columns")}),
        ("testcity-2025-hangzhou-style", set()),
    ],
)
def test_a_real_report_fails_exactly_where_its_print_is_wrong(
    corpus: Path, slug: str, failures: set[tuple[str, str]]
) -> None:
    assert _failures(_report(corpus, slug)) == failures


def test_a_verdict_names_both_sides_and_whose_fault_it_is(corpus: Path) -> None:
    verdicts = judge(_report(corpus, "hongze-district-2023", second_method="sequence"))
    (review,) = [v for v in verdicts if (v.check, v.subject) == ("results_sum_to_total", "dispute review")]
    assert (review.status, review.expected, review.actual) == ("fail", "11", "0")
    assert review.attribution == "source"
    assert review.report_id is None


def test_blank_totals_are_left_open(corpus: Path) -> None:
    verdicts = {
        v.subject: v for v in judge(_report(corpus, "shanghai-office-2019")) if v.check == "applicants_sum_to_total"
    }
    assert verdicts["application granted"].detail == "the total is blank"
    assert verdicts["application received_new"].status == "pass"


def test_one_document_leaves_nothing_for_the_next(corpus: Path) -> None:
    hongze, shuyang = _report(corpus, "hongze-district-2023"), _report(corpus, "shuyang-fgj-2023")
    alone = judge(shuyang)
    judge(hongze)
    assert judge(shuyang) == alone


def test_threads_may_judge_at_the_same_time(corpus: Path) -> None:
    documents = [_report(corpus, slug) for slug in ("hongze-district-2023", "shuyang-fgj-2023")] * 3
    alone = [judge(document) for document in documents[:2]] * 3
    with ThreadPoolExecutor(3) as executor:
        assert list(executor.map(judge, documents)) == alone


def test_what_is_no_report_has_no_verdicts() -> None:
    assert judge(ParsedDocument("a" * 64, "text/html", 1, DocumentStatus.CHALLENGE_PAGE)) == ()
