"""What a document is, decided by its bytes."""

import io
import zipfile
from pathlib import Path

import pytest

from pipelines.errors import NeedsOcrError, UnreadableDocumentError
from pipelines.read.document import DOCX, MAX_BYTES, media_type, read_document
from tests.read.pictures import blank_picture


def zipped(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, "x")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"%PDF-1.4 ...", "application/pdf"),
        (b"\r\n \xef\xbb\xbf%PDF-1.7", "application/pdf"),
        ("<!DOCTYPE html><p>甲</p>".encode(), "text/html"),
        ("<p>甲</p>".encode("gb18030"), "text/html"),
        ("<table><tr><td>甲</td></tr></table>".encode("utf-16"), "text/html"),
        ("前言\n<table><tr><td>甲</td></tr></table>".encode(), "text/html"),
        ("甲 | 乙 |".encode(), "text/plain"),
        ("a < b 且 b > c".encode(), "text/plain"),
        (zipped("word/document.xml"), DOCX),
        (zipped("xl/workbook.xml"), "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (bytes(range(256)), "application/octet-stream"),
    ],
)
def test_the_content_says_what_a_document_is(data: bytes, expected: str) -> None:
    assert media_type(data) == expected


def test_a_declared_type_and_a_name_do_not_mislead() -> None:
    page = read_document("<p>甲</p>".encode(), declared_media_type="application/pdf", file_name="报告.pdf")
    assert page.media_type == "text/html"


@pytest.mark.parametrize("data", [b"", b"  \r\n\t"])
def test_an_empty_document_is_refused_by_name(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"leer\.txt is empty"):
        read_document(data, file_name="leer.txt")


def test_an_image_needs_ocr() -> None:
    with pytest.raises(NeedsOcrError, match="image/png"):
        read_document(blank_picture())


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, zipped("xl/workbook.xml"), b"\x1f\x8b\x08"])
def test_a_format_that_is_not_supported_says_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableDocumentError, match="convert it"):
        read_document(data, declared_media_type="text/html")


def test_too_many_bytes_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="at most"):
        read_document(b"a" * (MAX_BYTES + 1))


@pytest.mark.parametrize("name", ["hongze-district-2023.pdf", "echeng-district-2019.txt", "shuyang-fgj-2023.html"])
def test_a_truncated_report_is_read_or_refused(corpus: Path, name: str) -> None:
    data = (corpus / "reports" / name).read_bytes()
    for length in (1, 100, len(data) // 3, len(data) - 5):
        try:
            read_document(data[:length])
        except UnreadableDocumentError as error:
            assert str(error)
