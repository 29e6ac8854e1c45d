"""Headers of which a conversion kept only the beginning: 本年新 for 本年新制作数量.

In: the lines of table two. Out: an issue where header text is lost. The cells are still read, by their position; but a
person who compares them with the page must know that the header did not confirm it (echeng-district-2019).
"""

from collections.abc import Iterator, Sequence

from pipelines.model import Issue
from pipelines.parse.labels import words
from pipelines.parse.lines import Line

_BEGINNING = "本年新"
_ENDINGS = ("制作数量", "公开数量")


def lost_headers(lines: Sequence[Line]) -> Iterator[Issue]:
    """One issue for a table whose headers end at the line break inside them.

    Args:
        lines: those of table two, in reading order.
    """
    cells = [cell for line in lines for cell in line.cells if cell.text]
    beginnings = [cell for cell in cells if words(cell.text) == _BEGINNING]
    if beginnings and not any(ending in words(cell.text) for cell in cells for ending in _ENDINGS):
        yield Issue(
            "lost_header_text",
            "disclosure 第二十条第（一）项",
            f"expected {' and '.join(_BEGINNING + ending for ending in _ENDINGS)}, found {_BEGINNING}"
            f" {len(beginnings)} times; the columns are taken by their position",
            beginnings[0].locator,
        )
