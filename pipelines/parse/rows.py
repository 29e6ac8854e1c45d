"""Rows of tables two and three: a label and the cells that follow it, wherever they stand.

In: a label and cells. Out: `Row` values, each with its cells by order and by position. The one idea: a label opens a
row; in a grid the row ends with the grid row, in flattened text with the next label or any other text.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.model import Cell
from pipelines.parse.alignment import Header, Padding, by_order_in_grid, by_order_in_run, by_position
from pipelines.parse.labels import Label
from pipelines.parse.lines import Line
from pipelines.parse.numbers import looks_like_value

_ENOUGH_ROWS = 3
"""So many rows that end in a blank line have a habit."""


class Row(NamedTuple):
    """A row as the document has it.

    Attributes:
        code: row of the form that its label names; None when its label is lost.
        is_exact: the label is that of the form, not only similar.
        kind: kind of the lines of its cells.
        order: cells by order, None when their number is not that of the form.
        position: cells by the header, None where there is none.
        contradicted: columns on which the header contradicts the form.
        printed: all cells after the label as printed.
        locator: where the label is.
        is_regular: the table keeps every cell in its place, see `Line`.
        has_tail: blank lines stand between the last cell and the next label.
        label_end: columns from the begin of its line to the end of its label, in rows of text.
        follows_blank: a row of text begins with a blank cell before its label: its table prints covered places, too.
    """

    code: str | None
    is_exact: bool
    kind: str
    order: tuple[Cell, ...] | None
    position: tuple[Cell | None, ...] | None
    contradicted: frozenset[int]
    printed: tuple[Cell, ...]
    locator: str
    is_regular: bool = False
    has_tail: bool = False
    label_end: int = 0
    follows_blank: bool = False

    def has_cells(self) -> bool:
        """Whether any cell stands behind the label, be it blank."""
        return bool(self.printed) or self.order is not None

    def ends_blank(self) -> bool:
        """Whether its last cell by order is blank."""
        return self.order is not None and not self.order[-1].text

    def marks(self) -> str:
        """Its cells by order: x for print, a space for a blank; empty when they have no order."""
        return "".join("x" if cell.text else " " for cell in self.order or ())

    def raw(self) -> str:
        """The print of the row, for cells that cannot be told apart."""
        return " | ".join(cell.text for cell in self.printed)


@dataclass(slots=True)
class OpenRow:
    """A row of flattened text while its cells are collected.

    Attributes:
        follows_lost: values of a row without a known label stand before it.
        labels: labels printed on this row: itself and the groups that open with it.
        kinds: kinds of the lines that its cells stand on.
        is_whole: nothing of the row is glued to its label.
        before: cells before the label on its line.
    """

    label: Label
    locator: str
    labels: int
    cells: list[Cell] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    is_whole: bool = True
    follows_lost: bool = False
    before: tuple[Cell, ...] = ()


def grid_row(label: Label | None, line: Line, after: int, *, count: int, header: Header | None) -> Row:
    """A row of a grid: its cells are those of the grid row from `after` on, and no others.

    Args:
        label: what the row is; None when its label is lost.
        line: the grid row.
        after: place of the first cell after the label.
        count: columns of the form.
        header: the header above, when its geometry is known.
    """
    cells = line.cells[after:]
    # A printed cell that reaches into other rows belongs to none of them, be it a value or a header that spans too far.
    is_own = not [cell for cell in cells if cell.row_span > 1 and cell.text]
    is_own &= not (label and after and swallows_value(line.cells[after - 1]))
    is_lossy = line.kind == "markdown"
    order = by_order_in_grid(cells, count, is_lossy=is_lossy, trims=line.is_complete) if is_own else None
    by_header = None
    # A header that names another order than the form only speaks against the order; alone it proves nothing.
    is_usable = is_own and header is not None and (order is not None or header.is_in_order())
    if header and is_usable and cells and (line.kind == "grid" or line.is_regular):
        by_header = by_position(cells, line.columns[after:], header, is_complete=line.is_complete)
    return Row(
        label.code if label else None,
        label.is_exact if label else False,
        line.kind,
        order,
        by_header[0] if by_header else None,
        by_header[1] if by_header else frozenset(),
        cells,
        line.cells[max(after - 1, 0)].locator,
        line.is_regular,
        label_end=line.columns[after - 1][1] if is_lossy and after else 0,
        follows_blank=is_lossy and after > 1 and not line.cells[0].text,
    )


def run_row(opened: OpenRow, *, count: int, padding: Padding, order: tuple[int | None, ...] | None) -> Row:
    """A row of flattened text: its cells are those up to the next label.

    Args:
        opened: the row.
        count: columns of the form.
        padding: how rows of this table are filled up.
        order: order in which the header names the columns, when it is not that of the form.
    """
    is_whole = opened.is_whole
    if opened.follows_lost and not opened.label.is_exact and not any(cell.text for cell in opened.cells):
        # The values before may be its own, their label cut in two: blank is not proven.
        is_whole = False
    on_lines = Counter(cell.locator for cell in opened.cells if cell.text)
    is_even = len(set(on_lines.values())) < 2 and (opened.locator not in on_lines or len(on_lines) == 1)
    if opened.kinds == {"prose"} and not is_even:
        # Lines with different numbers of values may be those of numbers that wrap: 156 182 over 0 7 for 1560, 1827.
        is_whole = False
    cells = by_order_in_run(opened.cells, count, padding) if is_whole else None
    named = cells is not None and order is not None
    return Row(
        opened.label.code,
        opened.label.is_exact,
        "prose" if opened.kinds == {"prose"} else "run",
        cells,
        tuple(None if at is None else cells[at] for at in order) if named and cells and order else None,
        frozenset(column for column, at in enumerate(order) if at is None) if named and order else frozenset(),
        tuple(cell for cell in opened.cells if cell.text),
        opened.locator,
        has_tail=cells is not None and len(opened.cells) > count,
        label_end=sum(cell.column_span for cell in opened.before) + 1,
        follows_blank=bool(opened.before) and not opened.before[0].text,
    )


def without_separators(rows: Sequence[Row]) -> tuple[Row, ...]:
    """In bare lines a blank line is a cell only where it never separates rows: there it would hide a lost cell.

    That it is one, a blank line between the values of a row shows, or several behind a label; or that rows end so again
    and again while none is too short. Where no two values follow each other, blank lines separate them all.
    """
    bare = [row for row in rows if row.kind == "prose"]
    marks = [row.marks() for row in bare]
    if any(mark.count("x") > 1 for mark in marks) and not any("xx" in mark for mark in marks):
        return tuple(_unaligned(row) if row.kind == "prose" and {*row.marks()} == {*"x "} else row for row in rows)
    is_habit = sum(row.ends_blank() for row in bare) >= _ENOUGH_ROWS and all(row.order for row in bare)
    if not any(row.has_tail for row in bare) and (is_habit or any(" " in mark[:-1] for mark in marks)):
        return tuple(rows)
    return tuple(_unaligned(row) if row.kind == "prose" and row.ends_blank() else row for row in rows)


def _unaligned(row: Row) -> Row:
    return row._replace(order=None, position=None)


def without_covered_places(rows: Sequence[Row], label_columns: int) -> tuple[Row, ...]:
    """In a text that prints covered places, a blank first value may be a place that the label covers.

    It is none only behind a label that ends where the labels of the form do; elsewhere the values would stand too far
    to the right, and a blank cell behind them, or one that is lost there, would make up for it.
    """
    if not any(row.follows_blank for row in rows):
        return tuple(rows)
    return tuple(
        row._replace(order=None, position=row.position if row.kind == "markdown" else None)
        if row.label_end and row.label_end != label_columns and row.order is not None and not row.order[0].text
        else row
        for row in rows
    )


def unaligned_text(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, those of flattened text without their cells: which values follow which label is not proven."""
    return tuple(_unaligned(row) if row.kind in {"prose", "run"} else row for row in rows)


def swallows_value(cell: Cell) -> bool:
    """Whether a label ends in digits: a lost separator has glued the first value to it, and the others stand too early.

    No label of the forms ends so.
    """
    return cell.text[-1:].isdigit()


def is_value(cell: Cell) -> bool:
    """Whether a cell of flattened text can be a value; blank ones are."""
    return not cell.text or looks_like_value(cell.text)
