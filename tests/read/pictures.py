"""Scans for tests: pages of a PDF as a scanner gives them."""

import io
import subprocess
import sys
from functools import cache
from random import Random

import numpy as np
from PIL import Image, ImageFilter
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

# In a process of its own: in this one PDFium draws boxes for fonts that a PDF does not carry.
_RENDER = """
import io, sys, pypdfium2
document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
first, *others = [page.render(scale=int(sys.argv[1]) / 72, grayscale=True).to_pil() for page in document]
target = io.BytesIO()
first.save(target, "TIFF", save_all=True, append_images=others)
sys.stdout.buffer.write(target.getvalue())
"""


def blank_picture() -> bytes:
    """A PNG of white paper."""
    buffer = io.BytesIO()
    Image.new("L", (60, 80), 255).save(buffer, "PNG")
    return buffer.getvalue()


def pages(data: bytes, dpi: int) -> list[Image.Image]:
    """The pages of a PDF as grey pictures, in the fonts of this machine."""
    command = [sys.executable, "-c", _RENDER, str(dpi)]
    drawn = subprocess.run(command, input=data, stdout=subprocess.PIPE, check=True).stdout
    with Image.open(io.BytesIO(drawn)) as image:
        return [_frame(image, number) for number in range(getattr(image, "n_frames", 1))]


def _frame(image: Image.Image, number: int) -> Image.Image:
    image.seek(number)
    return image.convert("L")


@cache
def has_chinese_font() -> bool:
    """Whether this machine can draw what the generator prints."""
    buffer = io.BytesIO()
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(buffer)
    canvas.setFont("STSong-Light", 40)
    canvas.drawString(100, 400, "政")
    canvas.save()
    (page,) = pages(buffer.getvalue(), 72)
    return page.getextrema()[0] < 255


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
