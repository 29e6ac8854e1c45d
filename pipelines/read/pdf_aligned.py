"""Tables without ruling lines, read from how their print is aligned.

Comes in: glyphs outside ruled tables. Goes out: tables by alignment, and the glyphs that are none of
theirs. There is a table only where everything fits: figures stand in columns, each row of figures has one
label, each label has one ordinal. Else nothing is taken for a table and the lines stay lines.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.read.pdf_labels import Word, read_labels, united
from pipelines.read.pdf_lines import glyph_rows
from pipelines.read.pdf_page import Glyph

# Below this nobody tells rows of figures from prose.
_FEWEST_FIGURES = 5
_FEWEST_ROWS = 3
# A row of so many figures with a header over each is a table of its own.
_FIGURES_IN_SINGLE_ROW = 10
# A gap wider than this share of the height parts words; between glyphs shown apart, and between strings, less does.
_WORD_GAP = 0.6
_GLYPH_GAP = 0.1
_STRING_GAP = 0.02
# Rows of figures are at most this many times the height of the print apart, and so far above them reaches a header.
_ROW_REACH = 6.0
# Words may stand this far over the edge of their column (points).
_SLACK = 2.0
# A page of prose has two thousand.
_MOST_GLYPHS = 20_000
FIGURE = re.compile(r"[\d０-９.,，．+\-－]*[\d０-９](?:[万亿]?元)?|[/／\\—－-]+|无")


@dataclass(frozen=True, slots=True)
class AlignedCell:
    """A cell with its print: rows `top` to `bottom`, columns `left` to `right`, the ends not included."""

    top: int
    bottom: int
    left: int
    right: int
    glyphs: tuple[Glyph, ...] = ()


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """A table by alignment; edges as in a ruled one. The first columns hold labels, the others figures."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    cells: tuple[AlignedCell, ...]


@dataclass(slots=True)
class _Figures:
    """Rows of figures below each other, with the extents of their columns.

    Attributes:
        is_torn: a row of figures right above or below does not stand in the columns, so they are not all of them.
    """

    rows: list[list[Word]] = field(default_factory=list)
    columns: list[tuple[float, float]] = field(default_factory=list)
    is_torn: bool = False

    def is_near(self, word: Word) -> bool:
        """Whether a word stands right below."""
        last = self.rows[-1][0] if self.rows else None
        return last is not None and word.y - last.y <= _ROW_REACH * (last.glyphs[0].bottom - last.glyphs[0].top)

    def takes(self, words: Sequence[Word]) -> bool:
        """Whether the words stand in the columns, each in its own; takes them if so."""
        if not self.rows:
            taken = len(words) >= _FEWEST_FIGURES
        else:
            at = [self._column(word) for word in words]
            taken = self.is_near(words[0]) and None not in at and len(set(at)) == len(at)
        if taken and words:
            self.rows.append(list(words))
            self.columns = united([*self.columns, *((word.x0, word.x1) for word in words)])
        return taken

    def _column(self, word: Word) -> int | None:
        over = [at for at, (x0, x1) in enumerate(self.columns) if word.x0 < x1 and word.x1 > x0]
        return over[0] if len(over) == 1 else None


def find_aligned_tables(glyphs: Sequence[Glyph]) -> tuple[list[AlignedTable], list[Glyph]]:
    """The tables by alignment among the glyphs, from the top down, and the glyphs outside of them."""
    if len(glyphs) > _MOST_GLYPHS:
        return [], list(glyphs)
    lines = [_words(row) for row in glyph_rows(glyphs)]
    tables = [table for figures in _figure_blocks(lines) if (table := _table(lines, figures)) is not None]
    taken = {glyph for table in tables for cell in table.cells for glyph in cell.glyphs}
    return tables, [glyph for glyph in glyphs if glyph not in taken]


def _words(row: Sequence[Glyph]) -> list[Word]:
    words: list[list[Glyph]] = []
    sizes = Counter(glyph.string for glyph in row)
    for glyph in row:
        if glyph.text == " ":
            continue
        if words:
            before = words[-1][-1]
            gap = _WORD_GAP
            if glyph.string != before.string:
                gap = _STRING_GAP if max(sizes[glyph.string], sizes[before.string]) > 1 else _GLYPH_GAP
            if glyph.x0 - before.x1 <= gap * min(glyph.bottom - glyph.top, before.bottom - before.top):
                words[-1].append(glyph)
                continue
        words.append([glyph])
    return [
        Word("".join(glyph.text for glyph in word), tuple(word), word[0].x0, word[-1].x1, word[0].middle)
        for word in words
    ]


def _figure_blocks(lines: Sequence[Sequence[Word]]) -> Iterator[_Figures]:
    """Rows of figures that go on below each other; a row is the run of figures at the end of a line."""
    block = _Figures()
    for line in lines:
        run: list[Word] = []
        for word in reversed(line):
            if not FIGURE.fullmatch(word.text):
                break
            run.insert(0, word)
        if not run or block.takes(run):
            continue
        following = _Figures(is_torn=len(run) > 1 and block.is_near(run[0]))
        if block.rows:
            block.is_torn |= following.is_torn
            yield block
        block = following
        block.takes(run)
    if block.rows:
        yield block


def _table(lines: Sequence[Sequence[Word]], figures: _Figures) -> AlignedTable | None:
    """The table around rows of figures, or None when labels and rows do not fit one to one."""
    if figures.is_torn:
        return None
    if len(figures.rows) == 1:
        return _single_row_table(lines, figures)
    if len(figures.rows) < _FEWEST_ROWS:
        return None
    bands = _bands([row[0].y for row in figures.rows])
    is_figure = {word for row in figures.rows for word in row}
    others = [word for line in lines for word in line if bands[0] <= word.y < bands[-1] and word not in is_figure]
    if not others or any(word.x1 > figures.columns[0][0] for word in others):
        return None
    rows = [[word for word in others if top <= word.y < bottom] for top, bottom in pairwise(bands)]
    labels = read_labels(rows)
    if labels is None:
        return None
    edges = _figure_edges(figures.columns, max(word.x1 for word in others))
    first = len(labels.columns)
    header, top = _header(lines, edges, bands[0])
    cells = [
        AlignedCell(label.top + 1, label.bottom + 1, label.left, label.right, label.glyphs) for label in labels.cells
    ]
    cells.append(AlignedCell(0, 1, 0, first))
    for at, (x0, x1) in enumerate(figures.columns):
        cells.append(AlignedCell(0, 1, first + at, first + at + 1, header.get(at, ())))
        for number, row in enumerate(figures.rows, 1):
            glyphs = next((word.glyphs for word in row if x0 <= word.x0 < x1), ())
            cells.append(AlignedCell(number, number + 1, first + at, first + at + 1, glyphs))
    return AlignedTable((*labels.columns, *edges), (top, *bands), tuple(cells))


def _single_row_table(lines: Sequence[Sequence[Word]], figures: _Figures) -> AlignedTable | None:
    """A row of figures under a header that names each of them, without labels."""
    row = figures.rows[0]
    line = next(line for line in lines if row[0] in line)
    if len(row) < _FIGURES_IN_SINGLE_ROW or len(row) != len(line):
        return None
    height = row[0].glyphs[0].bottom - row[0].glyphs[0].top
    edges = _figure_edges(figures.columns, 2 * figures.columns[0][0] - figures.columns[1][0])
    header, top = _header(lines, edges, row[0].y - height)
    if len(header) != len(row):
        return None
    cells = [AlignedCell(0, 1, at, at + 1, header[at]) for at in header]
    cells.extend(AlignedCell(1, 2, at, at + 1, word.glyphs) for at, word in enumerate(row))
    return AlignedTable(tuple(edges), (top, row[0].y - height, row[0].y + height), tuple(cells))


def _bands(ys: Sequence[float]) -> list[float]:
    """The edges of rows whose figures stand at these heights: half-way between them."""
    halfway = [(above + below) / 2 for above, below in pairwise(ys)]
    return [2 * ys[0] - halfway[0], *halfway, 2 * ys[-1] - halfway[-1]]


def _figure_edges(columns: Sequence[tuple[float, float]], labels_end: float) -> list[float]:
    """Column edges half-way between the columns of figures."""
    between = [(left[1] + right[0]) / 2 for left, right in pairwise(columns)]
    return [(labels_end + columns[0][0]) / 2, *between, 2 * columns[-1][1] - between[-1]]


def _header(
    lines: Sequence[Sequence[Word]], edges: Sequence[float], bottom: float
) -> tuple[dict[int, tuple[Glyph, ...]], float]:
    """Glyphs of the words that stand over one column each, by column, and where they begin."""
    header: dict[int, tuple[Glyph, ...]] = {}
    top = bottom - 1
    for line in reversed(lines):
        words = [word for word in line if word.y < bottom and word.x0 >= edges[0] - _SLACK]
        if not words:
            continue
        height = words[0].glyphs[0].bottom - words[0].glyphs[0].top
        if bottom - words[0].y > _ROW_REACH * height or any(FIGURE.fullmatch(word.text) for word in words):
            break
        for word in words:
            at = bisect_right(edges, (word.x0 + word.x1) / 2) - 1
            is_over_one = at + 1 < len(edges) and edges[at] - _SLACK <= word.x0 <= word.x1 <= edges[at + 1] + _SLACK
            if is_over_one:
                header[at] = (*word.glyphs, *header.get(at, ()))
                top = min(top, word.glyphs[0].top)
    return header, top
