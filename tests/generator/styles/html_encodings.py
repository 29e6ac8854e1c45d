"""HTML styles that vary the bytes: encodings with right, missing and contradicting declarations."""

from collections.abc import Callable
from functools import partial
from random import Random

from tests.generator.styles.base import Rendering, style
from tests.generator.styles.html import html_report, page
from tests.generator.truth import Truth


def _as(encoding: str, *, bom: bytes = b"") -> Callable[[str], bytes]:
    def encode(text: str) -> bytes:
        return bom + text.encode(encoding, errors="xmlcharrefreplace")

    return encode


@style("html", "gb18030", "GB18030 bytes declared as gb2312, the usual case of older portals")
def gb18030(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, frame=partial(page, charset="gb2312"), encode=_as("gb18030"))


@style("html", "gbk_undeclared", "GBK bytes without any declaration")
def gbk_undeclared(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, frame=partial(page, charset=None), encode=_as("gbk"))


@style("html", "gbk_declared_utf8", "GBK bytes declared as utf-8")
def gbk_declared_utf8(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, frame=partial(page, charset="utf-8"), encode=_as("gbk"))


@style("html", "utf8_declared_gbk", "UTF-8 bytes declared as gb2312")
def utf8_declared_gbk(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, frame=partial(page, charset="gb2312"))


@style("html", "utf8_mark", "UTF-8 with a byte order mark, declared as gbk")
def utf8_mark(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, frame=partial(page, charset="gbk"), encode=_as("utf-8", bom=b"\xef\xbb\xbf"))


@style("html", "utf16", "UTF-16 with a byte order mark")
def utf16(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, frame=partial(page, charset=None), encode=_as("utf-16"))


@style("html", "header_says_latin", "GBK bytes, the HTTP header says ISO-8859-1")
def header_says_latin(truth: Truth, _: Random) -> Rendering:
    return html_report(
        truth,
        frame=partial(page, charset=None),
        encode=_as("gbk"),
        declared_media_type="text/html; charset=ISO-8859-1",
    )


@style("html", "broken_bytes", "UTF-8 with a few bytes of the footer destroyed")
def broken_bytes(truth: Truth, _: Random) -> Rendering:
    def encode(text: str) -> bytes:
        return text.encode().replace("版权所有".encode(), b"\xe7\x89\xe6\x9d\x83\xff\xfe")

    return html_report(truth, encode=encode)


@style("html", "nul_bytes", "NUL bytes and control characters between the tags")
def nul_bytes(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, encode=lambda text: text.encode().replace(b"</tr>", b"</tr>\x00\x0b"))
