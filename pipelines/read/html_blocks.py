"""A parsed HTML tree -> blocks in reading order.

In: the tree of a page. Out: paragraphs and grids, and the pairs of the metadata panel. The one idea: a stylesheet
(html.xsl) flattens the tree to marked text in C, and one pass over the marks builds the blocks; walking the tree
element by element in Python would cost more than parsing it.

A table that holds other tables is layout: the innermost tables are the grids (domain, 6).
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from pipelines.errors import UnreadableDocumentError
from pipelines.model import Block, Issue, Paragraph
from pipelines.read.encoding import visible
from pipelines.read.panel import inline_pairs, panel_pairs
from pipelines.read.spans import SpannedCell, TableTooLargeError, expand_spans

MAX_MARKS = 400_000
"""Blocks, rows and cells of one page; portal pages have a few thousand."""
MARKS = "\ue001\ue002\ue003\ue004\ue005\ue006\ue007"
"""Private use characters that html.xsl writes; a page must not bring them along."""
PICTURE = "\ufffc"
"""Stands for a picture in a cell: it may show a number, so the cell is neither blank nor read."""
_LONGEST_WAITED = 100
"""A name of the panel may stand alone before its value; a longer text is the report, not a value."""

_BLOCK_END, _TABLE, _TABLE_END, _ROW, _CELL, _CELL_TEXT, _HEADING = tuple(MARKS)
_NO_TEXT = frozenset({_BLOCK_END, _HEADING, ""})
_CUT = re.compile(f"([{MARKS}])")
_FLATTEN = etree.XSLT(etree.parse(Path(__file__).with_name("html.xsl")))


@dataclass(slots=True)
class _Table:
    """A table while it is read: cells hold text, block ends and inner tables in reading order."""

    rows: list[list["_TableCell"]] = field(default_factory=list)
    has_tables: bool = False


@dataclass(slots=True)
class _TableCell:
    spans: str
    parts: list["str | _Table"] = field(default_factory=list)


def read_blocks(root: etree._Element) -> tuple[list[Block], list[tuple[str, str]], list[Issue]]:
    """Blocks of a page in reading order, pairs of its metadata panel, and issues.

    Raises:
        UnreadableDocumentError: nested too deeply, or too many blocks and cells.
    """
    try:
        flat = visible(str(_FLATTEN(root)))
    except etree.XSLTError as error:
        msg = f"the HTML is nested too deeply: {error}"
        raise UnreadableDocumentError(msg) from error
    parts = _CUT.split(flat)
    if len(parts) > 2 * MAX_MARKS:
        msg = f"the page has {len(parts) // 2:,} blocks and cells; at most {MAX_MARKS:,} are read"
        raise UnreadableDocumentError(msg)
    writer = _Writer()
    writer.content(_nested(parts))
    return writer.blocks, writer.pairs, writer.issues


@dataclass(slots=True)
class _Nesting:
    """Where the next text goes while the marks go by: into the page or into the cell that is open.

    Attributes:
        outer: open tables, each with the place that it will stand in.
    """

    sink: list["str | _Table"]
    outer: list[tuple[_Table, list["str | _Table"]]] = field(default_factory=list)

    def cell(self, spans: str) -> None:
        if not self.outer:
            self.sink.append(_BLOCK_END)
            return
        rows = self.outer[-1][0].rows
        if not rows:
            rows.append([])
        cell = _TableCell(spans)
        rows[-1].append(cell)
        self.sink = cell.parts

    def begin_table(self) -> None:
        for table, _ in self.outer:
            table.has_tables = True
        self.outer.append((_Table(), self.sink))

    def end_table(self) -> None:
        if self.outer:
            table, self.sink = self.outer.pop()
            self.sink.append(table)

    def begin_row(self) -> None:
        if self.outer:
            table, self.sink = self.outer[-1]
            table.rows.append([])


def _nested(parts: list[str]) -> list[str | _Table]:
    """Marks and texts in turn -> content: texts and block ends, with each table as a value of its own."""
    content: list[str | _Table] = [parts[0]] if parts[0] else []
    nesting = _Nesting(content)
    for mark, text in zip(parts[1::2], parts[2::2], strict=True):
        if mark == _CELL:
            nesting.cell(text)
            continue
        if mark == _BLOCK_END:
            nesting.sink.append(_BLOCK_END)
        elif mark == _HEADING:
            nesting.sink.append(mark + text)
            continue
        elif mark == _ROW:
            nesting.begin_row()
        elif mark == _TABLE:
            nesting.begin_table()
        elif mark == _TABLE_END:
            nesting.end_table()
        if text:
            nesting.sink.append(text)
    while nesting.outer:
        nesting.end_table()
    return content


class _Writer:
    """Writes blocks in reading order and numbers paragraphs and tables, from 1."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pairs: list[tuple[str, str]] = []
        self.issues: list[Issue] = []
        self.paragraphs = 0
        self.tables = 0
        self.waiting: str | None = None

    def content(self, parts: list[str | _Table]) -> None:
        """Write texts as paragraphs and tables as grids, or as what their cells hold when they are layout."""
        texts: list[str] = []
        level: int | None = None
        for part in parts:
            if part == _BLOCK_END or isinstance(part, _Table):
                if texts:
                    self.paragraph(texts, level)
                    texts = []
                level = None
                if isinstance(part, _Table):
                    self.table(part)
            elif part[:1] == _HEADING:
                level = int(part[1:])
            else:
                texts.append(part)
        self.paragraph(texts, level)

    def paragraph(self, texts: list[str], level: int | None) -> None:
        """Write one paragraph, unless it is empty."""
        text = " ".join("".join(texts).replace(PICTURE, " ").split())
        if not text:
            return
        self.paragraphs += 1
        self.blocks.append(Paragraph(text, f"paragraph {self.paragraphs}", level or None))
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
        if not any(table.rows):
            return
        if table.has_tables and not _unwrap(table):
            for cell in (cell for row in table.rows for cell in row):
                self.content(cell.parts)
            return
        rows = [[_spanned(cell) for cell in row] for row in table.rows]
        if max(len(row) for row in rows) == 1:
            for row in table.rows:
                for cell in row:
                    self.content(cell.parts)
            return
        self.tables += 1
        try:
            grid = expand_spans(rows, f"table {self.tables}")
        except TableTooLargeError as error:
            self.issues.append(Issue("table_too_large", f"table {self.tables}", f"not read: {error}"))
            return
        pairs = panel_pairs([[cell.text for cell in row] for row in rows])
        self.pairs.extend(pairs)
        # Some pages print panel and report as one table; a panel alone has about a pair for each row.
        if len(rows) > 2 * len(pairs):
            self.blocks.append(grid)


def _unwrap(table: _Table) -> bool:
    """Make tables of a single cell inside a table part of its text; whether that leaves no table inside."""
    for cell in (cell for row in table.rows for cell in row):
        for index, part in enumerate(cell.parts):
            if isinstance(part, _Table):
                inner = [inner_cell for row in part.rows for inner_cell in row]
                if len(inner) != 1 or part.has_tables:
                    return False
                cell.parts[index] = _joined(inner[0].parts)
    return True


def _joined(parts: list[str | _Table]) -> str:
    return " ".join([part for part in parts if isinstance(part, str) and part[:1] not in _NO_TEXT])


def _spanned(cell: _TableCell) -> SpannedCell:
    parts = cell.parts
    text = " ".join(_joined(parts).split())
    if not cell.spans:
        return SpannedCell(text)
    columns, _, rows = cell.spans.partition(",")
    return SpannedCell(text, _span(rows, least=0), _span(columns, least=1))


def _span(print_: str, *, least: int) -> int:
    """The number of a span attribute as browsers read it: leading digits, 1 when there are none, bounded."""
    digits = re.match(r"\s*\+?([0-9]{1,6})", print_)
    return max(least, min(int(digits.group(1)), 65_534)) if digits else 1
