"""PDFs that cannot be read, or not as a whole: each ends in a named error or an issue, none in a wrong figure."""

import io
import struct
import zlib
from pathlib import Path

import pytest
from drawn_pdf import FONT, Pen, Sheet, Spot, application_sheet, dispute_sheet
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipelines.errors import NeedsOcrError, UnreadableDocumentError
from pipelines.model import Grid, Page
from pipelines.read import pdf, pdf_page
from pipelines.read.pdf import read_pdf

FIGURES = [[str(100 * row + column) for column in range(7)] for row in range(1, 26)]


def raw_pdf(
    content: bytes, *, page_count: int = 1, filters: bytes = b"", font: bytes = b"", title: bytes = b"()"
) -> bytes:
    """A PDF by hand: one content stream for all its pages."""
    font = font or b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join([b"3 0 R"] * page_count), page_count),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), filters, content),
        font,
        b"<</Title%s>>" % title,
    ]
    data = b"%PDF-1.4\n"
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    end = b"trailer<</Size %d/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, len(data))
    return data + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (count, table, end)


def picture() -> ImageReader:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    pixels = zlib.compress(b"".join(b"\0" + b"\xff" * 20 for _ in range(20)))
    header = struct.pack(">IIBBBBB", 20, 20, 8, 0, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return ImageReader(io.BytesIO(png))


def encrypted(user: str) -> bytes:
    pen = Pen()
    pen.canvas = Canvas(pen.buffer, encrypt=StandardEncryption(user, ownerPassword="owner"))
    pen.prose("三、收到和处理政府信息公开申请情况")
    pen.table(application_sheet(FIGURES))
    return pen.bytes()


def texts(page: Page) -> list[list[list[str | None]]]:
    grids = [block for block in page.blocks if isinstance(block, Grid)]
    return [[[None if cell is None else cell.text for cell in row] for row in grid.rows] for grid in grids]


@pytest.mark.parametrize("data", [b"", b"\x00", b"%PDF-1.7\n%%EOF", b"<html></html>", bytes(range(256)) * 40])
def test_what_is_no_pdf_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError):
        read_pdf(data)


def test_a_truncated_report_is_unreadable_wherever_it_ends(corpus: Path) -> None:
    data = (corpus / "reports" / "hongze-district-2023.pdf").read_bytes()
    for share in (0.01, 0.3, 0.6, 0.9, 0.999):
        with pytest.raises(UnreadableDocumentError, match=r"truncated|broken"):
            read_pdf(data[: int(share * len(data))])


def test_a_password_is_named_as_the_reason() -> None:
    with pytest.raises(UnreadableDocumentError, match="encrypted with a password"):
        read_pdf(encrypted("secret"))


def test_a_report_that_only_forbids_changes_is_read() -> None:
    assert texts(read_pdf(encrypted(""))) == [application_sheet(FIGURES).texts()]


def test_a_pdf_without_anything_on_its_pages_is_unreadable() -> None:
    with pytest.raises(UnreadableDocumentError, match="no text"):
        read_pdf(raw_pdf(b" "))


def test_more_pages_than_the_bound_are_refused() -> None:
    content = b"BT /F1 9 Tf 50 700 Td (report) Tj ET"
    assert len(read_pdf(raw_pdf(content, page_count=3)).blocks) >= 1
    with pytest.raises(UnreadableDocumentError, match="301 pages"):
        read_pdf(raw_pdf(content, page_count=pdf.MAX_PAGES + 1))


def test_more_characters_than_the_bound_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_GLYPHS", 10)
    with pytest.raises(UnreadableDocumentError, match="more than 10 characters"):
        read_pdf(raw_pdf(b"BT /F1 9 Tf 50 700 Td (eleven glyphs) Tj ET"))


def test_more_time_than_the_bound_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_SECONDS", -1.0)
    with pytest.raises(UnreadableDocumentError, match="took longer"):
        read_pdf(raw_pdf(b"BT /F1 9 Tf 50 700 Td (text) Tj ET"))


@pytest.mark.parametrize("unit", [b" ", b"q ", b"0 0 m 9 9 l S\n", b"BT /F1 9 Tf (aaaaaaaa) Tj ET\n"])
def test_a_stream_that_unpacks_without_end_is_refused_before_it_does(unit: bytes) -> None:
    bomb = zlib.compress(unit * (16_000_000 // len(unit)), 9)
    with pytest.raises(UnreadableDocumentError, match="unpacks to more"):
        read_pdf(raw_pdf(bomb, filters=b"/Filter/FlateDecode"))


def test_a_stream_packed_twice_is_refused() -> None:
    bomb = zlib.compress(zlib.compress(b" " * 16_000_000, 9), 9)
    with pytest.raises(UnreadableDocumentError, match="packed twice"):
        read_pdf(raw_pdf(bomb, filters=b"/Filter[/FlateDecode /FlateDecode]"))


def test_a_scan_needs_ocr() -> None:
    pen = Pen(page_number="- {} -")
    for _ in range(3):
        pen.canvas.drawImage(picture(), 0, 0, 595, 842)
        pen.next_page()
    pen.canvas.drawImage(picture(), 0, 0, 595, 842)
    with pytest.raises(NeedsOcrError, match="4 pages"):
        read_pdf(pen.bytes())


def test_what_a_scanner_read_into_a_scan_is_not_taken_for_print() -> None:
    pen = Pen()
    pen.canvas.drawImage(picture(), 0, 0, 595, 842)
    hidden = pen.canvas.beginText(100, 700)
    hidden.setFont(FONT, 12)
    hidden.setTextRenderMode(3)
    hidden.textLine("二、主动公开政府信息情况，全年受理申请二十一件，均在期限内答复")
    pen.canvas.drawText(hidden)
    with pytest.raises(NeedsOcrError):
        read_pdf(pen.bytes())


def test_one_picture_among_pages_of_text_is_an_issue() -> None:
    pen = Pen()
    pen.prose("一、总体情况：全年办理各类事项二十件，公开信息三百条。")
    pen.next_page()
    pen.canvas.drawImage(picture(), 0, 0, 595, 842)
    page = read_pdf(pen.bytes())
    assert [(issue.kind, issue.locator) for issue in page.issues] == [("page_is_a_picture", "page 2")]
    assert len(page.blocks) == 1


def test_a_font_without_characters_yields_no_digits() -> None:
    font = (
        b"<</Type/Font/Subtype/Type0/BaseFont/ABCDEF+X/Encoding/Identity-H/DescendantFonts[<</Type/Font"
        b"/Subtype/CIDFontType2/BaseFont/ABCDEF+X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/DW 600/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+X/Flags 4/FontBBox[0 -200 1000 900]"
        b"/ItalicAngle 0/Ascent 900/Descent -200/CapHeight 700/StemV 80>>>>]>>"
    )
    with pytest.raises(NeedsOcrError, match="fonts"):
        read_pdf(raw_pdf(b"BT /F1 12 Tf 50 700 Td <003100320033003400350036> Tj ET", font=font))


def test_a_watermark_stays_out_of_the_cells() -> None:
    pen = Pen()
    sheet = application_sheet(FIGURES)
    pen.table(sheet)
    pen.canvas.translate(300, 500)
    pen.canvas.rotate(45)
    pen.canvas.setFont(FONT, 60)
    pen.canvas.drawCentredString(0, 0, "123456789")
    page = read_pdf(pen.bytes())
    assert texts(page) == [sheet.texts()]
    assert [issue.kind for issue in page.issues] == ["leaning_text"]


@pytest.mark.parametrize("turn", [90, -90])
@pytest.mark.parametrize("is_shown_upright", [True, False])
def test_a_table_across_the_page_is_read_however_the_page_is_turned(turn: int, *, is_shown_upright: bool) -> None:
    sheet = dispute_sheet([str(number) for number in range(15)])
    pen = Pen(page_size=(842, 595) if is_shown_upright else (595, 842), y=540)
    if is_shown_upright:
        pen.canvas.setPageRotation(turn % 360)
    pen.canvas.rotate(turn)
    pen.canvas.translate(*((0, -595) if turn == 90 else (-842, 0)))
    pen.prose("四、政府信息公开行政复议、行政诉讼情况")
    pen.table(sheet)
    page = read_pdf(pen.bytes())
    assert texts(page) == [sheet.texts()]
    assert [paragraph.text for paragraph in page.paragraphs()] == ["四、政府信息公开行政复议、行政诉讼情况"]


@pytest.mark.parametrize("mark", ["-", "—", "/", "\\", "无"])
def test_marks_for_nothing_are_read_as_printed(mark: str) -> None:
    pen = Pen()
    pen.table(Sheet((100.0, 60.0, 60.0), (Spot(0, 0, "行政强制"), Spot(0, 1, mark), Spot(0, 2, mark))))
    assert texts(read_pdf(pen.bytes())) == [[["行政强制", mark, mark]]]


def test_radicals_that_fonts_put_for_ideographs_are_read_as_ideographs() -> None:
    assert [pdf_page._character(ord(radical)) for radical in "⼀⼆⾏⻓⺠"] == list("一二行长民")


def test_reading_leaves_no_file_open(corpus: Path) -> None:
    data = (corpus / "reports" / "hongze-district-2023.pdf").read_bytes()
    read_pdf(data)
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        read_pdf(data)
        with pytest.raises(UnreadableDocumentError):
            read_pdf(data[:5000])
    assert len(list(Path("/proc/self/fd").iterdir())) <= before


def test_a_title_in_broken_utf16_does_not_stop_the_reading() -> None:
    data = raw_pdf(b"BT /F1 9 Tf 50 700 Td (text) Tj ET", title=b"<FEFFD80000410042>")
    assert read_pdf(data).title == "\ufffdAB"
