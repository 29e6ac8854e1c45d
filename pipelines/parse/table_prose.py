"""Headings and sentences that stand in tables as rows of their own.

In: a `Page`. Out: the same with these as paragraphs before their tables, for the readers of prose; the tables stay as
they are. The one idea: layouts put 三、收到和处理政府信息公开申请情况 into a row that spans its table, and a pipe that
opens a table in flattened text ends the line above it, which then passes for a cell.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace

from pipelines.model import Block, Cell, Grid, Page, Paragraph, Run

_FEWEST_CHARACTERS = 8
_LONGEST_HEADING = 48


def with_table_prose(page: Page, is_heading: Callable[[str], bool]) -> Page:
    """A page whose tables give back what is no part of them; the page itself where there is no such row.

    Args:
        page: the document.
        is_heading: whether a line is the heading of a section beyond doubt.
    """
    blocks = tuple(_apart(page, is_heading))
    return page if len(blocks) == len(page.blocks) else replace(page, blocks=blocks)


def _apart(page: Page, is_heading: Callable[[str], bool]) -> Iterator[Block]:
    for block in page.blocks:
        if isinstance(block, Grid):
            told = [cell for row in block.rows if (cell := _spanning(row)) and is_heading(cell.text)]
        elif isinstance(block, Run):
            told = [cell for line in block.lines if (cell := _alone(line)) and _is_told(cell.text, is_heading)]
        else:
            told = []
        for cell in told:
            yield Paragraph(cell.text, cell.locator)
            # The table behind each of them: who asks whether one stands below a heading finds it there.
            yield block
        if not told:
            yield block


def _is_told(text: str, is_heading: Callable[[str], bool]) -> bool:
    """Whether what stands alone on a line of a run is no cell: a sentence, or a heading."""
    return text.endswith("。") or (len(text) <= _LONGEST_HEADING and is_heading(text))


def _spanning(row: tuple[Cell | None, ...]) -> Cell | None:
    """The cell that covers a row from its first column to its last, if it is short enough for a heading."""
    cell = row[0] if row else None
    if cell is None or cell.column_span < len(row) or not _FEWEST_CHARACTERS <= len(cell.text) <= _LONGEST_HEADING:
        return None
    return cell


def _alone(line: tuple[Cell, ...]) -> Cell | None:
    """The one cell with print of a line of a run, if it is long enough for a heading."""
    if not line or len(line[0].text) < _FEWEST_CHARACTERS or any(cell.text for cell in line[1:]):
        return None
    return line[0]
