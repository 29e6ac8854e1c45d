"""What fuzzing found, each as the shortest input that shows it."""

import io

import pytest
from PIL import Image

from pipelines.errors import UnreadableDocumentError
from pipelines.read.ocr_pages import pages_of_image
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
