"""Table four (政府信息公开行政复议、行政诉讼情况): lines -> its values.

In: the lines of a page. Out: groups of fifteen values, or of five for one of its three blocks. The one idea: the row of
values has no label at all, so its length proves it: fifteen cells behind the header of this table or its section
heading, or five behind the name of a single block (shuyang-county-2025).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.model import Cell
from pipelines.parse.alignment import Padding, by_order_in_grid, by_order_in_run, by_position
from pipelines.parse.dispute_header import (
    BLOCK_WORDS,
    BLOCKS,
    CELLS,
    LITIGATION,
    RESULTS,
    read_header,
    without_side_columns,
)
from pipelines.parse.labels import application_label, column_codes, fold
from pipelines.parse.lines import Columns, Line, is_heading
from pipelines.parse.rows import is_value
from pipelines.short_texts import remembered

_OPENS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "未经复议直接起诉", "复议后起诉")
_HEADING = "行政复议"
_REVIEW_AND_LITIGATION = (len(RESULTS), 2 * len(RESULTS))
"""Values on two lines. Where else lines hold different numbers of them, numbers may wrap: 35 4 19 over 3 5."""
_LONGEST = 60


class DisputeValues(NamedTuple):
    """Values of the whole table or of one block.

    Attributes:
        cells: the cells of the form that the values belong to, in print order.
        order: values by order, None when their number is not that of the cells or the header contradicts the form.
        position: values by the header above, None where there is no geometry.
        printed: values as printed.
        locator: where the first value is.
        kind: kind of the lines of the values.
    """

    cells: tuple[tuple[str, str], ...]
    order: tuple[Cell, ...] | None
    position: tuple[Cell | None, ...] | None
    printed: tuple[Cell, ...]
    locator: str
    kind: str


@dataclass(slots=True)
class _Reader:
    """What is known while the lines go by.

    Attributes:
        active: inside the table: its header was seen.
        has_torn_row: a row of this grid had values and could not be read; a blank row is not in its place.
        near: below its section heading; a row of fifteen values is accepted without a header there.
    """

    found: list[DisputeValues] = field(default_factory=list)
    active: bool = False
    near: bool = False
    blocks: set[str] = field(default_factory=set)
    results: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    locators: set[str] = field(default_factory=set)
    on_lines: Counter[str] = field(default_factory=Counter)
    header: list[Line] = field(default_factory=list)
    is_padded: bool = False
    grid: int = -1
    found_before_grid: int = 0
    has_torn_row: bool = False


def dispute_values(lines: Sequence[Line]) -> tuple[DisputeValues, ...]:
    """Values of table four in reading order, of all copies that the page has."""
    reader = _Reader()
    for line in lines:
        if line.kind in {"grid", "markdown"}:
            _close(reader)
            _read_grid_line(reader, line)
        else:
            _read_flat_line(reader, line)
    _close(reader)
    return tuple(reader.found)


def _read_grid_line(reader: _Reader, line: Line) -> None:
    if line.block != reader.grid:
        reader.grid, reader.header, reader.found_before_grid = line.block, [], len(reader.found)
        reader.has_torn_row = False
    if reader.header and reader.active and len(line.cells) >= len(CELLS):
        line = without_side_columns(line, read_header(reader.header).beside)
    labels = [line.cells[at] for at in line.names]
    if len(line.cells) == len(CELLS) > 2 * len(labels) and not any(_names(cell.text) for cell in labels):
        # Words instead of numbers (未发生) in a row of values.
        labels = []
    for cell in labels:
        _note(reader, _sign(cell.text))
    if len(labels) > 1 and not _is_block_of_litigation(line):
        reader.header.append(line)
        printed = sum(bool(cell.text) for cell in line.cells)
        reader.has_torn_row |= reader.active and printed > len(labels)
        return
    values = line.cells[len(labels) :]
    cells = _cells_of(reader, len(values))
    is_too_long = labels and cells is not None and len(cells) > len(RESULTS)
    if cells is None or is_too_long or any(_names(cell.text) for cell in values):
        if labels:
            reader.header.append(line)
        reader.has_torn_row |= bool(is_too_long) and any(cell.text for cell in values)
        return
    # Markdown made of nested tables has rows of a hundred blank cells.
    is_row = len(values) == len(cells) or line.kind == "grid"
    if any(cell.text for cell in values) or (reader.active and is_row):
        _enter(reader, _grid_values(reader, line, values, line.columns[len(labels) :], cells))


def _enter(reader: _Reader, values: DisputeValues) -> None:
    """Keep the values of a row; a blank row beside that of the values only holds its place.

    Word prints such a row below tables with merged cells.
    """
    reader.blocks.clear()
    if reader.has_torn_row and not any(cell.text for cell in values.printed):
        return
    before = reader.found[-1] if len(reader.found) > reader.found_before_grid else None
    if before and before.cells == values.cells:
        if not any(cell.text for cell in values.printed):
            return
        if not any(cell.text for cell in before.printed):
            del reader.found[-1]
    reader.found.append(values)


def _grid_values(
    reader: _Reader,
    line: Line,
    values: tuple[Cell, ...],
    columns: Sequence[Columns],
    cells: tuple[tuple[str, str], ...],
) -> DisputeValues:
    order = by_order_in_grid(values, len(cells), is_lossy=line.kind == "markdown", trims=line.is_complete)
    position = None
    if cells == CELLS and (line.kind == "grid" or line.is_regular):
        header = read_header(reader.header)
        if header.contradicts:
            order = None
        elif header.columns:
            by_header = by_position(values, columns, header.columns, is_complete=line.is_complete)
            position = by_header[0] if by_header else None
            first, last = header.columns.leaves[0].start, header.columns.leaves[-1].end
            if position is None and any(end <= first or start >= last for start, end in columns):
                # A cell beside the table makes up for one that is lost.
                order = None
    return DisputeValues(cells, order, position, values, values[0].locator, line.kind)


def _read_flat_line(reader: _Reader, line: Line) -> None:
    first = line.cells[0].text
    if is_heading(line) and not any(name in fold(first) for name in _OPENS):
        _close(reader)
        reader.active, reader.near = False, _HEADING in first and len(first) <= _LONGEST
        return
    labelled = bool(line.names)
    for cell in line.cells:
        if not is_value(cell):
            _close(reader)
            _note(reader, _sign(cell.text))
        elif not cell.text and (labelled or (cell.column_span > 1 and not reader.cells)):
            # Padding of a header row: behind its labels, or several pipes before the first value.
            reader.is_padded |= reader.active
        elif reader.active or reader.near:
            reader.cells.append(cell)
            reader.locators.add(cell.locator)
            if line.kind == "prose" and cell.text:
                reader.on_lines[cell.locator] += 1


@remembered(8192)
def _names(text: str) -> bool:
    """Whether a cell is one of the header of this table."""
    return bool(column_codes(text, "dispute")) or fold(text) in BLOCK_WORDS or fold(text) == LITIGATION


class _Sign(NamedTuple):
    """What a print says about being in this table.

    Attributes:
        opens: it is a word of the header.
        is_near: it names 行政复议, as the section heading does.
        closes: it is a row of table three.
        blocks: blocks that it names.
        results: result that it is.
    """

    opens: bool
    is_near: bool
    closes: bool
    blocks: frozenset[str]
    results: frozenset[str]


_SILENT = _Sign(opens=False, is_near=False, closes=False, blocks=frozenset(), results=frozenset())


@remembered(8192)
def _sign(text: str) -> _Sign:
    if len(text) > _LONGEST:
        return _SILENT
    folded = fold(text)
    opens = any(name in folded for name in _OPENS)
    is_near = _HEADING in folded
    label = None if opens or is_near else application_label(text, None)
    return _Sign(
        opens,
        is_near,
        label is not None and label.kind == "row" and label.is_exact,
        frozenset(code for name, code in BLOCK_WORDS.items() if name in folded),
        column_codes(text, "dispute") if len(folded) <= 6 else frozenset(),
    )


def _note(reader: _Reader, sign: _Sign) -> None:
    """Enter or leave the table, and remember blocks and results that are named before the next values."""
    if sign.opens:
        if not reader.active:
            reader.results, reader.is_padded = [], False
        reader.active = True
    elif sign.is_near:
        reader.near = True
    elif sign.closes:
        reader.active = reader.near = False
        reader.blocks.clear()
    reader.blocks |= sign.blocks
    if reader.active:
        reader.results += sign.results


def _close(reader: _Reader) -> None:
    if not reader.cells:
        return
    cells, reader.cells = reader.cells, []
    on_lines, reader.on_lines = tuple(reader.on_lines.values()), Counter()
    alone, reader.locators = len(reader.locators) == len(cells), set()
    # Between pipes each place is a cell; a blank line of bare ones may be none.
    may_shift = bool(on_lines) and not cells[-1].text
    count = sum(cell.column_span for cell in cells)
    targets = _cells_of(reader, count)
    if targets is None:
        return
    is_shifted = False
    while count > len(targets) and not cells[0].text:
        count -= cells[0].column_span
        del cells[0]
        # With blanks at both ends nothing says which of them are values.
        is_shifted = may_shift
    named = reader.results[: len(CELLS)]
    order = None
    if not is_shifted and _is_proven(cells, on_lines) and named == [*RESULTS, *RESULTS, *RESULTS][: len(named)]:
        order = by_order_in_run(cells, len(targets), Padding(reader.is_padded, 0, is_last=alone))
    printed = tuple(cell for cell in cells if cell.text)
    reader.found.append(DisputeValues(targets, order, None, printed, cells[0].locator, "run"))
    reader.blocks.clear()
    reader.results = []


def _is_proven(cells: Sequence[Cell], on_lines: tuple[int, ...]) -> bool:
    """Whether lines of text show which values are one row.

    Args:
        cells: values and blank cells.
        on_lines: how many values stand on each line; empty where pipes part them.
    """
    marks = "".join("x" if cell.text else " " for cell in cells)
    # Blank lines only around the values may as well part them from other text, and blank cells may be lost.
    # So may those between them, where no two values follow each other.
    is_parted = marks.count("x") > 1 and "xx" not in marks
    ends_in_doubt = bool(on_lines) and (is_parted or (marks != marks.strip() and " " not in marks.strip()))
    return not ends_in_doubt and (len(set(on_lines)) < 2 or on_lines == _REVIEW_AND_LITIGATION)


def _cells_of(reader: _Reader, count: int) -> tuple[tuple[str, str], ...] | None:
    """The cells of the form that so many values can be: one block or two if only they are named, or the whole table."""
    if reader.active and len(reader.blocks) == 1 and len(RESULTS) <= count < 2 * len(RESULTS):
        (block,) = reader.blocks
        return tuple((block, result) for result in RESULTS)
    # Ten values are two blocks only below a header of both; a table whose blank cells left no trace shows ten, too.
    both = [*RESULTS, *RESULTS]
    if len(reader.blocks) == 2 and reader.results[-len(both) :] == both and len(both) <= count < len(CELLS):
        return tuple((block, result) for block in BLOCKS if block in reader.blocks for result in RESULTS)
    if reader.active and count > 2 * len(RESULTS):
        return CELLS
    return CELLS if reader.near and count == len(CELLS) else None


def _is_block_of_litigation(line: Line) -> bool:
    """Whether a row is that of one block of 行政诉讼, with both names before its values."""
    outer, inner = (fold(cell.text) for cell in line.cells[:2])
    is_named = line.names == (0, 1) and outer == LITIGATION and inner in BLOCK_WORDS
    return is_named and len(line.cells) == 2 + len(RESULTS)
