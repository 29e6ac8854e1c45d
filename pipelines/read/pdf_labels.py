"""The labels of a table without ruling lines: which belong to one row, which to a group of rows.

Comes in: the words left of the figures, row by row. Goes out: cells in one to three label columns: what runs
over all, groups, items. Items are numbered from 1. within their group; that restart, and where words begin,
is all that is looked at.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.read.pdf_lines import text_lines
from pipelines.read.pdf_page import Glyph

# Words may stand this far over the edge of their column (points).
_SLACK = 2.0
_ITEM = re.compile(r"(\d{1,2})[.．、]")
_ORDINAL = re.compile(r"\d{1,2}[.．、]|[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、")

_OUTERMOST = re.compile(r"[一二三四五六七八九十]{1,3}、")


class Word(NamedTuple):
    """Glyphs that belong together on one line; `y` is the height of their middle."""

    text: str
    glyphs: tuple[Glyph, ...]
    x0: float
    x1: float
    y: float


class LabelCell(NamedTuple):
    """A label over rows `top` to `bottom` and label columns `left` to `right`, the ends not included."""

    top: int
    bottom: int
    left: int
    right: int
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Labels:
    """Label cells, and where the label columns begin."""

    columns: tuple[float, ...]
    cells: tuple[LabelCell, ...]


@dataclass(slots=True)
class _Row:
    """The words of a row: its own label, and what stands beside it and belongs to more than this row."""

    own: list[Word]
    beside: list[Word]
    item: int | None = None


def united(extents: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Extents that overlap as one, ascending."""
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted(extents):
        if found and x0 < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def read_labels(rows: Sequence[Sequence[Word]]) -> Labels | None:
    """Labels for these rows; None unless each row has exactly one label of its own, which opens with its ordinal."""
    starts = [word.x0 for row in rows for word in row]
    item_x = min((word.x0 for row in rows for word in row if _ITEM.match(word.text)), default=min(starts, default=0.0))
    parted = [_row(row, item_x) for row in rows]
    extents = united([(word.x0, word.x1) for row in parted for word in row.beside])
    outer_end = extents[-2][1] + _SLACK if len(extents) > 1 else None
    if outer_end is not None:
        for row in parted:
            outer = [word for word in row.own if word.x1 <= outer_end and not _ORDINAL.match(word.text)]
            row.own = [word for word in row.own if word not in outer]
            row.beside.extend(outer)
    if not all(_is_one_label(row.own) for row in parted) or not _counts_up(parted):
        return None
    columns = [min(starts)]
    if outer_end is not None:
        columns.append(extents[-1][0])
    if item_x > columns[-1] + _SLACK:
        columns.append(item_x)
    cells = [*_label_cells(parted, len(columns), outer_end), *_group_cells(parted, len(columns), outer_end)]
    if outer_end is not None:
        cells.extend(_outer_cell(parted, cells, outer_end))
    return Labels(tuple(columns), tuple(cells))


def _row(words: Sequence[Word], item_x: float) -> _Row:
    item = next((match for word in words if word.x0 >= item_x - _SLACK and (match := _ITEM.match(word.text))), None)
    if item is None:
        return _Row(list(words), [])
    beside = [word for word in words if word.x1 <= item_x + _SLACK]
    return _Row([word for word in words if word not in beside], beside, int(item[1]))


def _is_one_label(words: Sequence[Word]) -> bool:
    lines = [line.text for line in text_lines(_glyphs(words))]
    return bool(lines and _ORDINAL.match(lines[0])) and not any(_ORDINAL.match(line) for line in lines[1:])


def _counts_up(rows: Sequence[_Row]) -> bool:
    """Whether items count 1, 2, 3 in each run; only at the head of the table a run may have begun before."""
    before = rows[0].item - 1 if rows[0].item else None
    for row in rows:
        if row.item is not None and row.item != 1 and (before is None or row.item != before + 1):
            return False
        before = row.item
    return True


def _glyphs(words: Sequence[Word]) -> tuple[Glyph, ...]:
    return tuple(glyph for word in words for glyph in word.glyphs)


def _label_cells(rows: Sequence[_Row], width: int, outer_end: float | None) -> Iterator[LabelCell]:
    for at, row in enumerate(rows):
        if row.item is not None:
            left = width - 1
        else:
            is_inside = outer_end is not None and min(word.x0 for word in row.own) > outer_end - 2 * _SLACK
            # Labels may be centred; the outermost count 一、二、三、, as the outer label does.
            left = 1 if is_inside and not _OUTERMOST.match(row.own[0].text) else 0
        yield LabelCell(at, at + 1, left, width, _glyphs(row.own))


def _group_cells(rows: Sequence[_Row], width: int, outer_end: float | None) -> Iterator[LabelCell]:
    """One cell beside each run of items that counts up from 1."""
    if width < 2:
        return
    start: int | None = None
    for at, row in enumerate([*rows, _Row([], [])]):
        if start is not None and (row.item is None or row.item == 1):
            words = [word for inside in rows[start:at] for word in inside.beside]
            group = [word for word in words if outer_end is None or word.x0 > outer_end - _SLACK]
            yield LabelCell(start, at, width - 2, width - 1, _glyphs(group))
            start = None
        if start is None and row.item is not None:
            start = at


def _outer_cell(rows: Sequence[_Row], cells: Sequence[LabelCell], outer_end: float) -> Iterator[LabelCell]:
    """The cell over all rows that are indented behind it."""
    words = [word for row in rows for word in row.beside if word.x0 <= outer_end - _SLACK]
    flush = {row for cell in cells if cell.left == 0 for row in range(cell.top, cell.bottom)}
    inside = [at for at in range(len(rows)) if at not in flush]
    if inside and inside == list(range(inside[0], inside[-1] + 1)):
        yield LabelCell(inside[0], inside[-1] + 1, 0, 1, _glyphs(words))
