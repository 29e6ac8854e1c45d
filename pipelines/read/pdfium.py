"""PDFium, told to look for no fonts on this machine.

What a PDF prints in a font that it does not carry is measured in a font that stands in for it, and what the stand-in
has no shape for PDFium may leave out of the text without a word. Fonts differ from machine to machine; a cell read
on one must be the same cell on every other. So PDFium gets the same two sources everywhere: the Latin fonts inside
it, and for all others a font of blank boxes: wide for ideographs, less for letters and digits.
`stand_in_font.py` draws it. Every module that uses PDFium takes it from here.
"""

import re
from ctypes import byref, memmove, string_at
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw

# Untyped: to a type checker both are modules without contents.
pdfium: Any = pypdfium2
pdfium_c: Any = pypdfium2.raw

# PDFium asks for the faces that it carries, too, under these names, and takes its own when it is given none.
_CARRIED = re.compile(rb"(Courier|Helvetica|Times|Symbol|ZapfDingbats)\b")
_STAND_IN = Path(__file__).with_name("stand_in.ttf").read_bytes()
_HANDLE = 1
_WHOLE_FILE = 0


def _map_font(*wanted: Any) -> int | None:
    *_, face, _ = wanted
    return None if _CARRIED.match(string_at(face)) else _HANDLE


def _font_data(_source: Any, _font: int, table: int, buffer: Any, size: int) -> int:
    if table != _WHOLE_FILE:
        return 0
    if buffer and size >= len(_STAND_IN):
        memmove(buffer, _STAND_IN, len(_STAND_IN))
    return len(_STAND_IN)


def _nothing(*_asked: Any) -> None:
    """No font, nothing to enumerate, nothing to release."""


def _unknown(*_asked: Any) -> int:
    return 0


def _font_source() -> Any:
    """What PDFium asks for fonts in place of the machine."""
    answers = {
        "Release": _nothing,
        "EnumFonts": _nothing,
        "MapFont": _map_font,
        "GetFont": _nothing,
        "GetFontData": _font_data,
        "GetFaceName": _unknown,
        "GetFontCharset": _unknown,
        "DeleteFont": _nothing,
    }
    types = dict(pdfium_c.FPDF_SYSFONTINFO._fields_)
    return pdfium_c.FPDF_SYSFONTINFO(version=1, **{name: types[name](answer) for name, answer in answers.items()})


# PDFium keeps its address to the end of the process.
_SOURCE = _font_source()
pdfium_c.FPDF_SetSystemFontInfo(byref(_SOURCE))
