"""HTML bytes -> `Page`.

In: the bytes of a page or of a saved fragment. Out: paragraphs, grids with their spans expanded, meta tags and the
metadata panel. The one idea: what a browser would not show is not read, so a hidden print copy does not double a table.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, cast

from lxml import etree

from pipelines.errors import UnreadableDocumentError
from pipelines.model import Grid, Issue, Page
from pipelines.read.encoding import decode
from pipelines.read.html_blocks import PICTURE, read_blocks

MAX_HTML_BYTES = 20 * 1024 * 1024
_MAX_META = 200
_MAX_META_LENGTH = 1000

# U+E001 to U+E007, the marks of html.xsl, as bytes and as entities. Both begin with what is quickly sought.
_MARKS = (
    re.compile(b"\xee\x80[\x81-\x87]"),
    re.compile(b"&#(?:[xX]0*[eE]00[1-7]|0*5734[5-9]|0*5735[01]);?"),
)
_BLOCK_TAG = re.compile(rb"<(?:p|div|br|body|li|h[1-6]|section|article|center)\b", re.IGNORECASE)
_LINE_END = re.compile(rb"\n(?:#{1,6} )?")
_HIDING_PRINTS = (
    (re.compile(rb"display\s*:\s*none"), b"style"),
    (re.compile(rb"visibility\s*:\s*hidden"), b"style"),
    (re.compile(rb" hidden"), b" hidden"),
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING = (
    etree.XPath("//@style[contains(., 'isplay') or contains(., 'isibility') or contains(., 'IS')]"),
    etree.XPath("//@hidden"),
)
_TITLE = etree.XPath("string(title)")


def read_html(data: bytes) -> Page:
    """Read a page or a saved fragment.

    Raises:
        UnreadableDocumentError: too large, no text in a known encoding, or nothing that a parser can make a tree of.
    """
    if len(data) > MAX_HTML_BYTES:
        msg = f"the page has {len(data):,} bytes; at most {MAX_HTML_BYTES:,} are read"
        raise UnreadableDocumentError(msg)
    text, encoding, damaged = decode(data)
    is_utf8 = encoding == "utf-8" and not damaged
    source = _cleaned(data if is_utf8 else text.encode("utf-8", errors="replace"))
    root = _tree(source)
    hidden = _drop_hidden(root, source)
    blocks, pairs, issues = read_blocks(root)
    if hidden and not any(isinstance(block, Grid) for block in blocks):
        # Some pages hide the article until a script shows it.
        root = _tree(source)
        blocks, pairs, issues = read_blocks(root)
    if damaged:
        issues.append(Issue("damaged_text", "encoding", f"{damaged} characters could not be decoded as {encoding}"))
    meta = [*_meta_tags(root), *pairs]
    article_title = next((value for name, value in meta if name.lower() == "articletitle"), None)
    title = article_title or _title(root)
    return Page("text/html", title, tuple(meta), tuple(blocks), tuple(issues))


def _cleaned(source: bytes) -> bytes:
    """The source without what a page must not bring along, and with a mark where it was cut off."""
    source = source.replace(b"\0", b"")
    for marks in _MARKS:
        source = marks.sub(b" ", source)
    if not _BLOCK_TAG.search(source):
        # Tables of HTML inside Markdown or plain text: the lines are all the structure that the prose has.
        source = _LINE_END.sub(b"<br>", source)
    if source.rstrip()[-1:] != b">" and source.rfind(b"<td") > source.rfind(b"</t"):
        # Cut off inside a cell: what stands there is not the whole number.
        source += PICTURE.encode()
    return source


def _tree(source: bytes) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, etree.ParserError, AssertionError) as error:
        msg = f"the HTML cannot be parsed: {error}"
        raise UnreadableDocumentError(msg) from error
    if root is None:
        msg = "the HTML holds no element"
        raise UnreadableDocumentError(msg)
    return root


def _drop_hidden(root: etree._Element, source: bytes) -> bool:
    """Remove elements that a browser does not show; whether there were any."""
    if not _may_hide(source):
        return False
    found = False
    attributes = [attribute for path in _HIDING for attribute in _found(path, root)]
    for attribute in attributes:
        if attribute.attrname == "style" and not _HIDDEN_STYLE.search(attribute):
            continue
        element: etree._Element = attribute.getparent()
        parent = element.getparent()
        if parent is None or element.tag in {"body", "html"}:
            continue
        if element.tail:
            before = element.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + element.tail
            else:
                parent.text = (parent.text or "") + element.tail
        parent.remove(element)
        found = True
    return found


def _may_hide(source: bytes) -> bool:
    """Whether any tag hides itself; most pages only do so in style sheets, and asking the tree costs more."""
    lower = source.lower()
    for pattern, attribute in _HIDING_PRINTS:
        for match in pattern.finditer(lower):
            tag = lower.rfind(b"<", 0, match.start())
            if attribute in lower[tag : match.end()] and b">" not in lower[tag : match.start()]:
                return True
    return False


def _found(path: etree.XPath, root: etree._Element) -> list[Any]:
    """Elements or attributes; the stubs of lxml know no better than that it can be anything."""
    found: list[Any] = cast("Any", path(root))
    return found


def _meta_tags(root: etree._Element) -> Iterator[tuple[str, str]]:
    tags = (tag for tag in root.iter("meta") if "content" in tag.attrib and {"name", "property"} & {*tag.attrib})
    for tag in islice(tags, _MAX_META):
        name, value = tag.get("name") or tag.get("property"), " ".join(tag.get("content", "").split())
        if name and value:
            yield name[:_MAX_META_LENGTH], value[:_MAX_META_LENGTH]


def _title(root: etree._Element) -> str | None:
    """The title in the first head that has one."""
    head = next((head for head in root.iter("head") if head.find("title") is not None), None)
    return None if head is None else " ".join(str(_TITLE(head)).split()) or None
