"""Draws `stand_in.ttf`: `python -m pipelines.read.stand_in_font` (needs the group dev).

A font of blank boxes for print whose font a PDF does not carry; `pdfium.py` says why. Only the measures
matter, those of common Chinese fonts: 1000 units to the em, from 880 above to 120 below the baseline.
"""

import io
from itertools import chain
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

_ASCENT, _DESCENT = 880, -120
# White between the ink and the edges of the advance, as a share of the advance.
_MARGIN = 0.05
_WIDTHS = {".notdef": 1000, "thin": 200, "half": 450, "full": 1000, "space": 250}
# Ink that is wider than the advance of a letter would hide the white behind it.
_THIN = "!\"'(),-./:;I[]`fijlrt{|}"
_SPACES = (0x20, 0xA0, 0x3000)
# Format 13 of cmap gives many characters one glyph; the whole font stays below a kilobyte.
_MANY_TO_ONE = 13


def font_bytes() -> bytes:
    """The font as a TrueType file, the same bytes each time."""
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(list(_WIDTHS))
    builder.setupGlyf({name: _glyph(name) for name in _WIDTHS})
    builder.setupHorizontalMetrics({name: (width, round(_MARGIN * width)) for name, width in _WIDTHS.items()})
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    builder.setupNameTable({"familyName": "gongkai stand-in", "styleName": "Regular"})
    builder.setupCharacterMap({0x41: "half"})
    builder.font["cmap"].tables = [_characters()]
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, usWinAscent=_ASCENT, usWinDescent=-_DESCENT)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=0, modified=0)
    builder.font.recalcTimestamp = False
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()


def _glyph(name: str) -> Any:
    pen = TTGlyphPen(None)
    if name != "space":
        width = _WIDTHS[name]
        margin = round(_MARGIN * width)
        left, right, low, high = margin, width - margin, _DESCENT + margin, _ASCENT - margin
        pen.moveTo((left, low))
        for point in ((left, high), (right, high), (right, low)):
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


def _characters() -> Any:
    table = CmapSubtable.newSubtable(_MANY_TO_ONE)
    table.platformID, table.platEncID = 3, 10
    table.format, table.reserved, table.length, table.language, table.nGroups = _MANY_TO_ONE, 0, 0, 0, 0
    # Letters of Europe are narrow; from there on all is wide, but surrogates are no characters.
    wide = chain(range(0x250, 0xD800), range(0xE000, 0x10000), range(0x20000, 0x30000))
    table.cmap = dict.fromkeys(range(0x21, 0x250), "half") | dict.fromkeys(wide, "full")
    table.cmap |= dict.fromkeys(map(ord, _THIN), "thin") | dict.fromkeys(_SPACES, "space")
    return table


if __name__ == "__main__":
    Path(__file__).with_name("stand_in.ttf").write_bytes(font_bytes())
