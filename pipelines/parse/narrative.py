"""Every quantity of the prose, with what it counts.

In: a `Page` and its `Section`s. Out: `Figure`s in reading order. A paragraph is read once from left to right: its
quantities in their clauses, each judged with the memory of what came before, and the phrases that say zero without a
digit. Tables are not read here; neither are single cells that text conversions leave as lines of their own.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from pipelines.model import Figure, Page, Section
from pipelines.parse.indicators import NOTHING, Clause, Judgement, Memory, judge, kinds_in, topics_of
from pipelines.parse.prose import Passage, chapters, passages
from pipelines.parse.quantities import Quantity, find_quantities
from pipelines.parse.sections import is_table_text
from pipelines.parse.taxonomy import cue_pattern, load_taxonomy
from pipelines.parse.zeros import find_zeros

MAX_FIGURES = 10_000
_SECTION_TOPICS = {3: "application", 4: "remedy"}
_MAX_CONTEXT = 80
_MAX_BEFORE = 60
_MAX_AFTER = 24
_LARGEST = Decimal(10) ** 14

# No pattern here begins with a look-behind: without one, the engine skips to the first character by itself.
_CLAUSE_END = re.compile(r"[，。；！？;!?\n]|[：:](?! ?[0-9])|,(?![0-9]{3}(?![0-9]))")
_LEAD_END = re.compile(r"[，。；！？;!?\n（）()]|[：:](?! ?[0-9])|,(?![0-9]{3}(?![0-9]))")
_ITEM_END = re.compile("[、，。；]")
_BLANKS = " 　、"
_SENTENCE_END = re.compile(r"[。！？!?\n]")
_BRACKET = re.compile("[（()）]")
_PART = re.compile(r"其中|包括|包含|不含|含(?![义量])|在[^，,。；;]{2,16}中[，,]")
_DONE = re.compile(r"了|已|全年|累计|共")
_SUB_HEADING = re.compile(
    r"\s*(?:#{1,6}\s*)?(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．])"
)
_DISCLOSURE = re.compile("公开|依申请|信息处理费")
_CELL = re.compile("(?!20[0-9]{2} ?年)[0-9]")
_MAX_CELL = 24
_CHROME = re.compile(r"(?:浏览|点击|阅读|访问)(?:次数|量|数|率)?\s?[:：]")


@dataclass(slots=True)
class _Subject:
    """What a chapter is about so far: set by sub-headings, read by the paragraphs below them."""

    section: int
    topic: str | None = None
    is_planned: bool = False


@dataclass(frozen=True, slots=True)
class _Marks:
    """Positions in one passage that its clauses are cut by and judged with."""

    clause_ends: list[int]
    lead_ends: list[int]
    sentence_ends: list[int]
    cues: list[tuple[int, int, str]]
    parts: list[int]
    plans: list[int]
    brackets: list[tuple[int, int]]
    length: int


class _Part(NamedTuple):
    """Where the breakdown of a number begins and ends."""

    start: int
    end: int


def find_figures(page: Page, sections: tuple[Section, ...]) -> tuple[Figure, ...]:
    """Quantities and zero statements of the prose in reading order.

    Args:
        page: the document.
        sections: its sections as found by `find_sections`.

    Returns:
        Figures with values in base units. A percentage is a figure of its own (unit %); its indicator is that of the
        count it refers to with `.share`, `.increase` or `.decrease`. A number without a unit (粉丝54373) has an empty
        unit. A zero statement (未收到申请) has value 0 and the phrase as `raw`. At most `MAX_FIGURES`; real
        reports have fewer than 300.
    """
    return tuple(islice(_figures(page, sections), MAX_FIGURES))


def _figures(page: Page, sections: tuple[Section, ...]) -> Iterator[Figure]:
    for chapter in chapters(page, sections):
        subject = _Subject(chapter.no, topic=_SECTION_TOPICS.get(chapter.no))
        for passage in passages(chapter.paragraphs):
            if _is_sub_heading(passage):
                _turn_to(subject, passage)
            if not _is_prose(chapter.no, passage):
                continue
            figures = [*_counted(passage, subject), *_said_zero(passage, subject)]
            figures.sort(key=itemgetter(0))
            yield from (figure for _, figure in figures)


def _is_prose(section: int, passage: Passage) -> bool:
    """Tell prose from page furniture and from single cells."""
    text = passage.folded
    if is_table_text(section, text) or (len(text) < 40 and _CHROME.search(text)):
        return False
    is_sentence = "。" in text or "；" in text
    if section == 0:
        return is_sentence
    return is_sentence or _CELL.match(text) is None or len(text) > _MAX_CELL


def _is_sub_heading(passage: Passage) -> bool:
    return passage.is_heading or _SUB_HEADING.match(passage.folded) is not None


def _turn_to(subject: _Subject, passage: Passage) -> None:
    """Let a sub-heading set what the paragraphs below are about."""
    title = re.split("[。：:]", passage.folded, maxsplit=1)[0][:40]
    if re.match(r"\s*[一二三四五六七八九十]是", title):
        return
    cue = next((match for match in cue_pattern().finditer(title) if topics_of(match.group())[1]), None)
    # Deeper headings (一是 ...) without a subject of their own stay under the one above.
    if cue or not passage.is_heading:
        subject.topic = topics_of(cue.group())[1] if cue else None
    subject.is_planned = subject.section == 5 and load_taxonomy().planned_heading.search(title) is not None


def _counted(passage: Passage, subject: _Subject) -> Iterator[tuple[int, Figure]]:
    text = passage.folded
    quantities = [quantity for quantity in find_quantities(text) if quantity.value < _LARGEST]
    if not quantities:
        return
    marks = _marks(text)
    is_about_disclosure = _is_about_disclosure(text, subject)
    memory = Memory(topic=subject.topic)
    part: _Part | None = None
    behind = 0
    for index, quantity in enumerate(quantities):
        following = quantities[index + 1].start if index + 1 < len(quantities) else len(text)
        lead = max(behind, _last(marks.lead_ends, quantity.start), quantity.start - _MAX_BEFORE)
        tail = min(following, _next(marks.lead_ends, quantity.end, len(text)), quantity.end + _MAX_AFTER)
        after = text[quantity.end : tail].partition("、")[0]
        memory = _remember(memory, text, marks, behind, lead)
        part, memory = _broken_down(part, memory, marks, behind, quantity.start)
        clause = Clause(
            before=text[lead : quantity.start],
            after="".join(after.split()),
            unit=quantity.unit,
            is_part=part is not None,
            is_same_sentence=not _between(marks.sentence_ends, behind, quantity.start),
            is_about_disclosure=is_about_disclosure,
        )
        judgement, memory = judge(clause, _opened(marks, lead, quantity.end + len(after)), memory)
        if judgement.topic is None:
            memory = _remember(memory, text, marks, lead, quantity.start)
        yield quantity.start, _figure(passage, subject, quantity, judgement, marks)
        behind = quantity.end


def _broken_down(
    part: _Part | None, memory: Memory, marks: _Marks, behind: int, position: int
) -> tuple[_Part | None, Memory]:
    """Follow breakdowns: from 其中 to the end of the sentence, or of the brackets that it stands in."""
    if part is not None:
        first = bisect_left(marks.brackets, (behind, 0))
        last = bisect_left(marks.brackets, (position, 0))
        is_closed = any(opening < part.start for _, opening in marks.brackets[first:last])
        if is_closed or position >= part.end:
            # What follows the brackets refers to the number before them: 收到156件（其中 ...），增长15%.
            memory = memory._replace(head=NOTHING, last=memory.head if is_closed else memory.last)
            part = None
    index = bisect_left(marks.parts, behind)
    if index < len(marks.parts) and marks.parts[index] < position:
        part = _Part(marks.parts[index], _next(marks.sentence_ends, position, marks.length))
        memory = memory._replace(head=memory.last)
    return part, memory


def _figure(passage: Passage, subject: _Subject, quantity: Quantity, judgement: Judgement, marks: _Marks) -> Figure:
    first, last = _clause(passage.folded, marks.clause_ends, quantity.start, quantity.end)
    return Figure(
        section=subject.section,
        raw=passage.text[quantity.start : quantity.end],
        value=quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        indicator=judgement.indicator,
        in_scope=judgement.in_scope,
        context=passage.text[first:last].strip(_BLANKS),
        locator=passage.locator_at(quantity.start),
        modality="planned" if _is_planned(passage.folded, quantity.start, subject, marks) else "reported",
    )


def _marks(text: str) -> _Marks:
    return _Marks(
        clause_ends=[match.end() for match in _CLAUSE_END.finditer(text)],
        lead_ends=[match.end() for match in _LEAD_END.finditer(text)],
        sentence_ends=[match.end() for match in _SENTENCE_END.finditer(text)],
        cues=[(match.start(), match.end(), match.group()) for match in cue_pattern().finditer(text)],
        parts=[match.start() for match in _PART.finditer(text) if match.group() != "不含"],
        plans=[match.start() for match in load_taxonomy().planned.finditer(text)],
        brackets=_brackets(text),
        length=len(text),
    )


def _brackets(text: str) -> list[tuple[int, int]]:
    """Closing position and opening position of each pair of brackets."""
    pairs: list[tuple[int, int]] = []
    openings: list[int] = []
    for match in _BRACKET.finditer(text):
        if match.group() in "（(":
            openings.append(match.start())
        elif openings:
            pairs.append((match.start(), openings.pop()))
    return pairs


def _remember(memory: Memory, text: str, marks: _Marks, start: int, end: int) -> Memory:
    """Let the cues between two positions take over the topic."""
    first, last = bisect_left(marks.cues, (start,)), bisect_left(marks.cues, (end,))
    for _, cue_end, cue in reversed(marks.cues[first:last]):
        topic = topics_of(cue)[1]
        if topic is not None:
            kinds = kinds_in(topic, text[max(start, cue_end - 40) : cue_end])
            return memory._replace(topic=topic, kinds=kinds or (memory.kinds if topic == memory.topic else frozenset()))
    return memory


def _opened(marks: _Marks, start: int, end: int) -> tuple[str, ...]:
    first, last = bisect_left(marks.cues, (start,)), bisect_left(marks.cues, (end,))
    return tuple({topic for _, _, cue in marks.cues[first:last] for topic in topics_of(cue)[0]})


def _is_about_disclosure(text: str, subject: _Subject) -> bool:
    return subject.section == 4 or subject.topic in {"application", "remedy"} or _DISCLOSURE.search(text) is not None


def _is_planned(text: str, position: int, subject: _Subject, marks: _Marks) -> bool:
    sentence = _last(marks.sentence_ends, position)
    since = 0 if subject.section == 5 else sentence
    if _between(marks.plans, since, position):
        return True
    return subject.is_planned and _DONE.search(text, sentence, position) is None


def _said_zero(passage: Passage, subject: _Subject) -> Iterator[tuple[int, Figure]]:
    text = passage.folded
    zeros = find_zeros(
        text,
        topic=subject.topic,
        is_about_disclosure=subject.section == 6 or _is_about_disclosure(text, subject),
    )
    clause_ends: list[int] | None = None
    for zero in zeros:
        clause_ends = clause_ends or [match.end() for match in _CLAUSE_END.finditer(text)]
        first, last = _clause(text, clause_ends, zero.start, zero.end)
        yield (
            zero.start,
            Figure(
                section=subject.section,
                raw=passage.text[zero.start : zero.end],
                value=Decimal(0),
                unit=zero.unit,
                qualifier="exact",
                indicator=zero.indicator,
                in_scope=True,
                context=passage.text[first:last].strip(_BLANKS),
                locator=passage.locator_at(zero.start),
            ),
        )


def _clause(text: str, clause_ends: list[int], start: int, end: int) -> tuple[int, int]:
    """The clause around a place; in a long list only the item."""
    first = max(_last(clause_ends, start), start - _MAX_CONTEXT)
    last = min(_next(clause_ends, end - 1, len(text) + 1) - 1, end + _MAX_CONTEXT)
    if last - first > _MAX_CONTEXT:
        item = max(text.rfind("、", first, start), text.rfind("，", first, start))
        first = max(first, item + 1)
        closing = _ITEM_END.search(text, end, last)
        last = closing.start() if closing else last
    return first, max(last, end)


def _last(positions: list[int], before: int) -> int:
    index = bisect_right(positions, before)
    return positions[index - 1] if index else 0


def _next(positions: list[int], after: int, default: int) -> int:
    """First of some end positions behind a place."""
    index = bisect_right(positions, after)
    return positions[index] if index < len(positions) else default


def _between(positions: list[int], start: int, end: int) -> bool:
    index = bisect_left(positions, start)
    return index < len(positions) and positions[index] < end
