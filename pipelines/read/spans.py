"""Cells with spans -> a `Grid` with proven geometry.

In: rows of cells as markup lists them, each with its spans. Out: rows of equal length, where a spanning cell stands in
each place that it covers. The rule is that of browsers (HTML standard, forming a table): a cell goes to the next place
of its row that no cell from above covers. Spans come from outside, so they are bounded before anything is allocated.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipelines.model import Cell, Grid

MAX_COLUMNS = 1000
MAX_PLACES = 100_000
"""Rows x columns of one table; table three with every column of the widest page seen has about 10,000."""

_new = tuple.__new__
"""Makes a cell of all its values in half the time; pages have hundreds."""


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
    reaching: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
    lines: list[list[Cell | None]] = []
    places = 0
    for row_index, row in enumerate(rows):
        places += len(row)
        _check_size(locator, len(row), places)
        above = reaching.pop(row_index, {})
        line: list[Cell | None] = []
        prefix = f"{locator} row {row_index + 1} column "
        column = _taken_over(above, line)
        is_pushed = bool(above)
        for text, row_span, column_span in row:
            if is_pushed:
                column = _taken_over(above, line)
            if row_span == column_span == 1:
                column += 1
                line.append(_new(Cell, (text, f"{prefix}{column}", 1, 1, False)))
                continue
            rows_left = len(rows) - row_index
            height = row_span if 0 < row_span <= rows_left else rows_left
            end = column + max(column_span, 1)
            places += (end - column) * height - 1
            _check_size(locator, end, places)
            cell = Cell(text, f"{prefix}{column + 1}", height, end - column)
            columns = range(column, end)
            line += [above.pop(covered, cell) for covered in columns] if is_pushed else [cell] * (end - column)
            for below in range(row_index + 1, row_index + height):
                _reach(reaching[below], columns, cell)
            column = end
        _check_size(locator, column, places)
        while above:
            line.append(above.pop(len(line), None))
        lines.append(line)
    width = max(map(len, lines), default=0)
    if width * len(rows) > MAX_PLACES:
        msg = f"{locator} has {len(rows)} rows of up to {width} columns"
        raise TableTooLargeError(msg)
    return Grid(tuple([(*line, *[None] * (width - len(line))) for line in lines]), locator)


def _taken_over(above: dict[int, Cell], line: list[Cell | None]) -> int:
    """Move what comes next in a line from above into it; the first column that is free."""
    column = len(line)
    while column in above:
        line.append(above.pop(column))
        column += 1
    return column


def _reach(below: dict[int, Cell], columns: Iterable[int], cell: Cell) -> None:
    """Let a cell cover columns of a line below, as far as no other one does."""
    for column in columns:
        below.setdefault(column, cell)


def _check_size(locator: str, columns: int, places: int) -> None:
    if columns > MAX_COLUMNS or places > MAX_PLACES:
        msg = f"{locator} claims more than {MAX_COLUMNS} columns or {MAX_PLACES:,} places"
        raise TableTooLargeError(msg)
