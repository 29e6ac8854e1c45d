"""From ruling lines to cells: the lattice that the lines of a table draw, and the regions between them.

Comes in: lines of one page. Goes out: tables with their row and column edges and rectangular regions.
The one idea: all edges of a table make a lattice of small fields; two neighbouring fields belong to
one cell when no line runs between them. Spans are thus measured, never guessed from what is empty.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from typing import NamedTuple

from pipelines.read.pdf_page import Rule, Rules

# Lines closer than this (points) are one line: double borders, and pieces drawn cell by cell. No cell is so thin.
SNAP = 4.0
# An outermost line nearer to the next one (points) is a frame around the table: no row or column of text is so thin.
FRAME = 8.0
# Share of a frame's line that the table's own line runs along.
ALONG = 0.8
# A line interrupted by at most this (points) goes on: dashes, dots, crossings.
DASH_GAP = 3.0
# Shorter lines are ticks, boxes to tick, underlined single characters.
SHORTEST = 6.0
# A line that leaves the outermost crossing line by more than this (points) shows that the table is open there.
OPEN_END = 6.0
# Share of a field's side that a line has to cover to close it.
CLOSED = 0.5
# Pages with more lines or more tables than any form are drawings.
MAX_LINES = 1500
MAX_FIELDS = 40_000
MAX_LATTICES = 60


class Region(NamedTuple):
    """A rectangle of lattice fields: rows `top` to `bottom`, columns `left` to `right`, the ends not included.

    Attributes:
        ruled_above: a line closes its upper side.
        ruled_below: a line closes its lower side.
        ruled_beside: lines close its left and its right side.
    """

    top: int
    bottom: int
    left: int
    right: int
    ruled_above: bool
    ruled_below: bool
    ruled_beside: bool


@dataclass(frozen=True, slots=True)
class Lattice:
    """One ruled table on one page.

    Attributes:
        columns: x of the column edges, ascending, one more than there are columns.
        rows: y of the row edges, ascending, one more than there are rows.
        regions: together they cover every field exactly once.
        irregular: regions that are no rectangles, because a line is missing, and were cut into some.
    """

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    regions: tuple[Region, ...]
    irregular: int

    @property
    def area(self) -> float:
        """Square points."""
        return (self.columns[-1] - self.columns[0]) * (self.rows[-1] - self.rows[0])

    def region_numbers(self) -> list[list[int]]:
        """For each row and column the index of the region that covers it."""
        numbers = [[0] * (len(self.columns) - 1) for _ in range(len(self.rows) - 1)]
        for number, region in enumerate(self.regions):
            for row, column in product(range(region.top, region.bottom), range(region.left, region.right)):
                numbers[row][column] = number
        return numbers


def find_lattices(rules: Rules) -> tuple[Lattice, ...]:
    """The ruled tables of a page, from the top down. Single frames count: they are tables of one cell."""
    horizontal, vertical = _merged(rules.horizontal), _merged(rules.vertical)
    if not horizontal or not vertical or len(horizontal) + len(vertical) > MAX_LINES:
        return ()
    lattices = [_lattice(across, upright) for across, upright in _connected(horizontal, vertical)]
    found = [lattice for lattice in lattices if lattice is not None]
    if len(found) > MAX_LATTICES:
        return ()
    return tuple(sorted(found, key=lambda lattice: (lattice.rows[0], lattice.columns[0])))


def field_of(edges: Sequence[float], position: float) -> int | None:
    """Which interval between the edges holds the position; None outside."""
    if not edges[0] <= position <= edges[-1]:
        return None
    return min(bisect_right(edges, position) - 1, len(edges) - 2)


def clustered(positions: Iterable[float], reach: float = SNAP) -> list[float]:
    """Positions nearer than `reach` to the first of their group, as the mean of the group, ascending."""
    groups: list[list[float]] = []
    for position in sorted(positions):
        if groups and position - groups[-1][0] <= reach:
            groups[-1].append(position)
        else:
            groups.append([position])
    return [sum(group) / len(group) for group in groups]


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Pieces on one line joined to lines, the short ones dropped."""
    merged: list[Rule] = []
    for group in _on_one_line(rules):
        pieces: list[Rule] = []
        end = 0.0
        for rule in sorted(group, key=lambda piece: piece.start):
            if pieces and rule.start > end + DASH_GAP:
                merged.append(_one_rule(pieces))
                pieces = []
            end = max(end, rule.end) if pieces else rule.end
            pieces.append(rule)
        merged.append(_one_rule(pieces))
    return [rule for rule in merged if rule.end - rule.start >= SHORTEST]


def _one_rule(pieces: list[Rule]) -> Rule:
    position = sum(piece.position for piece in pieces) / len(pieces)
    return Rule(position, min(piece.start for piece in pieces), max(piece.end for piece in pieces))


def _on_one_line(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for rule in sorted(rules):
        if group and rule.position - group[0].position > SNAP / 2:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _connected(horizontal: list[Rule], vertical: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that touch each other, directly or through others."""
    parents = list(range(len(horizontal) + len(vertical)))
    for (i, across), (j, upright) in product(enumerate(horizontal), enumerate(vertical)):
        if _touch(across, upright):
            _unite(parents, i, len(horizontal) + j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, across in enumerate(horizontal):
        groups.setdefault(_root(parents, i), ([], []))[0].append(across)
    for j, upright in enumerate(vertical):
        groups.setdefault(_root(parents, len(horizontal) + j), ([], []))[1].append(upright)
    yield from groups.values()


def _touch(across: Rule, upright: Rule) -> bool:
    return (
        upright.start - SNAP <= across.position <= upright.end + SNAP
        and across.start - SNAP <= upright.position <= across.end + SNAP
    )


def _root(parents: list[int], member: int) -> int:
    while parents[member] != member:
        parents[member] = parents[parents[member]]
        member = parents[member]
    return member


def _unite(parents: list[int], one: int, other: int) -> None:
    parents[_root(parents, one)] = _root(parents, other)


def _unframed(lines: list[Rule], crossing: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Lines of one direction without those of a frame, and the crossing lines cut where the table ends then.

    Only the corners of a frame cross the gap between frame and table; the lines of rows and columns end before it.
    """
    positions = clustered(line.position for line in lines)
    for outer, inner in ((0, 1), (-1, -2)):
        if len(positions) < 4 or abs(positions[inner] - positions[outer]) > FRAME:
            continue
        middle = (positions[inner] + positions[outer]) / 2
        corners = clustered(line.position for line in crossing if (line.start < middle < line.end))
        of_frame = [line for line in lines if _nearest(positions, line) == positions[outer]]
        of_table = [line for line in lines if _nearest(positions, line) == positions[inner]]
        if len(corners) > 2 or _length(of_table) < ALONG * _length(of_frame):
            continue
        edge = positions[inner]
        del positions[outer]
        lines = [line for line in lines if line not in of_frame]
        if outer == 0:
            crossing = [line._replace(start=max(line.start, edge)) for line in crossing if line.end > edge]
        else:
            crossing = [line._replace(end=min(line.end, edge)) for line in crossing if line.start < edge]
    return lines, crossing


def _nearest(positions: list[float], line: Rule) -> float:
    return min(positions, key=lambda position: abs(position - line.position))


def _length(lines: list[Rule]) -> float:
    return sum(line.end - line.start for line in lines)


def _edges(crossing: list[Rule], along: list[Rule]) -> list[float]:
    """Edges where the crossing lines stand, and where the lines along run on past the outermost of them."""
    edges = clustered(rule.position for rule in crossing)
    first, last = min(rule.start for rule in along), max(rule.end for rule in along)
    if first < edges[0] - OPEN_END:
        edges.insert(0, first)
    if last > edges[-1] + OPEN_END:
        edges.append(last)
    return edges


def _lattice(horizontal: list[Rule], vertical: list[Rule]) -> Lattice | None:
    if not horizontal or not vertical:
        return None
    vertical, horizontal = _unframed(vertical, horizontal)
    horizontal, vertical = _unframed(horizontal, vertical)
    columns, rows = _edges(vertical, horizontal), _edges(horizontal, vertical)
    height, width = len(rows) - 1, len(columns) - 1
    if height < 1 or width < 1 or height * width > MAX_FIELDS:
        return None
    upright = _walls(vertical, columns, rows)
    across = _walls(horizontal, rows, columns)
    groups = _open_groups(height, width, upright, across)
    regions: list[Region] = []
    irregular = 0
    for fields in groups:
        rectangles = [_bounds(fields)]
        if _size(rectangles[0]) != len(fields):
            irregular += 1
            rectangles = list(_upright_pieces(fields, across))
        regions.extend(_region(*rectangle, upright, across) for rectangle in rectangles)
    regions.sort()
    return Lattice(tuple(columns), tuple(rows), tuple(regions), irregular)


def _walls(lines: list[Rule], positions: list[float], bands: list[float]) -> list[list[bool]]:
    """For each edge position and each band between the crossing edges: does a line close it there."""
    cover = [[0.0] * (len(bands) - 1) for _ in positions]
    for line in lines:
        at = min(range(len(positions)), key=lambda index: abs(positions[index] - line.position))
        for band, (start, end) in enumerate(pairwise(bands)):
            cover[at][band] += max(0.0, min(end, line.end) - max(start, line.start))
    sizes = [end - start for start, end in pairwise(bands)]
    return [[part >= CLOSED * size for part, size in zip(row, sizes, strict=True)] for row in cover]


def _open_groups(
    height: int, width: int, upright: list[list[bool]], across: list[list[bool]]
) -> list[list[tuple[int, int]]]:
    """Fields between which no line runs."""
    parents = list(range(height * width))
    for row, column in product(range(height), range(width)):
        if column + 1 < width and not upright[column + 1][row]:
            _unite(parents, row * width + column, row * width + column + 1)
        if row + 1 < height and not across[row + 1][column]:
            _unite(parents, row * width + column, (row + 1) * width + column)
    groups: dict[int, list[tuple[int, int]]] = {}
    for row, column in product(range(height), range(width)):
        groups.setdefault(_root(parents, row * width + column), []).append((row, column))
    return list(groups.values())


Rectangle = tuple[int, int, int, int]


def _bounds(fields: list[tuple[int, int]]) -> Rectangle:
    rows, columns = [row for row, _ in fields], [column for _, column in fields]
    return min(rows), max(rows) + 1, min(columns), max(columns) + 1


def _size(rectangle: Rectangle) -> int:
    top, bottom, left, right = rectangle
    return (bottom - top) * (right - left)


def _upright_pieces(fields: list[tuple[int, int]], across: list[list[bool]]) -> Iterator[Rectangle]:
    """A region with a missing line, cut along every column edge: a value never moves to another column.

    A group label without a line to its right keeps its height, the rows beside it keep theirs.
    """
    for column in sorted({column for _, column in fields}):
        rows = sorted(row for row, at in fields if at == column)
        top = rows[0]
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            if following is None or following != row + 1 or across[following][column]:
                yield top, row + 1, column, column + 1
                top = row + 1 if following is None else following


def _region(
    top: int, bottom: int, left: int, right: int, upright: list[list[bool]], across: list[list[bool]]
) -> Region:
    above = all(across[top][left:right])
    below = all(across[bottom][left:right])
    beside = all(upright[left][top:bottom]) and all(upright[right][top:bottom])
    return Region(top, bottom, left, right, above, below, beside)
