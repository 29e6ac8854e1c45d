"""Rows of figures outside of tables that do not stand on one line.

Comes in: the lines of a page that no table took. Goes out: the same lines, U+FFFD for digits whose number or whose row
is not to be seen. The one idea: text that goes on in the next line begins at its left; figures alone, right above or
below others and further to the right, are the rest of numbers that wrap in narrow columns (4 over 9 over 3), or stand a
little lower than the others of their row and would come behind them.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from pipelines.read.pdf_aligned import FIGURE
from pipelines.read.pdf_lines import TextLine
from pipelines.read.pdf_page import UNDECODED

# Lines are right above each other when they are at most this many times the height of the print apart.
_NEAR = 1.6
# A line begins further to the right than another from this many points on.
_INDENT = 2.0
# Fewer figures in both lines may be the end of a sentence and a page number.
_FEWEST_FIGURES = 3
_DIGIT = re.compile(r"\d")


def without_torn_rows(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, from the top down, without digits of rows that are torn."""
    torn: set[int] = set()
    for at, (above, below) in enumerate(pairwise(lines)):
        if _is_near(above, below) and (_is_rest(above, below) or _is_rest(below, above)):
            torn |= {at, at + 1}
    return [_unread(line) if at in torn else line for at, line in enumerate(lines)]


def _is_near(above: TextLine, below: TextLine) -> bool:
    return below.top - above.top <= _NEAR * (above.bottom - above.top)


def _is_rest(line: TextLine, row: TextLine) -> bool:
    """Whether a line holds figures that belong into those of a row right above or below."""
    figures, beside = _figures_at_end(line), _figures_at_end(row)
    return (
        line.x0 > row.x0 + _INDENT
        and figures == len(line.text.split())
        and beside > 0
        and figures + beside >= _FEWEST_FIGURES
    )


def _figures_at_end(line: TextLine) -> int:
    words = line.text.split()
    return next((at for at, word in enumerate(reversed(words)) if not FIGURE.fullmatch(word)), len(words))


def _unread(line: TextLine) -> TextLine:
    words = line.text.split()
    first = len(words) - _figures_at_end(line)
    figures = [_DIGIT.sub(UNDECODED, word) for word in words[first:]]
    return line._replace(text=" ".join([*words[:first], *figures]))
