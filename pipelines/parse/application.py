"""Table three (收到和处理政府信息公开申请情况): lines -> rows.

In: the lines of a page. Out: the rows of the table in reading order. The one idea: a row is found by its label within
its group, for 1. to 8. and 其他 and 总计 repeat; header cells and values move between layouts, these do not (domain,
1.3).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.parse.alignment import Leaf
from pipelines.parse.headers import confirmed_leaves, stacked_header
from pipelines.parse.labels import Label, application_label, split_label, words
from pipelines.parse.lines import Line, Placed, is_heading
from pipelines.parse.rows import OpenRow, Row, grid_row, is_value, item, run_row

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
_ANONYMOUS_LABELS = 3


@dataclass(slots=True)
class _Reader:
    """What is known while the lines go by."""

    lines: Sequence[Line]
    rows: list[Row] = field(default_factory=list)
    active: bool = False
    group: str | None = None
    opened: OpenRow | None = None
    pending_groups: int = 0
    block: int = -1
    header: list[tuple[Placed, ...]] = field(default_factory=list)
    leaves: tuple[Leaf, ...] | None = None
    width: int = 0


def application_rows(lines: Sequence[Line]) -> tuple[Row, ...]:
    """Rows of table three in reading order, of all copies and pieces that the page has.

    A row without a known label (code None) is kept where its cells are as many as the columns: its place among the
    other rows may tell what it is.
    """
    reader = _Reader(lines)
    for at, line in enumerate(lines):
        if line.kind in {"grid", "markdown"}:
            _close(reader)
            _read_grid_line(reader, line, at)
        else:
            _read_flat_line(reader, line, at)
    _close(reader)
    return tuple(reader.rows)


def _read_grid_line(reader: _Reader, line: Line, at: int) -> None:
    if line.block != reader.block:
        reader.block = line.block
        width = line.cells[-1].end if line.cells else 0
        reader.header = []
        if width != reader.width:
            reader.leaves = None
        reader.width = width
    label, after = _label_in(reader, line)
    if any(words(placed.cell.text) in _CLOSES for placed in line.cells[:20]):
        reader.active, reader.leaves = False, None
        return
    if label is None and any(words(placed.cell.text) in _OPENS for placed in line.cells):
        reader.active = True
        reader.header.append(line.cells)
        return
    if label is None and reader.header:
        reader.header.append(line.cells)
        return
    if label is not None and label.kind == "row" and len(line.cells) > after:
        if reader.header:
            reader.leaves = confirmed_leaves("application", APPLICANTS, stacked_header(reader.header)[-COUNT:])
            reader.header = []
        reader.active = True
        reader.rows.append(grid_row(label, line.cells, after, line.kind, at, count=COUNT, leaves=reader.leaves))
    elif label is None and reader.active:
        anonymous = _anonymous(reader, line, at)
        if anonymous:
            reader.rows.append(anonymous)


def _label_in(reader: _Reader, line: Line) -> tuple[Label | None, int]:
    """The innermost label of a grid row and the place of the first cell after it; groups on the way are entered."""
    found: Label | None = None
    after = 0
    for index, placed in enumerate(line.cells):
        text = placed.cell.text
        if not text or is_value(placed.cell):
            continue
        label = application_label(text, reader.group)
        if label is None or label.kind == "column":
            continue
        if label.kind == "group" or label.code == "other":
            reader.group = label.code
        found, after = label, index + 1
    return found, after


def _anonymous(reader: _Reader, line: Line, at: int) -> Row | None:
    """A grid row with the right number of values at its end and a label that names nothing."""
    cells = line.cells
    values = cells[-COUNT:]
    labels = cells[: -COUNT or None]
    if len(cells) < COUNT or len(labels) > _ANONYMOUS_LABELS or not all(is_value(placed.cell) for placed in values):
        return None
    if not any(placed.cell.text for placed in values) and not any(placed.cell.text for placed in labels):
        return None
    if any(is_value(placed.cell) and placed.cell.text for placed in labels):
        return None
    return grid_row(None, cells, len(labels), line.kind, at, count=COUNT, leaves=reader.leaves)


def _read_flat_line(reader: _Reader, line: Line, at: int) -> None:
    for index, placed in enumerate(line.cells):
        cell = placed.cell
        if is_value(cell):
            if reader.opened is not None:
                reader.opened.items.append(item(line, at, index))
            continue
        label = application_label(cell.text, reader.group)
        opened_group = _close(reader)
        if label is None or label.kind == "column":
            reader.pending_groups = 0
            _other_text(reader, line, cell.text)
        elif label.kind == "group":
            reader.group = label.code
            reader.pending_groups += 1
        else:
            reader.pending_groups += opened_group
            if label.code == "other":
                reader.group = "other"
            if label.code == "received_new":
                reader.active = True
            if reader.active:
                reader.opened = OpenRow(label, cell.locator, at, reader.pending_groups + 1)
            reader.pending_groups = 0


def _other_text(reader: _Reader, line: Line, text: str) -> None:
    """Text that is neither label nor value: a header cell opens the table, a heading or table four closes it."""
    core = split_label(text)[1]
    if core in _OPENS or core.startswith("本列数据的勾稽关系"):
        reader.active = True
    elif core in _CLOSES or (is_heading(line) and reader.rows):
        reader.active = False


def _close(reader: _Reader) -> bool:
    """End the open row; whether it was no row, but the heading （六）其他处理 of the rows to come."""
    opened, reader.opened = reader.opened, None
    if opened is None:
        return False
    reader.rows.append(run_row(opened, count=COUNT, width=WIDTH))
    return opened.label.code == "other" and not opened.items


def instances(rows: Sequence[Row]) -> Iterator[tuple[Row, ...]]:
    """Cut the rows where the table begins anew: a page may hold a second copy, or last year's table."""
    start = 0
    seen = False
    for index, row in enumerate(rows):
        if row.code == "received_new" and row.printed:
            if seen:
                yield tuple(rows[start:index])
                start = index
            seen = True
    if rows[start:]:
        yield tuple(rows[start:])
