"""The clauses of a passage: where they end, which cues stand in them, how far a breakdown reaches.

In: folded text of one passage. Out: `Marks`, sorted positions that everything about its numbers is asked of by
bisection. A passage is scanned once; a scan per number would be quadratic in the numbers.
"""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate, count
from operator import add
from typing import NamedTuple

from pipelines.parse.indicators import Opening, topics_of
from pipelines.parse.taxonomy import cue_pattern, load_taxonomy

MAX_CONTEXT = 80

# Begins with a set, so that the engine skips what is no mark. A colon before a digit and a comma within a number end
# nothing.
_END = re.compile(r"[，。；！？;!?\n（）()：:,](?!(?<=[：:]) ?[0-9]|(?<=,)[0-9]{3}(?![0-9]))")
_BRACKETS = frozenset("（）()")
_SENTENCE_ENDS = frozenset("。！？!?\n")
_ITEM_END = re.compile("[、，。；]")
_PART = re.compile(r"其中|包括|包含|不含|含(?![义量])|在[^，,。；;]{2,16}中[，,]")


class Marks(NamedTuple):
    """Positions in one passage that its clauses are cut by and judged with.

    Attributes:
        clause_ends: behind each mark that ends a clause.
        lead_ends: the same, brackets counted as ends.
        sentence_ends: behind each mark that ends a sentence.
        cue_starts: where the words begin that open topics.
        cue_ends: where they end.
        openings: the topics that each of them opens, and the one that it keeps open.
        parts: where words of breaking down begin (其中 ...).
        plans: where words of planning begin.
        brackets: closing and opening position of each pair.
        length: of the text.
    """

    clause_ends: list[int]
    lead_ends: list[int]
    sentence_ends: list[int]
    cue_starts: list[int]
    cue_ends: list[int]
    openings: list[Opening]
    parts: list[int]
    plans: list[int]
    brackets: list[tuple[int, int]]
    length: int


def find_marks(text: str) -> Marks:
    """Scan a passage."""
    ends = _ends(text)
    # Between, cue, between, cue ...: cheaper than a match for each of them.
    pieces = cue_pattern().split(text)
    borders = list(accumulate(map(len, pieces)))
    return Marks(
        clause_ends=_without_brackets(text, ends),
        lead_ends=ends,
        sentence_ends=[end for end in ends if text[end - 1] in _SENTENCE_ENDS],
        cue_starts=borders[:-1:2],
        cue_ends=borders[1::2],
        openings=list(map(topics_of, pieces[1::2])),
        parts=[match.start() for match in _PART.finditer(text) if match.group() != "不含"],
        plans=[match.start() for match in load_taxonomy().planned.finditer(text)],
        brackets=_pairs(text, [end - 1 for end in ends if text[end - 1] in _BRACKETS]) if _has_brackets(text) else [],
        length=len(text),
    )


def find_clause_ends(text: str) -> list[int]:
    """Behind each mark that ends a clause."""
    return _without_brackets(text, _ends(text))


def _ends(text: str) -> list[int]:
    """Behind each mark; all of them are one character long."""
    pieces = _END.split(text)
    return list(map(add, accumulate(map(len, pieces[:-1])), count(1)))


def _has_brackets(text: str) -> bool:
    return "（" in text or "）" in text or "(" in text or ")" in text


def _without_brackets(text: str, ends: list[int]) -> list[int]:
    return [end for end in ends if text[end - 1] not in _BRACKETS] if _has_brackets(text) else ends


def cues_between(marks: Marks, start: int, end: int) -> range:
    """Indexes of the cues that begin between two positions."""
    first = bisect_left(marks.cue_starts, start)
    return range(first, bisect_left(marks.cue_starts, end, first))


def topics_opened(marks: Marks, start: int, end: int) -> frozenset[str]:
    """Topics that the cues between two positions open for their clause."""
    opened = [marks.openings[cue].opened for cue in cues_between(marks, start, end)]
    return opened[0].union(*opened[1:]) if opened else frozenset()


def clause_around(text: str, clause_ends: list[int], start: int, end: int) -> tuple[int, int]:
    """The clause around a place; in a long list only the item."""
    first = max(last_end(clause_ends, start), start - MAX_CONTEXT)
    last = min(next_end(clause_ends, end - 1, len(text) + 1) - 1, end + MAX_CONTEXT)
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


def next_end(ends: list[int], after: int, default: int) -> int:
    """First of some end positions behind a place."""
    index = bisect_right(ends, after)
    return ends[index] if index < len(ends) else default


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
        return Part(marks.parts[index], next_end(marks.sentence_ends, position, marks.length))
    return None


def _pairs(text: str, positions: list[int]) -> list[tuple[int, int]]:
    """Closing position and opening position of each pair of brackets."""
    pairs: list[tuple[int, int]] = []
    openings: list[int] = []
    for position in positions:
        if text[position] in "（(":
            openings.append(position)
        elif openings:
            pairs.append((position, openings.pop()))
    return pairs
