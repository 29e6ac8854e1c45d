"""The comparison itself: it must see each kind of wrong and unread cell, or a clean measurement would mean nothing."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.model import CellState, Fact, ParsedDocument
from tests.generator.compare import Comparison, compare
from tests.generator.styles import STYLES
from tests.generator.truth import draw_truth, seeded

TRUTH = draw_truth(2, empties=False)
RENDERING = STYLES["html_plain"].render(TRUTH, seeded("x"))
Facts = tuple[Fact, ...]


def _compared(change: Callable[[Facts], Facts]) -> Comparison:
    parsed = TRUTH.to_parsed_document()
    assert parsed.report is not None
    report = replace(parsed.report, facts=change(parsed.report.facts))
    return compare(TRUTH, RENDERING, replace(parsed, report=report), faithful=True)


def test_a_perfect_reading_is_exact_in_every_cell() -> None:
    result = _compared(lambda facts: facts)
    assert (result.exact, result.unread, result.wrong, result.differences) == (len(TRUTH.cells), 0, 0, ())


def _first(**changes: object) -> Callable[[Facts], Facts]:
    return lambda facts: (facts[0]._replace(**changes), *facts[1:])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        _first(value=Decimal(987_654_321)),
        _first(value=None, state=CellState.BLANK),
        _first(value=None, state=CellState.SLASH),
        _first(unit="元"),
        lambda facts: (*facts, facts[0]),
        lambda facts: (*facts, facts[0]._replace(row="unknown")),
    ],
    ids=[
        "other number",
        "blank for a number",
        "slash for a number",
        "other unit",
        "given twice",
        "not in the document",
    ],
)
def test_what_a_user_would_take_for_a_fact_is_wrong(change: Callable[[Facts], Facts]) -> None:
    assert _compared(change).wrong == 1


@pytest.mark.parametrize(
    "change",
    [
        _first(value=None, state=CellState.UNREADABLE),
        _first(value=None, state=CellState.TEXT),
        lambda facts: facts[1:],
    ],
    ids=["unreadable", "text", "absent"],
)
def test_a_cell_that_is_not_claimed_is_unread(change: Callable[[Facts], Facts]) -> None:
    result = _compared(change)
    assert (result.wrong, result.unread, result.exact) == (0, 1, len(TRUTH.cells) - 1)


@pytest.mark.parametrize(("part", "value"), [("agency", "别的机关"), ("adcode", "999999"), ("year", 1999)])
def test_another_agency_code_or_year_is_wrong(part: str, value: object) -> None:
    parsed = TRUTH.to_parsed_document()
    assert parsed.report is not None
    identity = replace(parsed.report.identity, **{part: value})  # type: ignore[arg-type]
    changed: ParsedDocument = replace(parsed, report=replace(parsed.report, identity=identity))
    result = compare(TRUTH, RENDERING, changed, faithful=True)
    assert [difference.verdict for difference in result.differences] == [f"wrong {part}"]
