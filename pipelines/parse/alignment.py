"""Which cell of a row belongs to which column: two independent readings, and what they prove together.

In: the cells that follow the label of a row. Out: one cell for each column of the form, or none. The one idea: a row is
aligned only when nothing could have been lost from it unnoticed. A row with fewer cells than the form is never shifted.
"""

from collections.abc import Sequence
from itertools import compress, pairwise
from typing import NamedTuple

from pipelines.model import Cell
from pipelines.parse.lines import Columns


class Leaf(NamedTuple):
    """A header cell directly above values: the grid columns it covers, first included, last excluded."""

    start: int
    end: int


class Header(NamedTuple):
    """What a header says about the columns of the form.

    Attributes:
        leaves: header cells from left to right; empty where there is no geometry (flattened text).
        order: for each column of the form the number of the header cell, from 0, that names it; None where the header
            contradicts the form and nothing says which cell it is.
    """

    leaves: tuple[Leaf, ...]
    order: tuple[int | None, ...]

    def is_in_order(self) -> bool:
        """Whether the header names the columns from left to right as the form does."""
        return all(left is not None and right is not None and left < right for left, right in pairwise(self.order))


class Padding(NamedTuple):
    """How rows of flattened text are filled up to the width of their table.

    Attributes:
        is_padded: whether headers show that short rows are filled up with pipes; None when no header shows it.
        expected: cells that fill this row up, when rows are.
        is_last: the row is the last of a table that prints one cell a line; such a row is not filled up.
        opening: pipes that open the next row (rongchang).
    """

    is_padded: bool | None
    expected: int
    is_last: bool = False
    opening: int = 0


def by_order_in_grid(cells: tuple[Cell, ...], count: int, *, is_lossy: bool, trims: bool) -> tuple[Cell, ...] | None:
    """The cells of a grid row in order: exactly as many as the form has columns.

    Args:
        cells: cells after the label.
        count: columns of the form.
        is_lossy: the grid was made by a conversion that may drop an empty cell and fill the row up at its end
            (Markdown of a PDF): empty cells at the end prove nothing then, unless all are empty.
        trims: the row is as wide as its table, so that empty cells too many at its end can be filling; in a row wider
            than its table any cell may be the one too many.
    """
    if is_lossy and trims and len(cells) > count and (cells[0].text or not any(cell.text for cell in cells)):
        while len(cells) > count and not cells[-1].text:
            cells = cells[:-1]
    if len(cells) != count:
        return None
    if is_lossy and not cells[-1].text and any(cell.text for cell in cells):
        return None
    return cells


def by_order_in_run(cells: Sequence[Cell], count: int, padding: Padding) -> tuple[Cell, ...] | None:
    """The cells of a row of flattened text in order (dialects A to G of domain section 6).

    A lone pipe is a blank cell or padding. If the last of the `count` cells has print, none before it is lost, for the
    row would be too short. Blank cells at the end are proven by what follows them: an extractor that loses a blank cell
    pads one place more, so the padding must have exactly the expected length, and one that does not pad leaves the
    row too short.

    Args:
        cells: cells up to the next label; pipes printed together are one cell that spans so many columns.
        count: columns of the form.
        padding: how the rows of this table are filled up.
    """
    end = len(cells)
    while end and not cells[end - 1].text:
        end -= 1
    values = [cell for printed in cells[:end] for cell in (printed,) * printed.column_span]
    missing = count - len(values)
    if missing == 0:
        return tuple(values)
    tail = [cell.column_span for cell in cells[end:]]
    if missing < 0 or not _proves_blanks(tail, missing, padding, is_all_blank=not values):
        return None
    blanks = [cell for empty in cells[end:] for cell in (empty,) * empty.column_span]
    return (*values, *blanks[:missing])


def _proves_blanks(tail: Sequence[int], missing: int, padding: Padding, *, is_all_blank: bool) -> bool:
    """Whether the pipes at the end of a row can only be so many blank cells, with or without padding behind them."""
    if padding.is_padded is False:
        return sum(tail) == missing + padding.opening
    blanks = [1] * missing
    if is_all_blank and list(tail) in (blanks, [*blanks, padding.expected], [missing + padding.expected]):
        return True
    if padding.expected < 1:
        return padding.is_last and list(tail) == blanks
    return list(tail) == [*blanks, padding.expected] or (padding.is_last and list(tail) == blanks)


def by_position(
    cells: Sequence[Cell], columns: Sequence[Columns], header: Header, *, is_complete: bool
) -> tuple[tuple[Cell | None, ...], frozenset[int]] | None:
    """The cells of a grid row by the header cells above them.

    Header and data need not be cut alike: shanghai-office-2019 prints headers 1+2+1 columns wide over cells 2+1+1. As
    many cells as headers, each below its own, are unambiguous. Otherwise the row must fill the place below the
    headers from end to end: a row with a cell too few or too many proves nothing and gives None as a whole.

    Args:
        cells: cells after the label.
        columns: what each of them covers.
        header: the header with its geometry.
        is_complete: the row covers every column of its grid; only then blank cells beside the header's place may be
            taken for filling.

    Returns:
        One cell for each column of the form, None where the geometry does not decide; and the columns on which the
        header contradicts the form.
    """
    found = _below(cells, columns, header.leaves, trims=is_complete)
    if found is None:
        return None
    if len(found) > len(header.order):
        found = _without_doubtful_blanks(found, header.order)
    ordered = tuple([None if at is None else found[at] for at in header.order])
    return ordered, frozenset([column for column, at in enumerate(header.order) if at is None])


def _without_doubtful_blanks(found: tuple[Cell | None, ...], order: tuple[int | None, ...]) -> tuple[Cell | None, ...]:
    """Cells below the headers, without blank ones beside a value whose header is none of the form's: it may be theirs.

    Where spans are lost, the place that a header covered has no name.
    """
    others = [at for at, cell in enumerate(found) if at not in order and cell is not None and cell.text]
    beside = {at + step for at in others for step in (-1, 1)}
    return tuple(None if at in beside and cell is not None and not cell.text else cell for at, cell in enumerate(found))


def _below(
    cells: Sequence[Cell], columns: Sequence[Columns], leaves: Sequence[Leaf], *, trims: bool
) -> tuple[Cell | None, ...] | None:
    if _stand_below(columns, leaves):
        return tuple(cells)
    first, last = leaves[0].start, leaves[-1].end
    if trims:
        kept = [
            (end > first and start < last) or bool(cell.text) for cell, (start, end) in zip(cells, columns, strict=True)
        ]
        cells, columns = tuple(compress(cells, kept)), tuple(compress(columns, kept))
        if _stand_below(columns, leaves):
            return cells
    edge = first
    for start, end in columns:
        if start != edge:
            return None
        edge = end
    if edge != last:
        return None
    placed = tuple(zip(cells, columns, strict=True))
    if any(cell.text and not _is_below_any(covered, leaves) for cell, covered in placed):
        # A value below a header without a name: it belongs to one of its neighbours.
        return None
    return tuple(_only_below(placed, leaf, leaves) for leaf in leaves)


def _is_below_any(covered: Columns, leaves: Sequence[Leaf]) -> bool:
    return any(covered[0] < leaf.end and covered[1] > leaf.start for leaf in leaves)


def _stand_below(columns: Sequence[Columns], leaves: Sequence[Leaf]) -> bool:
    """Whether there are as many cells as headers, each below its own."""
    if len(columns) != len(leaves):
        return False
    overlaps = [start < right and end > left for (start, end), (left, right) in zip(columns, leaves, strict=True)]
    return all(overlaps)


def _only_below(placed: Sequence[tuple[Cell, Columns]], leaf: Leaf, leaves: Sequence[Leaf]) -> Cell | None:
    """The cell that stands below this header and no other; blank cells and repetitions beside it do not count."""
    own = [(cell, columns) for cell, columns in placed if columns[0] < leaf.end and columns[1] > leaf.start]
    printed = [(cell, columns) for cell, columns in own if cell.text] or own[:1]
    if not printed or any(cell.text != printed[0][0].text for cell, _ in printed):
        return None
    if len(printed) > 1 and len(printed) != len(own):
        return None
    for cell, (start, end) in printed:
        if any(other != leaf and start < other.end and end > other.start for other in leaves):
            return None if cell.text else cell
    return printed[0][0]


class Aligned(NamedTuple):
    """A row after both readings.

    Attributes:
        cells: one for each column of the form; None where the readings contradict each other or neither decides.
        differing: columns on which the two readings differ, or only one of two decides.
    """

    cells: tuple[Cell | None, ...]
    differing: int


def merged(
    order: tuple[Cell, ...] | None,
    position: tuple[Cell | None, ...] | None,
    contradicted: frozenset[int],
    count: int,
) -> Aligned:
    """What both readings say together. One reading alone is taken; two that contradict each other give nothing.

    Args:
        order: cells by order.
        position: cells by the header.
        contradicted: columns on which the header contradicts the form.
        count: columns of the form.
    """
    if order is None and position is None:
        return Aligned((None,) * count, 0)
    if order is not None and order == position and not contradicted:
        return Aligned(order, 0)
    cells: list[Cell | None] = []
    differing = 0
    for column in range(count):
        ordered = order[column] if order is not None else None
        positioned = position[column] if position is not None else None
        known = [cell for cell in (ordered, positioned) if cell is not None]
        agree = len({cell.text for cell in known}) == 1 and column not in contradicted
        cells.append(known[0] if agree else None)
        differing += position is not None and not (agree and len(known) == 2)
    return Aligned(tuple(cells), differing)
