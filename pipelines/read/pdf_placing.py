"""Which cell of which table each character belongs to.

Comes in: the glyphs of a page and its lattices. Goes out: glyphs by cell, and those outside of all tables.
The rule is where the ink is. What was shown as one string stays together when it runs over a line of the
table; where nothing proves which cell a number belongs to, its digits become U+FFFD, so that no part of it
passes for a number.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.read.pdf_lattice import Lattice, field_of
from pipelines.read.pdf_lines import NUMERIC
from pipelines.read.pdf_page import UNDECODED, Glyph, PageContent

# Glyphs of one string follow each other when the gap is less than this share of their height.
_FOLLOWS = 0.3
# Digits shown one by one may be one number when they are nearer than this share of their height.
_ONE_NUMBER = 0.12
# White that cells keep to their lines at least, together, as a share of the height of the print.
_CELL_GAP = 0.04
# A string that overflows its cell belongs to the cell that holds at least this share of it.
_MOSTLY_INSIDE = 0.6
# A string overflows only a cell that has no room for it but this (points).
_ROOM_LEFT = 4.0
# Baselines of one number differ by less (points).
_ONE_LINE = 1.0

Owner = tuple[int, int]
_NOWHERE: Owner = (-1, -1)


@dataclass(slots=True)
class Placement:
    """Glyphs of a page.

    Attributes:
        in_cells: for each lattice, for each of its regions, the glyphs in it.
        free: glyphs outside of all lattices.
    """

    in_cells: list[list[list[Glyph]]] = field(default_factory=list)
    free: list[Glyph] = field(default_factory=list)


def place_glyphs(page: PageContent, lattices: Sequence[Lattice]) -> Placement:
    """Each glyph in one place. What lies outside of page and tables is not printed and left out."""
    owners = _by_position(page.glyphs, lattices)
    glyphs = list(page.glyphs)
    moved = _keep_strings_whole(glyphs, owners, lattices)
    _mark_torn_numbers(glyphs, owners, moved, lattices)
    placement = Placement([[[] for _ in lattice.regions] for lattice in lattices])
    for glyph, (lattice, region) in zip(glyphs, owners, strict=True):
        if lattice >= 0:
            placement.in_cells[lattice][region].append(glyph)
        elif 0 <= glyph.centre <= page.width and 0 <= glyph.middle <= page.height:
            placement.free.append(glyph)
    return placement


def _by_position(glyphs: Sequence[Glyph], lattices: Sequence[Lattice]) -> list[Owner]:
    """The region that the ink of each glyph lies in, that of the innermost table where tables are nested."""
    innermost_first = sorted(range(len(lattices)), key=lambda number: lattices[number].area)
    numbers = [lattice.region_numbers() for lattice in lattices]
    owners: list[Owner] = []
    for glyph in glyphs:
        owner = _NOWHERE
        for lattice in innermost_first:
            row = field_of(lattices[lattice].rows, glyph.middle)
            column = field_of(lattices[lattice].columns, glyph.centre)
            if row is not None and column is not None:
                owner = (lattice, numbers[lattice][row][column])
                break
        owners.append(owner)
    return owners


def _keep_strings_whole(glyphs: list[Glyph], owners: list[Owner], lattices: Sequence[Lattice]) -> set[int]:
    """Give each string that a line cuts to the cell that it overflows; returns the indexes of its glyphs."""
    moved: set[int] = set()
    for string in _strings(glyphs):
        if len({owners[index] for index in string}) == 1:
            continue
        shares: defaultdict[Owner, float] = defaultdict(float)
        for index in string:
            shares[owners[index]] += glyphs[index].x1 - glyphs[index].x0
        owner, most = max(shares.items(), key=lambda item: item[1])
        total = sum(shares.values())
        if most >= _MOSTLY_INSIDE * total and total > _width(owner, lattices) - _ROOM_LEFT:
            for index in string:
                owners[index] = owner
            moved.update(string)
        else:
            _mark(glyphs, owners, string)
    return moved


def _strings(glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """Indexes of glyphs that were shown as one string without a gap; white space ends a string."""
    string: list[int] = []
    for index, glyph in enumerate(glyphs):
        if glyph.text == " ":
            continue
        if string:
            before = glyphs[string[-1]]
            height = glyph.bottom - glyph.top
            follows = glyph.string == before.string and abs(glyph.x0 - before.x1) < _FOLLOWS * height
            if not follows or string[-1] != index - 1 or abs(glyph.baseline - before.baseline) >= _ONE_LINE:
                yield string
                string = []
        string.append(index)
    if string:
        yield string


def _width(owner: Owner, lattices: Sequence[Lattice]) -> float:
    lattice, region = owner
    if lattice < 0:
        return float("inf")
    place = lattices[lattice].regions[region]
    return lattices[lattice].columns[place.right] - lattices[lattice].columns[place.left]


def _mark(glyphs: list[Glyph], owners: Sequence[Owner], indexes: Sequence[int]) -> None:
    for index in indexes:
        if glyphs[index].text in NUMERIC and owners[index] != _NOWHERE:
            glyphs[index] = glyphs[index]._replace(text=UNDECODED)


def _mark_torn_numbers(
    glyphs: list[Glyph], owners: Sequence[Owner], moved: set[int], lattices: Sequence[Lattice]
) -> None:
    """Mark numbers that are shown digit by digit, run over a line of a table, and have no other line around them."""
    digits = [index for index, glyph in enumerate(glyphs) if glyph.text in NUMERIC and index not in moved]
    for number in _numbers(glyphs, digits):
        cuts = [(left, right) for left, right in pairwise(number) if owners[left] != owners[right]]
        if any(not _is_parted(glyphs[left], glyphs[right], owners[left], lattices) for left, right in cuts):
            _mark(glyphs, owners, number)


def _numbers(glyphs: Sequence[Glyph], digits: Sequence[int]) -> Iterator[list[int]]:
    """Indexes of digits that stand on one line next to each other, from left to right."""
    number: list[int] = []
    for index in _in_line_order(glyphs, digits):
        if number:
            left, right = glyphs[number[-1]], glyphs[index]
            near = abs(right.x0 - left.x1) < _ONE_NUMBER * (left.bottom - left.top)
            if not near or abs(left.baseline - right.baseline) >= _ONE_LINE:
                yield number
                number = []
        number.append(index)
    if number:
        yield number


def _in_line_order(glyphs: Sequence[Glyph], indexes: Sequence[int]) -> Iterator[int]:
    line: list[int] = []
    for index in sorted(indexes, key=lambda at: glyphs[at].baseline):
        if line and glyphs[index].baseline - glyphs[line[0]].baseline >= _ONE_LINE:
            yield from sorted(line, key=lambda at: glyphs[at].x0)
            line = []
        line.append(index)
    yield from sorted(line, key=lambda at: glyphs[at].x0)


def _is_parted(left: Glyph, right: Glyph, owner: Owner, lattices: Sequence[Lattice]) -> bool:
    """Whether a line of the table runs in the white between two digits."""
    lattice, region = owner
    if left.string == right.string or lattice < 0:
        return False
    edge = lattices[lattice].columns[lattices[lattice].regions[region].right]
    return left.x1 <= edge <= right.x0 and right.x0 - left.x1 > _CELL_GAP * (left.bottom - left.top)
