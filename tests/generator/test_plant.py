"""Planted errors: each kind can be planted, is recorded, and is an error."""

import pytest

from tests.generator.plant import KINDS, plant, plant_any
from tests.generator.truth import Truth, draw_truth, seeded


def _first(kind: str) -> Truth:
    for seed in range(400):
        planted = plant(draw_truth(seed, empties=False), kind, seeded(seed))
        if planted is not None:
            return planted
    pytest.fail(f"no truth of 400 has a place for {kind}")


def test_there_are_at_least_twenty_five_kinds() -> None:
    assert len(KINDS) >= 25


@pytest.mark.parametrize("kind", KINDS)
def test_every_changed_cell_is_recorded_with_its_old_value(kind: str) -> None:
    planted = _first(kind)
    original = draw_truth(planted.seed, empties=False)
    changed = {cell.key for cell in original.cells if planted.by_key[cell.key] != cell}
    assert changed == {error.key for error in planted.planted} != set()
    assert all(error.kind == kind and error.before == original.by_key[error.key] for error in planted.planted)


@pytest.mark.parametrize("kind", KINDS)
def test_the_print_of_a_planted_cell_says_its_value(kind: str) -> None:
    for error in (planted := _first(kind)).planted:
        cell = planted.by_key[error.key]
        shown = cell.printed.removesuffix("元").removesuffix("万")
        assert (cell.value is None) == (not shown or kind == "fraction")
        if cell.value is not None:
            assert float(shown) * (10_000 if cell.unit == "元" else 1) == pytest.approx(float(cell.value))


def test_any_error_finds_a_place_in_nearly_every_truth() -> None:
    truths = [plant_any(draw_truth(seed), seeded(seed)) for seed in range(200)]
    assert sum(bool(truth.planted) for truth in truths) > 190
