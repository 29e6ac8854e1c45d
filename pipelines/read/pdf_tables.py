"""The tables and the lines of prose of one PDF page.

Comes in: glyphs and ruling lines. Goes out: the page from the top down as lines of prose and tables of
boxes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.read.pdf_aligned import AlignedTable, find_aligned_tables
from pipelines.read.pdf_lattice import Lattice, Region, find_lattices
from pipelines.read.pdf_lines import TextLine, cell_text, text_lines
from pipelines.read.pdf_page import Glyph, PageContent
from pipelines.read.pdf_placing import place_glyphs
from pipelines.read.pdf_torn_rows import without_torn_rows


@dataclass(frozen=True, slots=True)
class Box:
    """A cell in a table on pages: rows `top` to `bottom`, columns `left` to `right`, the ends not included.

    Attributes:
        lines: its print.
        text: its lines joined.
        page: 1-based, with `row` and `column` (1-based, as on that page) where its upper left corner stands.
        table: y of the table on that page, which tells the tables of a page apart.
        is_mended: its row is put together of two on either side of a page break.
        is_open: blank, in a row without figures that no line closes where the page ends: its figure may stand there.
    """

    top: int
    bottom: int
    left: int
    right: int
    lines: tuple[TextLine, ...]
    text: str
    ruled_above: bool
    ruled_below: bool
    page: int
    table: float
    row: int
    column: int
    is_mended: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class PageTable:
    """A ruled table on one page; fields that no box covers are no cells of the document."""

    page: int
    y: float
    columns: tuple[float, ...]
    row_count: int
    boxes: tuple[Box, ...]
    irregular: int


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of prose."""

    page: int
    y: float
    text: str


def read_page_tables(page: PageContent) -> list[PageLine | PageTable]:
    """What stands on the page, from the top down."""
    found = find_lattices(page.rules) or find_lattices(page.faint)
    lattices = [lattice for lattice in found if not _is_frame(lattice, found)]
    placement = place_glyphs(page, lattices)
    aligned, free = find_aligned_tables(placement.free)
    lines = without_torn_rows(text_lines(free))
    blocks: list[PageLine | PageTable] = [PageLine(page.number, line.top, line.text) for line in lines]
    blocks.extend(_aligned_page_table(page.number, table) for table in aligned)
    for lattice, contents in zip(lattices, placement.in_cells, strict=True):
        table = _page_table(page.number, lattice, contents)
        if table is not None:
            blocks.append(table)
    return sorted(blocks, key=lambda block: block.y)


def _is_frame(lattice: Lattice, others: Sequence[Lattice]) -> bool:
    """Whether it is a border around a part of the page that has tables of its own, not a table."""
    return len(lattice.regions) == 1 and any(
        other is not lattice
        and lattice.rows[0] <= other.rows[0] <= other.rows[-1] <= lattice.rows[-1]
        and lattice.columns[0] <= other.columns[0] <= other.columns[-1] <= lattice.columns[-1]
        for other in others
    )


def _page_table(page: int, lattice: Lattice, contents: Sequence[Sequence[Glyph]]) -> PageTable | None:
    every = [
        (region, _box(page, lattice, region, inside)) for region, inside in zip(lattice.regions, contents, strict=True)
    ]
    boxes = tuple(box for region, box in every if box.text or _is_cell(region))
    # Blank cells alone may be the last row of a table that began on the page before.
    if len(boxes) < 2 and not any(box.text for box in boxes):
        return None
    return PageTable(page, lattice.rows[0], lattice.columns, len(lattice.rows) - 1, boxes, lattice.irregular)


def _aligned_page_table(page: int, table: AlignedTable) -> PageTable:
    boxes = []
    for cell in table.cells:
        lines = tuple(text_lines(cell.glyphs))
        text = cell_text(lines, table.columns[cell.right] - table.columns[cell.left])
        place = (cell.top, cell.bottom, cell.left, cell.right)
        boxes.append(Box(*place, lines, text, True, True, page, table.rows[0], cell.top + 1, cell.left + 1))
    return PageTable(page, table.rows[0], table.columns, len(table.rows) - 1, tuple(boxes), 0)


def _is_cell(region: Region) -> bool:
    """Whether an empty region is a blank cell: closed to both sides or above and below; a page break opens one side."""
    return region.ruled_beside or (region.ruled_above and region.ruled_below)


def _box(page: int, lattice: Lattice, region: Region, glyphs: Sequence[Glyph]) -> Box:
    lines = tuple(text_lines(glyphs))
    width = lattice.columns[region.right] - lattice.columns[region.left]
    return Box(
        top=region.top,
        bottom=region.bottom,
        left=region.left,
        right=region.right,
        lines=lines,
        text=cell_text(lines, width),
        ruled_above=region.ruled_above,
        ruled_below=region.ruled_below,
        page=page,
        table=lattice.rows[0],
        row=region.top + 1,
        column=region.left + 1,
    )
