"""What OCR reads becomes a number only where a sum over its row and a sum over its column prove it."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.forms.template import load_forms
from pipelines.model import CellState, Fact, Issue, Page
from pipelines.parse.proof import is_read_by_ocr, only_proven
from tests.generator.truth import draw_truth

FORMS = load_forms()


def facts_of(seed: int) -> tuple[list[Fact], dict[str, str]]:
    """A report without empty cells whose sums all hold, as facts, and the form versions of its tables."""
    truth = draw_truth(seed, empties=False)
    report = truth.to_parsed_document().report
    assert report is not None
    return list(report.facts), {str(table): version for table, version in truth.forms.items()}


def proven(facts: list[Fact], versions: dict[str, str]) -> set[tuple[str, str, str]]:
    kept, _ = only_proven(facts, {table: FORMS[version] for table, version in versions.items()})  # type: ignore[misc]
    assert len(kept) == len(facts)
    return {(fact.table, fact.row, fact.column) for fact in kept if fact.state is not CellState.UNREADABLE}


def changed(facts: list[Fact], row: str, column: str, **changes: object) -> list[Fact]:
    hit = [fact for fact in facts if (fact.table, fact.row, fact.column) == ("application", row, column)]
    assert len(hit) == 1
    return [fact._replace(**changes) if fact is hit[0] else fact for fact in facts]  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(6))
def test_nearly_all_of_table_three_is_proven_when_all_its_sums_hold(seed: int) -> None:
    facts, versions = facts_of(seed)
    application = {("application", fact.row, fact.column) for fact in facts if fact.table == "application"}
    assert proven(facts, versions) <= application
    assert len(proven(facts, versions)) >= 0.93 * len(application)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize(("read", "printed"), [("8", "3"), ("6", "8"), ("1", "7"), ("5", "6"), ("9", "4")])
def test_a_digit_misread_wherever_it_stands_is_never_proven(seed: int, read: str, printed: str) -> None:
    facts, versions = facts_of(seed)
    misread = [
        fact._replace(raw=text, value=Decimal(text))
        for fact in facts
        if (text := str(fact.value).replace(printed, read))
    ]
    wrong = {
        (one.table, one.row, one.column) for one, other in zip(facts, misread, strict=True) if one.value != other.value
    }
    assert proven(misread, versions) & wrong == set()


def test_a_report_of_one_application_is_not_proven_by_sums_of_one_number() -> None:
    facts, versions = facts_of(1)
    cases = {"received_new", "granted", "total_processed"}
    single = [
        fact._replace(value=Decimal(8 if fact.row in cases and fact.column in {"natural_person", "total"} else 0))
        for fact in facts
    ]
    single = [fact._replace(raw=str(fact.value)) for fact in single]
    left = {key for key in proven(single, versions) if key[1] in cases}
    assert {column for _, _, column in left} & {"natural_person", "total"} == set()


def test_a_wrong_digit_takes_the_proof_from_its_row_and_its_column() -> None:
    facts, versions = facts_of(1)
    wrong = changed(facts, "granted", "natural_person", value=Decimal(9999), raw="9999")
    lost = proven(facts, versions) - proven(wrong, versions)
    assert {key for key in lost if key[1] == "granted"} == {
        ("application", "granted", fact.column) for fact in facts if fact.row == "granted"
    }
    assert {row for _, row, column in lost if column == "natural_person"} >= {
        "granted",
        "denied_by_law",
        "total_processed",
    }
    assert not [key for key in lost if key[1] != "granted" and key[2] != "natural_person"]


def test_two_errors_that_hide_each_other_in_a_row_fail_in_their_columns() -> None:
    facts, versions = facts_of(1)
    moved = changed(facts, "granted", "natural_person", value=Decimal(1), raw="1")
    before = {(fact.row, fact.column): fact.value for fact in facts if fact.table == "application"}
    total = (before["granted", "total"] or 0) - (before["granted", "natural_person"] or 0) + 1
    moved = changed(moved, "granted", "total", value=Decimal(total), raw=str(total))
    left = proven(moved, versions)
    assert ("application", "granted", "natural_person") not in left
    assert ("application", "granted", "total") not in left


def test_a_cell_in_doubt_stays_unread_but_does_not_cost_its_neighbours_their_proof() -> None:
    facts, versions = facts_of(1)
    fact = next(f for f in facts if (f.row, f.column) == ("granted", "natural_person"))
    doubted = changed(facts, fact.row, fact.column, value=None, state=CellState.TEXT, raw=f"{fact.value}\ufffd")
    assert proven(facts, versions) - proven(doubted, versions) == {("application", "granted", "natural_person")}


def test_a_cell_in_doubt_that_seems_another_number_costs_its_row_and_column() -> None:
    facts, versions = facts_of(1)
    doubted = changed(facts, "granted", "natural_person", value=None, state=CellState.TEXT, raw="9999\ufffd")
    assert ("application", "granted", "total") not in proven(doubted, versions)


def test_a_row_that_is_missing_leaves_no_outcome_proven() -> None:
    facts, versions = facts_of(1)
    left = proven([fact for fact in facts if fact.row != "denied_by_law"], versions)
    assert {row for _, row, _ in left} == {"received_new", "carried_in", "carried_forward"}


def test_what_is_not_proven_keeps_its_print_and_is_reported() -> None:
    facts, versions = facts_of(1)
    kept, issues = only_proven(facts, {table: FORMS[version] for table, version in versions.items()})  # type: ignore[misc]
    unread = [fact for fact in kept if fact.table == "disclosure"]
    assert {(fact.state, fact.value) for fact in unread} == {(CellState.UNREADABLE, None)}
    assert [fact.raw for fact in unread] == [fact.raw for fact in facts if fact.table == "disclosure"]
    assert {(issue.kind, issue.subject) for issue in issues} == {
        ("ocr_unproven", "disclosure"),
        ("ocr_unproven", "dispute"),
    }


def test_only_pages_that_come_from_pictures_need_proof() -> None:
    page = Page("application/pdf", None, (), ())
    assert not is_read_by_ocr(page)
    assert is_read_by_ocr(replace(page, issues=(Issue("ocr", "document", "read by OCR"),)))
