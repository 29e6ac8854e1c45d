"""Table four (政府信息公开行政复议、行政诉讼情况): lines -> its values.

In: the lines of a page. Out: groups of fifteen values, or of five for one of its three blocks. The one idea: the row of
values has no label at all, so its length proves it: fifteen cells behind the header of this table, or five behind the
name of a single block (shuyang-county-2025).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.forms.template import load_forms
from pipelines.model import Cell
from pipelines.parse.alignment import Item, Leaf, by_order_in_grid, by_order_in_run, by_position
from pipelines.parse.labels import column_codes, fold, words
from pipelines.parse.lines import Line, Placed, is_heading
from pipelines.parse.rows import is_value, item

_TABLE = next(iter(load_forms().values())).tables["dispute"]
BLOCKS = tuple(row.code for row in _TABLE.rows)
RESULTS = tuple(column.code for column in _TABLE.columns)
CELLS = tuple((block, result) for block in BLOCKS for result in RESULTS)
"""The fifteen cells in print order."""

_BLOCK_WORDS = {words(row.label): row.code for row in _TABLE.rows}
_OPENS = frozenset({"结果维持", "结果纠正", "其他结果", "尚未审结", "未经复议直接起诉", "复议后起诉"})
_LONGEST = 60


class DisputeValues(NamedTuple):
    """Values of the whole table or of one block.

    Attributes:
        cells: the cells of the form that the values belong to, in print order.
        order: values by order, None when their number is not that of the cells.
        position: values by the header above, None where there is no geometry.
        printed: values as printed.
        locator: where the first value is.
    """

    cells: tuple[tuple[str, str], ...]
    order: tuple[Cell, ...] | None
    position: tuple[Cell | None, ...] | None
    printed: tuple[Cell, ...]
    locator: str
    kind: str


@dataclass(slots=True)
class _Reader:
    """What is known while the lines go by."""

    found: list[DisputeValues] = field(default_factory=list)
    active: bool = False
    blocks: set[str] = field(default_factory=set)
    items: list[Item] = field(default_factory=list)
    header: list[tuple[Placed, ...]] = field(default_factory=list)
    grid: int = -1


def dispute_values(lines: Sequence[Line]) -> tuple[DisputeValues, ...]:
    """Values of table four in reading order, of all copies that the page has."""
    reader = _Reader()
    for at, line in enumerate(lines):
        if line.kind in {"grid", "markdown"}:
            _close(reader)
            _read_grid_line(reader, line)
        else:
            _read_flat_line(reader, line, at)
    _close(reader)
    return tuple(reader.found)


def _read_grid_line(reader: _Reader, line: Line) -> None:
    if line.block != reader.grid:
        reader.grid, reader.header = line.block, []
    labels = [placed for placed in line.cells if not is_value(placed.cell)]
    if labels:
        for placed in labels:
            _note(reader, placed.cell.text)
    values = line.cells[len(labels) :]
    if reader.active and len(values) >= len(RESULTS) and all(is_value(placed.cell) for placed in values):
        cells = _cells_of(reader, len(values))
        if cells and len(labels) <= 1 and not (labels and len(cells) == len(CELLS)):
            leaves = _leaves(reader.header) if len(cells) == len(CELLS) and line.kind == "grid" else None
            reader.found.append(
                DisputeValues(
                    cells,
                    by_order_in_grid(values, len(cells), is_lossy=line.kind == "markdown"),
                    by_position(values, leaves) if leaves else None,
                    tuple(placed.cell for placed in values),
                    values[0].cell.locator,
                    line.kind,
                )
            )
            reader.blocks.clear()
            return
    if labels:
        reader.header.append(line.cells)


def _read_flat_line(reader: _Reader, line: Line, at: int) -> None:
    if is_heading(line) and not _opens(line.cells[0].cell.text):
        _close(reader)
        reader.active = False
        return
    labelled = any(not is_value(placed.cell) for placed in line.cells)
    for index, placed in enumerate(line.cells):
        if is_value(placed.cell):
            # Padding of a header row stands behind its labels, or as a line of several pipes before the first value.
            padding = not placed.cell.text and (labelled or (len(line.cells) > 1 and not reader.items))
            if reader.active and not padding:
                reader.items.append(item(line, at, index))
        else:
            _close(reader)
            _note(reader, placed.cell.text)


def _opens(text: str) -> bool:
    folded = fold(text) if len(text) <= _LONGEST else ""
    return any(name in folded for name in _OPENS)


def _note(reader: _Reader, text: str) -> None:
    """Enter the table, and remember which blocks are named before the next values."""
    if len(text) > _LONGEST:
        return
    folded = fold(text)
    if _opens(text):
        reader.active = True
    named = {code for name, code in _BLOCK_WORDS.items() if name in folded}
    reader.blocks |= named if len(named) == 1 or reader.active else set()


def _close(reader: _Reader) -> None:
    items, reader.items = reader.items, []
    printed = [entry for entry in items if entry.cell.text]
    if len(items) < len(RESULTS):
        return
    cells = _cells_of(reader, len(items) if len(printed) != len(RESULTS) else len(RESULTS))
    if cells is None:
        return
    reader.found.append(
        DisputeValues(
            cells,
            by_order_in_run(items, len(cells), 0),
            None,
            tuple(entry.cell for entry in printed),
            items[0].cell.locator,
            "run",
        )
    )
    reader.blocks.clear()


def _cells_of(reader: _Reader, count: int) -> tuple[tuple[str, str], ...] | None:
    """The cells of the form that so many values can be: one block if only one is named, else the whole table."""
    if len(reader.blocks) == 1 and count < len(CELLS):
        (block,) = reader.blocks
        return tuple((block, result) for result in RESULTS)
    return CELLS if count > 2 * len(RESULTS) else None


def _leaves(header: Sequence[Sequence[Placed]]) -> tuple[Leaf, ...] | None:
    """Leaves of the header in print order, when it has fifteen that do not contradict the form."""
    width = max((placed.end for row in header for placed in row), default=0)
    leaves: list[tuple[str | None, str, int, int]] = []
    column = 0
    while column < width:
        above = [placed for row in header for placed in row if placed.start <= column < placed.end and placed.cell.text]
        names = list(dict.fromkeys(fold(placed.cell.text) for placed in above))
        block = next((_BLOCK_WORDS[name] for name in reversed(names) if name in _BLOCK_WORDS), None)
        result = "".join(name for name in names if name not in _BLOCK_WORDS and name != "行政诉讼")
        end = min((placed.end for placed in above), default=column + 1)
        if result:
            leaves.append((block, result, column, end))
        column = end
    if len(leaves) != len(CELLS):
        return None
    for (block, result, _, _), (form_block, form_result) in zip(leaves, CELLS, strict=True):
        named = column_codes("dispute", result)
        if (block and block != form_block) or form_result not in named:
            return None
    return tuple(Leaf(start, end) for _, _, start, end in leaves)
