"""Header rows of a grid -> which columns of the grid belong to which column of the form.

In: grid rows above the values. Out: one leaf for each column of the form, in form order, or None. The one idea: as many
header cells as the form has columns, in its order; their labels only confirm that. A header cell that names another
column contradicts, and then there is no reading by position.
"""

from collections.abc import Sequence

from pipelines.model import TableCode
from pipelines.parse.alignment import Leaf
from pipelines.parse.labels import column_codes, words
from pipelines.parse.lines import Placed

_SPANNING = frozenset({"申请人情况", "法人或其他组织"})


def confirmed_leaves(
    table_code: TableCode, codes: Sequence[str], header: Sequence[tuple[str, int, int]]
) -> tuple[Leaf, ...] | None:
    """Leaves of a header, when its cells are as many as the columns, most are confirmed and none contradicts.

    Args:
        table_code: table whose column labels confirm.
        codes: columns of the form in print order.
        header: text of each header cell and the grid columns that it covers, from left to right.
    """
    if len(header) != len(codes):
        return None
    confirmed = 0
    for code, (text, _, _) in zip(codes, header, strict=True):
        named = column_codes(table_code, text)
        if named and code not in named:
            return None
        confirmed += bool(named)
    if 2 * confirmed < len(codes):
        return None
    return tuple(Leaf(start, end) for _, start, end in header)


def stacked_header(rows: Sequence[Sequence[Placed]]) -> list[tuple[str, int, int]]:
    """Header cells of several rows joined downwards: 商业 above 企业 is one header cell 商业企业.

    Cells that head several others (申请人情况) are left out, and so are columns without any text.
    """
    width = max((placed.end for row in rows for placed in row), default=0)
    columns: list[tuple[str, ...]] = []
    for column in range(width):
        texts: list[str] = []
        seen: set[int] = set()
        for row in rows:
            for placed in row:
                if placed.start <= column < placed.end and id(placed.cell) not in seen:
                    seen.add(id(placed.cell))
                    if placed.cell.text and words(placed.cell.text) not in _SPANNING:
                        texts.append(f"{id(placed.cell)} {placed.cell.text}")
        columns.append(tuple(texts))
    header: list[tuple[str, int, int]] = []
    start = 0
    while start < width:
        end = start + 1
        while end < width and columns[end] == columns[start]:
            end += 1
        if columns[start]:
            header.append(("".join(text.partition(" ")[2] for text in columns[start]), start, end))
        start = end
    return header
