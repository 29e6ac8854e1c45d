"""The six sections of the national outline.

In: a `Page`. Out: its `Section`s in reading order, each at most once. The one idea: a section is known by the words of
its title, never by its ordinal alone. Rows of table three begin 一、二、三、四、 like headings, sub-headings repeat the
titles of later sections behind （一）, preambles list all six titles, some reports number their own chapters. So all
lines that could be a heading are weighed, and the heaviest chain with rising section numbers is the outline.
"""

import re
from itertools import pairwise
from typing import NamedTuple

from pipelines.model import Page, Paragraph, Section
from pipelines.parse.prose import Chapter, chapters, compact, fold
from pipelines.parse.table_prose import with_table_prose
from pipelines.short_texts import remembered

MAX_SECTION_CHARACTERS = 20_000
_MAX_HEADING_CHARACTERS = 48
_MIN_INLINE_TEXT = 20
_MAX_TORN_CHARACTERS = 16
_MIN_TORN_CHARACTERS = 8
_STRICT_WEIGHT = 4
_LOOSE_WEIGHT = 2

_ORDINAL = (
    r"(?:第?(?P<numeral>[一二三四五六七八九十]{1,2})(?:部分|章|节)?|(?P<digit>[1-9])(?![0-9年]))[、.．,，:：]{0,2}"
)
_ABOUT = r"(?:因)?(?:(?:20[0-9]{2}年度?|本年度?)?(?:政府|政务)?信息公开|政务公开)?(?:工作)?中?的?"
_SITUATION = r"(?:的?(?:工作)?(?:情况|详情))"
_ON_APPLICATION = (
    r"(?:公开申请|申请公开|依申请公开)(?:政府|政务)?(?:信息)?(?:的|工作|接收|收到|受理|办理|处理|答复|[和与及、]){0,6}"
)

# Wording of the titles as real reports print them, without white space. Strict wording is proof by itself, loose
# wording only behind an ordinal.
_STRICT = (
    rf"{_ABOUT}(?:总体|整体)(?:工作)?(?:情况|概述|概况)",
    rf"(?:行政机关)?(?:主动公开政府信息|政府信息主动公开){_SITUATION}",
    rf"(?:行政机关)?收到和处理(?:政府|政务)?信息公开的?申请{_SITUATION}",
    rf"{_ABOUT}(?:被)?(?:申请)?(?:提起)?行政复议(?:[、,，和及与或]|以及){{0,2}}(?:被)?(?:提起)?(?:行政)?诉讼{_SITUATION}",
    rf"{_ABOUT}(?:目前)?存在的?(?:主要)?问题(?:[、,，和及与]|以及)(?:其)?(?:改进|整改)(?:工作)?(?:情况|措施|举措)",
    r"其[他它]需要(?:报告|说明|汇报)的?(?:有关|重要)?(?:事项|情况)",
)
_LOOSE = (
    rf"{_ABOUT}(?:基本|工作|总体|整体)?(?:总体|工作)?(?:情况|概述|概况|概要|综述)",
    r"(?:行政机关)?(?:政府|政务)?(?:信息)?主动公开(?:政府|政务)?(?:信息)?(?:的|工作)?(?:情况|详情)?",
    rf"(?:行政机关)?(?:收到|接收|受理)?(?:和|及)?(?:处理|办理)?(?:(?:政府|政务)?信息)?{_ON_APPLICATION}情况",
    rf"{_ABOUT}(?:相关|有关)?(?:被|申请|提起|引发|引起|的|[^。；]{{0,6}})(?:行政复议|行政诉讼|复议|诉讼)[^。；]{{0,16}}",
    rf"{_ABOUT}(?:目前|当前)?(?:存在|现存)?的?(?:主要)?(?:问题|不足|困难)[^。；]{{0,20}}",
    r"其[他它](?:需要|需|应当|应|要)?(?:报告|说明|汇报|公开)?的?(?:有关|重要)?(?:事项|情况|事宜|问题)(?:情况|说明)?|需要(?:报告|说明)的其[他它](?:事项|情况)",
)


def _titles(patterns: tuple[str, ...]) -> str:
    return "|".join(f"(?P<s{no}>{pattern})" for no, pattern in enumerate(patterns, start=1))


_MARKUP = re.compile(r"[#*>]{1,8}")
_NUMBERED_STRICT = re.compile(rf"{_ORDINAL}(?:{_titles(_STRICT)})[、:：。.;；]{{0,2}}")
_NUMBERED_LOOSE = re.compile(rf"{_ORDINAL}(?:{_titles(_LOOSE)})[、:：。.;；]{{0,2}}")
_BARE_STRICT = re.compile(rf"(?:{_titles(_STRICT)})[、:：]?")
_NUMERALS = "一二三四五六1-6１-６"
_INLINE = re.compile(
    rf"(?:第?(?P<numeral>[一二三四五六])|(?P<digit>[1-6]))\s{{0,2}}[、.．]\s{{0,3}}(?:{_titles(_STRICT)})"
)
# What every match of `_INLINE` holds; most running text does not. The mark comes first, because a pattern that begins
# with one character is found ten times as fast as one that begins with a set.
_MIGHT_BE_INLINE = tuple(
    re.compile(rf"{mark}(?:(?<=[{_NUMERALS}]{mark})|(?<=[{_NUMERALS}]\s{mark})|(?<=[{_NUMERALS}]\s\s{mark}))")
    for mark in ("、", r"\.", "．")
)
_TABLE_SECTIONS = (2, 3, 4)
_ENDS_SENTENCE = re.compile("[。；！;]")
_SENTENCE = re.compile(r"全年|我[局镇乡街县市区委办单]|20[0-9]{2} ?年|未(?:发生|收到|出现|产生|接到|受理)|没有(?!现成)")
_MIGHT_BE_HEADING = re.compile(r"情况|情況|概|综述|问题|問題|不足|事项|事項|复议|復議|複議|诉讼|訴訟|事宜")
_BEGINS_WITH_ORDINAL = re.compile(r"(?:#{1,6}\s{0,3})?第?[一二三四五六七八九十1-9]{1,2}")


class _Candidate(NamedTuple):
    no: int
    weight: int
    paragraph: int
    offset: int
    title: str
    end: int
    blocks: int = 1


class _Wording(NamedTuple):
    """The words of a title in the text where they stand: `_Candidate` says the rest of it."""

    no: int
    weight: int
    offset: int
    title: str
    end: int
    is_bare: bool


class Outline(NamedTuple):
    """The sections of a report, and its prose cut at their headings."""

    sections: tuple[Section, ...]
    chapters: tuple[Chapter, ...]


def find_sections(page: Page) -> tuple[Section, ...]:
    """The sections of a report, in reading order; see `read_outline`."""
    return read_outline(page).sections


def read_outline(page: Page) -> Outline:
    """The sections of a report, in reading order, with its prose.

    Returns:
        At most six sections with rising numbers. `title` is the print without ordinal and white space, `text` the prose
        up to the next heading without the lines of tables, cut at `MAX_SECTION_CHARACTERS`. A section whose heading is
        missing is missing here: its prose counts to the section before.
    """
    page = with_table_prose(page, is_heading)
    paragraphs = tuple(page.paragraphs())
    sections = tuple(
        Section(no=candidate.no, title=candidate.title, locator=paragraphs[candidate.paragraph].locator)
        for candidate in _heaviest_chain(_candidates(page, paragraphs))
    )
    found = chapters(page, sections)
    prose = {chapter.no: _prose(chapter) for chapter in found[1:]}
    return Outline(
        tuple(Section(section.no, section.title, section.locator, prose[section.no]) for section in sections), found
    )


def is_heading(line: str) -> bool:
    """Whether a line is the heading of a section beyond doubt: strict wording behind its own ordinal."""
    wording = _whole_line(compact(line)) if _BEGINS_WITH_ORDINAL.match(line) else None
    return wording is not None and wording.weight > _STRICT_WEIGHT + 2


def _candidates(page: Page, paragraphs: tuple[Paragraph, ...]) -> list[_Candidate]:
    before_table = _paragraphs_before_table(page)
    found: list[_Candidate] = []
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if len(text) > _MAX_HEADING_CHARACTERS:
            if any(mark.search(text) for mark in _MIGHT_BE_INLINE):
                found.extend(_inline(index, fold(text)))
        elif not _MIGHT_BE_HEADING.search(text) and not _BEGINS_WITH_ORDINAL.match(text):
            continue
        elif candidate := _line(index, paragraphs):
            found.append(candidate)
        elif text.endswith("。") and any(mark.search(text) for mark in _MIGHT_BE_INLINE):
            found.extend(_inline(index, fold(text)))
    return [
        _with_content(candidate, follower, paragraphs, before_table) for candidate, follower in _with_follower(found)
    ]


def _paragraphs_before_table(page: Page) -> frozenset[int]:
    indexes = []
    paragraph = -1
    for block in page.blocks:
        if isinstance(block, Paragraph):
            paragraph += 1
        else:
            indexes.append(paragraph)
    return frozenset(indexes)


def _line(index: int, paragraphs: tuple[Paragraph, ...]) -> _Candidate | None:
    """A whole line as heading; one torn over two lines is tried with the line that follows."""
    line = paragraphs[index]
    candidate = _heading(index, line.text, has_markup=line.heading_level is not None)
    if candidate and candidate.weight >= _STRICT_WEIGHT:
        return candidate
    following = paragraphs[index + 1].text if index + 1 < len(paragraphs) else ""
    if not 0 < len(following) <= _MAX_TORN_CHARACTERS or len(line.text) < _MIN_TORN_CHARACTERS:
        return candidate
    if not _BEGINS_WITH_ORDINAL.match(line.text) or _BEGINS_WITH_ORDINAL.match(following):
        return candidate
    joined = _heading(index, line.text + following, has_markup=False)
    if joined and (candidate is None or joined.weight > candidate.weight):
        return joined._replace(blocks=2)
    return candidate


def _heading(index: int, text: str, *, has_markup: bool) -> _Candidate | None:
    text = compact(text)
    if markup := _MARKUP.match(text):
        text = text[markup.end() :].rstrip("*")
        has_markup = True
    wording = _whole_line(text)
    if wording is None:
        return None
    return _candidate(index, wording, has_markup=has_markup and wording.is_bare)


@remembered(4096)
def _whole_line(text: str) -> _Wording | None:
    """The words of a title that are a whole line; six of them stand in every report, and printed alike in most."""
    plain = fold(text)
    if match := _NUMBERED_STRICT.fullmatch(plain):
        return _wording(match, text, _STRICT_WEIGHT + 2)
    if match := _NUMBERED_LOOSE.fullmatch(plain):
        return _wording(match, text, _LOOSE_WEIGHT)
    if match := _BARE_STRICT.fullmatch(plain):
        return _wording(match, text, _STRICT_WEIGHT)
    return None


def _inline(index: int, text: str) -> list[_Candidate]:
    """Headings inside running text; only strict wording behind an ordinal."""
    return [_candidate(index, _wording(match, text, 3), has_markup=False) for match in _INLINE.finditer(text)]


def _wording(match: re.Match[str], text: str, weight: int) -> _Wording:
    # The words of the title are the last group of every pattern.
    name = match.lastgroup or ""
    no = int(name[1])
    is_bare = "numeral" not in match.re.groupindex
    ordinal = None if is_bare else match["numeral"] or match["digit"]
    agrees = ordinal in (str(no), "一二三四五六"[no - 1])
    title = compact(text[match.start(name) : match.end(name)])
    return _Wording(no, weight + agrees, match.start(), title, match.end(), is_bare)


def _candidate(index: int, wording: _Wording, *, has_markup: bool) -> _Candidate:
    no, weight, offset, title, end, _ = wording
    return _Candidate(no, weight + has_markup, index, offset, title, end)


def _with_follower(found: list[_Candidate]) -> list[tuple[_Candidate, _Candidate | None]]:
    return [*pairwise(found), (found[-1], None)] if found else []


def _with_content(
    candidate: _Candidate, follower: _Candidate | None, paragraphs: tuple[Paragraph, ...], before_table: frozenset[int]
) -> _Candidate:
    """Weigh what stands under the heading: a table of contents and an outline sentence have nothing there."""
    last = candidate.paragraph + candidate.blocks - 1
    if candidate.offset or len(paragraphs[last].text) > _MAX_HEADING_CHARACTERS:
        end = follower.offset if follower and follower.paragraph == last else len(paragraphs[last].text)
        content = end - candidate.end >= _MIN_INLINE_TEXT
        return candidate._replace(weight=candidate.weight + 1 if content else 0)
    content = last in before_table or (
        last + 1 < len(paragraphs) and (follower is None or follower.paragraph != last + 1)
    )
    return candidate._replace(weight=candidate.weight + content)


def _heaviest_chain(candidates: list[_Candidate]) -> list[_Candidate]:
    """The chain with rising numbers and the greatest weight; on a tie the earlier one."""
    best: list[tuple[int, tuple[_Candidate, ...]]] = [(0, ())] * 7
    for candidate in candidates:
        if candidate.weight == 0:
            continue
        weight, chain = max(best[: candidate.no], key=lambda entry: entry[0])
        if weight + candidate.weight > best[candidate.no][0]:
            best[candidate.no] = (weight + candidate.weight, (*chain, candidate))
    return list(max(best, key=lambda entry: entry[0])[1])


def _prose(chapter: Chapter) -> str:
    kept: list[str] = []
    length = 0
    for passage in chapter.passages:
        if length > MAX_SECTION_CHARACTERS:
            break
        if is_table_text(chapter.no, passage.text):
            continue
        kept.append(passage.text)
        length += len(passage.text) + 1
    return "\n".join(kept)[:MAX_SECTION_CHARACTERS]


def is_table_text(section: int, text: str) -> bool:
    """Whether a passage is a cell of a table that lost its marks: no sentence stands in it, where tables are due."""
    if section not in _TABLE_SECTIONS or _ENDS_SENTENCE.search(text):
        return False
    return _SENTENCE.search(text) is None or "数量" in text or "件数" in text
