"""Lines that belong to text, not to tables: underlines, and lines that strike text out.

Comes in: a page with its glyphs and lines. Goes out: the page without such lines, and what was struck out marked. The
one idea: such a line is exactly as long as the text that it belongs to, and close to it; the line of a table runs from
one crossing line to the next.

Word processors print tracked changes so: the old number struck out, the new one right behind it. Read as one number
they would be a wrong one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from pipelines.read.pdf_lines import NUMERIC
from pipelines.read.pdf_page import UNDECODED, Glyph, PageContent, Rule, Rules

# Dots of a dotted line (points); no character is so narrow.
_SHORTEST = 2.0
# A line and its text end at the same place, within this (points); so near a crossing line ends one of a table.
_SAME_END = 1.5
# Pieces of one line, as far from each other as this (points), touch.
_GAP = 0.5
# Text is underlined at most this far below its baseline, as a share of the height of its print.
_UNDERLINED = 0.25
# A line through the ink between these shares of its height, from its foot, strikes it out.
_STRUCK = (0.2, 0.8)
# Print is not higher (points).
_HIGHEST = 40.0
# Pages with more lines are drawings.
_MOST_RULES = 20_000


class _Print(NamedTuple):
    """Glyphs on one baseline from left to right: where each begins, and its index."""

    baseline: float
    starts: list[float]
    indexes: list[int]


def undecorated(page: PageContent) -> PageContent:
    """The page without underlines; digits that are struck out become U+FFFD, so that no part of them is a number."""
    lines = list(_lines_of_print(page.glyphs))
    upright = sorted(page.rules.vertical + page.faint.vertical)
    struck: set[int] = set()
    rules = _of_tables(page.rules, page.glyphs, lines, upright, struck)
    faint = _of_tables(page.faint, page.glyphs, lines, upright, struck)
    glyphs = page.glyphs
    if struck:
        glyphs = tuple(
            glyph._replace(text=UNDECODED) if index in struck and glyph.text in NUMERIC else glyph
            for index, glyph in enumerate(glyphs)
        )
    return replace(page, glyphs=glyphs, rules=rules, faint=faint)


def _lines_of_print(glyphs: Sequence[Glyph]) -> Iterator[_Print]:
    places = sorted((round(glyph.baseline, 1), glyph.x0, index) for index, glyph in enumerate(glyphs))
    for baseline, line in groupby(places, key=lambda place: place[0]):
        _, starts, indexes = zip(*line, strict=True)
        yield _Print(baseline, list(starts), list(indexes))


def _of_tables(
    rules: Rules, glyphs: Sequence[Glyph], lines: Sequence[_Print], upright: Sequence[Rule], struck: set[int]
) -> Rules:
    """The lines that are not of text; adds to `struck` the indexes of the glyphs that one strikes out."""
    if len(rules.horizontal) > _MOST_RULES:
        return rules
    kept = []
    for pieces in _whole_lines(rules.horizontal):
        rule = Rule(pieces[0].position, pieces[0].start, max(piece.end for piece in pieces))
        covered = _text_of(rule, glyphs, lines)
        if covered and _strikes(rule, glyphs[covered[0]]):
            struck.update(covered)
        elif not covered or all(_ends_at(upright, end, rule.position) for end in (rule.start, rule.end)):
            kept.extend(pieces)
    return Rules(kept, rules.vertical)


def _whole_lines(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Pieces that follow each other without a gap: browsers draw the line of a row column by column."""
    line: list[Rule] = []
    end = 0.0
    for rule in sorted(rules):
        if line and (rule.position > line[0].position or rule.start > end + _GAP):
            yield line
            line = []
        end = max(end, rule.end) if line else rule.end
        line.append(rule)
    if line:
        yield line


def _text_of(rule: Rule, glyphs: Sequence[Glyph], lines: Sequence[_Print]) -> list[int]:
    """Indexes of the glyphs of the text that a line underlines or strikes out from end to end; none for other lines."""
    if rule.end - rule.start < _SHORTEST:
        return []
    first = bisect_left(lines, rule.position - _UNDERLINED * _HIGHEST, key=lambda line: line.baseline)
    last = bisect_right(lines, rule.position + _HIGHEST, key=lambda line: line.baseline)
    for line in lines[first:last]:
        begin = bisect_left(line.starts, rule.start - _SAME_END)
        end = bisect_left(line.starts, rule.end - _SAME_END)
        if begin < end:
            left, right = glyphs[line.indexes[begin]], glyphs[line.indexes[end - 1]]
            fits = abs(left.x0 - rule.start) <= _SAME_END and abs(right.x1 - rule.end) <= _SAME_END
            if fits and (_underlines(rule, left) or _strikes(rule, left)):
                return line.indexes[begin:end]
    return []


def _underlines(rule: Rule, glyph: Glyph) -> bool:
    return 0 <= rule.position - glyph.baseline <= _UNDERLINED * (glyph.bottom - glyph.top)


def _strikes(rule: Rule, glyph: Glyph) -> bool:
    """Whether a line runs through the ink of a glyph, which is as high above its middle as below."""
    height = 2 * (glyph.baseline - glyph.middle)
    lowest, highest = _STRUCK
    return lowest * height <= glyph.baseline - rule.position <= highest * height


def _ends_at(upright: Sequence[Rule], x: float, y: float) -> bool:
    """Whether a crossing line stands at the end of a line, as in tables."""
    first = bisect_left(upright, x - _SAME_END, key=lambda rule: rule.position)
    last = bisect_right(upright, x + _SAME_END, key=lambda rule: rule.position)
    return any(rule.start - _SAME_END <= y <= rule.end + _SAME_END for rule in upright[first:last])
