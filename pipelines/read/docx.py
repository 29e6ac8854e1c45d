"""DOCX to `Page`.

Comes in: the bytes of a Word document. Goes out: paragraphs and tables in reading order, merged cells
expanded. The file is a ZIP archive of XML: only the parts that hold text are opened, each up to a bound,
nothing is written to disk, and XML with a document type (the door to entities) is refused.

python-docx is not used: it skips what stands inside content controls, tracked insertions and text boxes, and
reads every part of the archive without a bound.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipelines.errors import NeedsOcrError, UnreadableDocumentError
from pipelines.model import Grid, Issue, Page
from pipelines.read.docx_blocks import DocumentParts, read_content
from pipelines.read.docx_grids import blocks_of

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MAX_BYTES = 64 * 1024 * 1024
MAX_PARTS = 5000
# Bytes of one XML part; the blank form takes a quarter of a million.
MAX_XML = 24 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MAIN = re.compile(r"word/document\d*\.xml")
_CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "created": "{http://purl.org/dc/terms/}created",
    "modified": "{http://purl.org/dc/terms/}modified",
}
_LONGEST_META = 500


def read_docx(data: bytes) -> Page:
    """Read a Word document of the format of 2007 and later.

    Args:
        data: the file, at most `MAX_BYTES`.

    Returns:
        Paragraphs (`paragraph 12`) and grids (`table 2`, cells `table 2 row 6 column 4`). A table that holds
        tables is layout: its inner tables are the grids. A table of one column is prose.

    Raises:
        UnreadableDocumentError: not such a document, broken, protected by a password, or beyond the bounds.
        NeedsOcrError: pictures without text.
    """
    _demand_zip(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > MAX_PARTS:
                raise UnreadableDocumentError(f"the Word file has {len(names)} parts, at most {MAX_PARTS} are read")
            main = next((name for name in names if _MAIN.fullmatch(name)), None)
            if main is None:
                raise UnreadableDocumentError("the archive holds no Word document: word/document.xml is missing")
            parts = DocumentParts(
                document=_part(archive, main),
                styles=_part(archive, "word/styles.xml") if "word/styles.xml" in names else None,
                numbering=_part(archive, "word/numbering.xml") if "word/numbering.xml" in names else None,
            )
            core = _part(archive, "docProps/core.xml") if "docProps/core.xml" in names else None
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise UnreadableDocumentError(f"the Word file is broken: {error}") from error
    blocks, issues = blocks_of(read_content(parts))
    has_pictures = any(name.startswith("word/media/") for name in names)
    if not blocks:
        if has_pictures:
            raise NeedsOcrError("the Word file holds pictures and no text")
        raise UnreadableDocumentError("the Word file holds no text")
    if has_pictures and not any(isinstance(block, Grid) for block in blocks):
        detail = "the document holds pictures and no table; what the pictures show is not read without OCR"
        issues = (*issues, Issue("pictures_not_read", "pictures", detail))
    meta = tuple(_core_properties(core))
    return Page(MEDIA_TYPE, dict(meta).get("title"), meta, blocks, issues)


def _demand_zip(data: bytes) -> None:
    if len(data) > MAX_BYTES:
        raise UnreadableDocumentError(f"the Word file has {len(data)} bytes, at most {MAX_BYTES} are read")
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise UnreadableDocumentError(
                "the Word file is encrypted with a password; ask the publisher for an open copy"
            )
        raise UnreadableDocumentError(
            "the file is a legacy Word or WPS document (.doc, .wps); save it as .docx or PDF and drop it in again"
        )
    if not data.startswith(b"PK"):
        raise UnreadableDocumentError("the bytes are not a Word file: no ZIP archive")


def _part(archive: zipfile.ZipFile, name: str) -> etree._Element:
    """The root of an XML part. What the archive says about sizes is not trusted."""
    with archive.open(name) as part:
        text = part.read(MAX_XML + 1)
    if len(text) > MAX_XML:
        raise UnreadableDocumentError(f"{name} unpacks to more than {MAX_XML} bytes")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, collect_ids=False
    )
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableDocumentError(f"{name} is broken XML: {error}") from error
    document_information: Any = root.getroottree().docinfo
    if document_information.doctype:
        raise UnreadableDocumentError(f"{name} declares a document type, which Word never does")
    return root


def _core_properties(core: etree._Element | None) -> Iterator[tuple[str, str]]:
    if core is None:
        return
    for name, tag in _CORE.items():
        text = (core.findtext(tag) or "").strip()[:_LONGEST_META]
        if text:
            yield name, text
