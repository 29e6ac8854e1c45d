"""Table three (收到和处理政府信息公开申请情况): lines -> rows.

In: the lines of a page. Out: the rows of the table in reading order. The one idea: a row is found by its label within
its group, for 1. to 8. and 其他 and 总计 repeat; header cells and values move between layouts, these do not (domain,
1.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.model import Cell
from pipelines.parse.alignment import Header, Padding
from pipelines.parse.headers import HeaderCell, column_order, confirmed_header, stacked_header
from pipelines.parse.labels import Label, application_label, split_label, words
from pipelines.parse.lines import Line, is_heading
from pipelines.parse.numbers import looks_like_value
from pipelines.parse.rows import (
    OpenRow,
    Row,
    grid_row,
    is_value,
    run_row,
    swallows_value,
    unaligned_text,
    without_covered_places,
    without_separators,
)

APPLICANTS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_interest_org",
    "legal_service_org",
    "other_org",
    "total",
)
COUNT = len(APPLICANTS)
WIDTH = 10
"""Grid columns of the form: three for labels, seven for values; what flattened rows are padded to."""

_OPENS = frozenset({"申请人情况", "法人或其他组织", "商业企业", "科研机构"})
_CLOSES = frozenset({"结果维持", "结果纠正", "未经复议直接起诉", "复议后起诉"})
_ORGANISATIONS = APPLICANTS[1:6]
"""The columns below 法人或其他组织: the lowest header row lists them in order in every layout."""
_MOST_LABELS = 3
_LONGEST_HEADER = 240
"""Characters of the longest text that can be a header cell; what is longer is prose."""


@dataclass(slots=True)
class _Reader:
    """What is known while the lines go by.

    Attributes:
        lost: the last row when its label is lost, and where its values begin.
        after_column: flattened text: the text before names a column.
        after_lost: flattened text: values without a label stand before.
        is_torn: values follow the header without a label: they are printed before their labels, or by columns.
        number: of the line.
        last_value: number of the line with the last value of the last row.
    """

    rows: list[Row] = field(default_factory=list)
    active: bool = False
    group: str | None = None
    block: int = -1
    width: int = 0
    header_lines: list[Line] = field(default_factory=list)
    header: Header | None = None
    lost: tuple[Line, int] | None = None
    after_column: bool = False
    after_lost: bool = False
    is_torn: bool = False
    number: int = 0
    last_value: int = -2
    opened: OpenRow | None = None
    open_groups: int = 0
    header_words: list[str] = field(default_factory=list)
    is_padded: bool | None = None
    opening: int = 0
    after_header: bool = False


def application_rows(lines: Sequence[Line]) -> tuple[Row, ...]:
    """Rows of table three in reading order, of all copies and pieces that the page has.

    A row without a known label (code None) is kept where its cells are as many as the columns: its place among the
    other rows may tell what it is.
    """
    reader = _Reader()
    for number, line in enumerate(lines):
        reader.number = number
        if line.kind in {"grid", "markdown"}:
            _close(reader)
            _read_grid_line(reader, line)
        else:
            _read_flat_line(reader, line)
    _close(reader)
    rows = unaligned_text(reader.rows) if reader.is_torn else tuple(reader.rows)
    return without_covered_places(without_separators(rows), WIDTH - COUNT)


def instances(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Cut the rows where the table begins anew: a page may hold a second copy, or last year's table."""
    start = 0
    seen = False
    for index, row in enumerate(rows):
        if row.code == "received_new" and row.has_cells():
            if seen:
                yield tuple(rows[start:index])
                start = index
            seen = True
    if rows[start:]:
        yield tuple(rows[start:])


def _read_grid_line(reader: _Reader, line: Line) -> None:
    if line.block != reader.block:
        width = line.columns[-1][1] if line.columns else 0
        if width != reader.width:
            reader.header = None
        reader.block, reader.width, reader.header_lines = line.block, width, []
    label, after = _innermost_label(reader, line)
    if label is None or (label.kind == "group" and len(line.cells) - after >= COUNT):
        _read_unlabelled(reader, line)
    elif label.kind == "row" and len(line.cells) > after:
        if reader.header_lines:
            reader.header = confirmed_header("application", APPLICANTS, _applicants(reader.header_lines))
            reader.header_lines = []
        reader.active = True
        _append(reader, label, line, after)


def _append(reader: _Reader, label: Label, line: Line, after: int) -> None:
    """Keep a row; together with the one before where a page ends in it and its label is in two pieces."""
    lost, reader.lost = reader.lost, None
    row = grid_row(label, line, after, count=COUNT, header=reader.header)
    if lost is None or label.is_exact or any(cell.text for cell in line.cells[after:]):
        reader.rows.append(row)
        return
    line_above, after_above = lost
    print_above = line_above.cells[after_above - 1].text if after_above else ""
    whole = application_label(print_above + line.cells[after - 1].text, reader.group)
    if print_above and whole is not None and whole.is_exact and whole.code == label.code:
        reader.rows[-1] = grid_row(whole, line_above, after_above, count=COUNT, header=reader.header)
    else:
        # The values before may be its own: blank is not proven.
        reader.rows.append(row._replace(order=None, position=None))


def _read_unlabelled(reader: _Reader, line: Line) -> None:
    """A grid row without a label of this table: header, the begin of another table, or a row whose label is lost."""
    named = {words(cell.text) for cell in line.cells}
    if named & _CLOSES:
        reader.active, reader.header = False, None
    elif named & _OPENS:
        reader.active = True
        reader.header_lines.append(line)
    elif reader.header_lines:
        reader.header_lines.append(line)
    elif reader.active:
        values, labels = line.cells[-COUNT:], line.cells[: -COUNT or None]
        has_print = any(cell.text for cell in line.cells)
        if len(values) == COUNT and len(labels) <= _MOST_LABELS and has_print:
            is_clear = all(map(is_value, values)) and not any(cell.text and is_value(cell) for cell in labels)
            if is_clear:
                reader.rows.append(grid_row(None, line, len(labels), count=COUNT, header=reader.header))
                reader.lost = line, len(labels)
        elif line.kind == "grid" and len(values) == COUNT and not has_print:
            _doubt_group(reader)


def _doubt_group(reader: _Reader) -> None:
    """After a row without print: a blank row （六）其他处理 above may be the group of rows whose labels are lost."""
    last = reader.rows[-1] if reader.rows else None
    if last is not None and last.code == "other" and not any(cell.text for cell in last.printed):
        reader.rows[-1] = last._replace(order=None, position=None)


def _applicants(lines: Sequence[Line]) -> list[HeaderCell]:
    """Header cells of the value columns: all but the one above the labels, where the form prints its 勾稽关系."""
    header = stacked_header(lines)
    return header[1:] if header and header[0][1] == 0 else header


def _innermost_label(reader: _Reader, line: Line) -> tuple[Label | None, int]:
    """The innermost label of a grid row and the place of the first cell after it; groups on the way are entered."""
    found: Label | None = None
    after = 0
    for index in line.names:
        cell = line.cells[index]
        label = application_label(cell.text, reader.group)
        if label is None or label.kind == "column":
            continue
        if label.code == "other" and cell.row_span > 1:
            label = label._replace(kind="group")
        if label.kind == "group" or label.code == "other":
            reader.group = label.code
        found, after = label, index + 1
    return found, after


def _read_flat_line(reader: _Reader, line: Line) -> None:
    for at, cell in enumerate(line.cells):
        if is_value(cell):
            _read_flat_value(reader, line, cell)
            continue
        label = application_label(cell.text, reader.group)
        is_sure = label is not None and label.is_exact
        parts = _glued(cell, reader.group) if not is_sure and line.kind == "prose" else None
        if parts is None:
            _read_flat_text(reader, line, cell, label, at)
        else:
            for part in parts:
                _read_flat_text(reader, line, part, application_label(part.text, reader.group), at)


def _read_flat_value(reader: _Reader, line: Line, cell: Cell) -> None:
    if reader.opened is not None:
        reader.opened.cells.append(cell)
        reader.opened.kinds.add(line.kind)
        reader.last_value = reader.number
    elif cell.text:
        reader.after_lost = True
        reader.is_torn |= reader.active and reader.after_column
        if line.kind == "prose" and 1 < len(line.cells) <= COUNT and reader.number == reader.last_value + 1:
            # Text and fewer values right below a row: the rest of its label and of numbers that wrap.
            reader.rows[-1] = reader.rows[-1]._replace(order=None, position=None)
        # Values behind text that is no label are those of a row whose label is damaged, not of a header.
        reader.after_header = False
    elif reader.after_header and line.kind == "run" and not reader.is_padded:
        # 申请人情况 leaves eight columns to fill; a single pipe there opens the next row. Behind a header that is
        # filled up it is a blank value of a row whose label is lost.
        reader.is_padded = cell.column_span > 1
        reader.opening = 0 if reader.is_padded else 1


def _read_flat_text(reader: _Reader, line: Line, cell: Cell, label: Label | None, at: int) -> None:
    was_group = _close(reader)
    reader.after_header = False
    reader.after_column = label is not None and label.kind == "column"
    if label is None or label.kind == "column":
        reader.open_groups = 0
        # Where one cell holds several values, pipes do not part them, and blank ones left no trace.
        reader.is_torn |= reader.active and line.kind == "run" and _are_values(cell.text)
        _other_text(reader, line, cell)
    elif label.kind == "group":
        reader.group = label.code
        reader.open_groups += 1
    else:
        reader.open_groups += was_group
        if label.code == "other":
            reader.group = "other"
        stands_alone = label.is_exact and label.ordinal is not None and len(line.cells) > COUNT
        if reader.active or label.code == "received_new" or stands_alone:
            reader.active = True
            is_whole = not swallows_value(cell)
            reader.opened = OpenRow(
                label,
                cell.locator,
                reader.open_groups + 1,
                is_whole=is_whole,
                before=line.cells[:at],
                follows_lost=reader.after_lost,
            )
        reader.open_groups = 0
        reader.after_lost = False


def _glued(cell: Cell, group: str | None) -> tuple[Cell, Cell] | None:
    """A group and a row that share a line of text, as in （三）不予公开 1.属于国家秘密."""
    parts = cell.text.split()
    for at in range(1, min(len(parts), 6)):
        left, right = " ".join(parts[:at]), " ".join(parts[at:])
        outer = application_label(left, group)
        if outer is None or not (outer.kind == "group" or outer.code == "other"):
            continue
        inner = application_label(right, outer.code)
        if inner is not None and inner.kind == "row":
            return Cell(left, cell.locator), Cell(right, cell.locator)
    return None


def _are_values(text: str) -> bool:
    parts = text.split()
    return len(parts) > 1 and all(map(looks_like_value, parts))


def _other_text(reader: _Reader, line: Line, cell: Cell) -> None:
    """Text that is neither label nor value: a header cell opens the table, a heading or table four closes it."""
    core = split_label(cell.text)[1] if len(cell.text) <= _LONGEST_HEADER else ""
    if core in _OPENS or core.startswith("本列数据的勾稽关系"):
        if not reader.active:
            reader.header_words, reader.is_padded, reader.opening = [], None, 0
        reader.active = True
    elif core in _CLOSES or (is_heading(line) and reader.rows):
        reader.active = False
    if reader.active and len(cell.text) <= 12:
        reader.header_words.append(cell.text)
    reader.after_header = reader.active and not swallows_value(cell)


def _close(reader: _Reader) -> bool:
    """End the open row; whether it was no row, but the heading （六）其他处理 of the rows to come."""
    opened, reader.opened = reader.opened, None
    if opened is None:
        return False
    padded = reader.is_padded
    if padded is None and len(reader.header_words) >= COUNT:
        padded = False
    expected = WIDTH - COUNT - opened.labels
    padding = Padding(padded, expected, opened.label.code == "carried_forward", reader.opening)
    reader.lost = None
    reader.rows.append(run_row(opened, count=COUNT, padding=padding, order=_flat_order(reader)))
    return opened.label.code == "other" and not opened.cells


def _flat_order(reader: _Reader) -> tuple[int | None, ...] | None:
    """Order of the columns as the header words name them; None when it is that of the form, or not to be seen."""
    named = [text for text in reader.header_words if column_order("application", APPLICANTS[1:2], [text])]
    texts = [
        text
        for text in reader.header_words
        if words(text) not in {"自然人", "总计"} | _OPENS - {"商业企业", "科研机构"}
    ]
    if not named or len(texts) != len(_ORGANISATIONS):
        return None
    order = column_order("application", _ORGANISATIONS, texts)
    if order is None or order == tuple(range(len(order))):
        return None
    return (0, *(None if at is None else at + 1 for at in order), COUNT - 1)
