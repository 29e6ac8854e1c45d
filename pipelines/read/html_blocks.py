"""A parsed HTML tree -> blocks in reading order.

In: the tree of a page. Out: paragraphs and grids, and the pairs of the metadata panel. The one idea: a stylesheet
(html.xsl) flattens the tree to marked text in C, and one pass over the marks builds the blocks; walking the tree
element by element in Python would cost more than parsing it.

A table that holds other tables is layout: the innermost tables are the grids (domain, 6).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from pipelines.errors import UnreadableDocumentError
from pipelines.model import Block, Cell, Grid, Issue, Paragraph
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


def _nested(parts: list[str]) -> list[str | _Table]:
    """Marks and texts in turn -> content: texts and block marks, with each table as a value of its own."""
    content: list[str | _Table] = [parts[0]]
    sink = content
    outer: list[tuple[_Table, list[str | _Table]]] = []
    for mark, text in zip(parts[1::2], parts[2::2], strict=True):
        if mark == _CELL_TEXT:
            pass
        elif mark == _CELL and outer and outer[-1][0].rows:
            cell = _TableCell(text)
            outer[-1][0].rows[-1].append(cell)
            sink = cell.parts
            continue
        elif mark == _ROW and outer:
            outer[-1][0].rows.append([])
            sink = outer[-1][1]
        elif mark == _TABLE:
            for table, _ in outer:
                table.has_tables = True
            outer.append((_Table(), sink))
        elif mark == _TABLE_END and outer:
            table, sink = outer.pop()
            sink.append(table)
        else:
            sink.append(mark)
        if text:
            sink.append(text)
    for table, before in reversed(outer):
        before.append(table)
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
            if isinstance(part, _Table):
                self.paragraph(texts, level)
                texts, level = [], None
                self.table(part)
            elif part == _BLOCK_END:
                self.paragraph(texts, level)
                texts, level = [], None
            elif part == _HEADING:
                level = 0
            elif level == 0 and part[:1].isdigit():
                level = int(part[0])
                texts.append(part[1:])
            else:
                texts.append(part)
        self.paragraph(texts, level)

    def paragraph(self, texts: list[str], level: int | None) -> None:
        """Write one paragraph, unless it is empty."""
        text = " ".join("".join(texts).replace(PICTURE, " ").split()) if texts else ""
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
        pairs = panel_pairs([[cell.text for cell in row if cell] for row in _distinct(grid)])
        self.pairs.extend(pairs)
        if not pairs:
            self.blocks.append(grid)


def _distinct(grid: Grid) -> Iterator[list[Cell | None]]:
    """Rows of a grid without the repetitions that spans make."""
    for row in grid.rows:
        yield [cell for cell, left in zip(row, (None, *row), strict=False) if cell is not left]


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
    return "".join(" " if part == _BLOCK_END else part for part in parts if isinstance(part, str) and part != _HEADING)


def _spanned(cell: _TableCell) -> SpannedCell:
    parts = cell.parts
    text = parts[0] if len(parts) == 1 and isinstance(parts[0], str) else _joined(parts)
    text = "" if text == _BLOCK_END else " ".join(text.split())
    if not cell.spans:
        return SpannedCell(text)
    columns, _, rows = cell.spans.partition(",")
    return SpannedCell(text, _span(rows, least=0), _span(columns, least=1))


def _span(print_: str, *, least: int) -> int:
    """The number of a span attribute as browsers read it: leading digits, 1 when there are none, bounded."""
    digits = re.match(r"\s*\+?([0-9]{1,6})", print_)
    return max(least, min(int(digits.group(1)), 65_534)) if digits else 1
