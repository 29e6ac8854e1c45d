"""Flattened text and Markdown -> `Page`.

In: the bytes of a text file, usually what some extractor left of a page (domain, 6). Out: paragraphs, grids where
Markdown proves them, and runs of cells where only pipes or tabs are left. The one idea: a pipe ends a cell; what ends a
row is not known here, so a run keeps its lines and empty cells, and only the form decides what they mean.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipelines.errors import UnreadableDocumentError
from pipelines.model import Block, Cell, Grid, Page, Paragraph, Run
from pipelines.read.encoding import decode, visible
from pipelines.read.panel import inline_pairs, panel_pairs

CUT = "\ufffc"
MAX_TEXT_BYTES = 8 * 1024 * 1024
MAX_LINES = 200_000
MAX_CELLS = 400_000
_LONGEST_VALUE = 100
_FEWEST_ROWS = 3
_BLANKS = " \t\r\f\v\xa0\u3000\u2002\u2003\u2009\u200b\ufeff"
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*")
_MARKDOWN_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)*\s*:?-{2,}:?\s*\|?")
_PIPE = re.compile(r"(?<!\\)[|｜]")
_ESCAPED = re.compile(r"\\([-|.+_*#()\[\]~])")
_STRUCK = re.compile(r"~~[^~]*~~")
_PARTS = re.compile(r"[|｜]+|(?:\\\||[^|｜])+")


def read_text(data: bytes) -> Page:
    """Read flattened text in any of the dialects of domain section 6.

    Locators are physical lines, from 1.

    Raises:
        UnreadableDocumentError: too large, or no text in a known encoding.
    """
    if len(data) > MAX_TEXT_BYTES:
        msg = f"the text has {len(data):,} bytes; at most {MAX_TEXT_BYTES:,} are read"
        raise UnreadableDocumentError(msg)
    text = visible(decode(data).text).replace("\r\n", "\n").replace("\r", "\n")
    # A file that ends in a digit may be cut off: the mark keeps that from being taken for the whole number.
    lines = (text + CUT if text[-1:].isdigit() else text).split("\n")
    if len(lines) > MAX_LINES:
        msg = f"the text has {len(lines):,} lines; at most {MAX_LINES:,} are read"
        raise UnreadableDocumentError(msg)
    blocks = tuple(_blocks(lines))
    markdown = any(
        isinstance(block, Grid) or (isinstance(block, Paragraph) and block.heading_level) for block in blocks
    )
    title = next((block.text for block in blocks if isinstance(block, Paragraph) and block.heading_level == 1), None)
    return Page("text/markdown" if markdown else "text/plain", title, tuple(_meta(blocks)), blocks)


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Cut the lines into paragraphs, Markdown grids and runs."""
    cells = 0
    index = 0
    while index < len(lines):
        line = lines[index].strip(_BLANKS)
        if not line:
            index += 1
            continue
        end = _table_end(lines, index)
        if end == index:
            yield _paragraph(line, index)
            index += 1
            continue
        cells += sum(len(_PIPE.findall(lines[row])) + lines[row].count("\t") for row in range(index, end))
        if cells > MAX_CELLS:
            msg = f"the text has more than {MAX_CELLS:,} cells"
            raise UnreadableDocumentError(msg)
        yield from _table(lines, index, end)
        index = end


def _paragraph(line: str, index: int) -> Paragraph:
    heading = _HEADING.fullmatch(line)
    text = (heading.group(2) if heading else line).replace("**", "").strip(_BLANKS)
    return Paragraph(text or line, f"line {index + 1}", len(heading.group(1)) if heading else None)


def _is_cells(lines: Sequence[str], index: int) -> bool:
    """Whether a line is cells: it has a pipe or tabs, or the next line is a pipe that ends it."""
    line = lines[index].strip(_BLANKS)
    if not line:
        return _is_blank_row(lines[index])
    if _PIPE.search(line) or "\t" in lines[index].lstrip(_BLANKS):
        return True
    following = index + 1
    while following < len(lines) and following <= index + 2 and not lines[following].strip(_BLANKS):
        following += 1
    return following < len(lines) and bool(re.fullmatch(r"[|｜]+", "".join(lines[following].split())))


def _is_blank_row(line: str) -> bool:
    """Whether a line is nothing but tabs: a row of blank cells (dialect G)."""
    return line.count("\t") > 1 and not line.strip(_BLANKS)


def _table_end(lines: Sequence[str], start: int) -> int:
    """Index after the last line of the table that begins at `start`; `start` itself when none does.

    Empty lines inside a table are part of it (yuyang-tuofenglu-2020 has one between all cells).
    """
    end = index = start
    while index < len(lines):
        if _is_cells(lines, index):
            end = index + 1
        elif lines[index].strip(_BLANKS) or index - end >= 2:
            break
        index += 1
    return end


def _table(lines: Sequence[str], start: int, end: int) -> Iterator[Block]:
    """The grids that Markdown rules prove between two lines, and runs of what is left."""
    rules = [index for index in range(start, end) if _is_rule(lines[index])]
    loose = start
    for position, rule in enumerate(rules):
        header = rule - 1
        if header < loose or not _PIPE.search(lines[header]):
            continue
        yield from _run(lines, loose, header)
        limit = end
        if position + 1 < len(rules) and _PIPE.search(lines[rules[position + 1] - 1]):
            limit = rules[position + 1] - 1
        last = rule + 1
        while last < limit and _PIPE.search(lines[last]):
            last += 1
        yield _grid(lines, [header, *range(rule + 1, last)])
        loose = last
    yield from _run(lines, loose, end)


def _is_rule(line: str) -> bool:
    bare = line.strip(_BLANKS)
    return "|" in bare and "--" in bare and _MARKDOWN_RULE.fullmatch(bare) is not None


def _grid(lines: Sequence[str], indexes: Sequence[int]) -> Grid:
    """A Markdown table; rows shorter than the longest are not covered to the right."""
    rows = [
        [single for cell in _cells(lines[index].strip(_BLANKS), f"line {index + 1}") for single in _singles(cell)]
        for index in indexes
    ]
    width = max(len(row) for row in rows)
    return Grid(
        tuple((*row, *(None for _ in range(width - len(row)))) for row in rows),
        f"line {indexes[0] + 1}",
    )


def _singles(cell: Cell) -> tuple[Cell, ...]:
    return (cell,) if cell.column_span == 1 else (Cell(cell.text, cell.locator),) * cell.column_span


def _run(lines: Sequence[str], start: int, end: int) -> Iterator[Block]:
    """Lines of cells whose row ends are not proven; a grid where tabs cut every line into as many cells."""
    rows: list[tuple[Cell, ...]] = []
    # The first pipe may end the line above, which then passes for prose: a cell too few is seen, one too many is not.
    closes_previous = start > 0 and bool(lines[start - 1].strip(_BLANKS))
    bordered, wrapped = _is_bordered(lines[start:end]), _is_wrapped(lines[start:end])
    tabs = 0
    for index in range(start, end):
        line = lines[index].strip(_BLANKS)
        is_blank_row = _is_blank_row(lines[index])
        if (not line and not is_blank_row) or _is_rule(line):
            continue
        locator = f"line {index + 1}"
        if (is_blank_row or "\t" in lines[index].lstrip(_BLANKS)) and not _PIPE.search(line):
            rows.append(tuple(Cell(text.strip(_BLANKS), locator) for text in lines[index].split("\t")))
            closes_previous = False
            tabs += 1
            continue
        if _is_pipes(line):
            # The first pipe ends a cell that was left open on the line before (ankang, dttz, ql-unit).
            spans = [len(_PIPE.findall(pipes)) for pipes in line.split()]
            spans[0] -= closes_previous
            empty = tuple(Cell("", locator, column_span=span) for span in spans if span)
            if empty:
                rows.append(empty)
            closes_previous = False
            continue
        # A pipe at the begin ends the cell that the line before left open.
        cells = _cells(line, locator, bordered=bordered or closes_previous)
        closes_previous = not _PIPE.search(line[-1])
        if wrapped and not closes_previous:
            cells.append(Cell("", locator))
            closes_previous = True
        rows.append(tuple(cells))
    if not any(cell.text for row in rows for cell in row):
        return
    locator = rows[0][0].locator
    is_grid = tabs == len(rows) >= _FEWEST_ROWS and len({len(row) for row in rows}) == 1
    if not is_grid and bordered and len(rows) >= _FEWEST_ROWS and (placed := _places(rows)):
        yield Grid(placed, locator)
    else:
        yield Grid(tuple(rows), locator) if is_grid else Run(tuple(rows), locator)


def _places(rows: Sequence[tuple[Cell, ...]]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of pipes as the rows of a grid, when each has as many places and most begin blank before their label.

    Such a table prints the places that a label covers, too; it is Markdown without its rule. Rows that are only filled
    up to the same width begin with their label, all but one of the header.
    """
    if 2 * sum(len(row) > 1 and not row[0].text and bool(row[1].text) for row in rows) < len(rows):
        return ()
    placed = tuple(
        tuple(
            single for cell in row for single in (cell, *(Cell("", cell.locator) for _ in range(1, cell.column_span)))
        )
        for row in rows
    )
    return placed if len({len(row) for row in placed}) == 1 else ()


def _is_bordered(lines: Sequence[str]) -> bool:
    """Whether rows open with a pipe (dialect D); where only few do, that pipe ends a blank cell."""
    printed = [line for line in (line.strip(_BLANKS) for line in lines) if line.strip("|｜" + _BLANKS)]
    return 2 * sum(line[0] in "|｜" for line in printed) >= len(printed)


def _is_wrapped(lines: Sequence[str]) -> bool:
    """Whether the pipe behind the last cell of each row stands on the next line (ql-unit), also behind a blank cell."""
    bare = [line.strip(_BLANKS) for line in lines]
    rows = [
        _is_pipes(below)
        for line, below in pairwise([*bare, ""])
        if _PIPE.search(line) and not _is_pipes(line) and not _PIPE.match(line)
    ]
    return len(rows) >= _FEWEST_ROWS and all(rows)


def _is_pipes(line: str) -> bool:
    return bool(line) and not line.strip("|｜" + _BLANKS)


def _cells(line: str, locator: str, *, bordered: bool = True) -> list[Cell]:
    """Cells of a line: a pipe ends a cell, one at the begin of a line that goes on is a border.

    Pipes printed together at the end, `|||`, are one empty cell that spans as many columns: padding, if the form says
    so.
    """
    cells: list[Cell] = []
    is_open = False
    for at, part in enumerate(_PARTS.findall(line)):
        pipes = len(_PIPE.findall(part))
        if pipes:
            empty = pipes - (is_open or (at == 0 and bordered))
            if empty:
                cells.append(Cell("", locator, column_span=empty))
            is_open = False
        elif not part.isspace():
            cells.append(Cell(_cell_text(part), locator))
            is_open = True
    return cells or [Cell("", locator)]


def _cell_text(part: str) -> str:
    """What a cell prints, without the marks of Markdown."""
    if "\\" in part:
        part = _ESCAPED.sub(r"\1", part)
    if "~~" in part:
        # What is struck out is no number, unless nothing else stands there: then the marks keep it from being one.
        part = _STRUCK.sub(" ", part) if _STRUCK.sub("", part).strip() else part
    return " ".join(part.replace("**", "").split())


def _meta(blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Pairs of the metadata panel, printed as table, as lines, or as a list of names and values in turn."""
    waiting: str | None = None
    for block in blocks:
        if isinstance(block, Grid):
            yield from panel_pairs([[cell.text for cell in row if cell] for row in block.rows])
        elif isinstance(block, Run):
            yield from panel_pairs([[cell.text for cell in row] for row in block.lines])
        else:
            text = block.text.lstrip("•·- \t")
            if waiting is not None:
                if len(text) <= _LONGEST_VALUE:
                    yield waiting, text
                waiting = None
            for name, value in inline_pairs(block.text):
                if value:
                    yield name, value
                else:
                    waiting = name
