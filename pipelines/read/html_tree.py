"""HTML source -> the tree of what a browser would show.

In: the bytes of a page or of a fragment, in UTF-8. Out: lxml's tree, without what hides itself. Used for pages and for
the markup that scripts carry, so that both are read alike.
"""

import re
from typing import Any, cast

from lxml import etree

from pipelines.errors import UnreadableDocumentError
from pipelines.read.html_blocks import PICTURE

# U+E001 to U+E008, the marks of html.xsl, as bytes and as entities, each with what it begins with.
_MARKS = (
    (b"\xee", re.compile(b"\xee\x80[\x81-\x88]")),
    (b"&#", re.compile(b"&#(?:[xX]0*[eE]00[1-8]|0*5734[5-9]|0*5735[0-2]);?")),
)
_BLOCK_TAG = re.compile(rb"<(?:p|div|br|body|li|h[1-6]|section|article|center)\b", re.IGNORECASE)
_LINE_END = re.compile(rb"\n(?:#{1,6} )?")
_HIDING_PRINTS = (
    (b"display", re.compile(rb"display\s*:\s*none"), b"style"),
    (b"visibility", re.compile(rb"visibility\s*:\s*hidden"), b"style"),
    (b" hidden", re.compile(rb" hidden"), b" hidden"),
    (b"size:0", re.compile(rb"size:0(?![.1-9])"), b"style"),
    (b"size: 0", re.compile(rb"size: 0(?![.1-9])"), b"style"),
    (b"-999", re.compile(rb"-999"), b"style"),
)
"""How what hides begins, how it goes on, and the attribute in which it does hide."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_ASIDE = re.compile(r"(?:^|[\s;])left\s*:\s*-999", re.IGNORECASE)
_FREE = re.compile(r"position\s*:\s*(?:absolute|fixed)", re.IGNORECASE)
_NO_SIZE = re.compile(r"font-size\s*:\s*0(?:\.0*)?(?:px|pt|r?em|%)?\s*(?:[;!]|$)", re.IGNORECASE)
_HIDING = (
    etree.XPath(
        "//@style[contains(., 'isplay') or contains(., 'isibility') or contains(., 'IS') or contains(., '-999')"
        " or contains(., 'size:0') or contains(., 'size: 0')]"
    ),
    etree.XPath("//@hidden"),
)
_STRIKING_PRINT = (b"line-through", re.compile(rb"line-through"), b"style")
_RAISING_PRINT = (b"vertical-align", re.compile(rb"vertical-align\s*:\s*super"), b"style")
_STRIKING = etree.XPath("//*[contains(@style, 'line-through') or contains(@style, 'LINE-THROUGH')]")
_RAISING = etree.XPath("//*[self::span or self::font or self::a or self::b or self::strong][contains(@style, 'super')]")
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_ABOVE_CELLS = frozenset({"table", "thead", "tbody", "tfoot", "tr"})


def cleaned(source: bytes) -> bytes:
    """The source without what a page must not bring along, and with a mark where it was cut off."""
    source = source.replace(b"\0", b"")
    for beginning, marks in _MARKS:
        if beginning in source:
            source = marks.sub(b" ", source)
    # A table that stands behind plain text may break lines in its own cells.
    outside = source if source.lstrip()[:1] == b"<" else source.partition(b"<table")[0]
    if not _BLOCK_TAG.search(outside):
        # Tables of HTML inside Markdown or plain text: the lines are all the structure that the prose has.
        source = _LINE_END.sub(b"<br>", source)
    if source.rstrip()[-1:] != b">" and source.rfind(b"<td") > source.rfind(b"</t"):
        # Cut off inside a cell: what stands there is not the whole number.
        source += PICTURE.encode()
    return source


def tree_of(source: bytes) -> etree._Element:
    """The tree as lxml repairs it.

    Raises:
        UnreadableDocumentError: it makes no tree of it.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, collect_ids=False)
    try:
        root = etree.fromstring(source, parser)
    except (etree.XMLSyntaxError, etree.ParserError, AssertionError) as error:
        msg = f"the HTML cannot be parsed: {error}"
        raise UnreadableDocumentError(msg) from error
    if root is None:
        msg = "the HTML holds no element"
        raise UnreadableDocumentError(msg)
    return root


def tag_styled(root: etree._Element, lower: bytes) -> None:
    """Put what a style strikes out, or sets as a note mark, into the elements that say the same.

    Args:
        root: the tree.
        lower: its source in small letters; most pages have nothing of it, and asking the tree costs more.
    """
    if _in_a_tag(lower, *_STRIKING_PRINT):
        for struck in found_by(_STRIKING, root):
            for part in (struck, *struck.iter("td", "th")) if struck.tag in _ABOVE_CELLS else (struck,):
                _enclose(part, "del")
    if _in_a_tag(lower, *_RAISING_PRINT):
        for raised in found_by(_RAISING, root):
            if _RAISED.search(raised.get("style", "")):
                _enclose(raised, "sup")


def _enclose(element: etree._Element, tag: str) -> None:
    """Put all that an element holds into one new element in it."""
    if element.tag in _ABOVE_CELLS or (len(element) == 1 and element[0].tag == tag and not element.text):
        return
    inner = element.makeelement(tag)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(inner)


def drop_hidden(root: etree._Element, lower: bytes) -> bool:
    """Remove elements that a browser does not show; whether there were any. `lower` is the source in small letters."""
    # Most pages only hide in style sheets, and asking the tree costs more than looking through the source.
    if not any(_in_a_tag(lower, *hiding) for hiding in _HIDING_PRINTS):
        return False
    found = False
    attributes = [attribute for path in _HIDING for attribute in found_by(path, root)]
    for attribute in attributes:
        element: etree._Element = attribute.getparent()
        if attribute.attrname == "style" and not _hides(attribute, element):
            continue
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


def _hides(style: str, element: etree._Element) -> bool:
    """Whether a style hides its element: from sight, beside the page, or because letters have no size."""
    if _HIDDEN_STYLE.search(style) or (_ASIDE.search(style) and _FREE.search(style)):
        return True
    # Around elements with attributes no size only closes the gaps between them: each has its own.
    return bool(_NO_SIZE.search(style)) and not any(inner.attrib for inner in element.iterdescendants(etree.Element))


def _in_a_tag(lower: bytes, beginning: bytes, whole: re.Pattern[bytes], attribute: bytes) -> bool:
    """Whether a print stands in a tag behind, or as, an attribute. Each place is only looked back from to the last."""
    before = place = 0
    opened = closed = named = -1
    while (place := lower.find(beginning, place)) >= 0:
        if found := whole.match(lower, place):
            opened = max(opened, lower.rfind(b"<", before, place))
            closed = max(closed, lower.rfind(b">", before, place))
            named = max(named, lower.rfind(attribute, before, found.end()))
            if named >= opened > closed:
                return True
            before = place
        place += 1
    return False


def found_by(path: etree.XPath, root: etree._Element) -> list[Any]:
    """Elements or attributes; the stubs of lxml know no better than that it can be anything."""
    found: list[Any] = cast("Any", path(root))
    return found
