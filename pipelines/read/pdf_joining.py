"""Tables that continue over pages, joined to one.

Comes in: the tables of a document page by page. Goes out: tables with one lattice each. What is joined
is proven by geometry: the same outer edges, column edges that agree, nothing but running heads between.
A row or a merged cell that the page break cuts becomes one again only where the lines, the spans or the
print leave no second reading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pipelines.read.pdf_lattice import SNAP
from pipelines.read.pdf_lines import cell_text, is_full
from pipelines.read.pdf_tables import Box, PageTable

# 1. · 1、· （一） · (1) · 一、 · ① at the head of a label: what begins so is not the rest of another label.
_ORDINAL = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.．、,，]|[①-⑳]")
# What stands in a column of figures: numbers with unit or note, and the marks for nothing.
_FIGURE = re.compile(r"[\d.,，．+\-增减\s]*\d\s*(?:[亿万]?元|[件条项个])?\s*(?:[（(].*[)）])?|[/／\\—－\-\s]+|无")


@dataclass(frozen=True, slots=True)
class JoinedTable:
    """A table with one lattice over all its pages.

    Attributes:
        columns: x of the column edges, as on the first page.
        boxes: by row and column; none overlap.
        last_page: the page that it ends on.
        irregular: regions that are no rectangles, see `Lattice`.
    """

    page: int
    y: float
    last_page: int
    columns: tuple[float, ...]
    row_count: int
    boxes: tuple[Box, ...]
    irregular: int


def single(table: PageTable) -> JoinedTable:
    """A table as far as its first page goes."""
    boxes = tuple(_with_open_rows(table))
    return JoinedTable(table.page, table.y, table.page, table.columns, table.row_count, boxes, table.irregular)


def _with_open_rows(table: PageTable) -> Iterator[Box]:
    """The boxes, blank figures marked as open where the table ends or begins in the middle of their row."""
    last = [box for box in table.boxes if box.bottom == table.row_count]
    first = [box for box in table.boxes if box.top == 0]
    found = _open_figures(last, "ruled_below")
    if not _begins_here(first):
        found += _open_figures(first, "ruled_above")
    for box in table.boxes:
        yield replace(box, is_open=True) if box in found else box


def _begins_here(row: Sequence[Box]) -> bool:
    """Whether a row is no rest of one on the page before: its own label opens with an ordinal."""
    labels = [box for box in row if _is_word(box.text)]
    return bool(labels) and bool(_ORDINAL.match(max(labels, key=lambda box: box.left).text))


def _open_figures(row: Sequence[Box], side: Literal["ruled_below", "ruled_above"]) -> list[Box]:
    """What stands right of the words of a row when all of it is blank and no line closes it on that side."""
    words_end = max((box.right for box in row if _is_word(box.text)), default=None)
    figures = [box for box in row if words_end is not None and box.left >= words_end]
    is_open = not any(box.text or getattr(box, side) for box in figures)
    return figures if is_open else []


def joined(above: JoinedTable, below: PageTable) -> JoinedTable | None:
    """Both as one table, or None when their columns do not agree. The caller knows that nothing stands between."""
    columns = _common_columns(above, below)
    if columns is None:
        return None
    upper = _on_columns(above.boxes, above.columns, columns)
    lower = _on_columns(
        tuple(_with_open_rows(below)), [edge - below.columns[0] + above.columns[0] for edge in below.columns], columns
    )
    if _begins_here([box for box in lower if box.top == 0]):
        upper = [replace(box, is_open=False) if box.bottom == above.row_count else box for box in upper]
    repeated = _repeated_header_rows(upper, lower)
    if repeated == below.row_count:
        return None
    down = above.row_count - repeated
    lower = [replace(box, top=box.top + down, bottom=box.bottom + down) for box in lower if box.top >= repeated]
    boxes, rows_saved = _mended(upper, lower, above.row_count, columns)
    return JoinedTable(
        page=above.page,
        y=above.y,
        last_page=below.page,
        columns=columns,
        row_count=down + below.row_count - rows_saved,
        boxes=tuple(boxes),
        irregular=above.irregular + below.irregular,
    )


def _common_columns(above: JoinedTable, below: PageTable) -> tuple[float, ...] | None:
    """The column edges of both, when one has all those of the other or a caption parts them.

    Edges count from the left side of their table: facing pages have mirrored margins. Table two is made of
    blocks with columns of their own, each below a caption over the full width.
    """
    upper = above.columns
    lower = [edge - below.columns[0] + upper[0] for edge in below.columns]
    if abs(lower[-1] - upper[-1]) > SNAP:
        return None
    finer, coarser = (upper, lower) if len(upper) >= len(lower) else (lower, upper)
    apart = [edge for edge in coarser if min(abs(edge - other) for other in finer) > SNAP]
    last_row = [box for box in above.boxes if box.bottom == above.row_count]
    first_row = [box for box in below.boxes if box.top == 0]
    if apart and len(last_row) > 1 and len(first_row) > 1:
        return None
    return tuple(sorted([*finer, *apart]))


def _on_columns(boxes: Sequence[Box], own: Sequence[float], columns: Sequence[float]) -> list[Box]:
    numbers = [min(range(len(columns)), key=lambda at: abs(columns[at] - edge)) for edge in own]
    return [replace(box, left=numbers[box.left], right=numbers[box.right]) for box in boxes]


def _repeated_header_rows(above: Sequence[Box], below: Sequence[Box]) -> int:
    """How many rows at the head of the continuation repeat the head of the table, cell by cell.

    A header whose cells span rows is repeated completely or not at all.
    """
    head, again = _by_place(above), _by_place(below)
    row = matching = 0
    while True:
        here = {place: text for place, text in head.items() if place[0] == row}
        there = {place: text for place, text in again.items() if place[0] == row}
        if not here or here != there:
            break
        row += 1
        if all(bottom <= row for top, bottom, *_ in again if top < row):
            matching = row
    words = [text for (top, *_), text in again.items() if top < matching and text]
    # A header is words; rows of figures may look alike by chance and are data.
    return matching if words and not any(_is_figure(text) for text in words) else 0


def _by_place(boxes: Sequence[Box]) -> dict[tuple[int, int, int, int], str]:
    return {(box.top, box.bottom, box.left, box.right): box.text for box in boxes}


def _is_figure(text: str) -> bool:
    return bool(_FIGURE.fullmatch(text))


def _is_word(text: str) -> bool:
    return bool(text) and not _is_figure(text)


def _mended(upper: list[Box], lower: list[Box], seam: int, columns: Sequence[float]) -> tuple[list[Box], Literal[0, 1]]:
    """The boxes of both pages with what the page break cut made whole; and how many rows that saves."""
    last = sorted((box for box in upper if box.bottom == seam), key=lambda box: box.left)
    first = sorted((box for box in lower if box.top == seam), key=lambda box: box.left)
    pairs = [(one, other) for one in last for other in first if (one.left, one.right) == (other.left, other.right)]
    if len(pairs) == len(last) == len(first) and _is_cut_row(pairs, columns):
        rest = [replace(box, top=box.top - 1, bottom=box.bottom - 1) for box in lower if box.top > seam]
        whole = [_whole(one, replace(other, bottom=other.bottom - 1), columns) for one, other in pairs]
        whole = [replace(box, is_mended=True) for box in whole]
        return [box for box in upper if box.bottom < seam] + rest + whole, 1
    cut = [(one, other) for one, other in pairs if _is_cut_group(one, other, last, first)]
    pieces = {(box.top, box.left) for pair in cut for box in pair}
    kept = [box for box in (*upper, *lower) if (box.top, box.left) not in pieces]
    return kept + [_whole(one, other, columns) for one, other in cut], 0


def _whole(above: Box, below: Box, columns: Sequence[float]) -> Box:
    """Two pieces of a cell as one, located where it begins; a label that is printed on both pages counts once."""
    lines = above.lines if above.text == below.text else above.lines + below.lines
    text = cell_text(lines, columns[above.right] - columns[above.left])
    return replace(above, bottom=below.bottom, lines=lines, text=text, ruled_below=below.ruled_below)


def _is_cut_group(above: Box, below: Box, last: Sequence[Box], first: Sequence[Box]) -> bool:
    """Whether two boxes at the break are one merged label: it spans rows and has words to its right on both pages.

    Figures have no words to their right, so a blank figure is never taken for the rest of a header above it.
    """
    if above.bottom - above.top == 1 and below.bottom - below.top == 1:
        return False
    if not all(any(_is_word(box.text) and box.left >= above.right for box in row) for row in (last, first)):
        return False
    if not above.text or not below.text or above.text == below.text:
        return True
    if _ORDINAL.match(below.text):
        return False
    return bool(_ORDINAL.match(above.text)) or not (above.ruled_below or below.ruled_above)


def _is_cut_row(pairs: Sequence[tuple[Box, Box]], columns: Sequence[float]) -> bool:
    """Whether the row below the break is the rest of the row above it, given that their cells agree one by one.

    It is when its label goes on without an ordinal of its own, or is empty, and when each figure stands on
    one side of the break, all on the same one, or wraps over it for want of room.
    """
    labels = [at for at, (one, _) in enumerate(pairs) if _is_word(one.text)]
    if not labels or labels[-1] == len(pairs) - 1:
        return False
    label, rest = pairs[labels[-1]]
    figures = pairs[labels[-1] + 1 :]
    only_above = any(one.text and not other.text for one, other in figures)
    only_below = any(other.text and not one.text for one, other in figures)
    on_both = [(one, other) for one, other in figures if one.text and other.text]
    if (only_above and only_below) or not all(_wraps(one, other, columns) for one, other in on_both):
        return False
    if rest.text:
        return bool(_ORDINAL.match(label.text)) and not _ORDINAL.match(rest.text) and _is_word(rest.text)
    return bool(on_both) or only_below


def _wraps(above: Box, below: Box, columns: Sequence[float]) -> bool:
    width = columns[above.right] - columns[above.left]
    return _is_figure(above.text) and _is_figure(below.text) and is_full(above.lines[-1], below.lines[0], width)
