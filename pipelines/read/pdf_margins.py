"""Page numbers and running heads of a PDF.

Comes in: what stands on each page. Goes out: the same without what is printed in the margin of page after
page, so that a table which goes on over the page has nothing between its parts.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import takewhile

from pipelines.read.pdf_tables import PageLine, PageTable

# Where page numbers and running heads stand: in the outer parts of a page, as a share of its height.
_MARGIN = 0.12
# - 5 - · — 5 — · 第 5 页 · 第5页 共9页 · 5/9 · Page 5 of 9
_PAGE_NUMBER = re.compile(
    r"[—–\-－―_·.•\s]*(?:第|page)?\s*(?P<number>\d{1,3})\s*页?\s*"
    r"(?:[/／,，]?\s*(?:共|of)?\s*\d{1,3}\s*页?)?[—–\-－―_·.•\s]*",
    re.IGNORECASE,
)

Body = list[PageLine | PageTable]


def without_margins(
    pages: Sequence[Sequence[PageLine | PageTable]], heights: Sequence[float]
) -> tuple[list[Body], list[PageLine]]:
    """Pages without page numbers and running heads and feet, and one print of each of the latter apart from them.

    Only page numbers are lost. In its place a foot would come between the parts of a table, and a head, the date of
    printing in a browser for example, before the title.
    """
    heads = [_lines_in_margin(page, 0, _MARGIN * height) for page, height in zip(pages, heights, strict=True)]
    feet = [
        _lines_in_margin(page[::-1], (1 - _MARGIN) * height, height)
        for page, height in zip(pages, heights, strict=True)
    ]
    is_repeated = {mask for lines in (heads, feet) for mask, count in _masks(lines).items() if count > 1}
    bodies: list[Body] = []
    apart: dict[str, PageLine] = {}
    for page, head, foot in zip(pages, heads, feet, strict=True):
        left_out = {line for line in head if _is_page_number(line, at_top=True)}
        left_out |= {line for line in foot if _is_page_number(line, at_top=False)}
        for line in (*head, *foot):
            if line not in left_out and _mask(line) in is_repeated:
                apart.setdefault(_mask(line), line)
                left_out.add(line)
        bodies.append([block for block in page if block not in left_out])
    return bodies, list(apart.values())


def _lines_in_margin(blocks: Sequence[PageLine | PageTable], top: float, bottom: float) -> list[PageLine]:
    """The lines that come first among the blocks and stand between two heights."""
    first = takewhile(lambda block: isinstance(block, PageLine) and top <= block.y <= bottom, blocks)
    return [block for block in first if isinstance(block, PageLine)]


def _masks(margins: Sequence[Sequence[PageLine]]) -> Counter[str]:
    """On how many pages each line stands, whatever its digits."""
    return Counter(mask for lines in margins for mask in {_mask(line) for line in lines})


def _mask(line: PageLine) -> str:
    return re.sub(r"\d+", "#", "".join(line.text.split()))


def _is_page_number(line: PageLine, *, at_top: bool) -> bool:
    match = _PAGE_NUMBER.fullmatch(line.text)
    if match is None:
        return False
    # A bare number at the head of a page is its number only when it says so.
    return not (at_top and line.text.isdigit()) or int(match["number"]) == line.page
