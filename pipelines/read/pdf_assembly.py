"""The pages of a PDF to one sequence of blocks.

Comes in: lines and tables page by page. Goes out: paragraphs and grids with locators. Tables are joined
over the pages, and frames around prose are taken for prose again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, product

from pipelines.model import Block, Cell, Grid, Issue, Paragraph
from pipelines.read.pdf_joining import JoinedTable, joined, single
from pipelines.read.pdf_margins import without_margins
from pipelines.read.pdf_tables import Box, PageLine, PageTable

# A row over the full width of a table is a caption when it is at most this long (characters), else prose.
_LONGEST_CAPTION = 40

Flow = PageLine | JoinedTable
Ordinals = dict[tuple[int, float], int]


def assembled(
    pages: Sequence[Sequence[PageLine | PageTable]], heights: Sequence[float]
) -> tuple[tuple[Block, ...], tuple[Issue, ...]]:
    """Blocks in reading order, and what about the tables is not proven.

    Args:
        pages: for each page what stands on it, from the top down.
        heights: of the pages, in points.
    """
    bodies, running = without_margins(pages, heights)
    flow = [part for item in _joined_over_pages(bodies) for part in _prose_and_tables(item)]
    ordinals = _table_ordinals(item for item in flow if isinstance(item, JoinedTable))
    line_counts: Counter[int] = Counter()
    blocks: list[Block] = []
    issues: list[Issue] = []
    for item in (*flow, *running):
        if isinstance(item, PageLine):
            line_counts[item.page] += 1
            blocks.append(Paragraph(item.text, f"page {item.page} line {line_counts[item.page]}"))
            continue
        grid = _grid(item, ordinals)
        blocks.append(grid)
        if item.irregular:
            detail = f"{item.irregular} regions between the lines are no rectangles: a line is missing"
            issues.append(Issue("irregular_cells", grid.locator, detail, grid.locator))
    return tuple(blocks), tuple(issues)


def _joined_over_pages(pages: Iterable[Iterable[PageLine | PageTable]]) -> list[Flow]:
    """Each table at the head of a page joined to the one that ends the page before, where both agree."""
    flow: list[Flow] = []
    for page in pages:
        for block in page:
            if isinstance(block, PageLine):
                flow.append(block)
                continue
            last = flow[-1] if flow else None
            whole = joined(last, block) if isinstance(last, JoinedTable) and last.last_page < block.page else None
            if whole is None:
                flow.append(single(block))
            else:
                flow[-1] = whole
    return flow


def _prose_and_tables(item: Flow) -> Iterator[Flow]:
    """A table with its framed prose given back as lines.

    Rows of one cell over the full width at the foot of a table are prose, and so are several of them in a run;
    a single short one above other rows is the caption of a block and stays.
    """
    if isinstance(item, PageLine):
        yield item
        return
    full_rows = _full_rows(item)
    rows: list[int] = []
    runs = [(is_full, list(run)) for is_full, run in groupby(range(item.row_count), key=lambda row: row in full_rows)]
    for number, (is_full, run) in enumerate(runs):
        if not is_full:
            rows.extend(run)
            continue
        boxes = list(dict.fromkeys(full_rows[row] for row in run if full_rows[row].text))
        caption = boxes[-1] if boxes and number + 1 < len(runs) and _is_caption(boxes[-1]) else None
        prose = [box for box in boxes if box is not caption]
        if prose:
            yield from _slice(item, rows)
            yield from (PageLine(box.page, line.top, line.text) for box in prose for line in box.lines)
            rows = []
        if caption is not None:
            rows.extend(range(caption.top, caption.bottom))
    yield from _slice(item, rows)


def _is_caption(box: Box) -> bool:
    return len(box.text) <= _LONGEST_CAPTION


def _full_rows(table: JoinedTable) -> dict[int, Box]:
    """Rows that one box fills alone."""
    by_row: dict[int, list[Box]] = {}
    for box in table.boxes:
        for row in range(box.top, box.bottom):
            by_row.setdefault(row, []).append(box)
    alone = {row: boxes[0] for row, boxes in by_row.items() if len(boxes) == 1}
    return {row: box for row, box in alone.items() if all(at in alone for at in range(box.top, box.bottom))}


def _slice(table: JoinedTable, rows: Sequence[int]) -> Iterator[JoinedTable]:
    """The table as far as these rows go, on the edges that its boxes use."""
    kept = [box for box in table.boxes if rows and rows[0] <= box.top <= rows[-1]]
    if not any(box.text for box in kept):
        return
    columns = sorted({edge for box in kept for edge in (box.left, box.right)})
    lines = sorted({edge for box in kept for edge in (box.top, box.bottom)})
    boxes = tuple(
        replace(
            box,
            left=columns.index(box.left),
            right=columns.index(box.right),
            top=lines.index(box.top),
            bottom=lines.index(box.bottom),
        )
        for box in kept
    )
    yield replace(
        table,
        page=min(kept, key=lambda box: (box.top, box.left)).page,
        columns=tuple(table.columns[edge] for edge in columns),
        row_count=len(lines) - 1,
        boxes=boxes,
    )


def _table_ordinals(tables: Iterable[JoinedTable]) -> Ordinals:
    """The ordinal of each table among the tables of its page, from the top down."""
    places = sorted({(box.page, box.table) for table in tables for box in table.boxes})
    return {place: number for _, page in groupby(places, key=lambda at: at[0]) for number, place in enumerate(page, 1)}


def _grid(table: JoinedTable, ordinals: Ordinals) -> Grid:
    width = len(table.columns) - 1
    rows: list[list[Cell | None]] = [[None] * width for _ in range(table.row_count)]
    for box in table.boxes:
        if box.is_open and not box.is_mended:
            # A field that no cell covers is not blank.
            continue
        locator = f"{_place(box, ordinals)} row {box.row} column {box.column}"
        cell = Cell(box.text, locator, box.bottom - box.top, box.right - box.left, is_mended=box.is_mended)
        for row, column in product(range(box.top, box.bottom), range(box.left, box.right)):
            rows[row][column] = cell
    first = min(table.boxes, key=lambda box: (box.top, box.left))
    return Grid(tuple(tuple(row) for row in rows), _place(first, ordinals))


def _place(box: Box, ordinals: Ordinals) -> str:
    return f"page {box.page} table {ordinals[box.page, box.table]}"
