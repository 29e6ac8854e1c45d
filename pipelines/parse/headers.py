"""Headers -> which header cell is which column of the form.

In: header cells above the values of a grid, or header words of flattened text. Out: a `Header`. The one idea: as many
header cells as the form has columns, in its order; their labels only confirm that. A header that names the columns in
another order is believed against the form's order, and what it contradicts without saying the truth stays unread.
"""

from collections.abc import Sequence
from operator import is_

from pipelines.model import Cell, TableCode
from pipelines.parse.alignment import Header, Leaf
from pipelines.parse.labels import column_codes, words
from pipelines.parse.lines import Line

_SPANNING = frozenset({"申请人情况", "法人或其他组织"})
HeaderCell = tuple[str, int, int]
"""Text of a header cell and the grid columns that it covers."""


def confirmed_header(table_code: TableCode, codes: Sequence[str], cells: Sequence[HeaderCell]) -> Header | None:
    """The header of some columns; None when its cells are fewer, or too few of them are confirmed.

    Args:
        table_code: table whose column labels confirm.
        codes: columns of the form in print order.
        cells: header cells from left to right.
    """
    cells = _without_repetitions(cells) if len(cells) > len(codes) else cells
    leaves = tuple(Leaf(start, end) for _, start, end in cells)
    texts = [text for text, _, _ in cells]
    order = _named_among(table_code, codes, texts) if len(cells) > len(codes) else None
    if len(cells) == len(codes):
        order = column_order(table_code, codes, texts)
    return None if order is None else Header(leaves, order)


def _named_among(table_code: TableCode, codes: Sequence[str], texts: Sequence[str]) -> tuple[int | None, ...] | None:
    """Places of the columns of the form among more header cells (some print a 小计), when each is named once."""
    names = ["".join(found) if len(found := column_codes(text, table_code)) == 1 else "" for text in texts]
    return tuple(names.index(code) for code in codes) if all(names.count(code) == 1 for code in codes) else None


def column_order(table_code: TableCode, codes: Sequence[str], texts: Sequence[str]) -> tuple[int | None, ...] | None:
    """For each column of the form the place of the header text that names it.

    None as a whole when fewer than half are confirmed and none contradicts: such a header says nothing. None for single
    columns that the header contradicts, unless it names all columns, each once.
    """
    named = [column_codes(text, table_code) for text in texts]
    confirmed = [code in found for code, found in zip(codes, named, strict=True)]
    contradicted = [bool(found) and code not in found for code, found in zip(codes, named, strict=True)]
    if not any(contradicted):
        return tuple(range(len(codes))) if 2 * sum(confirmed) >= len(codes) else None
    single = ["".join(found) if len(found) == 1 else "" for found in named]
    if sorted(single) == sorted(codes):
        return tuple(single.index(code) for code in codes)
    return tuple(None if wrong else at for at, wrong in enumerate(contradicted))


def _without_repetitions(cells: Sequence[HeaderCell]) -> list[HeaderCell]:
    """Neighbours of the same words as one cell: a conversion printed a span in each of its columns; blanks last."""
    merged: list[HeaderCell] = []
    for text, start, end in cells:
        if merged and words(merged[-1][0]) == words(text) and merged[-1][2] == start:
            merged[-1] = (merged[-1][0], merged[-1][1], end)
        else:
            merged.append((text, start, end))
    while merged and not merged[-1][0]:
        merged.pop()
    return merged


def stacked_header(rows: Sequence[Line]) -> list[HeaderCell]:
    """Header cells of several rows joined downwards: 商业 above 企业 is one header cell 商业企业.

    Cells that head several others (申请人情况) are left out, and so are columns without any text.
    """
    width = max((row.columns[-1][1] for row in rows if row.columns), default=0)
    stacks: list[list[Cell]] = [[] for _ in range(width)]
    for row in rows:
        for cell, (start, end) in zip(row.cells, row.columns, strict=True):
            if cell.text and words(cell.text) not in _SPANNING:
                for stack in stacks[start:end]:
                    if not stack or stack[-1].text != cell.text:
                        stack.append(cell)
    header: list[HeaderCell] = []
    for column, stack in enumerate(stacks):
        text = "".join([cell.text for cell in stack])
        if not stack:
            continue
        if header and header[-1][2] == column and column and _same_cells(stacks[column - 1], stack):
            header[-1] = (text, header[-1][1], column + 1)
        else:
            header.append((text, column, column + 1))
    return header


def _same_cells(one: Sequence[Cell], other: Sequence[Cell]) -> bool:
    return len(one) == len(other) and all(map(is_, one, other))
