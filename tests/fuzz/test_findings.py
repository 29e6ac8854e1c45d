"""What fuzzing found, each as the shortest input that shows it."""

import io
import tracemalloc
import zipfile

import numpy as np
import pytest
from PIL import Image

from pipelines.errors import UnreadableDocumentError
from pipelines.read.docx import read_docx
from pipelines.read.ocr_pages import pages_of_image
from pipelines.read.ocr_pixels import ink_of, ruling_lines, whitened
from tests.fuzz.targets import seeds


def test_a_tiff_without_its_size_is_unreadable() -> None:
    """Pillow raises TypeError and KeyError where other broken images give OSError."""
    tiff = next(data for data in seeds("image") if data.startswith((b"II*\0", b"MM\0*")))
    for tag in (b"\x00\x01\x04\x00", b"\x01\x01\x04\x00", b"\x00\x01\x03\x00", b"\x01\x01\x03\x00"):
        tiff = tiff.replace(tag, b"\xff\xff\x04\x00", 1)
    with pytest.raises(UnreadableDocumentError, match="broken"):
        list(pages_of_image(tiff))


def test_a_picture_of_a_billion_pixels_is_unreadable() -> None:
    """The error for decompression bombs is none of the errors for broken images."""
    buffer = io.BytesIO()
    Image.new("1", (30_000, 30_000), 1).save(buffer, "PNG")
    with pytest.raises(UnreadableDocumentError, match="bomb"):
        next(pages_of_image(buffer.getvalue()))


def test_a_word_file_whose_prefix_is_declared_nowhere_is_unreadable() -> None:
    """A warning about `xml:space` hides that error from lxml, which then finds `w:document` to be no valid name."""
    body = '<w:document><w:body><w:p xmlns:w="other"><w:t xml:space=""/></w:p></w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", body)
    with pytest.raises(UnreadableDocumentError, match="no body"):
        read_docx(buffer.getvalue())


@pytest.mark.parametrize("shape", [(20_000, 200), (200, 20_000)])
def test_a_long_narrow_picture_of_lines_takes_no_multiple_of_its_size(shape: tuple[int, int]) -> None:
    """Sums over whole rows took 25 bytes a pixel, a gigabyte for the largest picture."""
    grey = np.full(shape, 255, dtype=np.uint8)
    grey[::3] = 0
    tracemalloc.start()
    try:
        ruling_lines(ink_of(whitened(grey)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 14 * grey.size
