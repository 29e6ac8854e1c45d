"""The parser against the generator: every style at least twice, the expected values are the generator's input."""

import os
from collections.abc import Sequence

import pytest

from tests.generator.measure import REQUIRED_EXACT, Outcome, Tally, chosen, jobs_for, judge_all
from tests.generator.styles import STYLES

ROUNDS = 2


@pytest.fixture(scope="module")
def outcomes() -> Sequence[Outcome]:
    jobs = jobs_for(chosen(()), ROUNDS * len(STYLES), seed=7)
    return list(judge_all(jobs, processes=min(2, os.cpu_count() or 1)))


def _shown(outcomes: Sequence[Outcome], verdict: str) -> list[str]:
    return [
        f"{outcome.style} seed {outcome.seed}: {d.subject}: expected {d.expected}, found {d.found} {d.locator}"
        for outcome in outcomes
        for d in outcome.comparison.differences
        if d.verdict == verdict
    ]


def test_no_document_crashes_the_parser(outcomes: Sequence[Outcome]) -> None:
    assert [f"{outcome.style} seed {outcome.seed}\n{outcome.crash}" for outcome in outcomes if outcome.crash] == []


def test_no_value_is_wrong_in_any_style(outcomes: Sequence[Outcome]) -> None:
    assert _shown(outcomes, "wrong") == []


@pytest.mark.parametrize("form", ["html", "markdown", "pdf", "docx"])
def test_nearly_every_cell_of_the_faithful_styles_is_exact(outcomes: Sequence[Outcome], form: str) -> None:
    faithful = [o for o in outcomes if STYLES[o.style].faithful and STYLES[o.style].format == form]
    tally = Tally()
    for outcome in faithful:
        tally.add(outcome)
    assert tally.share >= REQUIRED_EXACT, _shown(faithful, "unread")[:20]


def test_agency_code_and_year_are_never_wrong(outcomes: Sequence[Outcome]) -> None:
    assert [line for part in ("agency", "adcode", "year") for line in _shown(outcomes, f"wrong {part}")] == []


def test_every_document_ends_in_the_status_that_its_tables_call_for(outcomes: Sequence[Outcome]) -> None:
    assert _shown(outcomes, "status") == []


def test_the_form_is_decided_per_table(outcomes: Sequence[Outcome]) -> None:
    assert _shown(outcomes, "form") == []
