"""A report as a sequence of items, the same for every format: title, paragraphs, headings, sheets."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pipelines.model import TableCode
from tests.generator.layout import Look, Sheet, sheets
from tests.generator.truth import Truth

NUMERALS = "零一二三四五六"
SECTION_OF: dict[TableCode, int] = {"disclosure": 2, "application": 3, "dispute": 4}


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a report; `sheet` is set for tables, `text` for all others."""

    kind: Literal["title", "date", "paragraph", "heading", "sheet"]
    text: str = ""
    sheet: Sheet | None = None


Split = Callable[[Sheet], Sequence[Sheet]]


def whole(sheet: Sheet) -> Sequence[Sheet]:
    """The sheet in one piece."""
    return (sheet,)


def story(truth: Truth, look: Look, split: Split = whole) -> list[Item]:
    """The report in print order; `split` may print a statutory table as several."""
    parts: dict[int, list[Sheet]] = {}
    for sheet in sheets(truth, look):
        parts.setdefault(SECTION_OF[sheet.table], []).extend(split(sheet))
    return list(_items(truth, parts))


def _items(truth: Truth, parts: dict[int, list[Sheet]]) -> Iterator[Item]:
    for line in truth.prose.title.split("\n"):
        yield Item("title", line)
    yield Item("date", truth.published_on.isoformat())
    for text in truth.prose.preamble:
        yield Item("paragraph", text)
    for no, heading, body in truth.prose.sections:
        yield Item("heading", f"{NUMERALS[no]}、{heading}")
        for text in body:
            yield Item("paragraph", text)
        for sheet in parts.get(no, ()):
            yield Item("sheet", sheet=sheet)


def printed_sheets(items: Sequence[Item]) -> tuple[Sheet, ...]:
    """The sheets among the items."""
    return tuple(item.sheet for item in items if item.sheet is not None)
