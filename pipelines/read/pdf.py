"""PDF to `Page`.

Comes in: the bytes of a PDF. Goes out: lines of prose and tables in reading order, tables joined over
pages. PDFium alone reads the file: on the corpus its characters and lines give the same cells as
pdfplumber's `extract_tables` in a fraction of the time.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes import create_string_buffer
from typing import Any

from pipelines.errors import NeedsOcrError, UnreadableDocumentError
from pipelines.model import Issue, Page
from pipelines.read.pdf_assembly import assembled
from pipelines.read.pdf_bounds import demand_bounded_streams
from pipelines.read.pdf_decoration import undecorated
from pipelines.read.pdf_page import PageContent, read_page_content
from pipelines.read.pdf_tables import PageLine, PageTable, read_page_tables
from pipelines.read.pdfium import pdfium, pdfium_c

# Untyped: to a type checker a module without contents.


MEDIA_TYPE = "application/pdf"
MAX_BYTES = 64 * 1024 * 1024
MAX_PAGES = 300
MAX_GLYPHS = 600_000
MAX_CELLS = 100_000
MAX_SECONDS = 60.0

# A page with this much of it under images and hardly a character is a picture of a page.
_PICTURE_SHARE = 0.4
_HARDLY_TEXT = 20
# Text turned to outlines takes some dozen strokes a character; a table without text takes fewer.
_OUTLINES = 2000
# Above this share of characters without meaning nothing in the text can be trusted.
_UNDECODED_SHARE = 0.2
# The end mark stands within this many last bytes; some servers append a few of their own.
_TAIL = 65_536
# Characters kept of each.
_LONGEST_META = 500
_META_NAMES = ("Title", "Subject", "Keywords", "Creator", "Producer", "CreationDate", "ModDate")


def read_pdf(data: bytes) -> Page:
    """Read a PDF.

    Args:
        data: the file, at most `MAX_BYTES`.

    Returns:
        Lines of prose as paragraphs (`page 2 line 7`, counted outside tables) and tables as grids
        (`page 3 table 1`, cells `page 3 table 1 row 14 column 5`, counted on their own page). Page numbers
        and repeated running heads are left out.

    Raises:
        UnreadableDocumentError: not a PDF, broken, protected by a password, empty, or beyond the bounds.
        NeedsOcrError: the text is there as pictures only, or in fonts that say nothing about their characters.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocumentError(f"the PDF has {len(data)} bytes, at most {MAX_BYTES} are read")
    if b"%%EOF" not in data[-_TAIL:] and b"%PDF-" in data[:1024]:
        # PDFium would mend it and drop the pages that are missing without a word.
        raise UnreadableDocumentError("the PDF is truncated: its end is missing; fetch it again")
    demand_bounded_streams(data)
    deadline = time.monotonic() + MAX_SECONDS
    with _opened(data) as document:
        contents = list(_page_contents(document, deadline))
        meta = tuple(_metadata(document))
    _demand_text(contents)
    pages = _page_blocks(contents, deadline)
    blocks, table_issues = assembled(pages, [content.height for content in contents])
    return Page(
        media_type=MEDIA_TYPE,
        title=dict(meta).get("Title"),
        meta=meta,
        blocks=blocks,
        issues=(*_page_issues(contents), *table_issues),
    )


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableDocumentError(_why_not_opened(data, error)) from error
    try:
        count = len(document)
        if count == 0:
            raise UnreadableDocumentError("the PDF has no pages")
        if count > MAX_PAGES:
            raise UnreadableDocumentError(f"the PDF has {count} pages, at most {MAX_PAGES} are read")
        yield document
    finally:
        document.close()


def _why_not_opened(data: bytes, error: Any) -> str:
    if error.err_code == pdfium_c.FPDF_ERR_PASSWORD:
        return "the PDF is encrypted with a password; ask the publisher for an open copy"
    if b"%PDF-" not in data[:1024]:
        return "the bytes are not a PDF: the signature %PDF- is missing"
    return f"the PDF is broken or has no pages: {error}"


def _page_contents(document: Any, deadline: float) -> Iterator[PageContent]:
    glyphs_left = MAX_GLYPHS
    for index in range(len(document)):
        _demand_time(deadline, index + 1)
        try:
            page = document[index]
        except pdfium.PdfiumError as error:
            raise UnreadableDocumentError(f"page {index + 1} of the PDF is broken: {error}") from error
        try:
            content = read_page_content(page, index + 1, glyphs_left + 1)
        except pdfium.PdfiumError as error:
            raise UnreadableDocumentError(f"page {index + 1} of the PDF is broken: {error}") from error
        finally:
            page.close()
        glyphs_left -= len(content.glyphs)
        if glyphs_left < 0:
            raise UnreadableDocumentError(f"the PDF has more than {MAX_GLYPHS} characters, at page {index + 1}")
        yield content


def _page_blocks(contents: Sequence[PageContent], deadline: float) -> list[list[PageLine | PageTable]]:
    pages: list[list[PageLine | PageTable]] = []
    cells = 0
    for content in contents:
        _demand_time(deadline, content.number)
        pages.append(read_page_tables(undecorated(content)))
        cells += sum(len(block.boxes) for block in pages[-1] if isinstance(block, PageTable))
        if cells > MAX_CELLS:
            raise UnreadableDocumentError(
                f"the PDF has more than {MAX_CELLS} cells in tables, at page {content.number}"
            )
    return pages


def _demand_time(deadline: float, page: int) -> None:
    if time.monotonic() > deadline:
        raise UnreadableDocumentError(f"the PDF took longer than {MAX_SECONDS:.0f} s, at page {page}")


def _demand_text(contents: list[PageContent]) -> None:
    """Refuse a document whose text cannot be read without looking at its pictures."""
    glyphs = sum(_printed_count(content) for content in contents)
    undecoded = sum(content.undecoded_glyphs for content in contents)
    if undecoded > _UNDECODED_SHARE * glyphs:
        raise NeedsOcrError(f"{undecoded} of {glyphs} characters are in fonts that do not say which they are")
    pictures = [content for content in contents if _is_picture(content)]
    if pictures and all(content in pictures or not _printed_count(content) for content in contents):
        raise NeedsOcrError(f"the pages are pictures: {len(contents)} pages hold {glyphs} characters of text")
    if not glyphs:
        raise UnreadableDocumentError(f"the PDF has no text and no pictures on {len(contents)} pages")


def _is_picture(content: PageContent) -> bool:
    """Whether the page shows its text as an image or as drawn outlines, apart from a stamp or a page number."""
    is_drawn = content.image_share > _PICTURE_SHARE or content.hidden_strings or content.drawn_lines > _OUTLINES
    return _printed_count(content) < _HARDLY_TEXT and bool(is_drawn)


def _printed_count(content: PageContent) -> int:
    return sum(1 for glyph in content.glyphs if glyph.text != " ")


def _page_issues(contents: list[PageContent]) -> Iterator[Issue]:
    for content in contents:
        locator = f"page {content.number}"
        if _is_picture(content):
            detail = "the page is a picture; what it shows is not read without OCR"
            yield Issue("page_is_a_picture", locator, detail, locator)
        if content.hidden_strings:
            detail = (
                f"{content.hidden_strings} strings are printed invisibly, as OCR does over a scan; they are not read"
            )
            yield Issue("hidden_text", locator, detail, locator)
        if content.leaning_strings:
            detail = f"{content.leaning_strings} strings lean, as in a watermark; they are not read"
            yield Issue("leaning_text", locator, detail, locator)
        if content.overloaded:
            detail = "the page has more drawing than is read; its tables may be incomplete"
            yield Issue("page_overloaded", locator, detail, locator)


def _metadata(document: Any) -> Iterator[tuple[str, str]]:
    for name in _META_NAMES:
        size = pdfium_c.FPDF_GetMetaText(document.raw, name.encode(), None, 0)
        buffer = create_string_buffer(size)
        pdfium_c.FPDF_GetMetaText(document.raw, name.encode(), buffer, size)
        text = buffer.raw.decode("utf-16-le", errors="replace")
        printable = "".join(character for character in text[:_LONGEST_META] if character.isprintable()).strip()
        if printable:
            yield name, printable
