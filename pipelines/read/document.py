"""Bytes -> `Page`: decides by content what a document is and hands it to the reader of that format.

In: the bytes of one document, whoever declares whatever about them. Out: a `Page`, or a named error that becomes the
status of the document. The one idea: names and declared types lie (a PDF called .html, an error page called .pdf), the
first bytes do not.
"""

import io
import re
import zipfile
from collections.abc import Callable

from pipelines.errors import NeedsOcrError, UnreadableDocumentError
from pipelines.model import Page
from pipelines.read.encoding import is_binary
from pipelines.read.html import read_html, read_json
from pipelines.read.text import read_text

MAX_BYTES = 64 * 1024 * 1024
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_IMAGES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"II*\0": "image/tiff",
    b"MM\0*": "image/tiff",
}
_CONTAINERS = {
    b"\xd0\xcf\x11\xe0": "application/x-ole-storage",
    b"{\\rtf": "application/rtf",
    b"\x1f\x8b": "application/gzip",
    b"Rar!": "application/vnd.rar",
    b"7z\xbc\xaf": "application/x-7z-compressed",
}
_SCANS = frozenset({"application/pdf", "image/png", "image/jpeg", "image/tiff"})
_TAG = re.compile(
    rb"<(?:!doctype\s+html|/?(?:html|head|body|table|tr|td|div|p|span|article|script|meta|title|h[1-6])\b)",
    re.IGNORECASE,
)


def media_type(data: bytes) -> str:
    """What the bytes are, e.g. `text/html`; decided by content, never by name or declaration."""
    for mark, name in (_IMAGES | _CONTAINERS).items():
        if data.startswith(mark):
            return name
    if b"%PDF-" in data[:1024]:
        return "application/pdf"
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "image/bmp"
    tags = sum(1 for _, _ in zip(range(3), _TAG.finditer(data.replace(b"\0", b"")), strict=False))
    if tags < 3 and is_binary(data):
        return "application/octet-stream"
    return "text/html" if tags >= 3 or (tags and data.lstrip()[:1] == b"<") else "text/plain"


def read_document(data: bytes, *, declared_media_type: str | None = None, file_name: str | None = None) -> Page:
    """Read one document of any supported format.

    Args:
        data: the bytes.
        declared_media_type: what the server called it; named in errors only.
        file_name: what the file is called; named in errors only.

    Raises:
        UnreadableDocumentError: empty, too large, broken, encrypted, or no document of a supported format.
        NeedsOcrError: images of text only.
    """
    if not data or data.isspace():
        msg = f"{file_name or 'the document'} is empty"
        raise UnreadableDocumentError(msg)
    if len(data) > MAX_BYTES:
        msg = f"{file_name or 'the document'} has {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        raise UnreadableDocumentError(msg)
    kind = media_type(data)
    if kind.startswith("image/"):
        msg = f"{file_name or 'the document'} is an image ({kind}); its text needs OCR"
        return _scan(data, kind, msg)
    reader = _reader(kind)
    if reader is None:
        declared = f", declared as {declared_media_type}" if declared_media_type else ""
        msg = (
            f"{file_name or 'the document'} is {kind}{declared}; "
            "expected HTML, PDF, DOCX or text: convert it and drop the result into the inbox"
        )
        raise UnreadableDocumentError(msg)
    if kind in {"text/html", "text/plain"} and (page := read_json(data)):
        return page
    try:
        return reader(data)
    except NeedsOcrError as error:
        return _scan(data, kind, str(error))


def _scan(data: bytes, kind: str, reason: str) -> Page:
    """Pictures of pages through OCR; its libraries are imported when first needed."""
    if kind not in _SCANS:
        raise NeedsOcrError(reason)
    from pipelines.read.ocr import read_scan

    return read_scan(data, reason)


def _reader(kind: str) -> Callable[[bytes], Page] | None:
    """The reader of a format. PDF and Word load large libraries, so they are imported when first needed."""
    if kind == "text/html":
        return read_html
    if kind == "text/plain":
        return read_text
    if kind == "application/pdf":
        from pipelines.read.pdf import read_pdf

        return read_pdf
    if kind == DOCX:
        from pipelines.read.docx import read_docx

        return read_docx
    if kind in {"application/x-ole-storage", "application/rtf"}:
        from pipelines.read.office import read_office

        return read_office
    return None


def _zipped(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, EOFError):
        # Word files begin with these parts; a cut-off one still is a Word file, only a broken one.
        return DOCX if b"word/" in data[:65536] else "application/zip"
    return DOCX if "word/document.xml" in names else "application/zip"
