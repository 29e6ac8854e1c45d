"""HTML source -> the tree of what a browser would show.

In: the bytes of a page or of a fragment, in UTF-8. Out: lxml's tree, without what hides itself. Used for pages and for
the markup that scripts carry, so that both are read alike.
"""

import re
from typing import Any, cast

from lxml import etree

from pipelines.errors import UnreadableDocumentError
from pipelines.read.html_blocks import PICTURE

# U+E001 to U+E007, the marks of html.xsl, as bytes and as entities, each with what it begins with.
_MARKS = (
    (b"\xee", re.compile(b"\xee\x80[\x81-\x87]")),
    (b"&#", re.compile(b"&#(?:[xX]0*[eE]00[1-7]|0*5734[5-9]|0*5735[01]);?")),
)
_BLOCK_TAG = re.compile(rb"<(?:p|div|br|body|li|h[1-6]|section|article|center)\b", re.IGNORECASE)
_LINE_END = re.compile(rb"\n(?:#{1,6} )?")
_HIDING_PRINTS = (
    (b"display", re.compile(rb"display\s*:\s*none"), b"style"),
    (b"visibility", re.compile(rb"visibility\s*:\s*hidden"), b"style"),
    (b" hidden", re.compile(rb" hidden"), b" hidden"),
)
"""How what hides begins, how it goes on, and the attribute in which it does hide."""
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDING = (
    etree.XPath("//@style[contains(., 'isplay') or contains(., 'isibility') or contains(., 'IS')]"),
    etree.XPath("//@hidden"),
)


def cleaned(source: bytes) -> bytes:
    """The source without what a page must not bring along, and with a mark where it was cut off."""
    source = source.replace(b"\0", b"")
    for beginning, marks in _MARKS:
        if beginning in source:
            source = marks.sub(b" ", source)
    if not _BLOCK_TAG.search(source):
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


def drop_hidden(root: etree._Element, source: bytes) -> bool:
    """Remove elements that a browser does not show; whether there were any."""
    if not _may_hide(source):
        return False
    found = False
    attributes = [attribute for path in _HIDING for attribute in found_by(path, root)]
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
    return any(_in_a_tag(lower, *hiding) for hiding in _HIDING_PRINTS)


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
