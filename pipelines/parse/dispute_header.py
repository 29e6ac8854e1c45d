"""The header of table four -> which grid column is which cell of the form.

In: the header rows above values. Out: a `DisputeHeader`. The one idea: fifteen leaves in the order of the form, their
words and the blocks above them confirm it; columns of another kind beside them (序号, 项目, 备注) belong to no cell.
"""

from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from pipelines.forms.template import load_forms
from pipelines.parse.alignment import Header, Leaf
from pipelines.parse.labels import column_codes, fold
from pipelines.parse.lines import Line

_TABLE = next(iter(load_forms().values())).tables["dispute"]
BLOCKS = tuple(row.code for row in _TABLE.rows)
RESULTS = tuple(column.code for column in _TABLE.columns)
CELLS = tuple((block, result) for block in BLOCKS for result in RESULTS)
"""The fifteen cells in print order."""
BLOCK_WORDS = {fold(row.label): row.code for row in _TABLE.rows}
LITIGATION = "行政诉讼"
"""Heads two of the blocks."""


class DisputeHeader(NamedTuple):
    """What the header says.

    Attributes:
        columns: the fifteen leaves in print order, when the form confirms them.
        contradicts: it names another order than the form.
        beside: leaves that are no column of the form, left or right of the fifteen.
    """

    columns: Header | None = None
    contradicts: bool = False
    beside: tuple[Leaf, ...] = ()


def read_header(rows: Sequence[Line]) -> DisputeHeader:
    """The header in print order."""
    width = max((row.columns[-1][1] for row in rows if row.columns), default=0)
    printed = [
        (start, end, fold(cell.text))
        for row in rows
        for cell, (start, end) in zip(row.cells, row.columns, strict=True)
        if cell.text
    ]
    leaves: list[tuple[str | None, str, Leaf]] = []
    column = 0
    while column < width:
        above = [(end, name) for start, end, name in printed if start <= column < end]
        names = list(dict.fromkeys([name for _, name in above]))
        block = next((BLOCK_WORDS[name] for name in reversed(names) if name in BLOCK_WORDS), None)
        result = "".join(name for name in names if name not in BLOCK_WORDS and name != LITIGATION)
        end = min((end for end, _ in above), default=column + 1)
        if result:
            leaves.append((block, result, Leaf(column, end)))
        column = end
    named = [leaf for leaf in leaves if leaf[0] or column_codes(leaf[1], "dispute")]
    beside = tuple(leaf for block, result, leaf in leaves if (block, result, leaf) not in named)
    if beside and len(named) == len(CELLS):
        first, last = named[0][2].start, named[-1][2].end
        leaves = named if all(leaf.end <= first or leaf.start >= last for leaf in beside) else leaves
    if len(leaves) != len(CELLS):
        return DisputeHeader()
    for (block, result, _), (form_block, form_result) in zip(leaves, CELLS, strict=True):
        codes = column_codes(result, "dispute")
        if (block and block != form_block) or (codes and form_result not in codes):
            return DisputeHeader(contradicts=True)
        if not codes:
            return DisputeHeader()
    return DisputeHeader(Header(tuple(leaf for _, _, leaf in leaves), tuple(range(len(CELLS)))), beside=beside)


def without_side_columns(line: Line, beside: Sequence[Leaf]) -> Line:
    """The row without its cells below headers of another kind."""
    kept = [not any(leaf.start <= start < end <= leaf.end for leaf in beside) for start, end in line.columns]
    if all(kept):
        return line
    old = tuple(compress(range(len(kept)), kept))
    names = tuple(new for new, at in enumerate(old) if at in line.names)
    return line._replace(
        cells=tuple(compress(line.cells, kept)), columns=tuple(compress(line.columns, kept)), names=names
    )
