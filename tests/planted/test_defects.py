"""Every rule finds what it is for, in a report or a group of reports that has this one defect, and finds nothing else.

The numbers here are small; `GONGKAI_DEFECTS=2000 GONGKAI_CLEAN_YEARS=2500` measures the claim in full.
"""

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle, islice

from pipelines.model import ParsedDocument
from pipelines.sqlfiles import load_checks
from tests.generator.truth import Truth, draw_truth, seeded
from tests.planted.defects import of_bodies, of_prose, of_tables, of_years  # noqa: F401 - they register their kinds
from tests.planted.defects.planting import DEFECTS, Planting, report_of, told, year_before
from tests.planted.judged import Judged, judge_documents
from tests.planted.test_planted import is_clean
from tests.warehouse.given import Row

PLANTED = int(os.environ.get("GONGKAI_DEFECTS", "250"))
CLEAN_YEARS = int(os.environ.get("GONGKAI_CLEAN_YEARS", "150"))

FOUND_IN_SINGLE_CELLS = {
    "applicants_sum_to_total",
    "application_counts_are_whole_and_not_negative",
    "disclosure_numbers_are_whole_and_not_negative",
    "documents_disclosed_this_year_are_in_the_stock",
    "documents_issued_this_year_are_in_force",
    "inflow_equals_outflow",
    "numbers_stand_in_their_column",
    "outcomes_sum_to_total_processed",
    "regulations_are_made_by_bodies_with_power",
    "results_sum_to_total",
    "totals_are_printed",
}
"""Found by the kinds of `tests.generator.plant`, see `test_planted`."""

PLANTED_ELSEWHERE = {
    "prose_differs_from_last_year": "test_copied_prose",
    "prose_differs_from_other_bodies": "test_copied_prose",
    "dispute_counts_are_whole_and_not_negative": "its given/expect cases: the generator prints no such table four",
    "headers_are_whole": "the reader finds the loss while it reads: echeng-district-2019 in tests/checks",
}
NO_DEFECT_OF_A_REPORT = {
    "applications_fit_the_population": "needs a register of residents",
    "bodies_are_on_the_roster_of_their_portal": "a portal's roster",
    "counts_are_within_their_cohort": "the size of a body among its like, which is no error by itself",
    "lists_yield_what_is_expected": "a portal's lists",
    "lists_keep_their_length": "a portal's lists",
    "portals_are_visited": "a portal's visits",
    "portals_run_on_their_family": "a portal's lists",
    "years_keep_their_reports": "all reports of a year",
    "years_yield_no_more_than_expected": "a portal's lists",
}


def test_rules_about_reports_have_planted_defects() -> None:
    found = {planting.finding[0] for _, planting in _plantings(len(DEFECTS))}
    found |= FOUND_IN_SINGLE_CELLS | PLANTED_ELSEWHERE.keys() | NO_DEFECT_OF_A_REPORT.keys()
    judging = {check.name for check in load_checks() if not check.blocking}
    assert found <= judging
    # To add a check is one SQL file and one case; that it is found among others may be shown a little later.
    assert len(judging - found) <= 5


def test_planted_defects_are_found_and_nothing_else() -> None:
    plantings = _plantings(PLANTED)
    missed, wrong = [], []
    for (kind, planting), judged in zip(plantings, _judged([each for _, each in plantings]), strict=True):
        for place, said in enumerate(judged):
            is_wrong = planting.is_mutual or place == len(judged) - 1
            if is_wrong and planting.finding not in {(each.check, each.subject) for each in said.failures}:
                missed.append(
                    (kind, planting.documents[place].report and report_of(planting.documents[place]).identity)
                )
            allowed = planting.besides if is_wrong else frozenset()
            beyond = {found for found in said.found if found[0] not in allowed}
            wrong += [(kind, place, found) for found in beyond - ({planting.finding} if is_wrong else set())]
    assert {kind for kind, _ in plantings} == DEFECTS.keys()
    assert len(missed) <= 0.01 * len(plantings), missed
    assert wrong == []


def test_clean_years_of_one_body_give_no_finding() -> None:
    pairs = islice(_clean_years(), CLEAN_YEARS)
    found = Counter(check for judged in _judged(list(pairs)) for said in judged for check, _ in said.found)
    assert found == Counter()


def _truths(first_seed: int) -> Iterator[Truth]:
    """Clean truths whose every cell is a number, without end."""
    seed = first_seed
    while True:
        truth = draw_truth(seed, empties=False)
        if is_clean(truth):
            yield truth
        seed += 1


def _plantings(count: int) -> list[tuple[str, Planting]]:
    """Every kind in turn, each with a truth that has a place for it."""
    source, plantings = _truths(500_000), []
    for kind in islice(cycle(DEFECTS), count):
        for truth in islice(source, 2000):
            planting = DEFECTS[kind](truth, seeded(f"{kind} {truth.seed}"))
            if planting is not None:
                plantings.append((kind, planting))
                break
    return plantings


def _clean_years() -> Iterator[Planting]:
    for truth in _truths(900_000):
        before, random = year_before(truth), seeded(truth.seed)
        if before is not None:
            yield Planting((told(before, random), told(truth, random)), ("", ""))


def _judged(plantings: Sequence[Planting]) -> list[tuple[Judged, ...]]:
    """Judge all together. Every planting has a division of its own, so that its bodies meet no others."""
    documents: list[ParsedDocument] = []
    seen: list[Row] = []
    for number, planting in enumerate(plantings):
        first = len(documents)
        for place, document in enumerate(planting.documents):
            identity = report_of(document).identity
            who = replace(identity, agency=f"第{number}号{identity.agency}", adcode=f"{100_000 + number}")
            report = replace(report_of(document), identity=who)
            documents.append(replace(document, document_id=f"{first + place:064x}", report=report))
        for visit in planting.seen:
            seen.append(
                {
                    "portal_id": "generated",
                    "url": visit.url,
                    "fetch_status": "gone" if visit.document is None else "new",
                    "seen_at": visit.at,
                    "document_id": None if visit.document is None else f"{first + visit.document:064x}",
                    "source": "crawl",
                }
            )
    judged = iter(judge_documents(documents, seen))
    return [tuple(islice(judged, len(planting.documents))) for planting in plantings]
