"""Scans for tests: pages of a PDF as a scanner gives them."""

import io
from random import Random

import numpy as np
from PIL import Image, ImageFilter

from pipelines.read.pdfium import pdfium


def blank_picture() -> bytes:
    """A PNG of white paper."""
    buffer = io.BytesIO()
    Image.new("L", (60, 80), 255).save(buffer, "PNG")
    return buffer.getvalue()


def pages(data: bytes, dpi: int) -> list[Image.Image]:
    """The pages of a PDF as grey pictures."""
    document = pdfium.PdfDocument(data)
    try:
        return [page.render(scale=dpi / 72, grayscale=True).to_pil() for page in document]
    finally:
        document.close()


def worn(page: Image.Image, random: Random, *, tilt: float, blur: float) -> Image.Image:
    """A page as an office scanner sees it: a little turned, blurred, grey, with noise."""
    page = page.rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(blur))
    noise = np.random.default_rng(random.randrange(2**32)).normal(0, 5, (page.height, page.width))
    return Image.fromarray((np.asarray(page) * 0.93 + noise).clip(0, 255).astype(np.uint8))


def scan(pictures: list[Image.Image], kind: str = "PDF") -> bytes:
    """Pictures as one file, A4 wide where the format has a size."""
    buffer = io.BytesIO()
    first, *others = pictures
    options = {"save_all": True, "append_images": others} if kind in {"PDF", "TIFF"} else {}
    first.save(buffer, kind, resolution=first.width * 72 / 595, **options)
    return buffer.getvalue()
