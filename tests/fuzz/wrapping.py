"""Containers around what a fuzzer changes, so that its changes reach the reader and not only the container.

A random change of a ZIP archive or of a compressed stream gives a broken archive and nothing else. So the fuzzer works
on the XML of a Word file and on the drawing of a PDF page, and these functions pack it as real software does.
"""

import base64
import io
import re
import zipfile
import zlib
from itertools import pairwise

from lxml import etree

_WORD_PARTS = ("word/document.xml", "word/styles.xml", "word/numbering.xml")
_SPLIT = b"\n%%part%%\n"
_FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font"
    b"/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>"
    b"/FontDescriptor<</Type/FontDescriptor/FontName/STSong-Light/Flags 4/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>>>]>>"
)


def word_file(parts: bytes) -> bytes:
    """A Word file of up to three parts: document, styles, numbering; what begins with PK is one already.

    Broken XML is mended, for a reader refuses it at once and nothing behind would ever be reached.
    """
    if parts.startswith(b"PK"):
        return parts
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, part in zip(_WORD_PARTS, parts.split(_SPLIT), strict=False):
            archive.writestr(name, _mended(part))
    return buffer.getvalue()


def _mended(part: bytes) -> bytes:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(part, parser) if part.strip() else None
    return part if root is None else etree.tostring(root)


def word_parts(data: bytes) -> list[bytes]:
    """The XML of a Word file, as `word_file` takes it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [_SPLIT.join(archive.read(name) for name in _WORD_PARTS if name in archive.namelist())]


def pdf_file(drawing: bytes) -> bytes:
    """A PDF whose pages are drawn by these streams; what begins with %PDF is one already."""
    if drawing.startswith(b"%PDF"):
        return drawing
    streams = drawing.split(_SPLIT)[:4]
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(streams)),
        b"<</F2 %s/F3 <</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>" % _FONT,
    ]
    for at, stream in enumerate(streams):
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font 3 0 R>>/Contents %d 0 R>>"
        objects += [page % (5 + 2 * at), b"<</Length %d>>\nstream\n%s\nendstream" % (len(stream), stream)]
    body, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return body + table + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(body))


def page_drawings(data: bytes) -> list[bytes]:
    """The drawings of the pages of a PDF of the generator, as `pdf_file` takes them: one by one, each with the next."""
    packed = re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL)
    pages = [zlib.decompress(base64.a85decode(stream.strip().removesuffix(b"~>"))) for stream in packed]
    if b"/Encoding /UniGB-UCS2-H /Name /F3" in data:
        # The producer numbers fonts as they come; here the Chinese one is always F2.
        names = {b"/F2": b"/F3", b"/F3": b"/F2"}
        pages = [re.sub(rb"/F[23]\b", lambda match: names[match.group()], page) for page in pages]
    return [*pages, *(_SPLIT.join(pair) for pair in pairwise(pages))]
