"""Glyphs to lines of text, and the lines of a cell to its text.

The one idea: white space and line ends are judged by geometry. PDF has no words; what a producer
prints as a space may have no width, and a number that wraps in a narrow column is still one number.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pipelines.read.pdf_page import Glyph

# Glyphs stand on one line when their baselines differ by less than this share of their height.
_SAME_LINE = 0.35
# A printed space counts when the gap it leaves is wider than this share of the glyph height.
_PRINTED_SPACE = 0.08
# Without a printed space: gaps that only a space explains, between letters or digits, and beside ideographs.
_WIDE_GAP = 0.22
_WIDE_GAP_IDEOGRAPH = 0.75
# Digits of one number are of one size and stand on one line, but for these shares of their height.
_AS_LARGE = 0.8
_RAISED = 0.12
# Two identical glyphs nearer than this share of their height are one, printed twice to look bold.
_TWICE = 0.12
# White margins of a cell, left and right together, at most (points): word processors 10.8, browsers about 12.
_CELL_MARGINS = 13.0
NUMERIC = frozenset("0123456789０１２３４５６７８９.,，．")


class TextLine(NamedTuple):
    """One line of print with its bounds (points); `first_width` is the width of its first glyph."""

    text: str
    top: float
    bottom: float
    x0: float
    x1: float
    first_width: float


def text_lines(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Lines of print from the top down; lines of white space only are dropped."""
    return [_text_line(row) for row in glyph_rows(glyphs)]


def glyph_rows(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs that stand on one line, from left to right, lines from the top down; printed white space included."""
    rows: list[list[Glyph]] = []
    baseline = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.baseline):
        if rows and glyph.baseline - baseline <= _SAME_LINE * (glyph.bottom - glyph.top):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            baseline = glyph.baseline
    printed = [row for row in rows if any(glyph.text != " " for glyph in row)]
    for row in printed:
        row.sort(key=lambda glyph: glyph.x0)
    return printed


def cell_text(lines: Sequence[TextLine], width: float) -> str:
    """The text of a cell of a given width (points), its lines joined.

    Lines of ideographs join without a space. A number that goes on in the next line joins only when its
    next digit had no room in the line above: else there are two numbers in the cell, kept apart by a space,
    and it is not the reader who decides between them.
    """
    text = ""
    previous: TextLine | None = None
    for line in lines:
        text += line.text if previous is None else _line_break(previous, line, width) + line.text
        previous = line
    return text


def _line_break(above: TextLine, below: TextLine, width: float) -> str:
    before, after = above.text[-1:], below.text[:1]
    if before in NUMERIC and after in NUMERIC:
        return "" if is_full(above, below, width) else " "
    return " " if _needs_space(before) and _needs_space(after) else ""


def is_full(above: TextLine, below: TextLine, width: float) -> bool:
    """Whether the first glyph below had no room any more in the line above, in a cell of that width (points)."""
    return above.x1 - above.x0 + below.first_width > width - _CELL_MARGINS


def _needs_space(character: str) -> bool:
    """Letters and digits of scripts that part words by spaces."""
    return character.isascii() and (character.isalnum() or character in ".,;:")


def _text_line(row: list[Glyph]) -> TextLine:
    text = ""
    previous: Glyph | None = None
    has_printed_space = False
    for glyph in row:
        if glyph.text == " ":
            has_printed_space = True
            continue
        if previous is not None:
            if _is_printed_twice(previous, glyph):
                continue
            text += _space_between(previous, glyph, is_printed=has_printed_space)
        text += glyph.text
        previous, has_printed_space = glyph, False
    ink = [glyph for glyph in row if glyph.text != " "]
    return TextLine(
        text=text,
        top=min(glyph.top for glyph in ink),
        bottom=max(glyph.bottom for glyph in ink),
        x0=ink[0].x0,
        x1=max(glyph.x1 for glyph in ink),
        first_width=ink[0].x1 - ink[0].x0,
    )


def _is_printed_twice(one: Glyph, other: Glyph) -> bool:
    return one.text == other.text and abs(other.x0 - one.x0) < _TWICE * (one.bottom - one.top)


def _space_between(left: Glyph, right: Glyph, *, is_printed: bool) -> str:
    if is_printed:
        share = _PRINTED_SPACE
    else:
        share = _WIDE_GAP if left.text.isascii() and right.text.isascii() else _WIDE_GAP_IDEOGRAPH
    height = min(left.bottom - left.top, right.bottom - right.top)
    if right.x0 - left.x1 > share * height:
        return " "
    return " " if left.text.isdigit() and right.text.isdigit() and _one_is_a_mark(left, right) else ""


def _one_is_a_mark(left: Glyph, right: Glyph) -> bool:
    """Whether one of two digits stands higher or is smaller than the other, as the mark of a note does."""
    heights = left.baseline - left.middle, right.baseline - right.middle
    raised = abs(left.baseline - right.baseline) > _RAISED * (left.bottom - left.top)
    return raised or min(heights) < _AS_LARGE * max(heights)
