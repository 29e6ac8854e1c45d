"""What is fuzzed: for each reader its seeds, and what one input does. Used by the property tests and by atheris alike.

The claim: any bytes give a `Page` or one of the two named errors, and any page gives a status; nothing else is raised.
"""

import time
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple
from unittest.mock import patch

from pipelines.errors import NeedsOcrError, UnreadableDocumentError
from pipelines.model import Hints, Page
from pipelines.parse.report import parse_page
from pipelines.read import ocr_pages
from pipelines.read.docx import read_docx
from pipelines.read.html import read_html
from pipelines.read.ocr_pixels import ink_of, ruling_lines, straightened, whitened
from pipelines.read.pdf import read_pdf
from pipelines.read.pdf_lattice import find_lattices
from pipelines.read.text import read_text
from tests.fuzz.wrapping import page_drawings, pdf_file, word_file, word_parts
from tests.generator.styles import STYLES
from tests.generator.truth import draw_truth
from tests.read.pictures import pages, scan

SECONDS_PER_INPUT = 10


class TooSlowError(Exception):
    """An input that holds up its worker."""


class Target(NamedTuple):
    """A reader under attack.

    Attributes:
        read: bytes as the fuzzer has them -> page.
        seeds: bytes of a document -> inputs as the fuzzer has them.
        formats: formats of the generator, or single styles of it, that are its seeds.
        words: what the format is made of, for the fuzzer's dictionary.
    """

    read: Callable[[bytes], Page]
    seeds: Callable[[bytes], list[bytes]]
    formats: tuple[str, ...]
    words: tuple[str, ...]


def _as_it_is(data: bytes) -> list[bytes]:
    return [data]


_LABELS = (
    "三、本年度办理结果",
    "（三）不予公开",
    "（六）其他处理",
    "1.属于国家秘密",
    "总计",
    "第二十条第（一）项",
    "结果维持",
)

TARGETS = {
    "html": Target(
        read_html,
        _as_it_is,
        ("html",),
        ("<table>", "</table>", "<tr>", "<td colspan=", "rowspan=99999", "<br>", "<!--", "]]>", "&#0;", *_LABELS),
    ),
    "text": Target(read_text, _as_it_is, ("text", "markdown"), ("|", "||", "|---|---|", "\t", "\n\n", "# ", *_LABELS)),
    "pdf": Target(
        lambda data: read_pdf(pdf_file(data)),
        page_drawings,
        ("pdf",),
        (" re f ", " l S ", " cm ", " Tm ", " Tj ", "BT ", " ET", " q ", " Q ", " /F2 9 Tf ", "1e9", "-1e-9", "nan"),
    ),
    "docx": Target(
        lambda data: read_docx(word_file(data)),
        word_parts,
        ("docx",),
        (
            "<w:tbl>",
            "</w:tbl>",
            "<w:tr>",
            "<w:tc>",
            '<w:gridSpan w:val="9"/>',
            "<w:vMerge/>",
            "<w:p>",
            "<w:sdt>",
            *_LABELS,
        ),
    ),
}


def _read_image(data: bytes) -> Page:
    """Unpack an image and look for its tables, at a small size and without reading the cells."""
    with patch.object(ocr_pages, "_A4_WIDTH", 40.0):
        for grey in ocr_pages.pages_of_image(data):
            find_lattices(ruling_lines(ink_of(straightened(whitened(grey)))))
    return Page("image/png", None, (), ())


def _as_images(data: bytes) -> list[bytes]:
    small = [page.resize((99, 140)) for page in pages(data, 50)[:2]]
    return [*(scan(small[:1], kind) for kind in ("PNG", "JPEG", "GIF")), scan(small, "TIFF")]


TARGETS["image"] = Target(_read_image, _as_images, ("pdf_ruled",), ("IHDR", "IDAT", "PLTE", "tRNS", "JFIF"))


def seeds(name: str, *, per_style: int = 1) -> Iterator[bytes]:
    """Documents of every style of the generator, as this target takes them; the scans have nothing to read."""
    target = TARGETS[name]
    for style in STYLES.values():
        if {style.format, style.name} & set(target.formats) and style.name != "pdf_scanned":
            for seed in range(per_style):
                truth = draw_truth(seed, empties=style.empties)
                yield from target.seeds(style.render(truth, Random(seed)).data)  # noqa: S311


def attack(name: str, data: bytes) -> None:
    """Read and parse one input; whatever is raised here is a finding, and so is more than its time of the processor."""
    started = time.thread_time()
    try:
        page = TARGETS[name].read(data)
        parse_page(page, Hints(url="https://www.example.gov.cn/art/2024/1/30/art_1_1.html"))
    except (UnreadableDocumentError, NeedsOcrError):
        pass
    taken = time.thread_time() - started
    if taken > SECONDS_PER_INPUT:
        raise TooSlowError(f"one input of {name} took {taken:.1f} s of the processor")
