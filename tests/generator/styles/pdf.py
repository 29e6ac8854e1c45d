"""PDF styles: word processors, browsers and what page ends do to table three."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from reportlab.pdfgen.canvas import Canvas

from pipelines.model import DocumentStatus
from tests.generator import damage
from tests.generator.layout import Look, Sheet, broken_row
from tests.generator.styles.base import Rendering, style
from tests.generator.styles.html_losses import lossy
from tests.generator.styles.paper import A4, ROMAN, SONG, Paper, pdf_report, scanned
from tests.generator.truth import Truth


def _page_numbers(canvas: Canvas, number: int, _: Truth) -> None:
    canvas.setFont(ROMAN, 10)
    canvas.drawCentredString(A4[0] / 2, 36, f"- {number} -")


def _dashed_numbers(canvas: Canvas, number: int, _: Truth) -> None:
    canvas.setFont(SONG, 10)
    canvas.drawCentredString(A4[0] / 2, 40, f"— {number} —")


@style("pdf", "ruled", "ruled tables as a word processor prints them")
def ruled(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth)


@style("pdf", "page_numbers", "page numbers - 3 - at the foot, tables over page ends")
def page_numbers(truth: Truth, random: Random) -> Rendering:
    return pdf_report(truth, Paper(furniture=_page_numbers, start_low=random.uniform(150, 500), font_size=10))


@style("pdf", "rectangles", "rules as thin filled rectangles, as WPS draws them")
def rectangles(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(rules="rectangles", furniture=_dashed_numbers))


@style("pdf", "narrow", "columns so narrow that numbers and headers wrap")
def narrow(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(narrow=True))


@style("pdf", "broken_group", "table three breaks in the middle of a merged group, no header on the next page")
def broken_group(truth: Truth, random: Random) -> Rendering:
    return pdf_report(truth, Paper(start_low=random.uniform(200, 560)))


@style("pdf", "broken_with_header", "table three breaks, header rows and group labels come again")
def broken_with_header(truth: Truth, random: Random) -> Rendering:
    return pdf_report(
        truth,
        Paper(start_low=random.uniform(200, 540), repeat_header=True, carry="repeat", furniture=_page_numbers),
    )


@style("pdf", "broken_twice", "large print: table three on three pages")
def broken_twice(truth: Truth, random: Random) -> Rendering:
    return pdf_report(
        truth, Paper(font_size=10.5, margin=80, start_low=random.uniform(380, 520), furniture=_dashed_numbers)
    )


@style("pdf", "group_label_cut", "a group label in two halves, one on each side of a page end (（四）无 / 法提供)")
def group_label_cut(truth: Truth, random: Random) -> Rendering:
    return pdf_report(truth, Paper(start_low=random.uniform(150, 500)), look=Look(groups="cut"))


@style(
    "pdf", "page_frame", "every line of prose in a frame, as if it were a table of one column (hongze-district-2023)"
)
def page_frame(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(frame_rows=True, furniture=_page_numbers))


@style("pdf", "landscape", "landscape pages")
def landscape(truth: Truth, random: Random) -> Rendering:
    return pdf_report(truth, Paper(size=(A4[1], A4[0]), start_low=random.choice((0.0, 120.0))))


def _browser(canvas: Canvas, number: int, truth: Truth) -> None:
    canvas.setFont(SONG, 8)
    date = truth.published_on
    canvas.drawString(24, A4[1] - 20, f"{date.year}/{date.month}/{date.day} 10:42")
    canvas.drawCentredString(A4[0] / 2, A4[1] - 20, truth.prose.one_line_title)
    canvas.drawString(24, 16, f"www.example.gov.cn/xxgk/art/{date.year}/{date.month}/{date.day}/art_1229_{number}.html")
    canvas.drawRightString(A4[0] - 24, 16, f"{number}/6")


@style("pdf", "browser_print", "printed by a browser: address and page count at the edges, a box for each cell")
def browser_print(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(rules="boxes", furniture=_browser, margin=44))


@style("pdf", "chinese_digits_font", "numbers in the Chinese font, no Latin one")
def chinese_digits_font(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(roman_digits=False))


@style("pdf", "underlined", "the text of every cell underlined")
def underlined(truth: Truth, random: Random) -> Rendering:
    return pdf_report(truth, Paper(text_line="under", roman_digits=random.random() < 0.5))


@style("pdf", "italic", "upright characters slanted, as browsers print italics of Chinese fonts")
def italic(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(italic=True))


@style("pdf", "table_frame", "a frame around each table, as of a layout table or of a border of its own")
def table_frame(truth: Truth, random: Random) -> Rendering:
    return pdf_report(truth, Paper(frame=random.uniform(4.5, 7.5), start_low=random.choice((0.0, 300.0))))


@style("pdf", "skewed", "five column table two, headers with placeholders")
def skewed(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, look=Look(skewed=True, placeholders=True))


@style("pdf", "small_print", "everything on few pages in small print")
def small_print(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(font_size=6.5, margin=50))


@style("pdf", "unruled", "no rules at all, columns only aligned", empties=False)
def unruled(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(rules="none"))


@style("pdf", "horizontal_rules", "horizontal rules only", empties=False)
def horizontal_rules(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(rules="horizontal"))


@style("pdf", "drawn_twice", "bold by drawing every text of the tables twice, a quarter point apart")
def drawn_twice(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(twice=True))


@style("pdf", "letter_spacing", "digits of a number spread over the cell")
def letter_spacing(truth: Truth, random: Random) -> Rendering:
    return pdf_report(truth, Paper(letter_spacing=random.uniform(0.6, 2.0)))


@style("pdf", "overflow", "long numbers run over the rules of narrow columns, into each other", faithful=False)
def overflow(truth: Truth, _: Random) -> Rendering:
    return lossy(pdf_report(truth, Paper(narrow=True, overflow=True)), truth)


@style("pdf", "turned", "pages stored sideways with a rotation of 90 degrees")
def turned(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(rotate=90))


def _watermark(canvas: Canvas, number: int, truth: Truth) -> None:
    _page_numbers(canvas, number, truth)
    canvas.saveState()
    canvas.setFillGray(0.85)
    canvas.setFont(SONG, 48)
    canvas.translate(A4[0] / 2, A4[1] / 2)
    canvas.rotate(45)
    canvas.drawCentredString(0, 0, "政府信息公开 2020")
    canvas.restoreState()


@style("pdf", "watermark", "a pale text with a number across every page")
def watermark(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(furniture=_watermark))


@style("pdf", "row_broken", "a page ends inside a row: the rest of its label stands alone on the next page")
def row_broken(truth: Truth, random: Random) -> Rendering:
    def split(sheet: Sheet) -> Sequence[Sheet]:
        if sheet.table != "application":
            return (sheet,)
        long = [y for y, row in enumerate(sheet.rows) if any(s.kind == "label" and len(s.text) > 16 for s in row)]
        return broken_row(sheet, random.choice(long))

    return pdf_report(truth, Paper(page_per_sheet=True, furniture=_page_numbers), split=split)


@style("pdf", "scanned", "images of pages, no text layer")
def scanned_pages(truth: Truth, _: Random) -> Rendering:
    return Rendering(
        data=scanned(truth),
        expected={},
        says=frozenset(),
        statuses=frozenset({DocumentStatus.NEEDS_OCR}),
        file_name="report.pdf",
    )


@style("pdf", "struck_out", "an old number struck out before each new one, as of tracked changes", faithful=False)
def struck_out(truth: Truth, _: Random) -> Rendering:
    return pdf_report(truth, Paper(text_line="through"))


@style("pdf", "unruled_with_blanks", "no rules, and blank cells", faithful=False)
def unruled_with_blanks(truth: Truth, _: Random) -> Rendering:
    return lossy(pdf_report(truth, Paper(rules="none", furniture=_page_numbers)), truth)


def _damaged(change: damage.Damage, paper: Paper) -> Callable[[Truth, Random], Rendering]:
    def render(truth: Truth, random: Random) -> Rendering:
        def split(sheet: Sheet) -> Sequence[Sheet]:
            return (change(sheet, random),)

        low = replace(paper, start_low=random.uniform(0, 500))
        return lossy(pdf_report(truth, low, split=split), truth)

    return render


for _name, _about, _change in (
    ("columns_swapped", "two columns changed places with their headers", damage.columns_swapped),
    ("truncated", "the tables break off", damage.truncated),
    ("labels_lost", "row labels are gone", damage.labels_lost),
    ("column_missing", "an applicant column is not printed", damage.column_missing),
):
    style("pdf", _name, _about, faithful=False)(_damaged(_change, Paper(furniture=_page_numbers)))
