"""Sheets and prose as PDF pages, drawn line by line so that every habit of producers can be had.

A table that does not fit on a page is cut where the page ends, in the middle of a merged group if need be, as word
processors do.
"""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.generator.layout import Look, Sheet, Slot, cut, expanded
from tests.generator.story import Item, Split, printed_sheets, story, whole
from tests.generator.styles.base import IDENTITY, Rendering, printed_on, statuses_of
from tests.generator.truth import Truth

SONG = "STSong-Light"
ROMAN = "Times-Roman"
A4 = (595.0, 842.0)
PADDING = 2.0


@dataclass(frozen=True, slots=True)
class Paper:
    """How the pages look.

    Attributes:
        rules: lines; thin filled rectangles, as WPS draws them; a box of its own for each cell, as browsers print; only
            horizontal lines; none.
        carry: what a group cell that crosses a page prints on the next one.
        repeat_header: whether header rows come again on each page.
        narrow: columns so narrow that numbers wrap inside (1139 over 8889).
        frame_rows: a box around every line of prose, as word processors draw page frames (hongze-district-2023).
        furniture: draws page numbers, frames, running titles.
        start_low: leaves so much of the page empty before table three, to move the page break.
        roman_digits: numbers in a Latin font, as usual; else in the Chinese one.
        rotate: pages are turned by these degrees, the content with them, so that a viewer shows them upright.
        twice: everything in cells is drawn twice with a small offset, a bold of poor fonts.
        letter_spacing: points between the digits of a number.
        page_per_sheet: a second sheet of the same table begins on a new page.
        overflow: numbers too wide for their column run over its rules.
        text_line: a line under the text of each cell, or an old number struck out before each new one.
        italic: a slanted print of upright characters, as browsers make it of fonts without italics.
        frame: points between a table and a frame around it; 0 for none.
    """

    size: tuple[float, float] = A4
    margin: float = 64.0
    font_size: float = 9.0
    rules: Literal["lines", "rectangles", "boxes", "horizontal", "none"] = "lines"
    carry: Literal["repeat", "empty"] = "empty"
    repeat_header: bool = False
    narrow: bool = False
    furniture: Callable[[Canvas, int, Truth], None] | None = None
    start_low: float = 0.0
    roman_digits: bool = True
    frame_rows: bool = False
    rotate: int = 0
    twice: bool = False
    letter_spacing: float = 0.0
    overflow: bool = False
    page_per_sheet: bool = False
    text_line: Literal["under", "through", "none"] = "none"
    italic: bool = False
    frame: float = 0.0


@cache
def _fonts() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont(SONG))


def _widths(sheet: Sheet, paper: Paper) -> list[float]:
    full = paper.size[0] - 2 * paper.margin
    value = 19.0
    if sheet.table == "application":
        labels = [24.0, 62.0, full - 86 - 7 * 36] if not paper.narrow else [24.0, 62.0, 150.0]
        return [*labels, *[value if paper.narrow else 36.0] * (sheet.width - 3)]
    if sheet.table == "disclosure" and paper.narrow:
        return [110.0, *[24.0] * (sheet.width - 1)]
    first = full * 0.37 if sheet.table == "disclosure" else full / sheet.width
    return [first, *[(full - first) / (sheet.width - 1)] * (sheet.width - 1)]


def _wrapped(text: str, width: float, font: str, size: float, *, keep: bool = True) -> list[str]:
    """Lines of a text; `keep` leaves Latin words and numbers whole, as word processors do where there is room."""
    lines: list[str] = []
    for part in text.split("\n"):
        line = ""
        for piece in re.findall(r"[!-~]+|.", part) if keep else part:
            if line and pdfmetrics.stringWidth(line + piece, font, size) > width:
                lines.append(line)
                line = ""
            line += piece
        lines.append(line)
    return lines


def _font(slot: Slot, paper: Paper) -> str:
    return ROMAN if paper.roman_digits and slot.kind == "value" and slot.text.isascii() else SONG


class _Press:
    """The page being printed: canvas, page number and how far down it is filled."""

    def __init__(self, truth: Truth, paper: Paper) -> None:
        _fonts()
        self.truth, self.paper = truth, paper
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=paper.size, pageCompression=1)
        self.canvas.setTitle(truth.prose.one_line_title)
        self.number = 0
        self.top = 0.0
        self._open()

    def _open(self) -> None:
        self.number += 1
        self.top = self.paper.size[1] - self.paper.margin
        if (
            self.paper.rotate
        ):  # A quarter turn: the page is stored sideways (reportlab sees to its size), shown upright.
            self.canvas.setPageRotation(self.paper.rotate)
            self.canvas.translate(self.paper.size[1], 0)
            self.canvas.rotate(90)
        if self.paper.furniture is not None:
            self.paper.furniture(self.canvas, self.number, self.truth)

    def next_page(self) -> None:
        self.canvas.showPage()
        self._open()

    @property
    def room(self) -> float:
        return self.top - self.paper.margin

    def text(self, text: str, size: float, *, centred: bool = False) -> None:
        """A paragraph over the full width."""
        width = self.paper.size[0] - 2 * self.paper.margin
        for line in _wrapped(text, width, SONG, size):
            if self.room < size * 1.8:
                self.next_page()
            self.top -= size * 1.8
            self.canvas.setFont(SONG, size)
            if centred:
                self.canvas.drawCentredString(self.paper.size[0] / 2, self.top, line)
            else:
                self.canvas.drawString(self.paper.margin, self.top, line)
            if self.paper.frame_rows:
                right = self.paper.size[0] - self.paper.margin + 4
                self.canvas.rect(self.paper.margin - 4, self.top - 5, right - self.paper.margin + 4, size * 1.8)
        self.top -= size * 0.4

    def table(self, sheet: Sheet) -> None:
        """A sheet, cut at page ends."""
        widths = _widths(sheet, self.paper)
        while True:
            heights = _heights(sheet, widths, self.paper)
            fitting, height = 0, 0.0
            while fitting < len(heights) and height + heights[fitting] <= self.room:
                height += heights[fitting]
                fitting += 1
            if fitting == len(heights):
                self._draw(sheet, widths, heights)
                return
            if fitting > sheet.head:
                upper, sheet = cut(sheet, fitting, carry=self.paper.carry, header=self.paper.repeat_header)
                self._draw(upper, widths, heights[:fitting])
            self.next_page()

    def _draw(self, sheet: Sheet, widths: list[float], heights: list[float]) -> None:
        left = self.paper.margin
        edges = [left + sum(widths[:n]) for n in range(len(widths) + 1)]
        levels = [self.top - sum(heights[:n]) for n in range(len(heights) + 1)]
        for y, row in enumerate(expanded(sheet)):
            for x, slot in enumerate(row):
                if slot is not None:
                    right, bottom = min(x + slot.columns, len(widths)), min(y + slot.rows, len(heights))
                    self._cell(slot, (edges[x], levels[bottom], edges[right], levels[y]))
        if gap := self.paper.frame:
            width, height = edges[-1] - left + 2 * gap, levels[0] - levels[-1] + gap
            self.canvas.rect(left - gap, levels[-1] - gap / 2, width, height)
        self.top = levels[-1] - 10

    def _cell(self, slot: Slot, box: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = box
        self._rules(box)
        size = self.paper.font_size
        font = _font(slot, self.paper)
        keep = not self.paper.narrow
        width = 1000.0 if self.paper.overflow and slot.kind == "value" else x1 - x0 - 2 * PADDING
        lines = [line for line in _wrapped(slot.text, width, font, size, keep=keep) if line]
        self.canvas.setFont(font, size)
        baseline = (y0 + y1) / 2 + len(lines) * size * 0.6 - size
        spacing = self.paper.letter_spacing if slot.kind == "value" else 0
        for line in lines:
            for offset in (0.0, 0.25) if self.paper.twice else (0.0,):
                if slot.kind == "label":
                    self._string(x0 + PADDING + offset, baseline, line, font)
                elif self.paper.text_line == "none" and not self.paper.italic:
                    self.canvas.drawCentredString((x0 + x1) / 2 + offset, baseline, line, charSpace=spacing)
                else:
                    old = "7" if self.paper.text_line == "through" else ""
                    start = (x0 + x1 - pdfmetrics.stringWidth(old + line, font, size)) / 2
                    self._string(start, baseline, line, font, old)
            baseline -= size * 1.2

    def _string(self, x: float, baseline: float, text: str, font: str, old: str = "") -> None:
        """A string at a place, slanted or with its line; an old text that is struck out stands before it."""
        size = self.paper.font_size
        middle = x + pdfmetrics.stringWidth(old, font, size)
        end = middle + pdfmetrics.stringWidth(text, font, size)
        if old:
            self.canvas.drawString(x, baseline, old)
            self.canvas.line(x, baseline + 0.3 * size, middle, baseline + 0.3 * size)
        self.canvas.saveState()
        self.canvas.translate(middle, baseline)
        if self.paper.italic:
            self.canvas.skew(0, 14)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()
        if self.paper.text_line == "under":
            self.canvas.line(x, baseline - 0.12 * size, end, baseline - 0.12 * size)

    def _rules(self, box: tuple[float, float, float, float]) -> None:
        x0, y0, x1, y1 = box
        canvas = self.canvas
        canvas.setLineWidth(0.5)
        match self.paper.rules:
            case "lines":
                canvas.line(x0, y0, x1, y0)
                canvas.line(x0, y1, x1, y1)
                canvas.line(x0, y0, x0, y1)
                canvas.line(x1, y0, x1, y1)
            case "rectangles":
                for x, y, width, height in (
                    (x0, y0, x1 - x0, 0.5),
                    (x0, y1, x1 - x0, 0.5),
                    (x0, y0, 0.5, y1 - y0),
                    (x1, y0, 0.5, y1 - y0),
                ):
                    canvas.rect(x, y, width, height, stroke=0, fill=1)
            case "boxes":
                canvas.rect(x0 + 0.8, y0 + 0.8, x1 - x0 - 1.6, y1 - y0 - 1.6)
            case "horizontal":
                canvas.line(x0, y0, x1, y0)
                canvas.line(x0, y1, x1, y1)
            case _:
                pass

    def finish(self) -> bytes:
        self.canvas.save()
        return self.buffer.getvalue()


def _heights(sheet: Sheet, widths: list[float], paper: Paper) -> list[float]:
    """Row heights: what slots of one row need; the last row of a span takes what the span still needs."""
    line = paper.font_size * 1.2
    heights = [line + 2 * PADDING + 3] * len(sheet.rows)
    spans: list[tuple[int, int, float]] = []
    for y, row in enumerate(expanded(sheet)):
        for x, slot in enumerate(row):
            if slot is None or not slot.text:
                continue
            width = sum(widths[x : x + slot.columns]) - 2 * PADDING
            need = (
                len(_wrapped(slot.text, width, _font(slot, paper), paper.font_size, keep=not paper.narrow)) * line + 4
            )
            if slot.rows == 1:
                heights[y] = max(heights[y], need)
            else:
                spans.append((y, min(y + slot.rows, len(heights)), need))
    for start, end, need in spans:
        missing = need - sum(heights[start:end])
        if missing > 0:
            heights[end - 1] += missing
    return heights


def pdf_report(
    truth: Truth, paper: Paper | None = None, *, look: Look | None = None, split: Split = whole
) -> Rendering:  # fmt: skip
    """A report as a PDF with a text layer."""
    used = paper or Paper()
    items = story(truth, look or Look(), split)
    press = _Press(truth, used)
    for item in items:
        _print(press, item, truth)
    printed = printed_sheets(items)
    return Rendering(
        data=press.finish(),
        expected=printed_on(truth, printed),
        says=IDENTITY | {"published_on"},
        statuses=statuses_of(printed),
        file_name="report.pdf",
    )


def _print(press: _Press, item: Item, truth: Truth) -> None:
    match item.kind:
        case "title":
            press.text(item.text, 16, centred=True)
        case "date":
            date = truth.published_on
            press.text(f"（{date.year}年{date.month}月{date.day}日）", 11, centred=True)
        case "heading":
            if press.room < 60:
                press.next_page()
            press.text(item.text, 12)
        case "paragraph":
            press.text("　　" + item.text, 11)
        case _:
            if item.sheet is not None:
                _print_sheet(press, item.sheet)


def _print_sheet(press: _Press, sheet: Sheet) -> None:
    if sheet.table == "application" and press.paper.start_low:
        press.next_page()
        press.top -= press.paper.start_low
    if press.paper.page_per_sheet and sheet.table == "application" and not sheet.head:
        press.next_page()
    press.table(sheet)


def scanned(truth: Truth) -> bytes:
    """A PDF of page images, no text layer."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for _ in range(3):
        canvas.drawImage(_picture(truth.seed), 40, 40, width=515, height=760)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def _picture(seed: int) -> ImageReader:
    rows: Sequence[int] = [(seed * 31 + n * 17) % 256 for n in range(64 * 96)]
    image = Image.new("L", (64, 96))
    image.putdata(rows)
    return ImageReader(image)
