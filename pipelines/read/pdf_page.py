"""One page of a PDF: what is printed on it and where.

Comes in: an open PDFium page. Goes out: glyphs and ruling lines in the coordinates of a reader who
holds the page upright: points, x to the right, y downwards.

One pass over PDFium's own objects gives what pdfplumber interprets the content stream in Python for, in
about a tenth of the time; no cell is cropped or searched again.
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from ctypes import byref, c_double, c_void_p, cast
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pipelines.read.pdf_drawing import Box, read_drawing
from pipelines.read.pdfium import pdfium_c

# The text render mode of PDF for text that is not shown.
_INVISIBLE_TEXT = 3
UNDECODED = "\ufffd"
# Text that leans by more than this (degrees) off the upright or a quarter turn is a watermark or a stamp.
_LEANING = 2
# Characters that slant by less (points a point upwards) are upright.
_STRAIGHT = 0.02

# Points; ink thinner than this is none. PDFium gives a character that a font lacks its advance and hardly a height.
_SPECK = 0.05
# What is drawn further above or below the page (points) is not printed.
_BLEED = 1.0
# Points; print larger than this may be mismeasured print.
_LARGE = 40.0

# Fonts map ideographs to the look-alike radicals of Unicode: ⼀ for 一, ⻓ for 长. NFKC knows the first block only.
_RADICALS = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
_RADICALS |= {
    ord(radical): ideograph
    for radical, ideograph in zip(
        "⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻮⻰⻳",
        "母民西见角贝车长门青韦页风飞食马鱼鸟麦黄齐齿龙龟",
        strict=True,
    )
}

# What PDFium returns for a hyphen at the end of a line; a lone - in a cell comes out so too.
_LINE_END_HYPHEN = 0x02
# Spaces and line ends; only these does PDFium make up.
_LAST_SPACE = 0x20

# x = xx * x + xy * y + x0 and the same for y: six numbers.
Affine = tuple[float, float, float, float, float, float]


class Glyph(NamedTuple):
    """One printed character; white space is " ".

    `x0` to `x1` is its advance, `centre` and `middle` are those of its ink across and upright, `baseline` is
    where it stands; `string` is the same for glyphs that the producer showed as one string.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    centre: float
    middle: float
    string: int


class Rule(NamedTuple):
    """A straight line: at `position` across, from `start` to `end` along."""

    position: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Rules:
    """Lines of a page by direction."""

    horizontal: list[Rule] = field(default_factory=list)
    vertical: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page holds.

    Attributes:
        number: 1-based.
        rules: lines that a reader sees.
        faint: white lines and the edges of coloured areas: they rule a table only where nothing else does.
        image_share: part of the page under images, 0 to 1 and more where they overlap.
        hidden_strings: strings printed invisibly, as OCR does over a scan; not among `glyphs`.
        leaning_strings: strings at an angle, as in watermarks; not among `glyphs`.
        undecoded_glyphs: characters that the font gives no meaning to; U+FFFD among `glyphs`.
        drawn_lines: pieces of all lines and curves drawn.
        overloaded: the page draws more than is read; its rules are incomplete.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: Rules
    faint: Rules
    image_share: float
    hidden_strings: int
    leaning_strings: int
    undecoded_glyphs: int
    drawn_lines: int
    overloaded: bool


class _Character(NamedTuple):
    text: str
    box: Box
    ink: Box
    origin: tuple[float, float]
    quarter: int
    string: int


class _Stance(NamedTuple):
    """How a string stands: in quarter turns clockwise, and how far it slants to the right, points a point upwards."""

    quarter: int
    slant: float


@dataclass(slots=True)
class _LeftOut:
    hidden: int = 0
    leaning: int = 0
    undecoded: int = 0


def read_page_content(page: Any, number: int, glyph_limit: int) -> PageContent:
    """Everything on a page that text and tables are made of.

    Args:
        page: an open `pypdfium2.PdfPage`.
        number: 1-based, for locators.
        glyph_limit: no character beyond it is read; the caller bounds the document.
    """
    drawing = read_drawing(page.raw)
    left_out = _LeftOut()
    text_page = page.get_textpage()
    try:
        found = _characters(text_page.raw, glyph_limit, left_out)
    finally:
        text_page.close()
    left, bottom, right, top = page.get_cropbox()
    # How the page is to be held follows from its text; a page may be turned without the text on it, and the reverse.
    rotation = 90 * (-_main_quarter(found) % 4)
    place = _upright(rotation, left, bottom, right, top)
    width, height = (right - left, top - bottom) if rotation % 180 == 0 else (top - bottom, right - left)
    return PageContent(
        number=number,
        width=width,
        height=height,
        glyphs=tuple(_glyphs(found, place)),
        rules=_rules(drawing.strong, place, height),
        faint=_rules(drawing.faint, place, height),
        image_share=drawing.image_area / max(1.0, width * height),
        hidden_strings=left_out.hidden,
        leaning_strings=left_out.leaning,
        undecoded_glyphs=left_out.undecoded,
        drawn_lines=drawing.segments,
        overloaded=drawing.overloaded,
    )


def _characters(raw: Any, limit: int, left_out: _LeftOut) -> list[_Character]:
    """Characters in content order, without those that PDFium makes up to separate words and lines.

    This loop runs for each character of a document: what holds for a whole string is asked once per string.
    """
    found: list[_Character] = []
    stances: dict[int, _Stance | None] = {}
    loose = pdfium_c.FS_RECTF()
    x0, x1, y0, y1, x, y = (c_double() for _ in range(6))
    to_loose, to_ink, to_origin = byref(loose), [byref(v) for v in (x0, x1, y0, y1)], (byref(x), byref(y))
    for index in range(min(pdfium_c.FPDFText_CountChars(raw), limit)):
        code = pdfium_c.FPDFText_GetUnicode(raw, index)
        if code <= _LAST_SPACE and pdfium_c.FPDFText_IsGenerated(raw, index):
            continue
        text_object = pdfium_c.FPDFText_GetTextObject(raw, index)
        string = cast(text_object, c_void_p).value or 0
        if string not in stances:
            stances[string] = _stance(raw, index, text_object, left_out)
        stance = stances[string]
        if stance is None:
            continue
        # Where a font names no characters PDFium returns its internal codes, which may look like digits.
        is_named = pdfium_c.FPDFText_HasUnicodeMapError(raw, index) == 0
        text = _character(code) if is_named else UNDECODED
        left_out.undecoded += text == UNDECODED
        pdfium_c.FPDFText_GetCharBox(raw, index, *to_ink)
        pdfium_c.FPDFText_GetLooseCharBox(raw, index, to_loose)
        pdfium_c.FPDFText_GetCharOrigin(raw, index, *to_origin)
        ink = (x0.value, y0.value, x1.value, y1.value)
        box = _sound((loose.left, loose.bottom, loose.right, loose.top), ink)
        if stance.slant:
            box = _upright_box(box, stance.slant, y.value)
        found.append(_Character(text, box, ink, (x.value, y.value), stance.quarter, string))
    return found


def _stance(raw: Any, index: int, text_object: Any, left_out: _LeftOut) -> _Stance | None:
    """How a string stands; None for a string that is hidden or leans, which is counted."""
    if text_object and pdfium_c.FPDFTextObj_GetTextRenderMode(text_object) == _INVISIBLE_TEXT:
        left_out.hidden += 1
        return None
    # Of the matrix only how the line runs: PDFium's own angle takes italics that are sheared for leaning text.
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFText_GetMatrix(raw, index, byref(matrix))
    angle = -math.degrees(math.atan2(matrix.b, matrix.a))
    quarter = round(angle / 90)
    if abs(angle - 90 * quarter) > _LEANING:
        left_out.leaning += 1
        return None
    slant = matrix.c / matrix.d if quarter == 0 and matrix.d else 0.0
    return _Stance(quarter % 4, slant if abs(slant) > _STRAIGHT else 0.0)


def _upright_box(box: Box, slant: float, baseline: float) -> Box:
    """The box of a slanted character if it stood upright: PDFium gives the one around the slanted one."""
    x0, y0, x1, y1 = box
    at_foot, at_top = slant * (y0 - baseline), slant * (y1 - baseline)
    return (x0 - min(at_foot, at_top), y0, x1 - max(at_foot, at_top), y1)


def _sound(box: Box, ink: Box) -> Box:
    """The box of a character by its font, or by its ink where PDFium forgets to scale the former.

    It does so for fonts of vertical writing: the label of table three in hongze-district-2023 comes out 200 points
    wide.
    """
    if box[2] - box[0] < _LARGE or box[3] - box[1] < _LARGE:
        return box
    largest = max(ink[2] - ink[0], ink[3] - ink[1])
    smallest = min(box[2] - box[0], box[3] - box[1])
    return ink if smallest > 3 * largest > 0 else box


def _character(code: int) -> str:
    if 0x20 < code < 0x7F or 0x4E00 <= code <= 0x9FFF:
        return chr(code)
    if code in (0x09, 0x0A, 0x0D):
        return " "
    if code == _LINE_END_HYPHEN:
        return "-"
    if code < 0x20 or code > 0x10FFFF or unicodedata.category(chr(code)) in {"Cc", "Cs", "Co", "Cn"}:
        return UNDECODED
    text = chr(code)
    return " " if text.isspace() or unicodedata.category(text) == "Cf" else _RADICALS.get(code, text)


def _main_quarter(characters: list[_Character]) -> int:
    """How most of the text stands, in quarter turns clockwise."""
    most = Counter(character.quarter for character in characters if character.text != " ").most_common(1)
    return most[0][0] if most else 0


def _glyphs(characters: list[_Character], place: Affine) -> Iterator[Glyph]:
    """Characters where they stand on the upright page, or off it."""
    for text, box, ink, origin, _, string in characters:
        x0, top, x1, bottom = _placed(place, box)
        ink_x0, ink_top, ink_x1, ink_bottom = _placed(place, ink if _has_ink(ink) else box)
        baseline = place[3] * origin[0] + place[4] * origin[1] + place[5]
        yield Glyph(text, x0, x1, top, bottom, baseline, (ink_x0 + ink_x1) / 2, (ink_top + ink_bottom) / 2, string)


def _has_ink(ink: Box) -> bool:
    """Whether something is printed: not a space, nor a character that the font which stands in does not hold."""
    return min(ink[2] - ink[0], ink[3] - ink[1]) > _SPECK


def _upright(rotation: int, left: float, bottom: float, right: float, top: float) -> Affine:
    """From PDF coordinates (unrotated, y upwards) to those of the page as it is read."""
    if rotation == 90:
        return (0, 1, -bottom, 1, 0, -left)
    if rotation == 180:
        return (-1, 0, right, 0, 1, -bottom)
    if rotation == 270:
        return (0, -1, top, -1, 0, right)
    return (1, 0, -left, 0, -1, top)


def _placed(place: Affine, box: Box) -> Box:
    xx, xy, x, yx, yy, y = place
    x0, y0, x1, y1 = box
    ax, bx = xx * x0 + xy * y0 + x, xx * x1 + xy * y1 + x
    ay, by = yx * x0 + yy * y0 + y, yx * x1 + yy * y1 + y
    return (min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _rules(lines: list[Box], place: Affine, height: float) -> Rules:
    """Lines as far as they are on the page: browsers draw a row over its end and print the rest on the next page.

    What is too wide for the page stands nowhere else and is kept.
    """
    rules = Rules()
    for line in lines:
        x0, y0, x1, y1 = _placed(place, line)
        if y0 > height + _BLEED or y1 < -_BLEED:
            continue
        y0, y1 = max(y0, -_BLEED), min(y1, height + _BLEED)
        # A dot of a dotted line may belong to either direction.
        if x1 - x0 >= y1 - y0:
            rules.horizontal.append(Rule((y0 + y1) / 2, x0, x1))
        if y1 - y0 >= x1 - x0:
            rules.vertical.append(Rule((x0 + x1) / 2, y0, y1))
    return rules
