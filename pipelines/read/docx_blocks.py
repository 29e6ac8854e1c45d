"""The body of a Word document to paragraphs and tables, as Word nests them.

Comes in: the XML parts. Goes out: content: paragraphs, and tables whose cells hold content again. The one
idea: what a reader of the finished document sees is read, wherever Word keeps it: inside content controls,
tracked insertions and text boxes; what is deleted, hidden or the code of a field is not.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from lxml import etree

from pipelines.errors import UnreadableDocumentError
from pipelines.read.docx_numbering import Numbering, read_numbering
from pipelines.read.docx_styles import Style, heading_level, list_place, read_styles
from pipelines.read.encoding import visible

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BREAKS = frozenset({"tab", "ptab", "br", "cr"})
_UNSEEN = frozenset({"del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "rt", "sectPr"})
# A character of a symbol font: shown, but its code says nothing.
_UNKNOWN_CHARACTER = "\ufffd"
# Around a raised or lowered run, mostly the mark of a note. XML can hold neither.
_LEAVES_THE_LINE, _COMES_BACK = "\x01", "\x02"
_SPACES = dict.fromkeys(map(ord, _LEAVES_THE_LINE + _COMES_BACK), " ")
# A digit that is struck out is none, and the cell is not blank either.
_STRUCK_OUT = dict.fromkeys(map(ord, "0123456789０１２３４５６７８９"), _UNKNOWN_CHARACTER)

Merge = Literal["none", "restart", "continue"]


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph; `level` is its heading level, None for body text."""

    text: str
    level: int | None


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell as the row has it: its first grid column, its width in grid columns, and how it is merged upwards."""

    column: int
    columns: int
    merge: Merge
    content: tuple["WordParagraph | WordTable", ...]


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table row by row."""

    rows: tuple[tuple[WordCell, ...], ...]

    def cells(self) -> Iterator[WordCell]:
        """All cells, row by row."""
        for row in self.rows:
            yield from row


Content = tuple[WordParagraph | WordTable, ...]


@dataclass(frozen=True, slots=True)
class DocumentParts:
    """Roots of the XML parts that hold text and what it depends on."""

    document: etree._Element
    styles: etree._Element | None = None
    numbering: etree._Element | None = None


@dataclass(slots=True)
class _Reader:
    namespace: str
    styles: dict[str, Style]
    numbering: Numbering
    prefix: str = field(init=False)

    def __post_init__(self) -> None:
        self.prefix = f"{{{self.namespace}}}"


def read_content(parts: DocumentParts) -> Content:
    """The content of the body.

    Raises:
        UnreadableDocumentError: the XML is not a Word document.
    """
    # By its body: the name of the root may be any text, a prefix that is declared nowhere included.
    bodies = ((name, parts.document.find(f"{{{name}}}body")) for name in _NAMESPACES)
    namespace, body = next(((name, body) for name, body in bodies if body is not None), ("", None))
    if body is None:
        raise UnreadableDocumentError("the XML is not a Word document: it has no body")
    styles = dict(read_styles(parts.styles, namespace))
    return tuple(_content(body, _Reader(namespace, styles, read_numbering(parts.numbering, namespace))))


def _content(parent: etree._Element, reader: _Reader) -> Iterator[WordParagraph | WordTable]:
    for child in parent:
        name = _name(child, reader)
        if name == "p":
            yield from _paragraph(child, reader)
        elif name == "tbl":
            yield _table(child, reader)
        elif name == "AlternateContent":
            yield from _content(_alternative(child), reader)
        elif name is not None and name not in _UNSEEN and not name.endswith("Pr"):
            # Content controls, insertions, custom XML: what they wrap is in the text.
            yield from _content(child, reader)


def _name(element: etree._Element, reader: _Reader) -> str | None:
    """Name of an element of Word or of an alternative, empty for other vocabularies, None for comments and the like."""
    tag = element.tag
    if not isinstance(tag, str):
        return None
    if tag.startswith(reader.prefix):
        return tag[len(reader.prefix) :]
    return "AlternateContent" if tag == f"{_ALTERNATIVES}AlternateContent" else ""


def _alternative(element: etree._Element) -> etree._Element:
    """The one of several alternatives that Word of today shows; reading all would double the text."""
    choice = element.find(f"{_ALTERNATIVES}Choice")
    fallback = element.find(f"{_ALTERNATIVES}Fallback")
    if choice is not None:
        return choice
    return element if fallback is None else fallback


def _paragraph(element: etree._Element, reader: _Reader) -> Iterator[WordParagraph | WordTable]:
    """A paragraph, and behind it what stands in text boxes anchored to it."""
    pieces: list[str] = []
    boxes: list[etree._Element] = []
    _collect(element, reader, pieces, boxes)
    joined = "".join(pieces).replace(_COMES_BACK + _LEAVES_THE_LINE, "")
    text = " ".join(visible(joined.translate(_SPACES)).split())
    properties = element.find(f"{reader.prefix}pPr")
    style_name = None if properties is None else properties.find(f"{reader.prefix}pStyle")
    style_id = "" if style_name is None else style_name.get(f"{reader.prefix}val", "")
    style = reader.styles.get(style_id, Style())
    number = _number(properties, style, reader)
    if text:
        level = heading_level(properties, reader.namespace)
        yield WordParagraph(number + text, (style.heading_level if level is None else level) or None)
    for box in boxes:
        yield from _content(box, reader)


def _number(properties: etree._Element | None, style: Style, reader: _Reader) -> str:
    own_list, own_level = list_place(properties, reader.namespace)
    list_id = style.list_id if own_list is None else own_list
    if list_id is None:
        return ""
    level = (
        int(own_level) if own_level is not None and own_level.isdecimal() and len(own_level) < 3 else style.list_level
    )
    return reader.numbering.next_print(list_id, level)


def _collect(element: etree._Element, reader: _Reader, pieces: list[str], boxes: list[etree._Element]) -> None:
    """Append what is shown of the children of an inline element."""
    for child in element:
        name = _name(child, reader)
        if name is None or name in _UNSEEN:
            continue
        if name == "t":
            pieces.append(child.text or "")
        elif name in _BREAKS:
            pieces.append(" ")
        elif name == "noBreakHyphen":
            pieces.append("-")
        elif name == "sym":
            pieces.append(_UNKNOWN_CHARACTER)
        elif name == "txbxContent":
            boxes.append(child)
        elif name == "AlternateContent":
            _collect(_alternative(child), reader, pieces, boxes)
        elif name == "r":
            _collect_run(child, reader, pieces, boxes)
        else:
            _collect(child, reader, pieces, boxes)


def _collect_run(run: etree._Element, reader: _Reader, pieces: list[str], boxes: list[etree._Element]) -> None:
    """The same for a run: nothing that is hidden, and no digit that would join the number beside it."""
    properties = run.find(f"{reader.prefix}rPr")
    if properties is None:
        _collect(run, reader, pieces, boxes)
        return
    if _is_on(properties, "vanish", reader):
        return
    before = len(pieces)
    _collect(run, reader, pieces, boxes)
    if _is_on(properties, "strike", reader) or _is_on(properties, "dstrike", reader):
        pieces[before:] = ["".join(pieces[before:]).translate(_STRUCK_OUT)]
    if _is_off_the_line(properties, reader):
        pieces[before:] = [_LEAVES_THE_LINE, *pieces[before:], _COMES_BACK]


def _is_off_the_line(properties: etree._Element, reader: _Reader) -> bool:
    place, height = (properties.find(f"{reader.prefix}{name}") for name in ("vertAlign", "position"))
    return (place is not None and place.get(f"{reader.prefix}val") in {"superscript", "subscript"}) or (
        height is not None and height.get(f"{reader.prefix}val", "0") != "0"
    )


def _is_on(properties: etree._Element, name: str, reader: _Reader) -> bool:
    toggle = properties.find(f"{reader.prefix}{name}")
    return toggle is not None and toggle.get(f"{reader.prefix}val", "true") not in {"0", "false", "off"}


def _table(element: etree._Element, reader: _Reader) -> WordTable:
    rows = _inside(element, "tr", reader)
    return WordTable(tuple(tuple(_cells(row, reader)) for row in rows if not _is_deleted(row, reader)))


def _inside(element: etree._Element, wanted: str, reader: _Reader) -> Iterator[etree._Element]:
    """Rows of a table or cells of a row, also those wrapped in content controls."""
    for child in element:
        name = _name(child, reader)
        if name == wanted:
            yield child
        elif name in {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}:
            yield from _inside(child, wanted, reader)


def _is_deleted(row: etree._Element, reader: _Reader) -> bool:
    return row.find(f"{reader.prefix}trPr/{reader.prefix}del") is not None


def _cells(row: etree._Element, reader: _Reader) -> list[WordCell]:
    cells: list[WordCell] = []
    column = _value(row.find(f"{reader.prefix}trPr/{reader.prefix}gridBefore"), reader, default=0)
    for element in _inside(row, "tc", reader):
        columns = 1
        merge: Merge = "none"
        sideways: Merge = "none"
        properties = element.find(f"{reader.prefix}tcPr")
        if properties is not None:
            columns = max(1, _value(properties.find(f"{reader.prefix}gridSpan"), reader, default=1))
            merge = _merge(properties.find(f"{reader.prefix}vMerge"), reader)
            sideways = _merge(properties.find(f"{reader.prefix}hMerge"), reader)
        if cells and sideways == "continue":
            # Merged sideways as files converted from the old format are.
            cells[-1] = replace(cells[-1], columns=cells[-1].columns + columns)
        else:
            cells.append(WordCell(column, columns, merge, tuple(_content(element, reader))))
        column += columns
    return cells


def _merge(element: etree._Element | None, reader: _Reader) -> Merge:
    if element is None:
        return "none"
    return "restart" if element.get(f"{reader.prefix}val") == "restart" else "continue"


def _value(element: etree._Element | None, reader: _Reader, *, default: int) -> int:
    text = "" if element is None else element.get(f"{reader.prefix}val", "")
    return int(text) if text.isdecimal() and len(text) <= 6 else default
