"""A parsed HTML tree -> blocks in reading order.

In: the tree of a page. Out: paragraphs and grids, and the pairs of the metadata panel. The one idea: a stylesheet
(html.xsl) flattens the tree to marked text in C, and the marks are cut by `str.split`; walking the tree element by
element in Python, or even the marks one by one, would cost more than parsing it.

A table that holds other tables is layout: the innermost tables are the grids (domain, 6).
"""

import re
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from pipelines.errors import UnreadableDocumentError
from pipelines.model import Block, Issue, Paragraph
from pipelines.read.encoding import visible
from pipelines.read.panel import inline_pairs, panel_pairs
from pipelines.read.spans import SpannedCell, TableTooLargeError, expand_spans
from pipelines.short_texts import remembered

MAX_MARKS = 400_000
"""Blocks, rows and cells of one page; portal pages have a few thousand."""
MARKS = "\ue001\ue002\ue003\ue004\ue005\ue006\ue007\ue008"
"""Private use characters that html.xsl writes; a page must not bring them along."""
PICTURE = "\ufffc"
"""Stands for a picture in a cell: it may show a number, so the cell is neither blank nor read; also for a number struck
out."""
_MOST_COLUMNS_OF_INDENTED = 3
_FEWEST_LETTERS = 3
"""Of indented prose; 12件, 无 or 3万元 may be a value whose label is lost, and stays in its table."""
_LONGEST_WAITED = 100
"""A name of the panel may stand alone before its value; a longer text is the report, not a value."""

_BLOCK_END, _TABLE, _TABLE_END, _ROW, _CELL, _CELL_TEXT, _HEADING, _STRUCK = tuple(MARKS)
_TABLE_PLACE = re.compile(f"{_TABLE}([0-9]+){_TABLE_END}")
"""Where a table was cut out of the text around it, with its number."""
_NO_BORDER = (_TABLE_END, _ROW, _CELL_TEXT, _STRUCK)
"""Marks between tables that end no paragraph: of a row without a table, of what was unwrapped or struck out."""
_STRAY_CELL = re.compile(f"{_CELL}[^{_CELL_TEXT}]*")
_MARK_IN_CELL = re.compile(f"{_BLOCK_END}|{_TABLE_END}|{_HEADING}.{_CELL_TEXT}")
_SPAN = re.compile(r"\s*\+?([0-9]{1,6})")
_FLATTEN = etree.XSLT(etree.parse(Path(__file__).with_name("html.xsl")))


class _Table(NamedTuple):
    """A table before it is known what it is.

    Attributes:
        rows: cells as html.xsl writes them: spans, mark, text with its block ends and the places of inner tables.
    """

    rows: list[list[str]]
    has_tables: bool


def read_blocks(root: etree._Element) -> tuple[list[Block], list[tuple[str, str]], list[Issue]]:
    """Blocks of a page in reading order, pairs of its metadata panel, and issues.

    Raises:
        UnreadableDocumentError: nested too deeply, or too many blocks and cells.
    """
    try:
        flat = str(_FLATTEN(root))
    except etree.XSLTError as error:
        msg = f"the HTML is nested too deeply: {error}"
        raise UnreadableDocumentError(msg) from error
    if len(flat) >= MAX_MARKS and (marks := sum(map(flat.count, MARKS))) >= MAX_MARKS:
        msg = f"the page has {marks:,} blocks and cells; at most {MAX_MARKS:,} are read"
        raise UnreadableDocumentError(msg)
    text, tables = _cut_out(flat)
    writer = _Writer(tables)
    writer.content(text)
    return writer.blocks, writer.pairs, writer.issues


def _cut_out(flat: str) -> tuple[str, list[_Table]]:
    """The text of a page with only the places of its tables, and the tables, inner ones before those around them."""
    tables: list[_Table] = []
    before, *opened = flat.split(_TABLE)
    open_texts = [[before]]
    for piece in opened:
        inside, *closed = piece.split(_TABLE_END)
        open_texts.append([inside])
        for behind in closed:
            table, beside = _table("".join(open_texts.pop()))
            open_texts[-1] += beside, f"{_TABLE}{len(tables)}{_TABLE_END}", behind
            tables.append(table)
    return "".join(open_texts[0]), tables


def _table(body: str) -> tuple[_Table, str]:
    """Rows and cells of a table, and what stands in it outside any cell; browsers show that above it."""
    beside: list[str] = []
    rows: list[list[str]] = []
    for number, line in enumerate(body.split(_ROW)):
        before, *cells = line.split(_CELL)
        beside.append(before)
        if cells or number:
            rows.append(cells)
    return _Table(rows, _TABLE in body), "".join(beside)


class _Writer:
    """Writes blocks in reading order and numbers paragraphs and tables, from 1."""

    def __init__(self, cut_out: list[_Table]) -> None:
        self.cut_out = cut_out
        self.blocks: list[Block] = []
        self.pairs: list[tuple[str, str]] = []
        self.issues: list[Issue] = []
        self.paragraphs = 0
        self.tables = 0
        self.waiting: str | None = None

    def content(self, text: str) -> None:
        """Write text as paragraphs and tables as grids, or as what their cells hold when they are layout."""
        between = _TABLE_PLACE.split(text)
        self.prose(between[0])
        for number, following in zip(between[1::2], between[2::2], strict=True):
            self.table(self.cut_out[int(number)])
            self.prose(following)

    def prose(self, text: str) -> None:
        """Write the paragraphs between two tables."""
        if _CELL in text:
            text = _STRAY_CELL.sub(_BLOCK_END, text)
        for mark in _NO_BORDER:
            text = text.replace(mark, "")
        for part in text.replace(PICTURE, " ").split(_BLOCK_END):
            if part[:1] == _HEADING:
                self.paragraph(part[2:], int(part[1]))
            elif part:
                self.paragraph(part, None)

    def paragraph(self, part: str, level: int | None) -> None:
        """Write one paragraph, unless it is blank."""
        text = " ".join(part.split())
        if not text.isprintable():
            text = " ".join(visible(text).split())
        if not text:
            return
        self.paragraphs += 1
        self.blocks.append(Paragraph(text, f"paragraph {self.paragraphs}", level))
        if self.waiting is not None:
            if len(text) <= _LONGEST_WAITED:
                self.pairs.append((self.waiting, text))
            self.waiting = None
        for name, value in inline_pairs(text):
            if value:
                self.pairs.append((name, value))
            else:
                self.waiting = name

    def table(self, table: _Table) -> None:
        """Write a table as a grid; as its content when it is layout, a frame around prose, or too large."""
        rows = table.rows
        if not any(rows):
            return
        is_layout = False
        if table.has_tables:
            rows, is_layout = self.unwrapped(rows)
        if is_layout or max(map(len, rows)) == 1 or _is_indented(rows):
            for cell in (cell for row in rows for cell in row):
                self.content(cell.partition(_CELL_TEXT)[2])
            return
        self.tables += 1
        spanned = [list(map(_spanned, row)) for row in rows]
        try:
            grid = expand_spans(spanned, f"table {self.tables}")
        except TableTooLargeError as error:
            self.issues.append(Issue("table_too_large", f"table {self.tables}", f"not read: {error}"))
            return
        pairs = panel_pairs([[cell.text for cell in row] for row in spanned])
        self.pairs.extend(pairs)
        # Some pages print panel and report as one table; a panel alone has about a pair for each row.
        if len(rows) > 2 * len(pairs):
            self.blocks.append(grid)

    def unwrapped(self, rows: list[list[str]]) -> tuple[list[list[str]], bool]:
        """Cells with the tables of a single cell in them as text; whether other tables stay, from the first one on."""
        is_layout = False

        def unwrap(place: re.Match[str]) -> str:
            nonlocal is_layout
            inner = self.cut_out[int(place[1])]
            cells = [cell for row in inner.rows for cell in row]
            is_layout = is_layout or len(cells) != 1 or inner.has_tables
            return place[0] if is_layout else f"{_TABLE_END}{_text(cells[0])}{_TABLE_END}"

        return [[_TABLE_PLACE.sub(unwrap, cell) for cell in row] for row in rows], is_layout


def _is_indented(rows: list[list[str]]) -> bool:
    """Whether a table only keeps its text off the margin: a blank column before it, perhaps one behind it.

    A label of a statutory table stands in the first column, so none of its rows looks like that.
    """
    if max(map(len, rows)) > _MOST_COLUMNS_OF_INDENTED:
        return False
    texts = [[_spanned(cell).text for cell in row] for row in rows]
    if any(len(row) > 1 and row[0] for row in texts) or max(len(list(filter(None, row))) for row in texts) != 1:
        return False
    return all(sum(map(str.isalpha, text)) >= _FEWEST_LETTERS for row in texts for text in row if text)


def _text(cell: str) -> str:
    """What a cell prints; its block ends part words, what is printed over spans does not."""
    text = cell.partition(_CELL_TEXT)[2]
    return " ".join(filter(None, _MARK_IN_CELL.split(text)))


@remembered(4096)
def _spanned(cell: str) -> SpannedCell:
    spans, _, text = cell.partition(_CELL_TEXT)
    if not text.isprintable():
        text = visible(text)
        if _HEADING in text:
            text = _MARK_IN_CELL.sub(" ", text)
        text = text.replace(_BLOCK_END, " ").replace(_TABLE_END, " ")
        if _STRUCK in text:
            # A number that is struck out and replaced by none: the cell is neither blank nor read.
            text = text.replace(_STRUCK, "") if text.replace(_STRUCK, "").strip() else PICTURE
    text = " ".join(text.split())
    if not spans:
        return SpannedCell(text)
    columns, _, rows = visible(spans).partition(",")
    return SpannedCell(text, _span(rows, least=0), _span(columns, least=1))


def _span(print_: str, *, least: int) -> int:
    """The number of a span attribute as browsers read it: leading digits, 1 when there are none, bounded."""
    digits = _SPAN.match(print_)
    return max(least, min(int(digits[1]), 65_534)) if digits else 1
