"""Cells with spans -> a `Grid` with proven geometry.

In: rows of cells as markup lists them, each with its spans. Out: rows of equal length, where a spanning cell stands in
each place that it covers. The rule is that of browsers (HTML standard, forming a table): a cell goes to the next place
of its row that no cell from above covers. Spans come from outside, so they are bounded before anything is allocated.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.model import Cell, Grid

MAX_COLUMNS = 1000
MAX_PLACES = 100_000
"""Rows x columns of one table; table three with every column of the widest page seen has about 10,000."""


class SpannedCell(NamedTuple):
    """A cell as markup has it. A row span of 0 reaches to the end of the table."""

    text: str
    row_span: int = 1
    column_span: int = 1


class TableTooLargeError(ValueError):
    """The spans claim more places than any table of a report has."""


def expand_spans(rows: Sequence[Sequence[SpannedCell]], locator: str) -> Grid:
    """The grid of a table.

    Args:
        rows: cells of each row in the order of the markup.
        locator: where the table is, e.g. `table 2`; cells get `<locator> row 6 column 4`, both from 1.

    Raises:
        TableTooLargeError: more than `MAX_COLUMNS` columns or `MAX_PLACES` places.
    """
    placed: list[dict[int, Cell]] = [{} for _ in rows]
    width = places = 0
    for row_index, row in enumerate(rows):
        taken, column = placed[row_index], 0
        prefix = f"{locator} row {row_index + 1} column "
        for text, row_span, column_span in row:
            while column in taken:
                column += 1
            if row_span == column_span == 1:
                column += 1
                places += 1
                taken[column - 1] = Cell(text, f"{prefix}{column}")
                continue
            rows_left = len(rows) - row_index
            height = min(row_span, rows_left) if row_span > 0 else rows_left
            end = column + max(column_span, 1)
            places += (end - column) * height
            _check_size(locator, end, places)
            cell = Cell(text, f"{prefix}{column + 1}", height, end - column)
            for below in placed[row_index : row_index + height]:
                for covered in range(column, end):
                    below.setdefault(covered, cell)
            column = end
        _check_size(locator, column, places)
        width = max(width, column)
    if width * len(rows) > MAX_PLACES:
        msg = f"{locator} has {len(rows)} rows of up to {width} columns"
        raise TableTooLargeError(msg)
    columns = range(width)
    return Grid(tuple([tuple(map(taken.get, columns)) for taken in placed]), locator)


def _check_size(locator: str, columns: int, places: int) -> None:
    if columns > MAX_COLUMNS or places > MAX_PLACES:
        msg = f"{locator} claims more than {MAX_COLUMNS} columns or {MAX_PLACES:,} places"
        raise TableTooLargeError(msg)
