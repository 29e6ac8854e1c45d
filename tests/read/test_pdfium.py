"""What a PDF prints in fonts that it does not carry is read alike on every machine."""

import io
from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

import pipelines.read.pdfium
from pipelines.read.pdf_page import Glyph, read_page_content
from pipelines.read.pdfium import pdfium
from pipelines.read.stand_in_font import font_bytes

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))


def printed(font: str, *strings: str) -> list[Glyph]:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=True)
    for at, string in enumerate(strings):
        canvas.setFont(font, 9)
        canvas.drawString(60, 700 - 20 * at, string)
    canvas.save()
    document = pdfium.PdfDocument(buffer.getvalue())
    return [glyph for glyph in read_page_content(document[0], 1, 1000).glyphs if glyph.text != " "]


def test_the_font_that_ships_is_the_one_that_is_drawn() -> None:
    shipped = Path(pipelines.read.pdfium.__file__).with_name("stand_in.ttf")
    assert shipped.read_bytes() == font_bytes()


@pytest.mark.parametrize("font", ["STSong-Light", "MSung-Light"])
def test_single_ideographs_below_each_other_are_all_read(font: str) -> None:
    label = "三、本年度办理结果一"
    assert "".join(glyph.text for glyph in printed(font, *label)) == label


def test_an_ideograph_is_a_square_about_its_baseline_whatever_the_machine_has() -> None:
    (glyph,) = printed("STSong-Light", "一")
    assert (glyph.x0, glyph.x1) == (60.0, 69.0)
    assert glyph.centre == pytest.approx(64.5, abs=0.1)
    assert glyph.baseline - glyph.middle == pytest.approx(9 * 0.38, abs=0.1)


def test_digits_keep_their_advance_and_their_ink_lies_in_it() -> None:
    glyphs = printed("STSong-Light", "3001")
    for glyph, after in pairwise(glyphs):
        assert glyph.x0 < glyph.centre < glyph.x1 == pytest.approx(after.x0, abs=0.01)
