"""Rows of table three whose label is lost or damaged -> the row of the form, where their place proves it.

In: rows in reading order, some without a code. Out: the same rows with codes, and those that stay without. The one
idea: between two rows that are surely known, as many unknown rows as the form has there can only be those, in their
order. In a conversion that tears rows apart (Markdown of a PDF) order is no proof; there the sum of each column must
hold, and a column is taken only where any order of the unknown rows would give the same.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from pipelines.forms.template import Form
from pipelines.model import Cell, CellState
from pipelines.parse.application import COUNT
from pipelines.parse.numbers import read_count
from pipelines.parse.rows import Row


class PlacedRow(NamedTuple):
    """A row that belongs to a row of the form.

    Attributes:
        code: row of the form.
        row: the row of the document; `order` holds None in columns that its place does not prove.
        columns: which columns are proven by the place; all where the label names the row.
    """

    code: str
    row: Row
    columns: tuple[bool, ...]


_ALL = (True,) * COUNT


def place_rows(rows: Sequence[Row], form: Form) -> tuple[tuple[PlacedRow, ...], tuple[Row, ...]]:
    """Give codes to rows by label or by place.

    Args:
        rows: rows of one copy of table three in reading order.
        form: form version of the table.

    Returns:
        Rows with their codes, in reading order, and rows that nothing places.
    """
    codes = [row.code for row in form.tables["application"].rows]
    index = {code: number for number, code in enumerate(codes)}
    known = [row for row in rows if row.has_cells() and (row.code is None or row.code in index)]
    placed: list[PlacedRow] = []
    lost: list[Row] = []
    waiting: list[Row] = []
    last = -1
    for row in known:
        anchor = index.get(row.code or "") if row.is_exact else None
        if anchor is None:
            waiting.append(row)
            continue
        found, left = _fill(waiting, codes[last + 1 : anchor])
        placed += found
        lost += left
        waiting = []
        placed.append(PlacedRow(codes[anchor], row, _ALL))
        last = anchor
    found, left = _fill(waiting, codes[last + 1 :])
    placed += found
    lost += left
    return tuple(_proven(placed, form)), tuple(lost)


def _fill(waiting: Sequence[Row], gap: Sequence[str]) -> tuple[list[PlacedRow], list[Row]]:
    """Rows without a sure label between two sure ones; the labels they have must fit."""
    if len(waiting) == len(gap) and all(row.code in {None, code} for row, code in zip(waiting, gap, strict=True)):
        return [PlacedRow(code, row, _ALL) for row, code in zip(waiting, gap, strict=True)], []
    placed: list[PlacedRow] = []
    lost: list[Row] = []
    last = -1
    for row in waiting:
        number = gap.index(row.code) if row.code in gap else -1
        if number > last:
            placed.append(PlacedRow(gap[number], row, _ALL))
            last = number
        else:
            lost.append(row)
    return placed, lost


def _proven(placed: Sequence[PlacedRow], form: Form) -> Iterator[PlacedRow]:
    """In a torn conversion, keep of rows without a label only the columns that sums and neighbours prove."""
    torn = [entry for entry in placed if entry.row.kind == "markdown" and entry.row.code is None]
    if not torn:
        yield from placed
        return
    holds = _columns_that_add_up(placed, form)
    for entry in placed:
        if entry.row.kind != "markdown" or entry.row.code is not None or entry.row.order is None:
            yield entry
            continue
        gap = _gap_around(entry, placed)
        columns = tuple(
            holds[column] and len({other.row.order[column].text for other in gap if other.row.order}) == 1
            for column in range(COUNT)
        )
        yield entry._replace(columns=columns)


def _gap_around(entry: PlacedRow, placed: Sequence[PlacedRow]) -> list[PlacedRow]:
    """The unlabelled rows that stand together with this one; any of them could be any other."""
    at = first = last = placed.index(entry)
    while first > 0 and placed[first - 1].row.code is None:
        first -= 1
    while last + 1 < len(placed) and placed[last + 1].row.code is None:
        last += 1
    return list(placed[first : last + 1]) if at >= first else [entry]


def _columns_that_add_up(placed: Sequence[PlacedRow], form: Form) -> tuple[bool, ...]:
    """Columns in which all outcomes are read and their sum is the printed total."""
    table = form.tables["application"]
    outcome = next(identity for identity in form.identities if identity.code == "outcome_sum")
    terms = [row for code in outcome.left for row in table.rows_of(code)]
    (total,) = (row for code in outcome.right for row in table.rows_of(code))
    rows = {entry.code: entry.row.order for entry in placed if entry.row.order}
    if not all(code in rows for code in (*terms, total)):
        return (False,) * COUNT
    holds: list[bool] = []
    for column in range(COUNT):
        values = [_number(rows[code][column]) for code in (*terms, total)]
        holds.append(None not in values and sum(value for value in values[:-1] if value is not None) == values[-1])
    return tuple(holds)


def _number(cell: Cell) -> Decimal | None:
    reading = read_count(cell.text)
    return Decimal(0) if reading.state is CellState.BLANK else reading.value
