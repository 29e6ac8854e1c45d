"""HTML bytes -> `Page`.

In: the bytes of a page or of a saved fragment. Out: paragraphs, grids with their spans expanded, meta tags and the
metadata panel. The one idea: what a browser would not show is not read, so a hidden print copy does not double a table;
and what it shows only because a script carries it as JSON is read too, behind the rest of the page.
"""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from lxml import etree

from pipelines.errors import UnreadableDocumentError
from pipelines.model import Block, Grid, Issue, Page, Paragraph
from pipelines.read.encoding import decode
from pipelines.read.html_blocks import read_blocks
from pipelines.read.html_script import Embedded, embedded_in_json, embedded_in_script
from pipelines.read.html_tree import cleaned, drop_hidden, tag_styled, tree_of

MAX_HTML_BYTES = 20 * 1024 * 1024
_MAX_META = 200
_MAX_META_LENGTH = 1000

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
    source = cleaned(data if is_utf8 else text.encode("utf-8", errors="replace"))
    lower = source.lower()
    root = tree_of(source)
    tag_styled(root, lower)
    hidden = drop_hidden(root, lower)
    blocks, pairs, issues = read_blocks(root)
    if hidden and not any(isinstance(block, Grid) for block in blocks):
        # Some pages hide the article until a script shows it.
        root = tree_of(source)
        tag_styled(root, lower)
        blocks, pairs, issues = read_blocks(root)
    content = _content_of_scripts(root, blocks)
    if content:
        blocks, pairs, issues = read_blocks(_with_content(root, content))
    if damaged:
        issues.append(Issue("damaged_text", "encoding", f"{damaged} characters could not be decoded as {encoding}"))
    meta = [*_meta_tags(root), *pairs]
    article_title = next((value for name, value in meta if name.lower() == "articletitle"), None)
    title = article_title or _title_of(content) or _title(root)
    return Page("text/html", title, tuple(meta), tuple(blocks), tuple(issues))


def read_json(data: bytes) -> Page | None:
    """Read an answer of an interface that a page of scripts asks: JSON with markup inside. None when it is no such.

    Raises:
        UnreadableDocumentError: nothing that a parser can make a tree of, or absurdly much of it.
    """
    if len(data) > MAX_HTML_BYTES or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in {b"{", b"["}:
        return None
    content = _distinct(_fragments(embedded_in_json(decode(data).text)))
    if not content:
        return None
    blocks, pairs, issues = read_blocks(_with_content(tree_of(b"<html><body></body></html>"), content))
    return Page("application/json", _title_of(content), tuple(pairs), tuple(blocks), tuple(issues))


class _Fragment(NamedTuple):
    """Markup of a script, read by itself."""

    title: str | None
    root: etree._Element
    blocks: list[Block]

    @property
    def text(self) -> str:
        """All that it says, without white space."""
        return "".join("".join(map(str, self.root.itertext())).split())


def _content_of_scripts(root: etree._Element, shown: Sequence[Block]) -> list[_Fragment]:
    """What one JSON value of a script carries when that is more than the page shows: more cells, else more prose."""
    best, most = list[_Fragment](), None
    for script in root.iter("script"):
        for embedded in embedded_in_script(script.text or ""):
            most = most or _extent(shown)
            fragments = _fragments(embedded)
            extent = _extent([block for fragment in fragments for block in fragment.blocks])
            if extent > most:
                best, most = fragments, extent
    return _distinct(best)


def _fragments(embedded: Sequence[Embedded]) -> list[_Fragment]:
    fragments = []
    for each in embedded:
        source = cleaned(each.markup.encode("utf-8", errors="replace"))
        root, lower = tree_of(source), source.lower()
        tag_styled(root, lower)
        drop_hidden(root, lower)
        fragments.append(_Fragment(each.title, root, read_blocks(root)[0]))
    return fragments


def _extent(blocks: Sequence[Block]) -> tuple[int, int]:
    """How many cells and how many characters of prose."""
    cells = sum(len(row) for block in blocks if isinstance(block, Grid) for row in block.rows)
    return cells, sum(len(block.text) for block in blocks if isinstance(block, Paragraph))


def _distinct(fragments: Sequence[_Fragment]) -> list[_Fragment]:
    """Without fragments that another one holds in whole: a summary, or the same text for small screens."""
    texts = [fragment.text for fragment in fragments]
    return [
        fragment
        for place, fragment in enumerate(fragments)
        if texts[place]
        and not any(
            texts[place] in text and (texts[place] != text or other < place)
            for other, text in enumerate(texts)
            if other != place
        )
    ]


def _title_of(content: Sequence[_Fragment]) -> str | None:
    return next((fragment.title for fragment in content if fragment.title), None)


def _with_content(root: etree._Element, content: Sequence[_Fragment]) -> etree._Element:
    """The page with the content at its end, so that paragraphs and tables are numbered through."""
    body = root.find("body")
    place = etree.SubElement(root if body is None else body, "div")
    for fragment in content:
        inner = fragment.root.find("body")
        place.append(fragment.root if inner is None else inner)
    return root


def _meta_tags(root: etree._Element) -> Iterator[tuple[str, str]]:
    pairs = ((tag.get("name") or tag.get("property"), tag.get("content")) for tag in root.iter("meta"))
    for name, content in islice(((name, content) for name, content in pairs if name and content), _MAX_META):
        if value := " ".join(content.split()):
            yield name[:_MAX_META_LENGTH], value[:_MAX_META_LENGTH]


def _title(root: etree._Element) -> str | None:
    """The title in the first head that has one."""
    head = next((head for head in root.iter("head") if head.find("title") is not None), None)
    return None if head is None else " ".join(str(_TITLE(head)).split()) or None
