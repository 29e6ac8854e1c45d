"""What only looks like an annual report, before anything is read out of it.

Comes in: a `Page` and what is known from outside. Goes out: a status with its reason, or None for whatever may be a
report. The one idea: a true report is never turned away. Its own marks (title, outline, statutory tables, period of the
statistics) outweigh every sign of a look-alike, save the few that no report can carry.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise

from pipelines.model import DocumentStatus, Grid, Hints, Page, Run
from pipelines.parse.dates import period_year
from pipelines.parse.titles import Title, body_name, folded, look_alike_title, read_title, torn_titles

FIRST_YEAR_OF_THE_FORM = 2019
_CHALLENGE_LENGTH = 1500
_TOP_LINES = 40
_SHORT_LINE = 60
_LIST_LENGTH = 5
_MOST_LINES = 20_000
_TEXT_LENGTH = 8_000
_MOST_CELLS = 4_000
_FIRST_CELLS = 16
_ENOUGH_MARKS = 2
_SHORT_CELL = 4

_CHALLENGE = re.compile(
    r"安全验证|人机验证|滑动验证|拖动滑块|点击完成验证|请完成(?:以下|安全)?验证|访问被拒绝|访问(?:已)?被(?:拦截|阻断)|网站防火墙|请稍[候后].{0,20}(?:跳转|验证|检测)|"
    r"请开启JavaScript|请启用JavaScript|正在检[测查]您?的?浏览器|checkingyourbrowser|justamoment|accessdenied|403forbidden|412precondition",
    re.IGNORECASE,
)
# One pattern for each of the six sections; sections of the outline before 2019 are told apart below.
_OUTLINE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"(?:总体|整体)(?:工作)?(?:情况|概述|概况)|^[一1]、概述",
        r"主动公开(?:政府信息)?的?情况",
        r"收到和处理(?:政府)?信息公开的?申请|依申请公开(?:政府信息)?的?情况",
        r"行政复议.{0,12}诉讼",
        r"问题.{0,8}(?:改进|整改)",
        r"其他(?:需要报告的)?事项",
    )
)
_TABLE_MARKS = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"第二十条第?\(?[一五六八九]\)?项",
        r"本年新收政府信息公开申请",
        r"上年结转政府信息公开申请",
        r"(?:结转|结)下年度继续办理",
        r"未经复议直接起诉",
        r"本年(?:制发件数|新制作数量|处理决定数量)|对外公开总数量",
    )
)
_OLD_OUTLINE = tuple(
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"收费(?:及|和|、)?减免",
        r"依申请公开和不予公开|不予公开政府信息的?情况|依申请公开政府信息(?:的)?情况",
        r"^[一1]、概述",
        r"(?:申请)?行政复议、?提起(?:行政)?诉讼的?情况",
        r"咨询(?:处理|投诉)|政府信息公开情况统计表|统计指标",
    )
)
_BEGINS_REPORT = re.compile(r"(?:[一1]、)?(?:总体|整体)(?:工作)?(?:情况|概述|概况)|[一1]、概述")
_APPLICATIONS = re.compile(r"收到和处理(?:政府)?信息公开的?申请|本年新收政府信息公开申请")
_IN_SENTENCE = re.compile("[。;,]")
_FORMAT_NOTICE = re.compile(r"年度报告格式.{0,4}的?(?:通知|函)")


@dataclass(frozen=True)
class _Marks:
    """What a page shows of a report, looked for when it is asked for: the tables of most reports tell enough.

    Attributes:
        page: the document.
        lines: the beginning of each paragraph, folded.
    """

    page: Page
    lines: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """The beginning of the prose, lines joined: a PDF tears sentences over lines."""
        kept: list[str] = []
        length = 0
        for block in self.page.paragraphs():
            kept.append(block.text)
            length += len(block.text)
            if length > _TEXT_LENGTH:
                break
        return folded("".join(kept), _TEXT_LENGTH)

    @cached_property
    def short(self) -> str:
        """Lines that can be headings or cells, one below the other."""
        return "\n".join(line for line in self.lines if len(line) <= _SHORT_LINE)

    @cached_property
    def titles(self) -> tuple[tuple[int, Title], ...]:
        """Titles of annual reports with agency or year, in reading order, each with its paragraph's index."""
        return tuple(_titles([block.text for block in islice(self.page.paragraphs(), _MOST_LINES)]))

    @cached_property
    def outline(self) -> int:
        """How many of the six sections stand on a line of their own."""
        return sum(bool(pattern.search(self.short)) for pattern in _OUTLINE)

    @cached_property
    def tables(self) -> int:
        """How many marks of the statutory tables there are; those of the first cells alone where they are enough."""
        first = _marks_of_tables(_cells(self.page, _FIRST_CELLS))
        if len(first) >= _ENOUGH_MARKS:
            return len(first)
        return len(_marks_of_tables(_cells(self.page, _MOST_CELLS)) | _marks_of_tables(self.short))

    @cached_property
    def has_period(self) -> bool:
        """Whether a sentence gives the year of the statistics."""
        return period_year(self.text) is not None

    @property
    def has_tables(self) -> bool:
        """Enough marks of the tables that no look-alike has them."""
        return self.tables >= _ENOUGH_MARKS

    @property
    def is_report(self) -> bool:
        """Enough that no look-alike has it all."""
        return self.has_tables or self.outline >= 3 or (self.outline >= 1 and self.has_period)


def look_alike(page: Page, hints: Hints) -> tuple[DocumentStatus, str] | None:
    """What the page is if it is no annual report in the national form.

    Args:
        page: the document.
        hints: the title of the link that led to it.

    Returns:
        A status with a reason for a person: `CHALLENGE_PAGE`, `NOT_A_REPORT`, `SEVERAL_REPORTS` or `OLD_FORM`; None
        when it may be a report, also one without tables.
    """
    marks = _Marks(page, _lines(page))
    if not marks.tables and not marks.outline and len(marks.text) < _CHALLENGE_LENGTH:
        challenge = _CHALLENGE.search(marks.text + folded(page.title or "", 200))
        if challenge:
            return DocumentStatus.CHALLENGE_PAGE, f"the page asks the visitor to prove something: {challenge[0]}"
    heads = _heads(page, marks.lines, hints)
    if notice := next((head for head in heads if _FORMAT_NOTICE.search(head)), None):
        return DocumentStatus.NOT_A_REPORT, f"a notice about the format of reports: {notice[:80]}"
    if reason := _other_document(heads, marks):
        return DocumentStatus.NOT_A_REPORT, reason
    if second := _second_report(marks):
        return DocumentStatus.SEVERAL_REPORTS, f"a second report begins within it: {second.text[:80]}"
    if listed := _listed(marks):
        return DocumentStatus.NOT_A_REPORT, f"a list of {listed} titles of reports without a report"
    if old := _old_form(marks, heads):
        return DocumentStatus.OLD_FORM, old
    if not (marks.is_report or marks.outline >= 2 or _named_title(heads, marks) or _tells_of_disclosure(marks.text)):
        return DocumentStatus.NOT_A_REPORT, "neither title, outline, tables nor preamble of an annual report"
    return None


def _lines(page: Page) -> tuple[str, ...]:
    """The beginning of each paragraph, folded; what matters here stands on lines of its own."""
    return tuple(folded(block.text, 2 * _SHORT_LINE + 1) for block in islice(page.paragraphs(), _MOST_LINES))


def _prints(page: Page) -> Iterator[str]:
    """Prints of cells that are more than a number; each once in its row, for a spanning cell stands in many places."""
    for block in page.blocks:
        if isinstance(block, Grid):
            for row in block.rows:
                yield from dict.fromkeys([cell.text for cell in row if cell and len(cell.text) > _SHORT_CELL])
        elif isinstance(block, Run):
            yield from (cell.text for line in block.lines for cell in line if len(cell.text) > _SHORT_CELL)


def _cells(page: Page, most: int) -> str:
    """That many prints of cells, folded."""
    return folded("|".join(islice(_prints(page), most)), 20 * _MOST_CELLS)


def _marks_of_tables(text: str) -> set[str]:
    return {pattern.pattern for pattern in _TABLE_MARKS if pattern.search(text)}


def _titles(prints: Sequence[str]) -> Iterator[tuple[int, Title]]:
    """Titles that say who or when, each once.

    A line that is a title by itself is joined with the line above only where that is the name of a body alone.
    """
    found = [entry for entry in torn_titles(prints) if entry[2].agency or entry[2].year]
    alone = {index: title for index, count, title in found if count == 1}
    named: set[int] = set()
    for index, count, title in found:
        covered = alone.keys() & set(range(index, index + count))
        is_named = count > 1 and title.agency is not None and body_name(folded(prints[index])) == title.agency
        if is_named and all(alone[one].agency is None for one in covered):
            named |= covered
            yield index, title
        elif index not in named and (count == 1 or not covered):
            yield index, title


def _heads(page: Page, lines: Sequence[str], hints: Hints) -> tuple[str, ...]:
    """What calls itself the title: of the page, the panel, the link, and short lines at the top."""
    panel = [
        value for name, value in page.meta if folded(name, 40).lower() in {"articletitle", "标题", "名称", "信息名称"}
    ]
    outer = [folded(text, 300) for text in (page.title, *panel, hints.link_title) if text]
    top = [line for line in lines[:_TOP_LINES] if len(line) <= 2 * _SHORT_LINE and not _IN_SENTENCE.search(line)]
    return tuple(dict.fromkeys((*outer, *top)))


def _other_document(heads: Sequence[str], marks: _Marks) -> str | None:
    """A title that only looks like one, where nothing of a report follows."""
    if marks.is_report or any(read_title(head) for head in heads):
        return None
    for head in heads:
        if reason := look_alike_title(head):
            return f"{reason}: {head[:80]}"
    return None


def _listed(marks: _Marks) -> int:
    """How many reports a page lists that holds none itself: many titles, or a few and no prose; 0 for other pages."""
    if marks.is_report:
        return 0
    listed = len({(title.agency, title.year) for _, title in marks.titles})
    if listed < 2:
        return 0
    has_prose = any(len(block.text) > 2 * _SHORT_LINE for block in islice(marks.page.paragraphs(), _MOST_LINES))
    bare = not has_prose and not marks.outline and not marks.tables and not marks.has_period
    return listed if listed >= _LIST_LENGTH or bare else 0


def _second_report(marks: _Marks) -> Title | None:
    """The title of a second report: another body or year, each with an outline and applications of its own."""
    lines = marks.lines
    starts = [index for index, line in enumerate(lines) if len(line) <= _SHORT_LINE and _BEGINS_REPORT.match(line)]
    if len(starts) < 2:
        return None
    owners: list[tuple[int, Title]] = []
    for start in starts:
        above = [(index, title) for index, title in marks.titles if index < start]
        if above and (not owners or above[-1][0] != owners[-1][0]):
            owners.append(above[-1])
    for (first_index, first), (index, title) in pairwise(owners):
        if _same_report(first, title):
            continue
        parts = lines[first_index:index], lines[index:]
        if all(any(_APPLICATIONS.search(line) for line in part) for part in parts):
            return title
    return None


def _same_report(one: Title, other: Title) -> bool:
    """Whether two titles can be of one report: neither the body nor the year differs where both have it."""
    year_differs = one.year and other.year and one.year != other.year
    agency_differs = one.agency and other.agency and one.agency not in other.agency and other.agency not in one.agency
    return not year_differs and not agency_differs


def _old_form(marks: _Marks, heads: Sequence[str]) -> str | None:
    """The outline of before 2019, for whatever year (松阳县大东坝镇 2021), or a report for 2018 or before."""
    if marks.has_tables:
        return None
    titled = [title.year for head in heads if (title := read_title(head)) and title.year]
    titled += [title.year for _, title in reversed(marks.titles) if title.year]
    year = period_year(marks.text) or next(iter(titled), None)
    if year and year < FIRST_YEAR_OF_THE_FORM:
        return f"a report for {year}, before the national form of 2019"
    found = [p for p in _OLD_OUTLINE if p.search(marks.short)]
    listed = [p for p in _OLD_OUTLINE[:2] if p.search(marks.text)]
    if marks.tables == 0 and len(found) + len(listed) >= 2 and "收费" in marks.text and "减免" in marks.text:
        return "the outline of before 2019: its parts are 概述, …, 收费及减免情况, without the national tables"
    return None


def _named_title(heads: Sequence[str], marks: _Marks) -> bool:
    return bool(marks.titles) or any((title := read_title(head)) and (title.agency or title.year) for head in heads)


def _tells_of_disclosure(text: str) -> bool:
    """A preamble: the regulation and an annual report, or a period, in one text."""
    return "政府信息公开" in text and bool(
        re.search(r"本(?:年度)?(?:报告|年报)|年度报告|信息公开工作报告", text) and ("条例" in text or period_year(text))
    )
