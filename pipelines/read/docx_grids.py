"""The content of a Word document to the blocks of a `Page`.

Comes in: paragraphs and tables as Word nests them. Goes out: paragraphs and grids in reading order with
locators. A table that holds tables is layout, a table of one column is a frame: their content is the text.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

from pipelines.model import Block, Cell, Grid, Issue, Paragraph
from pipelines.read.docx_blocks import Content, WordCell, WordParagraph, WordTable
from pipelines.read.spans import MAX_COLUMNS, MAX_PLACES


@dataclass(slots=True)
class _Placed:
    """A cell on the grid while the rows below may still extend it."""

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(slots=True)
class _Written:
    blocks: list[Block] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0


def blocks_of(content: Content) -> tuple[tuple[Block, ...], tuple[Issue, ...]]:
    """Blocks in reading order, and the tables that are too large to be one of a report."""
    written = _Written()
    _write(content, written)
    return tuple(written.blocks), tuple(written.issues)


def _write(content: Content, written: _Written) -> None:
    for item in content:
        if isinstance(item, WordParagraph):
            written.paragraphs += 1
            written.blocks.append(Paragraph(item.text, f"paragraph {written.paragraphs}", item.level))
            continue
        table = _without_frames_inside(item)
        is_layout = any(isinstance(inner, WordTable) for cell in table.cells() for inner in cell.content)
        if is_layout or all(len(row) <= 1 for row in table.rows):
            for cell in table.cells():
                if cell.merge != "continue":
                    _write(cell.content, written)
        else:
            _write_grid(table, written)


def _without_frames_inside(table: WordTable) -> WordTable:
    """The table with inner tables of a single cell given back as the text of their cell."""

    def unframed(cell: WordCell) -> WordCell:
        content: list[WordParagraph | WordTable] = []
        for item in cell.content:
            inner = list(item.cells()) if isinstance(item, WordTable) else []
            if len(inner) == 1 and all(isinstance(part, WordParagraph) for part in inner[0].content):
                content.extend(inner[0].content)
            else:
                content.append(item)
        return replace(cell, content=tuple(content))

    return WordTable(tuple(tuple(unframed(cell) for cell in row) for row in table.rows))


def _write_grid(table: WordTable, written: _Written) -> None:
    written.tables += 1
    locator = f"table {written.tables}"
    placed = list(_placed(table))
    width = max(cell.column + cell.columns for cell in placed)
    places = width * len(table.rows) + sum(cell.rows * cell.columns for cell in placed)
    if width > MAX_COLUMNS or places > 2 * MAX_PLACES:
        detail = f"not read: {len(table.rows)} rows of up to {width} columns are no table of a report"
        written.issues.append(Issue("table_too_large", locator, detail, locator))
        return
    rows: list[list[Cell | None]] = [[None] * width for _ in table.rows]
    for cell in placed:
        place = f"{locator} row {cell.row + 1} column {cell.column + 1}"
        printed = Cell(cell.text, place, cell.rows, cell.columns)
        for row, column in product(
            range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns)
        ):
            rows[row][column] = printed
    written.blocks.append(Grid(tuple(tuple(row) for row in rows), locator))


def _placed(table: WordTable) -> Iterator[_Placed]:
    """Cells with their spans. A cell that continues the one above it has no text of its own, as Word shows it."""
    open_cells: dict[int, _Placed] = {}
    for number, row in enumerate(table.rows):
        still_open: dict[int, _Placed] = {}
        for cell in row:
            above = open_cells.get(cell.column)
            if cell.merge == "continue" and above is not None and above.columns == cell.columns:
                above.rows += 1
                still_open[cell.column] = above
                continue
            new = _Placed(number, cell.column, 1, cell.columns, _text(cell))
            if cell.merge != "none":
                still_open[cell.column] = new
            yield new
        open_cells = still_open


def _text(cell: WordCell) -> str:
    return " ".join(item.text for item in cell.content if isinstance(item, WordParagraph))
