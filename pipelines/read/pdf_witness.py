"""A second pair of eyes on the tables of a PDF: pdfplumber.

In: the bytes. Out: the rows of every table as pdfplumber sees them, page by page, not joined, not interpreted. The one
idea: the reader of PDF and pdfplumber share no code below the file, so what both see is in the document. It costs some
hundred milliseconds a page; only documents whose sums fail are read twice.
"""

import io
import logging
from collections.abc import Iterator

import pdfplumber
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from pipelines.errors import UnreadableDocumentError

MAX_PAGES = 40
"""The tables of the longest reports stand within these; a witness need not see everything."""

# It warns of every font without a box, a line for each; the box is not needed.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

_BROKEN = (
    PSException,
    PdfminerException,
    MalformedPDFException,
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What pdfminer raises on files that other readers accept; it checks little."""

WitnessRow = tuple[str, ...]
"""Texts of the cells of one row, left to right; places under a merged cell are left out, blank cells are empty."""


def witness_rows(data: bytes) -> tuple[WitnessRow, ...]:
    """Rows of all tables of the first pages.

    Raises:
        UnreadableDocumentError: pdfplumber cannot read this file.
    """
    try:
        return tuple(_rows(data))
    except _BROKEN as error:
        raise UnreadableDocumentError(f"pdfplumber cannot read this PDF: {type(error).__name__}") from error


def _rows(data: bytes) -> Iterator[WitnessRow]:
    with pdfplumber.open(io.BytesIO(data)) as document:
        for page in document.pages[:MAX_PAGES]:
            for table in page.extract_tables():
                for row in table:
                    yield tuple(text for text in row if text is not None)
            page.close()
