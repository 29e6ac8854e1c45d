"""Files of scans -> pages as grey values at one resolution.

In: the bytes of a PDF or of an image file. Out: pages one by one, white paper, `DPI` dots an inch. Sizes are looked at
before anything is unpacked.
"""

import io
import math
import struct
from collections.abc import Iterator

import numpy as np
from PIL import Image, UnidentifiedImageError

from pipelines.errors import UnreadableDocumentError
from pipelines.read.ocr_engine import Grey
from pipelines.read.ocr_pixels import DPI, POINTS
from pipelines.read.pdfium import pdfium

MAX_PAGES = 24
MAX_PIXELS = 40_000_000
"""Of a picture as it comes, and of a page as it is read; A4 at 300 dots an inch has 8.7 million."""

_A4_WIDTH = 595.0
# What Pillow raises on broken files, beside its own errors: also of the wrong kind, for a lost tag for example.
_BROKEN_IMAGE = (
    Image.DecompressionBombError,
    UnidentifiedImageError,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    MemoryError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
)


def pages_of_pdf(data: bytes) -> Iterator[Grey]:
    """Pages of a PDF at `DPI`.

    Raises:
        UnreadableDocumentError: broken, or too many pages.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableDocumentError(f"the PDF is broken: {error}") from error
    try:
        _demand_pages(len(document))
        for index in range(len(document)):
            page = document[index]
            try:
                width, height = page.get_size()
                scale = min(DPI / 72, math.sqrt(MAX_PIXELS / max(1.0, width * height)))
                bitmap = page.render(scale=scale, grayscale=True)
                yield _at_resolution(Image.fromarray(bitmap.to_numpy().squeeze()), width / 72 * DPI)
            finally:
                page.close()
    except pdfium.PdfiumError as error:
        raise UnreadableDocumentError(f"a page of the PDF is broken: {error}") from error
    finally:
        document.close()


def pages_of_image(data: bytes) -> Iterator[Grey]:
    """Frames of an image file, as pages as wide as A4, or as high where they lie on their side.

    Raises:
        UnreadableDocumentError: broken, too many pages, or too many pixels.
    """
    try:
        with Image.open(io.BytesIO(data)) as image:
            frames = getattr(image, "n_frames", 1)
            _demand_pages(frames)
            for frame in range(frames):
                image.seek(frame)
                width, height = image.size
                if width * height > MAX_PIXELS:
                    raise UnreadableDocumentError(f"the image has {width} x {height} pixels, at most {MAX_PIXELS}")
                yield _at_resolution(_on_white(image), _A4_WIDTH / POINTS * (1 if height >= width else math.sqrt(2)))
    except _BROKEN_IMAGE as error:
        raise UnreadableDocumentError(f"the image is broken: {error}") from error


def _on_white(image: Image.Image) -> Image.Image:
    """The frame in grey, on white where it is transparent."""
    if not image.has_transparency_data:
        return image.convert("L")
    frame = image.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame).convert("L")


def _demand_pages(count: int) -> None:
    if count > MAX_PAGES:
        raise UnreadableDocumentError(f"the scan has {count} pages, at most {MAX_PAGES} are read by OCR")


def _at_resolution(image: Image.Image, width: float) -> Grey:
    """The picture at a width in pixels, within the bounds."""
    scale = width / image.width
    scale = min(scale, math.sqrt(MAX_PIXELS / (image.width * image.height)))
    if abs(scale - 1) > 0.02:
        size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
        image = image.resize(size, Image.Resampling.BICUBIC)
    return np.asarray(image)
