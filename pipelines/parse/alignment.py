"""Which cell of a row belongs to which column: two independent readings, and what they prove together.

In: the cells that follow the label of a row. Out: one cell for each column of the form, or none. The one idea: a row is
aligned only when nothing could have been lost from it unnoticed. A row with fewer cells than the form is never shifted.
"""

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.model import Cell
from pipelines.parse.lines import Placed


class Item(NamedTuple):
    """A cell of flattened text after a label: on which line it stands, and how many cells that line has."""

    cell: Cell
    line: int
    cells_on_line: int


class Leaf(NamedTuple):
    """A header cell directly above values: the grid columns it covers, first included, last excluded."""

    start: int
    end: int


def by_order_in_grid(cells: Sequence[Placed], count: int, *, is_lossy: bool) -> tuple[Cell, ...] | None:
    """The cells of a grid row in order: exactly as many as the form has columns.

    Args:
        cells: cells after the label.
        count: columns of the form.
        is_lossy: the grid was made by a conversion that may drop an empty cell and fill the row up at its end
            (Markdown of a PDF): empty cells at the end prove nothing then, unless all are empty.
    """
    found = [placed.cell for placed in cells]
    if is_lossy:
        while len(found) > count and not found[-1].text:
            found.pop()
    if len(found) != count:
        return None
    if is_lossy and not found[-1].text and any(cell.text for cell in found):
        return None
    return tuple(found)


def by_order_in_run(items: Sequence[Item], count: int, padding: int | None) -> tuple[Cell, ...] | None:
    """The cells of a row of flattened text in order (dialects A to G of domain section 6).

    A lone pipe is a blank cell or padding. What decides: if the last of the `count` cells has print, then none before
    it is lost. If it is blank, the padding behind it must be one line of exactly the expected length, because an
    extractor that loses a blank cell pads one place more.

    Args:
        items: cells up to the next label.
        count: columns of the form.
        padding: cells by which this row is shorter than the table is wide; None when the width is not known.
    """
    values, rest = items[:count], items[count:]
    if len(values) < count or any(item.cell.text for item in rest):
        return None
    if values[-1].cell.text:
        return tuple(item.cell for item in values)
    if not any(item.cell.text for item in values):
        complete = not rest or padding is None or len(rest) == padding
        return tuple(item.cell for item in values) if complete else None
    alone = all(item.cell.text or item.cells_on_line == 1 for item in values)
    padded = bool(rest) and len(rest) == padding and len({item.line for item in rest}) == 1
    if alone and padded and rest[0].line != values[-1].line:
        return tuple(item.cell for item in values)
    return None


def by_position(cells: Sequence[Placed], leaves: Sequence[Leaf]) -> tuple[Cell | None, ...] | None:
    """The cells of a grid row by the header cells above them; None in a column where the geometry does not decide.

    Header and data need not be cut alike: shanghai-office-2019 prints headers 1+2+1 columns wide over cells 2+1+1. As
    many cells as headers, each below its own, are unambiguous. Otherwise the row must fill the place below the
    headers from end to end: a row with a cell too few or too many proves nothing and gives None as a whole.

    Args:
        cells: cells after the label.
        leaves: header cells of the columns, from left to right.
    """
    if len(cells) == len(leaves) and all(
        placed.start < leaf.end and placed.end > leaf.start for placed, leaf in zip(cells, leaves, strict=True)
    ):
        return tuple(placed.cell for placed in cells)
    edge = leaves[0].start
    for placed in cells:
        if placed.start != edge:
            return None
        edge = placed.end
    if edge != leaves[-1].end:
        return None
    return tuple(_only_below(cells, leaf, leaves) for leaf in leaves)


def _only_below(cells: Sequence[Placed], leaf: Leaf, leaves: Sequence[Leaf]) -> Cell | None:
    """The cell that stands below this header and no other; blank cells beside it do not count."""
    own = [placed for placed in cells if placed.start < leaf.end and placed.end > leaf.start]
    printed = [placed for placed in own if placed.cell.text] or own[:1]
    if len(printed) != 1:
        return None
    (found,) = printed
    others = [other for other in leaves if other != leaf and found.start < other.end and found.end > other.start]
    return found.cell if not others or not found.cell.text else None


class Aligned(NamedTuple):
    """A row after both readings.

    Attributes:
        cells: one for each column of the form; None where the readings contradict each other or neither decides.
        differing: columns on which the two readings differ, or only one of two decides.
    """

    cells: tuple[Cell | None, ...]
    differing: int


def merged(order: tuple[Cell, ...] | None, position: tuple[Cell | None, ...] | None, count: int) -> Aligned:
    """What both readings say together. One reading alone is taken; two that contradict each other give nothing."""
    if order is None and position is None:
        return Aligned((None,) * count, 0)
    if position is None or order is None:
        return Aligned(order or position or (), 0 if position is None else count)
    cells: list[Cell | None] = []
    differing = 0
    for ordered, positioned in zip(order, position, strict=True):
        agree = positioned is None or positioned.text == ordered.text
        cells.append(ordered if agree else None)
        differing += positioned is None or not agree
    return Aligned(tuple(cells), differing)
