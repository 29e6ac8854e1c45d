"""Errors of known kinds are found and located; clean reports give no finding.

The numbers here are small; `GONGKAI_PLANTED=2000 GONGKAI_CLEAN=5000` measures the claim in full.
"""

import os
from collections import Counter
from collections.abc import Iterator
from itertools import cycle, islice

from pipelines.model import CellState
from tests.generator.plant import KINDS, plant
from tests.generator.truth import Truth, draw_truth, seeded
from tests.planted.judged import judge_truths

CLEAN = int(os.environ.get("GONGKAI_CLEAN", "400"))
PLANTED = int(os.environ.get("GONGKAI_PLANTED", "290"))

NEED_ANOTHER_YEAR = frozenset(
    {
        # Plausible by themselves: only last year's report can contradict them.
        "yuan_as_ten_thousand_yuan",
        "ten_thousand_yuan_as_yuan",
        "decisions_a_thousand_times",
        "decisions_all_zero",
        "change_in_the_stock_column",
    }
)
ONE_REPORT_KINDS = tuple(kind for kind in KINDS if kind not in NEED_ANOTHER_YEAR)


def is_clean(truth: Truth) -> bool:
    """Whether the truth has none of the defects that rules.md lists and the generator imitates."""
    usual = "2019" if truth.year <= 2020 else "2021"
    return not (
        any(form != usual for form in truth.forms.values())  # F-VER
        or _blank_totals(truth)  # T3-BLANKTOT
        or _idle_government(truth)  # T2-ZERO-GOV
        or _procurement_without_amount(truth)  # T2-FEE-20
        or truth.published_on.month > 3  # S-DUE
        or (truth.published_on.month > 1 and truth.agency.kind != "local_government")
    )


def _blank_totals(truth: Truth) -> bool:
    filled = {cell.row for cell in truth.cells if cell.table == "application" and cell.column != "total" and cell.value}
    return any(
        cell.row in filled and cell.state is not CellState.NUMBER
        for cell in truth.cells
        if cell.table == "application" and cell.column == "total"
    )


def _idle_government(truth: Truth) -> bool:
    decisions = [cell.value for cell in truth.cells if cell.column == "decisions" and cell.row != "other_services"]
    return truth.agency.kind == "local_government" and not any(decisions)


def _procurement_without_amount(truth: Truth) -> bool:
    cells = {cell.column: cell for cell in truth.cells if cell.row == "central_procurement"}
    return bool(cells) and bool(cells["projects"].value) and cells["amount"].state is CellState.BLANK


def clean_truths(first_seed: int) -> Iterator[Truth]:
    """Clean truths without end."""
    seed = first_seed
    while True:
        truth = draw_truth(seed)
        if is_clean(truth):
            yield truth
        seed += 1


def contradicts(truth: Truth) -> bool:
    """Whether the planted error can be seen at all: some change a report into another consistent one."""
    kind, value = truth.planted[0].kind, {key: cell.value for key, cell in truth.by_key.items()}
    if kind == "stock_below_addition" and truth.forms["disclosure"] == "2021":
        row = [value["disclosure", "normative_documents", measure] for measure in ("issued", "repealed", "in_force")]
        return None not in row and (row[0] or 0) - (row[1] or 0) > (row[2] or 0)
    if kind == "dispute_shifted":
        channel = truth.planted[0].key[1]
        *parts, total = (
            value["dispute", channel, column] or 0 for column in ("upheld", "corrected", "other", "pending", "total")
        )
        return sum(parts) != total
    return True


def planted_truths(count: int) -> list[tuple[Truth, Truth]]:
    """Clean truths with the same truths after one error, the kinds in turn."""
    source, pairs = clean_truths(100_000), []
    for kind in islice(cycle(ONE_REPORT_KINDS), count):
        for truth in islice(source, 200):
            planted = plant(truth, kind, seeded(f"{kind} {truth.seed}"))
            if planted is not None and contradicts(planted):
                pairs.append((truth, planted))
                break
    return pairs


def test_clean_reports_give_no_finding() -> None:
    truths = list(islice(clean_truths(0), CLEAN))
    found = Counter(check for judged in judge_truths(truths) for check, _ in judged.found)
    assert found == Counter()


def test_planted_errors_are_found_and_located() -> None:
    pairs = planted_truths(PLANTED)
    missed, single, elsewhere = [], 0, []
    for (_, planted), judged in zip(pairs, judge_truths([after for _, after in pairs]), strict=True):
        kind, key = planted.planted[0].kind, planted.planted[0].key
        if not judged.found:
            missed.append((kind, planted.seed))
        if len(planted.planted) == 1:
            single += 1
            named = {suspect.key for suspect in judged.suspects if suspect.is_only_candidate}
            subjects = {subject for _, subject in judged.found}
            if named != {key} and " ".join(key) not in subjects:
                elsewhere.append((kind, planted.seed))
    assert len({planted.planted[0].kind for _, planted in pairs}) >= 25
    assert len(missed) <= 0.01 * len(pairs), missed
    assert len(elsewhere) <= 0.05 * single, elsewhere
