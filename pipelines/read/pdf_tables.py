"""The tables and the lines of prose of one PDF page.

Comes in: glyphs and ruling lines. Goes out: the page from the top down as lines of prose and tables of
boxes. The one idea: a character belongs to the cell that its ink lies in; a number is never torn apart
by a line that it overflows.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.read.pdf_lattice import Lattice, Region, field_of, find_lattices
from pipelines.read.pdf_lines import NUMERIC, TextLine, cell_text, text_lines
from pipelines.read.pdf_page import UNDECODED, Glyph, PageContent

# Digits of one number stand nearer than this share of their height; cells keep more white between numbers.
_ONE_NUMBER = 0.12
# Baselines of one number differ by less (points).
_ONE_LINE = 1.0
# A number that overflows its cell belongs to the cell that holds at least this share of it.
_MOSTLY_INSIDE = 0.6


@dataclass(frozen=True, slots=True)
class Box:
    """A cell in a table on pages: rows `top` to `bottom`, columns `left` to `right`, the ends not included.

    Attributes:
        lines: its print.
        text: its lines joined.
        page: 1-based, with `row` and `column` (1-based, as on that page) where its upper left corner stands.
        table: y of the table on that page, which tells the tables of a page apart.
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
    owned, free = _owned_glyphs(page.glyphs, lattices)
    blocks: list[PageLine | PageTable] = [PageLine(page.number, line.top, line.text) for line in text_lines(free)]
    for lattice, glyphs in zip(lattices, owned, strict=True):
        table = _page_table(page.number, lattice, glyphs)
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


def _owned_glyphs(glyphs: Sequence[Glyph], lattices: Sequence[Lattice]) -> tuple[list[list[Glyph]], list[Glyph]]:
    """Glyphs by the table that they lie in, the innermost where tables are nested, and those outside of all."""
    owned: list[list[Glyph]] = [[] for _ in lattices]
    free: list[Glyph] = []
    innermost_first = sorted(range(len(lattices)), key=lambda number: lattices[number].area)
    for glyph in glyphs:
        x = (glyph.x0 + glyph.x1) / 2
        for number in innermost_first:
            columns, rows = lattices[number].columns, lattices[number].rows
            if columns[0] <= x <= columns[-1] and rows[0] <= glyph.middle <= rows[-1]:
                owned[number].append(glyph)
                break
        else:
            free.append(glyph)
    return owned, free


def _page_table(page: int, lattice: Lattice, glyphs: Sequence[Glyph]) -> PageTable | None:
    contents = _region_glyphs(lattice, glyphs)
    every = [
        (region, _box(page, lattice, region, inside)) for region, inside in zip(lattice.regions, contents, strict=True)
    ]
    boxes = tuple(box for region, box in every if box.text or _is_cell(region))
    # Blank cells alone may be the last row of a table that began on the page before.
    if len(boxes) < 2 and not any(box.text for box in boxes):
        return None
    return PageTable(page, lattice.rows[0], lattice.columns, len(lattice.rows) - 1, boxes, lattice.irregular)


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


def _region_glyphs(lattice: Lattice, glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """For each region the glyphs whose ink lies in it."""
    numbers = lattice.region_numbers()
    contents: list[list[Glyph]] = [[] for _ in lattice.regions]
    placed: list[tuple[Glyph, int]] = []
    for glyph in glyphs:
        row = field_of(lattice.rows, glyph.middle)
        column = field_of(lattice.columns, (glyph.x0 + glyph.x1) / 2)
        if row is not None and column is not None:
            placed.append((glyph, numbers[row][column]))
    for glyph, number in _with_whole_numbers(placed):
        contents[number].append(glyph)
    return contents


def _with_whole_numbers(placed: list[tuple[Glyph, int]]) -> list[tuple[Glyph, int]]:
    """The same, with each number that a line of the table cuts given whole to one region.

    A number wider than its column runs over the line beside it. It belongs where most of it stands; where
    that is not clear, its digits become U+FFFD in each region, so that no part of it passes for a number.
    """
    placed = _by_lines(placed)
    cuts = [
        index
        for index, ((left, left_region), (right, right_region)) in enumerate(pairwise(placed))
        if left_region != right_region and _is_one_number(left, right)
    ]
    done = -1
    for cut in cuts:
        if cut <= done:
            continue
        first, done = _number_around(placed, cut)
        shares: Counter[int] = Counter()
        for glyph, region in placed[first : done + 1]:
            shares[region] += round(1000 * (glyph.x1 - glyph.x0))
        owner, most = shares.most_common(1)[0]
        is_clear = most >= _MOSTLY_INSIDE * shares.total()
        for index in range(first, done + 1):
            glyph, region = placed[index]
            placed[index] = (glyph, owner) if is_clear else (glyph._replace(text=UNDECODED), region)
    return placed


def _by_lines(placed: list[tuple[Glyph, int]]) -> list[tuple[Glyph, int]]:
    """In the order of the lines that run through the whole table; white space keeps no number together."""
    order: list[tuple[Glyph, int]] = []
    line: list[tuple[Glyph, int]] = []
    for item in sorted(placed, key=lambda item: item[0].baseline):
        if line and item[0].baseline - line[0][0].baseline >= _ONE_LINE:
            order.extend(sorted(line, key=lambda item: item[0].x0))
            line = []
        line.append(item)
    return order + sorted(line, key=lambda item: item[0].x0)


def _is_one_number(left: Glyph, right: Glyph) -> bool:
    return (
        left.text in NUMERIC
        and right.text in NUMERIC
        and abs(left.baseline - right.baseline) < _ONE_LINE
        and abs(right.x0 - left.x1) < _ONE_NUMBER * (left.bottom - left.top)
    )


def _number_around(placed: list[tuple[Glyph, int]], cut: int) -> tuple[int, int]:
    """First and last index of the number that goes on over the cut after index `cut`."""
    first, last = cut, cut + 1
    while first > 0 and _is_one_number(placed[first - 1][0], placed[first][0]):
        first -= 1
    while last + 1 < len(placed) and _is_one_number(placed[last][0], placed[last + 1][0]):
        last += 1
    return first, last
