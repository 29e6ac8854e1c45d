"""A page as one sequence of lines of cells, the form in which the table readers see it.

In: a `Page`. Out: lines in reading order: a row of a grid, a line of a run, or a paragraph. The one idea: tables
begin, end and split where they like (several grids, half a run, bare paragraphs), so the readers look at lines and
their labels, not at blocks.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress, pairwise
from operator import is_not
from typing import Literal, NamedTuple, cast

from pipelines.model import Cell, Grid, Page, Paragraph, Run
from pipelines.parse.numbers import looks_like_value

Columns = tuple[int, int]
"""The grid columns that a cell covers, first included, last excluded, from 0."""
LineKind = Literal["grid", "markdown", "run", "prose"]


class Line(NamedTuple):
    """One line of the page.

    Attributes:
        kind: `grid` is a row with proven geometry; `markdown` a row of a Markdown table, complete as a row, but its
            empty cells are no proof of anything; `run` a line of cells; `prose` a paragraph.
        cells: cells from left to right; a cell that spans columns stands once.
        block: position of the block in the page.
        names: places of the cells that can be no value, in order.
        columns: what each cell covers; empty in prose, which has no columns.
        is_complete: the line covers every column of its grid and none beyond: as many as most rows of the grid cover.
        is_regular: all rows of the grid are complete and keep every cell in its place, also in Markdown.
    """

    kind: LineKind
    cells: tuple[Cell, ...]
    block: int
    names: tuple[int, ...]
    columns: tuple[Columns, ...] = ()
    is_complete: bool = False
    is_regular: bool = False


_LONGEST_SPLIT = 200
_VALUE_ENDS = frozenset("元件条项个份)）/-—无")
_SHORT = 30
_ENOUGH_LINES = 20
_MOST_BLANKS = 20


def lines_of(page: Page) -> tuple[Line, ...]:
    """All lines of a page in reading order."""
    return tuple(_lines(page))


def _lines(page: Page) -> Iterator[Line]:
    is_text = page.media_type in {"text/plain", "text/markdown"}
    blanks = _blank_lines_are_cells(page) if is_text else False
    is_converted = is_text and any(isinstance(block, Grid) for block in page.blocks)
    before: Paragraph | None = None
    cells_before = 0
    kind: LineKind
    for index, block in enumerate(page.blocks):
        if isinstance(block, Paragraph):
            if blanks and before is not None and cells_before == 1:
                # Where a line holds several cells, a blank line is no cell.
                yield from _blank_lines(before, block, index)
            cells = _split(block)
            cells_before = len(cells)
            yield Line("prose", cells, index, _names(cells))
        elif isinstance(block, Run):
            # Beside Markdown tables whole rows of pipes are such a table without its rule, and no more to be trusted.
            kind = "markdown" if is_converted and all(len(cells) > 1 for cells in block.lines) else "run"
            is_complete = (
                kind == "markdown" and len({sum(cell.column_span for cell in cells) for cells in block.lines}) == 1
            )
            for cells in block.lines:
                yield Line(kind, cells, index, _names(cells), tuple(pairwise(range(len(cells) + 1))), is_complete)
        else:
            regular = is_text and _is_regular(block)
            width = _usual_width(block)
            kind = "markdown" if is_text else "grid"
            for places in block.rows:
                is_complete = all(places[:width]) and not any(places[width:])
                cells, columns = placed_cells(places)
                yield Line(kind, cells, index, _names(cells), columns, is_complete, regular)
        before = block if isinstance(block, Paragraph) else None


def _names(cells: Sequence[Cell]) -> tuple[int, ...]:
    return tuple([at for at, cell in enumerate(cells) if not looks_like_value(cell.text)])


def _usual_width(grid: Grid) -> int:
    """Columns that most rows cover; the widest row is no measure, for a cell too many makes the whole grid wider."""
    widths = Counter([len([*filter(None, row)]) for row in grid.rows])
    return min(width for width, count in widths.items() if count == max(widths.values())) if widths else 0


def _is_regular(grid: Grid) -> bool:
    """Whether a table of a text keeps the place of every cell: by blanks before print, or by repeating spans."""
    keeps_places = False
    for row in grid.rows:
        if None in row:
            return False
        texts = [cell.text for cell in row if cell is not None]
        printed = [at for at, text in enumerate(texts) if text]
        if printed and printed[-1] + 1 > len(printed):
            keeps_places = True
        if any(len(text) > 3 and text == right and not looks_like_value(text) for text, right in pairwise(texts)):
            keeps_places = True
    return keeps_places


def _blank_lines_are_cells(page: Page) -> bool:
    """Whether short lines follow each other without blank lines, so that a blank line among them is a blank cell."""
    gaps = [
        _line_number(below) - _line_number(above)
        for above, below in pairwise(page.blocks)
        if isinstance(above, Paragraph) and isinstance(below, Paragraph)
        if len(above.text) <= _SHORT and len(below.text) <= _SHORT
    ]
    return len(gaps) >= _ENOUGH_LINES and gaps.count(1) >= 0.3 * len(gaps)


def _blank_lines(above: Paragraph, below: Paragraph, index: int) -> Iterator[Line]:
    if len(above.text) <= _LONGEST_SPLIT and len(below.text) <= _LONGEST_SPLIT:
        for number in range(_line_number(above) + 1, min(_line_number(below), _line_number(above) + _MOST_BLANKS)):
            yield Line("prose", (Cell("", f"line {number}"),), index, names=())


def _line_number(paragraph: Paragraph) -> int:
    return int(paragraph.locator.rpartition(" ")[2])


def placed_cells(row: tuple[Cell | None, ...]) -> tuple[tuple[Cell, ...], tuple[Columns, ...]]:
    """Cells of a grid row and the columns they cover; places that no cell covers are left out."""
    if None not in row and len(set(map(id, row))) == len(row):
        return cast("tuple[Cell, ...]", row), _single_columns(len(row))
    starts = [0, *compress(range(1, len(row)), map(is_not, row[1:], row))]
    covered = [row[at] for at in starts]
    columns = pairwise([*starts, len(row)])
    return tuple([cell for cell in covered if cell]), tuple(compress(columns, covered))


@lru_cache(maxsize=64)
def _single_columns(width: int) -> tuple[Columns, ...]:
    """Columns of a row of cells that span none."""
    return tuple(pairwise(range(width + 1)))


def _split(paragraph: Paragraph) -> tuple[Cell, ...]:
    """A paragraph as one cell; as label and values where values end it, as in 四、结转下年度继续办理 0 0 0 0 0 0 0."""
    text, locator = paragraph.text, paragraph.locator
    if len(text) > _LONGEST_SPLIT or not (text[-1].isdigit() or text[-1] in _VALUE_ENDS):
        return (Cell(text, locator),)
    parts = text.split()
    values: list[str] = []
    while parts and looks_like_value(parts[-1]):
        values.insert(0, parts.pop())
    if parts and not any(map(str.isalpha, parts[-1])):
        # A sign or a bracket before the values is the rest of one of them: 0 + 1 0 0 for 0, +10, 0.
        return (Cell(text, locator),)
    label = " ".join(parts)
    texts = [label, *values] if label else values
    return tuple([Cell(part, locator) for part in texts])


_HEADING = re.compile(r"(?:[一二三四五六七八][、.]|第[一二三四五六七八]部分)")


def is_heading(line: Line) -> bool:
    """Whether a paragraph may be the heading of a section, which ends a table in flattened text."""
    return line.kind == "prose" and len(line.cells) == 1 and _HEADING.match(line.cells[0].text) is not None
