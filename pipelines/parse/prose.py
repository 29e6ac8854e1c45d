"""Prose as its author wrote it: wrapped lines joined, cut where the sections of the report begin.

In: a `Page` and its `Section`s. Out: `Passage`s, one per paragraph of prose, each position leading back to a locator.
The one idea: a PDF prints a paragraph as several lines, and a number whose clause is torn over two of them would be
misread, so nothing looks at single lines.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipelines.model import Page, Paragraph, Section

# Two positions of one passage may never be further apart: a page of a million open lines stays a million lines.
MAX_PASSAGE_CHARACTERS = 4000
_FULL_LINE_CHARACTERS = 20
_TERMINAL = frozenset("。！？；：;!?:…")
_MAX_PAGE_NUMBER = 16
_PAGE_NUMBER = re.compile(r"[-—–－·\s]{0,6}(?:第|[Pp]\.|Page)?\s{0,3}[0-9]{1,4}\s{0,3}页?[-—–－·\s]{0,6}")
_AT_ONCE = (0,)
_OPENS_PARAGRAPH = re.compile(
    r"\s*(?:[#*•·●◆■|]"
    r"|[(（](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）]"
    r"|[一二三四五六七八九十]{1,3}\s?[、.．是]"
    r"|[0-9]{1,2}\s?[、．]|[0-9]{1,2}\.(?![0-9])"
    r"|第[一二三四五六七八九十]{1,3}[条章节部]|[图表附]\s?[件0-9一二三四五六])"
)
_SUB_HEADING_LINE = re.compile(
    r"\s*[(（][一二三四五六七八九十]{1,3}[)）].{0,36}(?:情况|方面|工作|建设|管理|保障|措施|问题)"
)

_ORDINAL_BEFORE = re.compile(r"(?:#{1,6}\s{0,3})?(?:第?[一二三四五六七八九十]{1,2}|[1-9])[^。；]{0,4}$")

# One character for one character, so that positions in the folded text are positions in the print. The full-width comma
# stays: `网站35，966条` are two numbers. Traditional script comes from mirrors; only what triggers need is folded.
_FOLDS = str.maketrans(
    "０１２３４５６７８９％．\u3000\xa0\t體況動開處請複復議訴訟問題進報項結轉達過萬億條個場審駁維糾錯門網訪談機關發佈總與規範費讀類"
    "級縣區鎮鄉",
    "0123456789%.   体况动开处请复复议诉讼问题进报项结转达过万亿条个场审驳维纠错门网访谈机关发布总与规范费读类"
    "级县区镇乡",
)
_NEEDS_FOLD = re.compile("[" + "".join(map(chr, _FOLDS)) + "]")


class Passage(NamedTuple):
    """One paragraph of prose.

    Attributes:
        text: the print, wrapped lines joined.
        starts: position in `text` at which each line begins.
        locators: locator of each line.
        is_heading: the markup says heading.
    """

    text: str
    starts: tuple[int, ...]
    locators: tuple[str, ...]
    is_heading: bool = False

    def locator_at(self, position: int) -> str:
        """Locator of the line that holds this position."""
        return self.locators[bisect_right(self.starts, position) - 1 if position else 0]


class Chapter(NamedTuple):
    """The prose of one section, its heading taken off; ordinal 0 holds what stands before the first heading."""

    no: int
    passages: tuple[Passage, ...]


def fold(text: str) -> str:
    """Fold full-width digits, blanks and the traditional script of triggers; the length stays."""
    return text.translate(_FOLDS) if _NEEDS_FOLD.search(text) else text


def compact(text: str) -> str:
    """Drop all white space."""
    return "".join(text.split())


def passages(paragraphs: Iterable[Paragraph]) -> Iterator[Passage]:
    """Join lines that were one paragraph; drop page numbers and bare numbers."""
    lines: list[Paragraph] = []
    length = 0
    for paragraph in paragraphs:
        text = paragraph.text
        if len(text) <= _MAX_PAGE_NUMBER and _PAGE_NUMBER.fullmatch(text):
            continue
        if lines and not (length < MAX_PASSAGE_CHARACTERS and _runs_on(lines[-1], paragraph)):
            yield _joined(lines)
            lines, length = [], 0
        lines.append(paragraph)
        length += len(text)
    if lines:
        yield _joined(lines)


def chapters(page: Page, sections: tuple[Section, ...]) -> tuple[Chapter, ...]:
    """Cut the prose of a page at its section headings.

    Headings are found again by locator and title; several may stand in one running paragraph.
    """
    found: list[tuple[int, list[Paragraph]]] = [(0, [])]
    pending = list(reversed(sections))
    torn_title = ""
    awaited = pending[-1].locator if pending else None
    for paragraph in page.paragraphs():
        if paragraph.locator != awaited and not torn_title:
            found[-1][1].append(paragraph)
            continue
        rest = paragraph.text
        if torn_title:
            rest = "" if torn_title.endswith(compact(rest)) else rest
            torn_title = ""
        while pending and pending[-1].locator == paragraph.locator:
            section = pending.pop()
            start, end = _title_span(rest, section.title)
            if end < 0:
                torn_title = section.title
                start = end = len(rest)
            _append(found[-1][1], paragraph, rest[: _before_ordinal(rest, start)])
            found.append((section.no, []))
            rest = rest[end:].lstrip(" 　。.：:、")
        _append(found[-1][1], paragraph, rest)
        awaited = pending[-1].locator if pending else None
    return tuple(Chapter(no, tuple(passages(paragraphs))) for no, paragraphs in found)


def _append(paragraphs: list[Paragraph], paragraph: Paragraph, text: str) -> None:
    if text is paragraph.text:
        paragraphs.append(paragraph)
    elif text.strip():
        paragraphs.append(Paragraph(text, paragraph.locator, paragraph.heading_level))


def _title_span(text: str, title: str) -> tuple[int, int]:
    """Where a title stands in its paragraph, white space ignored; (0, -1) when it runs on over the next line."""
    start = text.find(title)
    if start >= 0:
        return start, start + len(title)
    visible = [position for position, character in enumerate(text) if not character.isspace()]
    start = compact(text).find(title)
    if start < 0:
        return 0, -1
    return visible[start], visible[start + len(title) - 1] + 1


def _before_ordinal(text: str, start: int) -> int:
    ordinal = _ORDINAL_BEFORE.search(text[max(0, start - 12) : start])
    return start if ordinal is None else start - len(ordinal.group())


def _runs_on(line: Paragraph, following: Paragraph) -> bool:
    text = line.text
    return (
        len(text) >= _FULL_LINE_CHARACTERS
        and "line" in line.locator
        and text[-1] not in _TERMINAL
        and not _SUB_HEADING_LINE.fullmatch(text)
        and line.heading_level is None
        and following.heading_level is None
        and not _OPENS_PARAGRAPH.match(following.text)
    )


def _joined(lines: list[Paragraph]) -> Passage:
    if len(lines) == 1:
        (line,) = lines
        return Passage(line.text, _AT_ONCE, (line.locator,), line.heading_level is not None)
    starts: list[int] = []
    pieces: list[str] = []
    length = 0
    for line in lines:
        if pieces and _is_latin(pieces[-1][-1:]) and _is_latin(line.text[:1]):
            # Nobody can tell `11` + `36条` from two numbers: the blank makes the reader of quantities refuse it.
            pieces.append(" ")
            length += 1
        starts.append(length)
        pieces.append(line.text)
        length += len(line.text)
    text = "".join(pieces)
    return Passage(
        text=text,
        starts=tuple(starts),
        locators=tuple(line.locator for line in lines),
        is_heading=lines[0].heading_level is not None,
    )


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
