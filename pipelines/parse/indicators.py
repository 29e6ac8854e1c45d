"""What a quantity of the prose counts, as a code of the taxonomy.

In: a clause with the place of its number, and a `Memory` of the text before. Out: a `Judgement` and the next `Memory`.
The one idea: the clause decides, its neighbours only help. 予以公开12件 is an outcome where applications are the
subject and none where documents are; so a topic stays open until another takes over, and breakdowns are read under it.
The vocabulary is data: `indicators.yaml`.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.parse.taxonomy import Rule, Topic, candidates, filler_pattern, kinds_of_topics, topics
from pipelines.short_texts import remembered


class Clause(NamedTuple):
    """A number in its clause.

    Attributes:
        before: what stands before the number in the clause, without white space.
        after: what follows it.
        unit: base unit of the number.
        is_part: the clause breaks down an earlier number (其中 ...).
        is_same_sentence: the number before stands in the same sentence.
        is_about_disclosure: the paragraph or the section says so.
    """

    before: str
    after: str
    unit: str
    is_part: bool = False
    is_same_sentence: bool = False
    is_about_disclosure: bool = True


class Judgement(NamedTuple):
    """What a number counts; `indicator` None where the taxonomy has no code for it."""

    indicator: str | None = None
    in_scope: bool = False
    topic: str | None = None
    unit: str = ""


NOTHING = Judgement()


class Opening(NamedTuple):
    """Topics that a cue opens for its clause, and the one that it keeps open behind it."""

    opened: frozenset[str]
    kept: str | None


@dataclass(slots=True)
class Memory:
    """What the text before a clause was about; each clause of a passage changes it for the next.

    Attributes:
        topic: subject of the text before.
        kinds: which kinds of it were named last (review, litigation).
        last: judgement of the last count; percentages refer to it.
        head: judgement of the number that is being broken down.
    """

    topic: str | None = None
    kinds: frozenset[str] = frozenset()
    last: Judgement = NOTHING
    head: Judgement = NOTHING


# What a number grew to (由65%提高到92%) is no growth.
_INCREASE = re.compile(r"(?:增长|增加|上升|提高|提升|增幅|多)[^#到至]{0,6}$")
_DECREASE = re.compile(r"(?:下降|减少|回落|降低|降幅|少)[^#到至]{0,6}$")
_SHARE = re.compile(r"占[^#]{0,12}$")
_SUFFIXES = ((_SHARE, "share"), (_INCREASE, "increase"), (_DECREASE, "decrease"))
_CHANGES = (".share", ".increase", ".decrease")
# Words before a percentage that leave its subject to the number before: 收到50件，同比下降12%.
_REFERS_BACK = re.compile(
    r"(?:[、，,和并比较与]|同比|环比|上一?年度?|去年|20[0-9]{2}年度?|同期|相比|分别|有所|大幅|明显|略有"
    r"|(?:申请|受理|收件)?(?:数量|总量|总数|件数)|(?:申请|受理|收件)[数量])*+"
    r"(?:占|增|上升|提|多|下|减|回|降|少)"
)
_MAX_FILLERS = 16
_NO_KINDS: frozenset[str] = frozenset()
RATIO_UNITS = frozenset({"%", "百分点"})


def strip_fillers(before: str) -> str:
    """Take white space and filler words off the end of what stands before a number: 共受理申请共计 -> 共受理申请."""
    before = "".join(before.split())
    filler = filler_pattern().search(before, max(0, len(before) - _MAX_FILLERS))
    return before[: filler.start()] if filler else before


@remembered(4096)
def topics_of(cue: str) -> Opening:
    """What a cue opens."""
    opened = frozenset(name for name, topic in topics().items() if _opens(topic, cue))
    kept = next((name for name, topic in topics().items() if topic.cues and topic.cues.search(cue)), None)
    return Opening(opened, kept)


def kinds_in(topic: str | None, text: str) -> frozenset[str]:
    """Kinds of a topic that a text names, e.g. review and litigation."""
    kinds = kinds_of_topics().get(topic)
    return frozenset(kind for kind, pattern in kinds.items() if pattern.search(text)) if kinds else _NO_KINDS


def _kind_of(judgement: Judgement) -> frozenset[str]:
    """The one kind that an indicator names: 未经复议直接起诉 speaks of lawsuits only."""
    kinds = kinds_of_topics().get(judgement.topic, {})
    named = (judgement.indicator or "").split(".")[1:2]
    return frozenset(kinds).intersection(named)


def judge(clause: Clause, opened: frozenset[str], memory: Memory) -> Judgement:
    """Say what the number of a clause counts.

    Args:
        clause: the clause.
        opened: topics whose cues stand in the clause.
        memory: what the text before was about; afterwards what the next number of the paragraph is judged with.
    """
    before = strip_fillers(clause.before)
    subject = f"{before}#{clause.after}"
    if clause.unit in RATIO_UNITS:
        # 部分公开占12%: what the share is of stands before the verb.
        judgement = _by_rule(f"{before.partition('占')[0]}#{clause.after}", clause, opened, memory)
        if judgement.indicator is None:
            return _ratio(before, clause, judgement, memory)
        if judgement.indicator.endswith(_CHANGES):
            return judgement
    else:
        judgement = _by_rule(subject, clause, opened, memory)
    if judgement.topic is None:
        judgement = Judgement(None, _keeps_scope(clause, opened, memory), None, clause.unit)
    else:
        memory.kinds = (
            _kind_of(judgement)
            or kinds_in(judgement.topic, subject)
            or (memory.kinds if judgement.topic == memory.topic else _NO_KINDS)
        )
        memory.topic = judgement.topic
    memory.last = judgement
    return judgement


def _keeps_scope(clause: Clause, opened: frozenset[str], memory: Memory) -> bool:
    """Whether a number that no rule knows is still about disclosure."""
    if clause.is_part and memory.head.in_scope and clause.unit == memory.head.unit:
        return True
    topic = topics().get(memory.topic or "")
    return topic is not None and topic.keeps_scope and not opened and clause.is_about_disclosure


def _by_rule(subject: str, clause: Clause, opened: frozenset[str], memory: Memory) -> Judgement:
    broken_down = memory.head.topic if clause.is_part else None
    for search, topic, rule in candidates(opened, memory.topic, broken_down, clause.unit):
        if search(subject):
            return _judged(topic, rule, subject, clause, memory)
    return NOTHING


def _judged(topic: Topic, rule: Rule, subject: str, clause: Clause, memory: Memory) -> Judgement:
    name = topic.topic
    in_scope = topic.in_scope if rule.in_scope is None else rule.in_scope
    if topic.needs_disclosure and not clause.is_about_disclosure:
        return Judgement(None, False, name, clause.unit)
    indicator = _filled(topic, rule, subject, clause, memory)
    if indicator and rule.units is None and clause.unit in RATIO_UNITS:
        # A percentage is no count, but a share or a change of what a count with these words would be.
        suffix = _suffix(strip_fillers(clause.before))
        indicator = suffix and f"{indicator}.{suffix}"
    if clause.is_part and indicator == memory.head.indicator:
        # Part of the number before, counted the same way: no second total.
        indicator = None
    return Judgement(indicator, in_scope, name, clause.unit)


def _filled(topic: Topic, rule: Rule, subject: str, clause: Clause, memory: Memory) -> str | None:
    indicator = rule.indicator
    if indicator is None:
        return None
    if "{kind}" in indicator:
        kinds = kinds_in(topic.topic, subject) or memory.kinds
        kind = next(iter(kinds)) if len(kinds) == 1 else topic.both if kinds else None
        return kind and indicator.replace("{kind}", kind)
    if "{channel}" in indicator:
        channels = [name for name, pattern in topic.channels.items() if pattern.search(subject)]
        if len(channels) == 1:
            return indicator.replace("{channel}", channels[0])
        # A part of what was published is never a second total.
        is_part = clause.is_part and memory.head.topic == topic.topic
        return f"{topic.topic}.category.other" if is_part else rule.otherwise
    return indicator


def _ratio(before: str, clause: Clause, judgement: Judgement, memory: Memory) -> Judgement:
    """A percentage refers to the count before it: its share of a whole, or its change over a year."""
    base = memory.last
    suffix = _suffix(before)
    if suffix and base.indicator and base.in_scope and clause.is_same_sentence:
        # 举办培训3次，主动公开信息增长10% names a subject of its own.
        refers_back = _REFERS_BACK.match(before) is not None
        return Judgement(f"{base.indicator}.{suffix}" if refers_back else None, True, base.topic, "%")
    return Judgement(None, judgement.in_scope, judgement.topic, "%")


def _suffix(before: str) -> str | None:
    """What a percentage says of a count, by what stands before it."""
    return next((suffix for pattern, suffix in _SUFFIXES if pattern.search(before)), None)


def _opens(topic: Topic, cue: str) -> bool:
    return any(pattern is not None and pattern.search(cue) for pattern in (topic.cues, topic.weak_cues))
