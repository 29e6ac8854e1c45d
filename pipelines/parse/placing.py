"""Rows of table three that their labels or cells do not place alone -> the row of the form, where all rows prove it.

In: rows in reading order, some without a code or with blank cells of doubtful place. Out: the same rows with codes, and
those that stay without. The one idea: between two rows that are surely known, as many unknown rows as the form has
there can only be those, in their order. In a conversion that tears rows apart (Markdown of a PDF) order is no proof;
there the sums of the columns must hold, and a column is taken only where any order of the unknown rows would give the
same. Sums are evidence of alignment only: no value is ever changed by them.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipelines.forms.template import Form
from pipelines.model import Cell, CellState
from pipelines.parse.application import COUNT
from pipelines.parse.numbers import read_count
from pipelines.parse.rows import Row

Cells = tuple[Cell | None, ...]


class PlacedRow(NamedTuple):
    """A row that belongs to a row of the form.

    Attributes:
        code: row of the form.
        row: the row of the document.
        columns: which columns its place proves; all where the label names the row.
    """

    code: str
    row: Row
    columns: tuple[bool, ...]


_ALL = (True,) * COUNT
_NONE = (False,) * COUNT


def place_rows(rows: Sequence[Row], form: Form) -> tuple[tuple[PlacedRow, ...], tuple[Row, ...]]:
    """Give codes to rows by label or by place.

    Args:
        rows: rows of one copy of table three in reading order.
        form: form version of the table.

    Returns:
        Rows with their codes, in reading order, and rows that nothing places.
    """
    codes = [row.code for row in form.tables["application"].rows]
    index = {code: number for number, code in enumerate(codes)}
    placed: list[PlacedRow] = []
    lost: list[Row] = []
    waiting: list[Row] = []
    last = -1
    for row in rows:
        if not row.has_cells():
            continue
        anchor = index.get(row.code or "") if row.is_exact else None
        if anchor is None:
            # A group with values of its own (（六）其他处理 in the form of 2021) is a row whose own label is lost.
            waiting.append(row if row.code in index else row._replace(code=None))
            continue
        if waiting:
            found, left = _fill(waiting, codes[last + 1 : anchor])
            placed += found
            lost += left
            waiting = []
        if placed and placed[-1].row.kind == "prose" and index[placed[-1].code] < anchor - 1:
            # The label of the next row is lost: in bare lines its values may stand below this one, whose own are blank.
            placed[-1] = placed[-1]._replace(columns=_NONE)
        placed.append(PlacedRow(codes[anchor], row, _ALL))
        last = anchor
    found, left = _fill(waiting, codes[last + 1 :])
    return tuple(_proven([*placed, *found], form)), (*lost, *left)


def _fill(waiting: Sequence[Row], gap: Sequence[str]) -> tuple[list[PlacedRow], list[Row]]:
    """Rows without a sure label between two sure ones; the labels they have must fit."""
    if len(waiting) == len(gap) and all(row.code in {None, code} for row, code in zip(waiting, gap, strict=True)):
        return [PlacedRow(code, row, _ALL) for row, code in zip(waiting, gap, strict=True)], []
    placed: list[PlacedRow] = []
    lost: list[Row] = []
    last = -1
    for row in waiting:
        number = gap.index(row.code) if row.code in gap else -1
        if number > last:
            placed.append(PlacedRow(gap[number], row, _ALL))
            last = number
        else:
            lost.append(row)
    return placed, lost


def _proven(placed: Sequence[PlacedRow], form: Form) -> Iterator[PlacedRow]:
    """Of rows of Markdown, keep what their place proves; rows of other kinds need no such proof."""
    placed = [_with_doubtful_cells(entry) for entry in placed]
    torn = {at for at, entry in enumerate(placed) if entry.row.kind == "markdown" and entry.row.code is None}
    gaps = {at for at, entry in enumerate(placed) if entry.row.kind == "markdown" and _has_gap(entry.row)}
    if not torn and not gaps:
        yield from placed
        return
    holds = _identities_that_hold(placed, form)
    regular = sum(entry.row.is_regular for entry in placed)
    # Only tables that keep every cell in its place can have a habit of blank cells.
    many_gaps = regular > 0 and 2 * sum(placed[at].row.is_regular for at in gaps) >= regular
    for at, entry in enumerate(placed):
        proven = holds.get(entry.code, (False,) * COUNT)
        if at in torn:
            neighbours = [placed[other].row.order for other in _run_around(at, torn)]
            columns = tuple(
                proven[column] and len({cells[column].text if cells else None for cells in neighbours}) == 1
                for column in range(COUNT)
            )
            yield entry._replace(columns=columns)
        elif at in gaps and not (many_gaps and entry.row.is_regular):
            yield entry._replace(columns=proven)
        else:
            yield entry


def _with_doubtful_cells(entry: PlacedRow) -> PlacedRow:
    """A row of Markdown that ends blank and so proves nothing by itself, with its cells where they stand."""
    row = entry.row
    is_open = row.kind == "markdown" and row.order is None and row.position is None
    if is_open and len(row.printed) == COUNT and not row.printed[-1].text:
        return entry._replace(row=row._replace(position=row.printed))
    return entry


def _has_gap(row: Row) -> bool:
    """Whether the last cell of a row with print is blank: a conversion may have lost a cell before it."""
    last = row.position[-1] if row.position else None
    return last is not None and not last.text and any(cell.text for cell in row.printed)


def _run_around(at: int, torn: set[int]) -> range:
    """The unlabelled rows that stand together with this one; any of them could be any other."""
    first = last = at
    while first - 1 in torn:
        first -= 1
    while last + 1 in torn:
        last += 1
    return range(first, last + 1)


def _identities_that_hold(placed: Sequence[PlacedRow], form: Form) -> Mapping[str, tuple[bool, ...]]:
    """For each row of the form the columns in which an identity of the form over it is read in full and holds."""
    rows: dict[str, Cells] = {entry.code: cells for entry in placed if (cells := entry.row.position or entry.row.order)}
    table = form.tables["application"]
    holds: dict[str, list[bool]] = {row.code: [False] * COUNT for row in table.rows}
    for identity in form.identities:
        if identity.table != "application" or identity.per != "column":
            continue
        left = [row for code in identity.left for row in table.rows_of(code)]
        right = [row for code in identity.right for row in table.rows_of(code)]
        for column in range(COUNT):
            sums = _sum(left, rows, column), _sum(right, rows, column)
            if None not in sums and sums[0] == sums[1]:
                for code in (*left, *right):
                    holds[code][column] = True
    return {code: tuple(columns) for code, columns in holds.items()}


def _sum(codes: Sequence[str], rows: Mapping[str, Cells], column: int) -> Decimal | None:
    """Sum of a column over some rows, blank as zero; None when a row or a number is missing."""
    total = Decimal(0)
    for code in codes:
        cell = rows[code][column] if code in rows else None
        reading = read_count(cell.text) if cell is not None else None
        if reading is None or reading.state not in {CellState.NUMBER, CellState.BLANK}:
            return None
        total += reading.value or 0
    return total
