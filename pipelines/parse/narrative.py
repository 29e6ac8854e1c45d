"""Every quantity of the prose, with what it counts.

In: a `Page` and its `Section`s. Out: `Figure`s in reading order. A paragraph is read once from left to right: its
quantities in their clauses, each judged with the memory of what came before, and the phrases that say zero without a
digit. Tables are not read here; neither are single cells that text conversions leave as lines of their own.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from pipelines.model import Figure, Page, Section
from pipelines.parse.clauses import (
    END,
    Marks,
    Part,
    clause_around,
    find_marks,
    is_any_between,
    is_over,
    keeping_between,
    last_end,
    mark_clauses,
    next_part,
    topics_opened,
)
from pipelines.parse.indicators import NOTHING, RATIO_UNITS, Clause, Judgement, Memory, judge, kinds_in, topics_of
from pipelines.parse.periods import REACH, Period, period_of
from pipelines.parse.prose import Chapter, Passage, chapters, fold
from pipelines.parse.quantities import Quantity, find_quantities
from pipelines.parse.scopes import Scope, Subjects, find_subjects, reach, scope_at
from pipelines.parse.sections import is_heading, is_table_text
from pipelines.parse.table_prose import with_table_prose
from pipelines.parse.taxonomy import cue_pattern, load_taxonomy
from pipelines.parse.zeros import find_zeros, negates

MAX_FIGURES = 10_000
_SECTION_TOPICS = {3: "application", 4: "remedy"}
_MAX_BEFORE = 60
_MAX_AFTER = 24
_LARGEST = Decimal(10) ** 14

_BLANKS = " 　、"
_JOINS = frozenset("和及与或以并")
_DONE = re.compile(r"了|已|全年|累计|共")
_SUB_HEADING = re.compile(
    r"\s*(?:#{1,6}\s*)?(?:[(（][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、.．])"
)
_TITLE_END = re.compile("[。：:]")
_ITEM = re.compile(r"\s*[一二三四五六七八九十]是")
_MAX_TITLE = 40
_DISCLOSURE = re.compile("公开|依申请|信息处理费")
_CELL = re.compile("(?!20[0-9]{2} ?年)[0-9]")
_MAX_CELL = 24
# ２，３１５条 may be 2,315 or two numbers: where all digits are wide, the comma is the only one that the writer has.
_WIDE_GROUP = re.compile("[０-９]，[０-９]{3}")
_CHROME = re.compile(r"(?:浏览|点击|阅读|访问)(?:次数|量|数|率)?\s?[:：]")


@dataclass(slots=True)
class _Subject:
    """What a chapter is about so far: set by sub-headings, read by the paragraphs below them."""

    section: int
    topic: str | None = None
    is_planned: bool = False


class _Reading(NamedTuple):
    """A passage with what is known of it before its numbers are read.

    Attributes:
        done: below the heading of a plan, where the words begin that report what is done.
        year: the report year.
    """

    passage: Passage
    text: str
    subject: _Subject
    is_about_disclosure: bool
    owners: Subjects
    wide: Scope
    done: list[int]
    year: int | None


def find_figures(page: Page, sections: tuple[Section, ...], year: int | None = None) -> tuple[Figure, ...]:
    """Quantities and zero statements of the prose in reading order.

    Args:
        page: the document.
        sections: its sections as found by `find_sections`.
        year: the report year where it is known; counts of other years have no indicator.

    Returns:
        Figures with values in base units. A percentage is a figure of its own (unit %); its indicator is that of the
        count it refers to with `.share`, `.increase` or `.decrease`. A number without a unit (粉丝54373) has an empty
        unit. A zero statement (未收到申请) has value 0 and the phrase as `raw`. At most `MAX_FIGURES`; real
        reports have fewer than 300.
    """
    return figures_in(chapters(with_table_prose(page, is_heading), sections), year)


def figures_in(found: tuple[Chapter, ...], year: int | None = None) -> tuple[Figure, ...]:
    """The same for prose that is cut into chapters already."""
    return tuple(islice(_figures(found, year), MAX_FIGURES))


def _figures(found: tuple[Chapter, ...], year: int | None) -> Iterator[Figure]:
    folded = [[fold(passage.text) for passage in chapter.passages] for chapter in found]
    wide = cache(
        lambda: reach(text for chapter, texts in zip(found, folded, strict=True) if chapter.no <= 1 for text in texts)
    )
    for chapter, texts in zip(found, folded, strict=True):
        subject = _Subject(chapter.no, topic=_SECTION_TOPICS.get(chapter.no))
        for passage, text in zip(chapter.passages, texts, strict=True):
            if passage.is_heading or _SUB_HEADING.match(text):
                _turn_to(subject, text, is_heading=passage.is_heading)
            if _is_prose(chapter.no, text):
                yield from _read(passage, text, subject, wide, year)


def _read(passage: Passage, text: str, subject: _Subject, wide: Callable[[], Scope], year: int | None) -> list[Figure]:
    """The figures of one passage in reading order; most have none and cost no more than two scans."""
    quantities = [quantity for quantity in find_quantities(text) if quantity.value < _LARGEST]
    if text is not passage.text:
        quantities = [quantity for quantity in quantities if not _WIDE_GROUP.match(passage.text, quantity.start - 2)]
    is_negated = negates(text)
    if not quantities and not is_negated:
        return []
    is_about_disclosure = (
        subject.section == 4 or subject.topic in {"application", "remedy"} or _DISCLOSURE.search(text) is not None
    )
    owners = find_subjects(text)
    done = [word.start() for word in _DONE.finditer(text)] if subject.is_planned else []
    reading = _Reading(
        passage, text, subject, is_about_disclosure, owners, wide() if None in owners.scopes else "unknown", done, year
    )
    figures = _counted(reading, quantities) if quantities else []
    if is_negated:
        figures += _said_zero(reading)
        figures.sort(key=itemgetter(0))
    return [figure for _, figure in figures]


def _is_prose(section: int, text: str) -> bool:
    """Tell prose from page furniture and from single cells."""
    if is_table_text(section, text) or (len(text) < 40 and _CHROME.search(text)):
        return False
    is_sentence = "。" in text or "；" in text
    if section == 0:
        return is_sentence
    return is_sentence or _CELL.match(text) is None or len(text) > _MAX_CELL


def _turn_to(subject: _Subject, text: str, *, is_heading: bool) -> None:
    """Let a sub-heading set what the paragraphs below are about."""
    title = _TITLE_END.split(text[:_MAX_TITLE], maxsplit=1)[0]
    if _ITEM.match(title):
        return
    cue = next((match for match in cue_pattern().finditer(title) if topics_of(match.group()).kept), None)
    # Deeper headings (一是 ...) without a subject of their own stay under the one above.
    if cue or not is_heading:
        subject.topic = topics_of(cue.group()).kept if cue else None
    subject.is_planned = subject.section == 5 and load_taxonomy().planned_heading.search(title) is not None


def _counted(reading: _Reading, quantities: list[Quantity]) -> list[tuple[int, Figure]]:
    text = reading.text
    marks = find_marks(text, quantities[-1].end)
    memory = Memory(topic=reading.subject.topic)
    part: Part | None = None
    behind = 0
    figures: list[tuple[int, Figure]] = []
    followings = [*(quantity.start for quantity in quantities[1:]), len(text)]
    for quantity, following in zip(quantities, followings, strict=True):
        start, end = quantity.start, quantity.end
        lead = max(behind, start - _MAX_BEFORE)
        lead = marks.ends.rfind(END, lead, start) + 1 or lead
        if lead == behind and figures:
            lead = _behind_the_word_before(text, lead, start)
        tail = min(following, end + _MAX_AFTER)
        tail = marks.ends.find(END, end, tail) + 1 or tail
        after = text[end:tail].partition("、")[0]
        if behind != lead and marks.kept:
            _remember(memory, text, marks, behind, lead)
        if part or marks.parts:
            part = _broken_down(part, memory, marks, behind, start)
        clause = Clause(
            text[lead:start],
            "".join(after.split()),
            quantity.unit,
            part is not None,
            END not in marks.sentences[behind:start][:-1],
            reading.is_about_disclosure,
        )
        judgement = judge(clause, topics_opened(marks, lead, end + len(after)), memory)
        if judgement.topic is None and marks.kept:
            _remember(memory, text, marks, lead, start)
        figures.append((start, _figure(reading, quantity, judgement, marks, lead)))
        behind = end
    return figures


def _behind_the_word_before(text: str, lead: int, start: int) -> int:
    """Where the clause of a number begins in a row of such: 维持 of 5件维持、1件撤销 belongs to the first number."""
    comma = text.find("、", lead, start)
    word = text[lead:comma].lstrip() if comma > 0 else ""
    return comma if word and word[0] not in _JOINS else lead


def _broken_down(part: Part | None, memory: Memory, marks: Marks, behind: int, position: int) -> Part | None:
    """Follow breakdowns: from 其中 to the end of the sentence, or of the brackets that it stands in."""
    if part is not None:
        has_ended, is_closed = is_over(part, marks, behind, position)
        if has_ended:
            # What follows the brackets refers to the number before them: 收到156件（其中 ...），增长15%.
            if is_closed:
                memory.last = memory.head
            memory.head = NOTHING
            part = None
    if following := next_part(marks, behind, position):
        memory.head = memory.last
        return following
    return part


def _figure(reading: _Reading, quantity: Quantity, judgement: Judgement, marks: Marks, lead: int) -> Figure:
    passage, text, subject, _, owners, wide, _, _ = reading
    start, end, value, unit, qualifier = quantity
    first, last = clause_around(text, marks.clauses, start, end)
    period = _period(reading, quantity, judgement, marks, lead)
    is_later = period == "later" and subject.section == 5
    return Figure(
        subject.section,
        passage.text[start:end],
        value,
        unit,
        qualifier,
        judgement.indicator if period == "this" or is_later else None,
        judgement.in_scope,
        passage.text[first:last].strip(_BLANKS),
        passage.locator_at(start),
        "planned" if is_later or _is_planned(reading, start, marks) else "reported",
        scope_at(owners, start, wide),
    )


def _period(reading: _Reading, quantity: Quantity, judgement: Judgement, marks: Marks, lead: int) -> Period:
    """The period of a quantity that counts something; rates and changes in percent name theirs in their code."""
    if judgement.indicator is None or quantity.unit in RATIO_UNITS:
        return "this"
    start = quantity.start
    first = max(last_end(marks.sentence_ends, start), start - REACH)
    return period_of(judgement.indicator, marks.clauses[first:start], min(start - lead, start - first), reading.year)


def _remember(memory: Memory, text: str, marks: Marks, start: int, end: int) -> None:
    """Let the cues between two positions take over the topic."""
    cue = keeping_between(marks, start, end)
    if cue is None:
        return
    topic, cue_end = marks.kept[cue], marks.keeping_ends[cue]
    kinds = kinds_in(topic, text[max(start, cue_end - 40) : cue_end])
    if kinds or topic != memory.topic:
        memory.topic, memory.kinds = topic, kinds


def _is_planned(reading: _Reading, position: int, marks: Marks) -> bool:
    subject = reading.subject
    if not marks.plans and not subject.is_planned:
        return False
    sentence = last_end(marks.sentence_ends, position)
    since = 0 if subject.section == 5 else sentence
    if is_any_between(marks.plans, since, position):
        return True
    return subject.is_planned and not is_any_between(reading.done, sentence, position)


def _said_zero(reading: _Reading) -> Iterator[tuple[int, Figure]]:
    passage, text, subject, is_about_disclosure, owners, wide, _, _ = reading
    clauses = ""
    for zero in find_zeros(text, topic=subject.topic, is_about_disclosure=is_about_disclosure or subject.section == 6):
        clauses = clauses or mark_clauses(text)
        first, last = clause_around(text, clauses, zero.start, zero.end)
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
                scope=scope_at(owners, zero.start, wide),
            ),
        )
