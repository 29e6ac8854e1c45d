"""Bounds on what a PDF unpacks to, before PDFium sees it.

PDFium itself stops at a gigabyte a stream, which is more than a worker has. Nothing is parsed here: the
compressed streams are found by their key words, which is enough for what publishers' software writes.
What hides from it (encryption, rare filters) is left to the memory limit of the process.
"""

import base64
import re
import zlib
from collections.abc import Iterator

from pipelines.errors import UnreadableDocumentError

# Bytes; a page of prose takes some ten thousand, an embedded Chinese font or a picture up to some ten million.
MAX_CONTENT = 8 * 1024 * 1024
MAX_FONT_OR_PICTURE = 64 * 1024 * 1024
MAX_TOTAL = 256 * 1024 * 1024

# Deflate packs at most 1032 to 1: what is smaller than this stays below a few million bytes.
_TOO_SMALL_TO_MATTER = 4096
_CHUNK = 1024 * 1024
_STREAM = re.compile(rb"stream\r?\n")
_PACKING = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_FONT_OR_PICTURE = re.compile(rb"/(?:Length1|Image|CIDFontType0C|Type1C|OpenType)\b")


def demand_bounded_streams(data: bytes) -> None:
    """Refuse a PDF whose compressed streams unpack beyond the bounds.

    Raises:
        UnreadableDocumentError: one stream or all together are too large, or a stream is packed twice.
    """
    total = 0
    for dictionary, packed in _packed_streams(data):
        limit = MAX_FONT_OR_PICTURE if _FONT_OR_PICTURE.search(dictionary) else MAX_CONTENT
        size = _unpacked_size(packed, limit)
        total += size
        if size > limit or total > MAX_TOTAL:
            raise UnreadableDocumentError(f"the PDF unpacks to more than {min(size, total) // 1024} KiB in one part")


def _packed_streams(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Dictionary and bytes of each stream that is packed by Deflate and large enough to matter."""
    position = 0
    while match := _STREAM.search(data, position):
        dictionary = data[max(0, match.start() - 1000) : match.start()].rpartition(b" obj")[2]
        end = data.find(b"endstream", match.end())
        position = len(data) if end < 0 else end + len(b"endstream")
        packed = data[match.end() : position]
        filters = _PACKING.findall(dictionary)
        if len(filters) > 1:
            raise UnreadableDocumentError("the PDF has a stream that is packed twice, as no publisher's software does")
        if not filters or len(packed) < _TOO_SMALL_TO_MATTER:
            continue
        if b"/ASCII85Decode" in dictionary or b"/A85" in dictionary:
            packed = _from_ascii85(packed)
        yield dictionary, packed


def _from_ascii85(packed: bytes) -> bytes:
    try:
        return base64.a85decode(packed.partition(b"~>")[0])
    except ValueError:
        return b""


def _unpacked_size(packed: bytes, limit: int) -> int:
    """Size after Deflate, counted no further than just beyond the limit."""
    inflate = zlib.decompressobj()
    size = 0
    try:
        while packed and size <= limit and not inflate.eof:
            size += len(inflate.decompress(packed, _CHUNK))
            packed = inflate.unconsumed_tail
    except zlib.error:
        return size
    return size
