"""The clauses of a passage: where they end, which cues stand in them, how far a breakdown reaches.

In: folded text of one passage. Out: `Marks`, everything about its numbers is asked of. A passage is scanned once; a
scan per number would be quadratic in the numbers. Ends are kept as texts in which all marks that end something are the
same character: writing and searching those costs a tenth of a pattern that knows a dozen marks.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, compress, count
from operator import add
from typing import NamedTuple

from pipelines.parse.indicators import topics_of
from pipelines.parse.taxonomy import cue_pattern, load_taxonomy

MAX_CONTEXT = 80
END = "\n"
"""What stands for every end in the texts of `Marks`."""

_SENTENCE_ENDS = "。！？!?"
_CLAUSE_ENDS = "，；;"
_BRACKETS = "（）()"
# A colon before a digit and a comma within a number end nothing.
_COLON_END = re.compile("[：:](?! ?[0-9])")
_COMMA_END = re.compile(",(?![0-9]{3}(?![0-9]))")
_BRACKET = re.compile(f"[{_BRACKETS}]")
_ITEM_END = re.compile("[、，。；]")
_PART = re.compile(r"其中|包括|包含|不含|含(?![义量])|在[^，,。；;]{2,16}中[，,]")
_NO_TOPICS: frozenset[str] = frozenset()


class Marks(NamedTuple):
    """What the clauses of one passage are cut by and judged with.

    Attributes:
        ends: the text with `END` in place of each mark that ends a clause, brackets among them.
        clauses: the same, brackets left as they are.
        sentences: the text with `END` in place of each mark that ends a sentence.
        sentence_ends: behind each of these.
        cue_starts: where the words begin that open topics.
        opened: the topics that each of them opens.
        keeping_starts: where those of them begin that keep a topic open for what follows.
        keeping_ends: where these end.
        kept: the topic that each of these keeps open.
        parts: where words of breaking down begin (其中 ...).
        plans: where words of planning begin.
        brackets: closing and opening position of each pair; only where there are parts.
    """

    ends: str
    clauses: str
    sentences: str
    sentence_ends: list[int]
    cue_starts: list[int]
    opened: tuple[frozenset[str], ...]
    keeping_starts: list[int]
    keeping_ends: list[int]
    kept: list[str]
    parts: list[int]
    plans: list[int]
    brackets: list[tuple[int, int]]


def find_marks(text: str, last: int) -> Marks:
    """Scan a passage.

    Args:
        text: the passage.
        last: where its last number ends. Nothing behind the clause of that number is looked at for cues and plans.
    """
    sentences = _ended(text, _SENTENCE_ENDS)
    clauses = _clauses(sentences)
    ends = _ended(clauses, _BRACKETS)
    end = ends.find(END, last)
    judged = text if end < 0 else text[:end]
    # Between, cue, between, cue ...: cheaper than a match for each of them.
    pieces = cue_pattern().split(judged)
    borders = list(accumulate(map(len, pieces)))
    cue_starts = borders[:-1:2]
    opened, kept = zip(*map(topics_of, pieces[1::2]), strict=True) if cue_starts else ((), ())
    parts = _parts(text)
    return Marks(
        ends=ends,
        clauses=clauses,
        sentences=sentences,
        sentence_ends=_behind_ends(sentences),
        cue_starts=cue_starts,
        opened=opened,
        keeping_starts=list(compress(cue_starts, kept)),
        keeping_ends=list(compress(borders[1::2], kept)),
        kept=[topic for topic in kept if topic],
        parts=parts,
        plans=[match.start() for match in load_taxonomy().planned.finditer(judged)],
        brackets=_pairs(text) if parts else [],
    )


def mark_clauses(text: str) -> str:
    """A text with `END` in place of each mark that ends a clause."""
    return _clauses(_ended(text, _SENTENCE_ENDS))


def _clauses(sentences: str) -> str:
    clauses = _ended(sentences, _CLAUSE_ENDS)
    if "：" in clauses or ":" in clauses:
        clauses = _COLON_END.sub(END, clauses)
    return _COMMA_END.sub(END, clauses) if "," in clauses else clauses


def _ended(text: str, marks: str) -> str:
    for mark in marks:
        text = text.replace(mark, END)
    return text


def _behind_ends(text: str) -> list[int]:
    pieces = text.split(END)
    return list(map(add, accumulate(map(len, pieces[:-1])), count(1)))


def _parts(text: str) -> list[int]:
    """Where words of breaking down begin; most passages hold none, and to know costs little."""
    if "含" in text or "其中" in text or "包括" in text or "中，" in text or "中," in text:
        return [match.start() for match in _PART.finditer(text) if match.group() != "不含"]
    return []


def topics_opened(marks: Marks, start: int, end: int) -> frozenset[str]:
    """Topics that the cues between two positions open for their clause."""
    first = bisect_left(marks.cue_starts, start)
    return _NO_TOPICS.union(*marks.opened[first : bisect_left(marks.cue_starts, end, first)])


def keeping_between(marks: Marks, start: int, end: int) -> int | None:
    """Index of the last cue between two positions that keeps a topic open."""
    index = bisect_left(marks.keeping_starts, end) - 1
    return index if index >= 0 and marks.keeping_starts[index] >= start else None


def clause_around(text: str, clauses: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a place; in a long list only the item.

    Args:
        text: the passage.
        clauses: the same with its clauses marked, see `Marks`.
        start: where the place begins.
        end: where it ends.
    """
    first = max(start - MAX_CONTEXT, 0)
    first = clauses.rfind(END, first, start) + 1 or first
    last = clauses.find(END, end - 1, end + MAX_CONTEXT)
    if last < 0:
        last = min(len(text), end + MAX_CONTEXT)
    if last - first > MAX_CONTEXT:
        item = max(text.rfind("、", first, start), text.rfind("，", first, start))
        first = max(first, item + 1)
        closing = _ITEM_END.search(text, end, last)
        last = closing.start() if closing else last
    return first, max(last, end)


def last_end(ends: list[int], before: int) -> int:
    """Last of some end positions up to a place."""
    index = bisect_right(ends, before)
    return ends[index - 1] if index else 0


def is_any_between(positions: list[int], start: int, end: int) -> bool:
    """Whether one of some positions lies between two others."""
    index = bisect_left(positions, start)
    return index < len(positions) and positions[index] < end


class Part(NamedTuple):
    """Where the breakdown of a number begins and ends."""

    start: int
    end: int


def is_over(part: Part, marks: Marks, behind: int, position: int) -> tuple[bool, bool]:
    """Whether a breakdown has ended before a position, and whether its brackets closed since the number before."""
    first = bisect_left(marks.brackets, (behind, 0))
    last = bisect_left(marks.brackets, (position, 0))
    is_closed = any(opening < part.start for _, opening in marks.brackets[first:last])
    return is_closed or position >= part.end, is_closed


def next_part(marks: Marks, behind: int, position: int) -> Part | None:
    """The breakdown that begins between the number before and this one; it ends with its sentence."""
    index = bisect_left(marks.parts, behind)
    if index < len(marks.parts) and marks.parts[index] < position:
        sentence = bisect_right(marks.sentence_ends, position)
        ends = marks.sentence_ends[sentence] if sentence < len(marks.sentence_ends) else len(marks.sentences)
        return Part(marks.parts[index], ends)
    return None


def _pairs(text: str) -> list[tuple[int, int]]:
    """Closing position and opening position of each pair of brackets."""
    pairs: list[tuple[int, int]] = []
    openings: list[int] = []
    for bracket in _BRACKET.finditer(text):
        position = bracket.start()
        if bracket.group() in "（(":
            openings.append(position)
        elif openings:
            pairs.append((position, openings.pop()))
    return pairs
