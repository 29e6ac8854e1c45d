"""Bytes -> text, whatever the declaration says.

In: the bytes of a text or HTML file. Out: text and how many characters could not be decoded. The one idea: bytes that
are valid UTF-8 with anything beyond ASCII are UTF-8, because GB18030 text practically never is; a declaration is only
asked where the bytes themselves leave a choice.
"""

import codecs
import re
from typing import NamedTuple

from pipelines.errors import UnreadableDocumentError

_DECLARATION = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_DECLARED_WITHIN = 4096
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CHINESE = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5",
}
# Not U+202E: it prints what follows from right to left, so the digits behind it are not the number that is seen.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202d\u2060-\u2064\u2066-\u2069\ufeff]")
_MOST_DAMAGE = 0.02
"""Share of undecodable characters beyond which the text is not taken for text of that encoding."""


class Decoded(NamedTuple):
    """Text, the encoding that gave it, and how many characters were lost (U+FFFD in the text)."""

    text: str
    encoding: str
    damaged: int


def decode(data: bytes) -> Decoded:
    """Text of the bytes.

    Raises:
        UnreadableDocumentError: the bytes are text in none of UTF-8, UTF-16, UTF-32, GB18030 and declared Big5.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _tolerant(data[len(mark) :], encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", 0)
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return Decoded(data[: error.start].decode("utf-8"), "utf-8", 1)
    wide = _unmarked_utf16(data)
    if wide:
        return _tolerant(data, wide)
    declared = _DECLARATION.search(data, 0, _DECLARED_WITHIN)
    chinese = _CHINESE.get(declared.group(1).decode("ascii").lower(), "gb18030") if declared else "gb18030"
    candidates = [_lossy(data, encoding) for encoding in dict.fromkeys((chinese, "gb18030", "utf-8"))]
    return _least_damaged(candidates)


def visible(text: str) -> str:
    """The text without characters that have no width: editors leave them beside digits and inside words."""
    return _INVISIBLE.sub("", text)


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text in any encoding: control characters where text has none."""
    sample = data[:8192]
    if any(sample.startswith(mark) for mark, _ in _BOMS) or _unmarked_utf16(sample):
        return False
    controls = sum(sample.count(code) for code in range(32) if code not in (9, 10, 12, 13, 27))
    return controls > len(sample) // 200


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a byte order mark shows in the zero bytes of its ASCII part."""
    sample = data[:2048]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    odd, even = sample[1::2].count(0), sample[0::2].count(0)
    if odd > len(sample) // 10 and even <= odd // 20:
        return "utf-16-le"
    if even > len(sample) // 10 and odd <= even // 20:
        return "utf-16-be"
    return None


def _lossy(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count("\ufffd"))


def _tolerant(data: bytes, encoding: str) -> Decoded:
    return _least_damaged([_lossy(data, encoding)])


def _least_damaged(candidates: list[Decoded]) -> Decoded:
    best = min(candidates, key=lambda decoded: decoded.damaged)
    letters = sum(1 for character in best.text if ord(character) > 127) or 1
    if best.damaged > max(3, _MOST_DAMAGE * letters):
        msg = f"not text in a known encoding: {best.damaged} characters cannot be decoded as {best.encoding}"
        raise UnreadableDocumentError(msg)
    return best
