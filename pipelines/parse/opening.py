"""What stands before the first section, and around it: where a report says what it is.

Comes in: a `Page` and its `Section`s. Goes out: an `Opening` of folded text, bounded, for the readers of titles,
agencies and years.
"""

from dataclasses import dataclass
from functools import cached_property

from pipelines.model import Page, Section
from pipelines.parse.prose import passages
from pipelines.parse.titles import folded

MOST_LINES = 300
_LINES_WITHOUT_SECTIONS = 60
_LAST_LINES = 12
_WHOLE = 24_000
_SECTION_ONE = 4_000


@dataclass(frozen=True)
class Opening:
    """The words around the first section.

    Attributes:
        lines: prints of the paragraphs before the first section, the nearest 300 of them.
        prose: the same, wrapped lines joined, folded, followed by the beginning of section one; sentences end in 。
        section_one: folded text of section one.
        last: prints of the last paragraphs.
    """

    lines: tuple[str, ...]
    prose: str
    section_one: str
    last: tuple[str, ...]

    @cached_property
    def top_lines(self) -> tuple[str, ...]:
        """The beginnings of the lines before the first section, folded."""
        return tuple(folded(line, 300) for line in self.lines)

    @cached_property
    def last_lines(self) -> tuple[str, ...]:
        """The beginnings of the last lines, folded; few reports are asked for them."""
        return tuple(folded(line, 200) for line in self.last)


def read_opening(page: Page, sections: tuple[Section, ...]) -> Opening:
    """The opening of a report; of the whole page when it has no sections."""
    paragraphs = tuple(page.paragraphs())
    if sections:
        first = next((n for n, block in enumerate(paragraphs) if block.locator == sections[0].locator), 0)
        before = paragraphs[max(0, first - MOST_LINES) : first]
    else:
        before = paragraphs[:_LINES_WITHOUT_SECTIONS]
    section_one = next((folded(section.text, _SECTION_ONE) for section in sections if section.no == 1), "")
    told = [folded(passage.text) for passage in passages(before)]
    return Opening(
        lines=tuple(block.text for block in before),
        prose="。".join([*told, section_one]),
        section_one=section_one,
        last=tuple(block.text for block in paragraphs[-_LAST_LINES:]),
    )


def whole_prose(page: Page) -> str:
    """The folded prose of the document up to 24,000 characters, wrapped lines joined, sentences ending in 。."""
    kept: list[str] = []
    length = 0
    for passage in passages(page.paragraphs()):
        kept.append(folded(passage.text))
        length += len(kept[-1])
        if length > _WHOLE:
            break
    return "。".join(kept)[:_WHOLE]
