"""A page as one sequence of lines of cells, the form in which the table readers see it.

In: a `Page`. Out: lines in reading order: a row of a grid, a line of a run, or a paragraph. The one idea: tables
begin, end and split where they like (several grids, half a run, bare paragraphs), so the readers look at lines and
their labels, not at blocks.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from pipelines.model import Cell, Grid, Page, Paragraph, Run
from pipelines.parse.numbers import looks_like_value


class Placed(NamedTuple):
    """A cell and the grid columns that it covers, first included, last excluded, from 0."""

    cell: Cell
    start: int
    end: int


class Line(NamedTuple):
    """One line of the page.

    Attributes:
        kind: `grid` is a row with proven geometry; `markdown` a row of a Markdown table, complete as a row, but its
            empty cells are no proof of anything; `run` a line of cells; `prose` a paragraph.
        cells: cells from left to right; a cell that spans columns stands once.
        block: position of the block in the page.
        row: position of the line in its block.
    """

    kind: Literal["grid", "markdown", "run", "prose"]
    cells: tuple[Placed, ...]
    block: int
    row: int


_LONGEST_SPLIT = 200


def lines_of(page: Page) -> tuple[Line, ...]:
    """All lines of a page in reading order."""
    return tuple(_lines(page))


def _lines(page: Page) -> Iterator[Line]:
    grid_kind: Literal["grid", "markdown"] = (
        "markdown" if page.media_type.startswith("text/") and page.media_type != "text/html" else "grid"
    )
    for index, block in enumerate(page.blocks):
        if isinstance(block, Paragraph):
            yield Line("prose", _split(block), index, 0)
        elif isinstance(block, Run):
            for row, cells in enumerate(block.lines):
                yield Line("run", tuple(Placed(cell, at, at + 1) for at, cell in enumerate(cells)), index, row)
        else:
            for row, places in enumerate(block.rows):
                yield Line(grid_kind, placed_cells(places), index, row)


def placed_cells(row: tuple[Cell | None, ...]) -> tuple[Placed, ...]:
    """Cells of a grid row with the columns they cover; places that no cell covers are left out."""
    placed: list[Placed] = []
    start, width = 0, len(row)
    while start < width:
        cell, end = row[start], start + 1
        while end < width and row[end] is cell:
            end += 1
        if cell is not None:
            placed.append(Placed(cell, start, end))
        start = end
    return tuple(placed)


def _split(paragraph: Paragraph) -> tuple[Placed, ...]:
    """A paragraph as one cell; as label and values where values end it, as in 四、结转下年度继续办理 0 0 0 0 0 0 0."""
    text, locator = paragraph.text, paragraph.locator
    if len(text) > _LONGEST_SPLIT or not text[-1].isdigit():
        return (Placed(Cell(text, locator), 0, 1),)
    parts = text.split()
    values: list[str] = []
    while parts and looks_like_value(parts[-1]):
        values.insert(0, parts.pop())
    label = " ".join(parts)
    texts = [label, *values] if label else values
    return tuple(Placed(Cell(part, locator), at, at + 1) for at, part in enumerate(texts))


def grid_of(page: Page, line: Line) -> Grid | None:
    """The grid that a line is a row of."""
    block = page.blocks[line.block]
    return block if isinstance(block, Grid) else None


_HEADING = re.compile(r"(?:[一二三四五六七八][、.]|第[一二三四五六七八]部分)")


def is_heading(line: Line) -> bool:
    """Whether a paragraph may be the heading of a section, which ends a table in flattened text."""
    return line.kind == "prose" and len(line.cells) == 1 and _HEADING.match(line.cells[0].cell.text) is not None
