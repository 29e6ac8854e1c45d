"""Whether a compressed answer came whole: Scrapy hands on what it could unpack of a torn one.

In: the bytes as they came and the encoding they claim. Out: what is wrong with them, or None. The one idea: half a
report reads like a report that lacks tables, so it must never become a document.
"""

import zlib

ASKED_FOR = ("gzip", "deflate")
"""Encodings that we offer: those whose end can be told."""

_GZIP_OR_ZLIB, _RAW = 47, -15
_STEP = 2**16


def breakage(encoding: str, body: bytes, *, most: int) -> str | None:
    """Why a body is not what its encoding says.

    Args:
        encoding: value of Content-Encoding.
        body: the bytes on the wire.
        most: unpacked bytes after which nobody looks further, for such a body is refused for its size.
    """
    names = [name.strip().lower().removeprefix("x-") for name in encoding.split(",")]
    if not body or names in ([""], ["identity"]):
        return None
    if len(names) > 1 or names[0] not in ASKED_FOR:
        return f"the answer is encoded as {encoding[:60]!r}; {' or '.join(ASKED_FOR)} was asked for"
    try:
        return _torn(body, _GZIP_OR_ZLIB, most)
    except zlib.error as error:
        if names == ["deflate"]:
            # Some servers leave out the two bytes before the stream.
            return _torn_raw(body, most)
        return f"the compressed answer is damaged: {error}"


def _torn_raw(body: bytes, most: int) -> str | None:
    try:
        return _torn(body, _RAW, most)
    except zlib.error as error:
        return f"the compressed answer is damaged: {error}"


def _torn(body: bytes, window: int, most: int) -> str | None:
    unpacker, rest, unpacked = zlib.decompressobj(window), body, 0
    while not unpacker.eof:
        piece = unpacker.decompress(rest, _STEP)
        rest, unpacked = unpacker.unconsumed_tail, unpacked + len(piece)
        if unpacked > most:
            return None
        if not rest and not piece and not unpacker.eof:
            return f"the compressed answer breaks off after {len(body)} bytes"
        if unpacker.eof and unpacker.unused_data.startswith(b"\x1f\x8b"):
            # Another member follows; both together are the body.
            unpacker, rest = zlib.decompressobj(window), unpacker.unused_data
    return None
