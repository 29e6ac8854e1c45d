"""Rows of tables two and three: a label and the cells that follow it, wherever they stand.

In: the lines of a page and what names a row. Out: `Row` values in reading order, each with its cells by order and by
position. The one idea: a label opens a row; in a grid the row ends with the grid row, in flattened text with the next
label or any other text.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.model import Cell
from pipelines.parse.alignment import Item, Leaf, by_order_in_grid, by_order_in_run, by_position
from pipelines.parse.labels import Label
from pipelines.parse.lines import Line, Placed
from pipelines.parse.numbers import looks_like_value


class Row(NamedTuple):
    """A row as the document has it.

    Attributes:
        code: row of the form that its label names; None when its label is lost.
        is_exact: the label is that of the form, not only similar.
        kind: kind of its line.
        order: cells by order, None when their number is not that of the form.
        position: cells by the header above, None where there is no header or no geometry.
        printed: all cells after the label as printed.
        locator: where the label is.
        line: position of the line in the page.
    """

    code: str | None
    is_exact: bool
    kind: str
    order: tuple[Cell, ...] | None
    position: tuple[Cell | None, ...] | None
    printed: tuple[Cell, ...]
    locator: str
    line: int

    def raw(self) -> str:
        """The print of the row, for cells that cannot be told apart."""
        return " | ".join(cell.text for cell in self.printed)


@dataclass(slots=True)
class OpenRow:
    """A row of flattened text while its cells are collected.

    Attributes:
        labels: labels printed on this row: itself and the groups that open with it.
    """

    label: Label
    locator: str
    line: int
    labels: int
    items: list[Item] = field(default_factory=list)


def grid_row(
    label: Label | None,
    cells: Sequence[Placed],
    after: int,
    kind: str,
    at: int,
    *,
    count: int,
    leaves: Sequence[Leaf] | None,
) -> Row:
    """A row of a grid: its cells are those of the grid row from `after` on, and no others."""
    values = cells[after:]
    return Row(
        label.code if label else None,
        label.is_exact if label else False,
        kind,
        by_order_in_grid(values, count, is_lossy=kind == "markdown"),
        by_position(values, leaves) if leaves and values and kind == "grid" else None,
        tuple(placed.cell for placed in values),
        cells[max(after - 1, 0)].cell.locator,
        at,
    )


def run_row(opened: OpenRow, *, count: int, width: int | None) -> Row:
    """A row of flattened text: its cells are those up to the next label."""
    padding = None if width is None else width - opened.labels - count
    return Row(
        opened.label.code,
        opened.label.is_exact,
        "run",
        by_order_in_run(opened.items, count, padding),
        None,
        tuple(item.cell for item in opened.items if item.cell.text),
        opened.locator,
        opened.line,
    )


def item(line: Line, at: int, index: int) -> Item:
    """A cell of a line of flattened text as an item of the open row."""
    return Item(line.cells[index].cell, at, len(line.cells))


def is_value(cell: Cell) -> bool:
    """Whether a cell of flattened text can be a value; blank ones are."""
    return not cell.text or looks_like_value(cell.text)
