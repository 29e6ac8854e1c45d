"""Span expansion: the geometry of browsers, within bounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.read.spans import MAX_COLUMNS, SpannedCell, TableTooLargeError, expand_spans

cells = st.builds(SpannedCell, st.text(max_size=3), st.integers(0, 6), st.integers(1, 6))
tables = st.lists(st.lists(cells, max_size=6), min_size=1, max_size=8)


def texts(rows: list[list[SpannedCell]]) -> list[list[str | None]]:
    return [[cell and cell.text for cell in row] for row in expand_spans(rows, "table 1").rows]


def test_a_row_span_pushes_the_cells_below_to_the_right() -> None:
    rows = [
        [SpannedCell("a", 2, 1), SpannedCell("b")],
        [SpannedCell("c")],
    ]
    assert texts(rows) == [["a", "b"], ["a", "c"]]


def test_a_spanning_cell_is_the_same_object_in_all_its_places() -> None:
    grid = expand_spans([[SpannedCell("a", 2, 2), SpannedCell("b")], [SpannedCell("c")]], "table 1")
    (first, second, _), (third, fourth, _) = grid.rows
    assert first is second is third is fourth
    assert first is not None
    assert (first.row_span, first.column_span, first.locator) == (2, 2, "table 1 row 1 column 1")


def test_a_row_that_is_too_short_ends_uncovered() -> None:
    assert texts([[SpannedCell("a"), SpannedCell("b")], [SpannedCell("c")]]) == [["a", "b"], ["c", None]]


def test_a_span_of_zero_reaches_to_the_end_and_longer_spans_are_cut_there() -> None:
    for span in (0, 99):
        rows = [[SpannedCell("a", span), SpannedCell("b")], [SpannedCell("c")], [SpannedCell("d")]]
        assert texts(rows) == [["a", "b"], ["a", "c"], ["a", "d"]]


@pytest.mark.parametrize(
    "rows",
    [
        [[SpannedCell("x", 1, MAX_COLUMNS + 1)]],
        [[SpannedCell("x", 60_000, 900)], *[[SpannedCell("y")] for _ in range(60_000)]],
        [[SpannedCell("x", 1, 900)], *[[SpannedCell("y")] for _ in range(200)]],
    ],
)
def test_hostile_spans_are_refused_before_they_are_built(rows: list[list[SpannedCell]]) -> None:
    with pytest.raises(TableTooLargeError):
        expand_spans(rows, "table 1")


@given(tables)
def test_every_row_has_the_same_length_and_every_cell_its_place(rows: list[list[SpannedCell]]) -> None:
    grid = expand_spans(rows, "table 1")
    assert len({len(row) for row in grid.rows}) == 1
    assert len(grid.rows) == len(rows)
    for row_number, (row, places) in enumerate(zip(rows, grid.rows, strict=True), start=1):
        own = {id(cell): cell for cell in places if cell and cell.locator.startswith(f"table 1 row {row_number} ")}
        assert sorted(cell.text for cell in own.values()) == sorted(cell.text for cell in row)


@given(tables)
def test_cells_of_a_row_keep_their_order(rows: list[list[SpannedCell]]) -> None:
    grid = expand_spans(rows, "t")
    for row_number, (row, places) in enumerate(zip(rows, grid.rows, strict=True), start=1):
        own = list(
            {
                id(cell): cell.text for cell in places if cell and cell.locator.startswith(f"t row {row_number} ")
            }.values()
        )
        assert own == [cell.text for cell in row]
