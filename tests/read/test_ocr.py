"""Scans: what OCR reads of pages that were printed by the generator, and what happens without OCR."""

import stat
import time
from pathlib import Path
from random import Random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipelines.documents import parse_document
from pipelines.errors import UnreadableDocumentError
from pipelines.model import CellState, DocumentStatus, Hints, ParsedDocument
from pipelines.read import ocr, ocr_pages
from pipelines.read.ocr import read_scan
from pipelines.read.ocr_pixels import cut_out, ink_of, ruling_lines, straightened
from pipelines.read.pdf_lattice import find_lattices
from pipelines.read.programs import ocr_engine
from tests.generator.compare import Comparison, compare
from tests.generator.styles import STYLES
from tests.generator.truth import draw_truth
from tests.read.pictures import blank_picture, has_chinese_font, pages, scan, worn

needs_tesseract = pytest.mark.skipif(
    ocr_engine() is None or not has_chinese_font(), reason="needs Tesseract with chi_sim and eng, and a Chinese font"
)


def read_back(style: str, seed: int, *, dpi: int, tilt: float, blur: float) -> tuple[ParsedDocument, Comparison]:
    """A report printed, scanned and read."""
    random = Random(seed)  # noqa: S311
    truth = draw_truth(seed, empties=False)
    rendering = STYLES[style].render(truth, random)
    pictures = [worn(page, random, tilt=tilt, blur=blur) for page in pages(rendering.data, dpi)]
    document = parse_document(scan(pictures), Hints())
    return document, compare(truth, rendering, document, faithful=False)


@needs_tesseract
def test_a_scanned_report_has_no_wrong_cell_and_most_of_table_three() -> None:
    document, found = read_back("pdf_ruled", 3, dpi=300, tilt=0.7, blur=0.5)
    assert [difference for difference in found.differences if difference.verdict.startswith("wrong")] == []
    assert document.status is DocumentStatus.PARSED
    assert document.report is not None
    read = [fact for fact in document.report.facts if fact.state is not CellState.UNREADABLE]
    assert {fact.table for fact in read} == {"application"}
    assert len(read) >= 130
    assert all(fact.locator.endswith("(ocr)") and fact.locator.startswith("page ") for fact in document.report.facts)
    assert {"ocr", "ocr_unproven"} <= {issue.kind for issue in document.issues}


@needs_tesseract
def test_no_number_of_the_prose_and_no_name_is_taken_from_a_scan() -> None:
    truth = draw_truth(4, empties=False)
    first = pages(STYLES["pdf_ruled"].render(truth, Random(4)).data, 200)[0]  # noqa: S311
    document = parse_document(scan([first], "PNG"), Hints(agency="宜昌市人民政府", year=2022))
    assert document.media_type == "image/png"
    assert document.report is not None
    assert document.report.figures == ()
    assert (document.report.identity.agency, document.report.identity.year) == ("宜昌市人民政府", 2022)


@needs_tesseract
@pytest.mark.slow
@pytest.mark.parametrize("seed", [5, 6])
@pytest.mark.parametrize(
    ("style", "dpi", "tilt", "blur"),
    [("pdf_broken_group", 300, -0.4, 0.6), ("pdf_rectangles", 200, 0.0, 0.4), ("pdf_skewed", 150, 1.1, 0.8)],
)
def test_a_scan_of_any_quality_has_no_wrong_cell(style: str, seed: int, dpi: int, tilt: float, blur: float) -> None:
    _, found = read_back(style, seed, dpi=dpi, tilt=tilt, blur=blur)
    assert [difference for difference in found.differences if difference.verdict.startswith("wrong")] == []


def test_without_tesseract_the_status_is_needs_ocr_and_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "ocr_engine", lambda: None)
    document = parse_document(blank_picture(), Hints())
    assert document.status is DocumentStatus.NEEDS_OCR
    assert "tesseract-ocr-chi-sim" in document.issues[0].detail


@needs_tesseract
def test_white_paper_still_needs_ocr() -> None:
    assert parse_document(blank_picture(), Hints()).status is DocumentStatus.NEEDS_OCR


@needs_tesseract
def test_a_picture_of_anything_else_still_needs_ocr() -> None:
    scanned = STYLES["pdf_scanned"].render(draw_truth(2), Random(2)).data  # noqa: S311
    assert parse_document(scanned, Hints()).status is DocumentStatus.NEEDS_OCR


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A shell script in the place of Tesseract; the test writes what it does."""
    script = tmp_path / "tesseract"
    script.touch()
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(ocr, "ocr_engine", lambda: str(script))
    return script


def drawn_table() -> Image.Image:
    """Three columns, two rows, a number in each cell but one."""
    image = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(image)
    for y in (300, 360, 420):
        draw.line((200, y, 800, y), fill=0, width=2)
    for x in (200, 400, 600, 800):
        draw.line((x, 300, x, 420), fill=0, width=2)
    for x, y in ((290, 320), (490, 320), (690, 320), (290, 380), (490, 380)):
        draw.text((x, y), "5", fill=0, font_size=24)
    return image


def test_a_program_that_hangs_is_stopped(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "MAX_SECONDS", 1.0)
    stand_in.write_text("#!/bin/sh\nsleep 60\n")
    started = time.monotonic()
    with pytest.raises(UnreadableDocumentError, match="tables are not read"):
        read_scan(scan([drawn_table()], "PNG"), "a picture")
    assert time.monotonic() - started < 50


def test_a_program_that_fails_is_a_reason(stand_in: Path) -> None:
    stand_in.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(UnreadableDocumentError, match="exit code 3"):
        read_scan(scan([drawn_table()], "PNG"), "a picture")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\nxxxx", b"\xff\xd8\xff\xe0", b"II*\0", b"%PDF-1.4\n%%EOF"])
def test_a_broken_file_is_unreadable(stand_in: Path, data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError):
        read_scan(data, "a picture")


def test_too_many_pages_and_too_many_pixels_are_refused(stand_in: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Image.new("L", (20, 30), 255)
    with pytest.raises(UnreadableDocumentError, match="25 pages"):
        read_scan(scan([small] * 25, "TIFF"), "a picture")
    monkeypatch.setattr(ocr_pages, "MAX_PIXELS", 500)
    with pytest.raises(UnreadableDocumentError, match="pixels"):
        read_scan(scan([small], "PNG"), "a picture")


def at_300(image: Image.Image, tilt: float = 0.0) -> np.ndarray:
    image = image.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(image.resize((2480, 3508), Image.Resampling.BICUBIC))


@pytest.mark.parametrize("tilt", [0.0, 0.5, -1.3, 1.9])
def test_the_lines_of_a_tilted_table_give_its_cells(tilt: float) -> None:
    grey = straightened(at_300(drawn_table(), tilt))
    ink = ink_of(grey)
    (lattice,) = find_lattices(ruling_lines(ink))
    assert (len(lattice.rows), len(lattice.columns), len(lattice.regions), lattice.irregular) == (3, 4, 6, 0)
    columns, rows = lattice.columns, lattice.rows
    blank = [
        cut_out(grey, ink, (columns[r.left], rows[r.top], columns[r.right], rows[r.bottom])) is None
        for r in lattice.regions
    ]
    assert blank == [False, False, False, False, False, True]


def test_strokes_of_a_large_heading_are_no_table() -> None:
    image = Image.new("L", (2480, 3508), 255)
    draw = ImageDraw.Draw(image)
    for x in range(400, 1400, 110):
        draw.rectangle((x, 300, x + 90, 390), outline=0, width=8)
        draw.line((x, 345, x + 90, 345), fill=0, width=8)
    assert find_lattices(ruling_lines(ink_of(np.asarray(image)))) == ()


@pytest.mark.parametrize(
    ("readings", "text"),
    [
        (("12", "12", "12"), "12"),
        (("]", "1", "1"), "1"),
        (("12", "12", "17"), "12\ufffd"),
        (("8", "", ""), "8\ufffd"),
        (("/", "/", "7"), "/\ufffd"),
        (("一", "1", "1"), "1\ufffd"),
        (("总计", "", "2"), "总计"),
        (("", "", ""), "\ufffd"),
    ],
)
def test_a_number_needs_two_readings_and_none_against_it(readings: tuple[str, str, str], text: str) -> None:
    found = ocr._agreed(*readings)
    assert found == text or (found.endswith("\ufffd") and text.endswith("\ufffd"))
