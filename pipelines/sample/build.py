"""Renders the PDF of the sample portal; for developers: `python -m pipelines.sample.build`. Needs reportlab.

The committed file is what the portal serves, so that running it needs no PDF library. The bytes are the same each time.
Table three breaks over a page as word processors break it: the group's cell starts again, empty.
"""

# mypy: disable-error-code="import-untyped"
# reportlab ships no types, and only developers install it.

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as PdfTable
from reportlab.platypus.flowables import Flowable, PageBreak, Spacer

from pipelines.sample.content import Entry, entries
from pipelines.sample.pages import PDF, prose, sections
from pipelines.sample.tables import BLANK, Table

FONT = "STSong-Light"
_COLUMNS_MM = {4: (60, 36, 37, 37), 10: (11, 18, 45, 14, 14, 14, 14, 14, 13, 13), 15: (11.3,) * 15}
_ROWS_BEFORE_BREAK = 17
"""Rows of table three on its first page, the header included; the break falls into 无法提供, before its third row."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell at its place in the grid, counted from 0."""

    text: str
    row: int
    column: int
    rows: int
    columns: int


def render(entry: Entry) -> bytes:
    """The report as PDF: A4, text layer, ruled tables."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    prose_style = ParagraphStyle("prose", fontName=FONT, fontSize=11, leading=17, wordWrap="CJK")
    title_style = ParagraphStyle("title", parent=prose_style, fontSize=15, leading=24, alignment=TA_CENTER)
    story = [Paragraph(entry.title, title_style), Spacer(1, 6 * mm), Paragraph(prose(entry)[0], prose_style)]
    for heading, part in sections(entry):
        story += [Spacer(1, 3 * mm), Paragraph(heading, prose_style)]
        if isinstance(part, str):
            story.append(Paragraph(part, prose_style))
        else:
            story += _flowables(part)
    target = BytesIO()
    margins = {"leftMargin": 20 * mm, "rightMargin": 20 * mm, "topMargin": 18 * mm, "bottomMargin": 18 * mm}
    SimpleDocTemplate(target, pagesize=A4, title=entry.title, author=entry.agency, invariant=1, **margins).build(story)
    return target.getvalue()


def _flowables(table: Table) -> list[Flowable]:
    cells = list(_placed(table))
    height, width = len(table), sum(cell.columns for cell in table[0])
    if width != 10:
        return [_pdf_table(cells, height, width)]
    at = _ROWS_BEFORE_BREAK
    first = [replace(cell, rows=min(cell.rows, at - cell.row)) for cell in cells if cell.row < at]
    second = [replace(cell, row=cell.row - at) for cell in cells if cell.row >= at]
    second += [
        replace(cell, text="", row=0, rows=cell.row + cell.rows - at)
        for cell in cells
        if cell.row < at < cell.row + cell.rows
    ]
    return [_pdf_table(first, at, width), PageBreak(), _pdf_table(second, height - at, width)]


def _placed(table: Table) -> Iterator[_Placed]:
    """Every cell with its place; a cell goes to the first column that no cell from above covers."""
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            taken |= {(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            yield _Placed("" if cell.text == BLANK else cell.text, row, column, cell.rows, cell.columns)
            column += cell.columns


def _pdf_table(cells: Sequence[_Placed], height: int, width: int) -> Flowable:
    style = ParagraphStyle("cell", fontName=FONT, fontSize=8.5, leading=11, wordWrap="CJK", alignment=TA_CENTER)
    grid: list[list[Flowable | str]] = [[""] * width for _ in range(height)]
    commands: list[tuple[object, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
    ]
    commands += [(f"{side}PADDING", (0, 0), (-1, -1), 2) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    for cell in cells:
        grid[cell.row][cell.column] = Paragraph(cell.text, style)
        if cell.rows > 1 or cell.columns > 1:
            last = (cell.column + cell.columns - 1, cell.row + cell.rows - 1)
            commands.append(("SPAN", (cell.column, cell.row), last))
    return PdfTable(grid, colWidths=[part * mm for part in _COLUMNS_MM[width]], style=TableStyle(commands))


def main() -> None:
    """Write the PDF beside this module."""
    entry = next(entry for entry in entries() if entry.kind == "attachment")
    PDF.write_bytes(render(entry))


if __name__ == "__main__":
    main()
