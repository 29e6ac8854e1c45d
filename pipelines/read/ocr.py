"""Scans (PDF without text, PNG, JPEG, TIFF) to `Page`, through Tesseract where it is installed.

In: bytes of pictures of pages. Out: prose and tables as the PDF reader gives them, each cell and paragraph marked
`(ocr)` in its locator, and an issue of kind `ocr` that says so of the whole page. The one idea: the grid comes from the
ruling lines, so a reading can only be wrong within its cell; digits are read three times, by the model of Chinese as
any print and as digits, and by that of Latin print; where these contradict each other the cell ends in U+FFFD, so that
it is no number. What is a number after that is still only believed when the sums of the form prove it
(`parse/proof.py`).
"""

import re
import time
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from PIL import Image

from pipelines.errors import NeedsOcrError, UnreadableDocumentError
from pipelines.model import Block, Cell, Grid, Issue, Page, Paragraph
from pipelines.read.ocr_engine import (
    ONE_BLOCK,
    ONE_LINE,
    Grey,
    OcrTooSlowError,
    Word,
    read_pictures,
)
from pipelines.read.ocr_pages import pages_of_image, pages_of_pdf
from pipelines.read.ocr_pixels import POINTS, cut_out, ink_of, ruling_lines, straightened, whitened, without
from pipelines.read.pdf_assembly import assembled
from pipelines.read.pdf_lattice import Lattice, Region, find_lattices
from pipelines.read.pdf_lines import TextLine
from pipelines.read.pdf_page import UNDECODED
from pipelines.read.pdf_tables import Box, PageLine, PageTable
from pipelines.read.programs import CHINESE, DIGITS, ocr_engine

MAX_CELLS = 1500
MAX_CELLS_PER_PAGE = 600
"""A page with more is a photograph or a pattern; table three has 240."""
MAX_SECONDS = 50.0
"""For the whole document; a page takes three to six seconds."""

_INSTALL = (
    "to read it, install Tesseract with simplified Chinese (Debian and Ubuntu: apt-get install tesseract-ocr "
    "tesseract-ocr-chi-sim)"
)
# A word of figures is at most this long and high (pixels at 300 dpi) and stands in one line.
_WIDEST_FIGURE = 330
_ONE_LINE_HEIGHT = 74
# Prose is large enough to be read at less than the resolution of the cells.
_PROSE_SHRINK = 1.5
_FEWEST_IDEOGRAPHS = 20
_SLASHES = frozenset("/-一—")
_IDEOGRAPH = re.compile(r"[\u4e00-\u9fff]")


class _CellPicture(NamedTuple):
    page: int
    lattice: int
    region: int
    picture: Grey


class _Scan(NamedTuple):
    """A page: its grey values, its tables, and the cells in them that are printed."""

    grey: Grey
    lattices: tuple[Lattice, ...]
    cells: tuple[_CellPicture, ...]


def read_scan(data: bytes, reason: str) -> Page:
    """Read pictures of pages.

    Args:
        data: a PDF, PNG, JPEG or TIFF.
        reason: why it needs OCR, for the message where there is none.

    Raises:
        NeedsOcrError: Tesseract is not installed, or finds hardly any text.
        UnreadableDocumentError: broken, or beyond the bounds.
    """
    program = ocr_engine()
    if program is None:
        raise NeedsOcrError(f"{reason}; {_INSTALL}")
    deadline = time.monotonic() + MAX_SECONDS
    is_pdf = b"%PDF-" in data[:1024]
    scans = []
    for number, grey in enumerate(pages_of_pdf(data) if is_pdf else pages_of_image(data)):
        _demand_time(deadline, number + 1)
        scans.append(_scan(number, straightened(whitened(grey))))
    if sum(len(scan.cells) for scan in scans) > MAX_CELLS:
        raise UnreadableDocumentError(f"the scan has more than {MAX_CELLS} cells in tables")
    try:
        texts = _cell_texts(program, [cell for scan in scans for cell in scan.cells], deadline)
    except OcrTooSlowError as error:
        raise UnreadableDocumentError(f"the tables are not read: {error}") from error
    blocks: list[list[PageLine | PageTable]] = []
    unread: list[Issue] = []
    for number, scan in enumerate(scans):
        try:
            lines = list(_prose(program, scan, number + 1, deadline))
        except OcrTooSlowError as error:
            lines = []
            unread.append(
                Issue("ocr_incomplete", f"page {number + 1}", f"prose not read: {error}", f"page {number + 1}")
            )
        tables = _tables(scan, number, texts)
        blocks.append(sorted([*lines, *tables], key=lambda block: block.y))
    ordered, issues = assembled(blocks, [scan.grey.shape[0] * POINTS for scan in scans])
    _demand_text(ordered, reason)
    detail = (
        f"read by OCR from pictures of {len(scans)} pages; a number counts only where the sums of the form prove it"
    )
    return Page(
        media_type="application/pdf" if is_pdf else _image_type(data),
        title=None,
        meta=(),
        blocks=tuple(_marked(block) for block in ordered),
        issues=(*issues, *unread, Issue("ocr", "document", detail)),
    )


def _demand_time(deadline: float, page: int) -> None:
    if time.monotonic() > deadline:
        raise UnreadableDocumentError(f"OCR took longer than {MAX_SECONDS:.0f} s, at page {page}")


def _left(deadline: float) -> float:
    return max(1.0, deadline - time.monotonic())


def _scan(number: int, grey: Grey) -> _Scan:
    ink = ink_of(grey)
    # A frame around the page or a paragraph is no table, and neither is a line of one cell.
    lattices = tuple(lattice for lattice in find_lattices(ruling_lines(ink)) if len(lattice.regions) > 1)
    if sum(len(lattice.regions) for lattice in lattices) > MAX_CELLS_PER_PAGE:
        lattices = ()
    cells = [
        _CellPicture(number, at, index, picture)
        for at, lattice in enumerate(lattices)
        for index, region in enumerate(lattice.regions)
        if (picture := cut_out(grey, ink, _place(lattice, region))) is not None
    ]
    return _Scan(grey, lattices, tuple(cells))


def _place(lattice: Lattice, region: Region) -> tuple[float, float, float, float]:
    columns, rows = lattice.columns, lattice.rows
    return columns[region.left], rows[region.top], columns[region.right], rows[region.bottom]


def _cell_texts(
    program: str, cells: Sequence[_CellPicture], deadline: float
) -> dict[tuple[int, int, int], tuple[str, ...]]:
    """Lines of print of each cell by page, table and region."""
    figures = [cell for cell in cells if _may_be_figure(cell.picture)]
    labels = [cell for cell in cells if not _may_be_figure(cell.picture)]
    texts: dict[tuple[int, int, int], tuple[str, ...]] = {}
    for cell, words in zip(labels, _read(program, labels, CHINESE, ONE_BLOCK, deadline), strict=True):
        texts[cell[:3]] = tuple(_lines_of_text(words)) or (UNDECODED,)
    readings = (
        _read(program, figures, CHINESE, ONE_LINE, deadline),
        _read(program, figures, CHINESE, ONE_LINE, deadline, only="0123456789/-"),
        _read(program, figures, DIGITS, ONE_LINE, deadline, only="0123456789"),
    )
    for at, cell in enumerate(figures):
        texts[cell[:3]] = (_agreed(*("".join(_lines_of_text(reading[at])) for reading in readings)),)
    return texts


def _may_be_figure(picture: Grey) -> bool:
    height, width = int(picture.shape[0]), int(picture.shape[1])
    return height <= _ONE_LINE_HEIGHT and width <= _WIDEST_FIGURE


def _read(
    program: str, cells: Sequence[_CellPicture], language: str, mode: int, deadline: float, *, only: str = ""
) -> list[list[Word]]:
    pictures = [cell.picture for cell in cells]
    return read_pictures(program, pictures, language=language, mode=mode, seconds=_left(deadline), only=only)


def _agreed(as_print: str, *as_digits: str) -> str:
    """What the readings of a small cell say: a number when two give it and none another one, words as they are."""
    if len(_IDEOGRAPH.findall(as_print)) > 1:
        return as_print
    numbers = [text for text in (as_print, *as_digits) if text]
    numbers = [text for text in numbers if text.isdecimal() or text in _SLASHES]
    if len(numbers) > 1 and len(set(numbers)) == 1 and numbers[0].isdecimal():
        return numbers[0]
    return next(filter(None, (*as_digits, as_print)), "") + UNDECODED


def _lines_of_text(words: Sequence[Word]) -> Iterator[str]:
    for _, line in groupby(words, key=lambda word: word.line):
        text = ""
        for word in line:
            needs_space = text[-1:].isascii() and word.text[:1].isascii() and bool(text)
            text += f" {word.text}" if needs_space else word.text
        yield text


def _prose(program: str, scan: _Scan, number: int, deadline: float) -> Iterator[PageLine]:
    """Lines of print outside the tables."""
    boxes = [(table.columns[0], table.rows[0], table.columns[-1], table.rows[-1]) for table in scan.lattices]
    page = without(scan.grey, boxes)
    if not ink_of(page).any():
        return
    size = round(page.shape[1] / _PROSE_SHRINK), round(page.shape[0] / _PROSE_SHRINK)
    small = np.asarray(Image.fromarray(page).resize(size, Image.Resampling.BILINEAR))
    (words,) = read_pictures(program, [small], language=CHINESE, mode=ONE_BLOCK, seconds=_left(deadline))
    for _, group in groupby(words, key=lambda word: word.line):
        line = list(group)
        y = min(word.top for word in line) * _PROSE_SHRINK * POINTS
        yield PageLine(number, y, "".join(_lines_of_text(line)))


def _tables(
    scan: _Scan, page: int, texts: dict[tuple[int, int, int], tuple[str, ...]]
) -> Iterator[PageTable]:  # fmt: skip
    for at, lattice in enumerate(scan.lattices):
        boxes = tuple(
            _box(page + 1, lattice, region, texts.get((page, at, index), ()))
            for index, region in enumerate(lattice.regions)
        )
        rows = len(lattice.rows) - 1
        yield PageTable(page + 1, lattice.rows[0], lattice.columns, rows, boxes, lattice.irregular)


def _box(page: int, lattice: Lattice, region: Region, texts: Sequence[str]) -> Box:
    left, top, right, bottom = _place(lattice, region)
    # Lines share the height of their cell; what they are needed for is their order and that they fill its width.
    height = (bottom - top) / max(1, len(texts))
    lines = tuple(
        TextLine(text, top + at * height, top + (at + 1) * height, left, right, height) for at, text in enumerate(texts)
    )
    return Box(
        top=region.top,
        bottom=region.bottom,
        left=region.left,
        right=region.right,
        lines=lines,
        text="".join(texts),
        ruled_above=region.ruled_above,
        ruled_below=region.ruled_below,
        page=page,
        table=lattice.rows[0],
        row=region.top + 1,
        column=region.left + 1,
    )


def _demand_text(blocks: Sequence[Block], reason: str) -> None:
    texts = [block.text for block in blocks if isinstance(block, Paragraph)]
    texts += [cell.text for block in blocks if isinstance(block, Grid) for row in block.rows for cell in row if cell]
    found = sum(len(_IDEOGRAPH.findall(text)) for text in texts)
    if found < _FEWEST_IDEOGRAPHS:
        raise NeedsOcrError(f"{reason}; OCR found {found} characters of Chinese only")


def _marked(block: Block) -> Block:
    """The block with `(ocr)` in every locator."""
    if isinstance(block, Paragraph):
        return block._replace(locator=f"{block.locator} (ocr)")
    if not isinstance(block, Grid):
        return block
    marked = {id(cell): cell._replace(locator=f"{cell.locator} (ocr)") for row in block.rows for cell in row if cell}
    rows: list[tuple[Cell | None, ...]] = [
        tuple(marked[id(cell)] if cell is not None else None for cell in row) for row in block.rows
    ]
    return Grid(tuple(rows), f"{block.locator} (ocr)")


def _image_type(data: bytes) -> str:
    if data.startswith(b"\x89PNG"):
        return "image/png"
    return "image/jpeg" if data.startswith(b"\xff\xd8") else "image/tiff"
