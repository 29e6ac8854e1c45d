"""Flattened text: the ways in which extractors write a table as lines (domain.md section 6), sheet by sheet.

Every dialect takes a sheet and gives its lines. Blank cells and row pads are written as its extractor does.
"""

from collections.abc import Callable

from tests.generator.layout import Row, Sheet, Slot, expanded

Dialect = Callable[[Sheet], list[str]]


def one_line(slot: Slot) -> str:
    """The text of a slot on one line, its breaks as spaces."""
    return slot.text.replace("\n", " ")


def first_line(slot: Slot) -> str:
    """The text of a slot as an extractor keeps it that loses what stands behind a break."""
    return slot.text.split("\n")[0]


def _pads(sheet: Sheet, row: Row) -> int:
    return sheet.width - len(row)


def cell_per_line(sheet: Sheet) -> list[str]:
    """Dialect A: `text |` per cell, a blank cell is `|`, a row ends with as many pipes as its spans covered."""
    lines: list[str] = []
    for y, row in enumerate(sheet.rows):
        lines += [f"{first_line(slot)} |" if slot.text else "|" for slot in row]
        if _pads(sheet, row) and y + 1 < len(sheet.rows):
            lines.append("|" * _pads(sheet, row))
    return lines


def separator_lines(sheet: Sheet) -> list[str]:
    """Dialect A2: text and `|` on lines of their own, no row ends (ankang-dept-2019)."""
    lines: list[str] = []
    for row in sheet.rows:
        for slot in row:
            lines += [first_line(slot), "|"] if slot.text else ["|"]
    return lines


def row_per_line(sheet: Sheet) -> list[str]:
    """Dialect B: `c1 | c2 | c3 | |||`, one row per line, blanks and pads as bare pipes."""
    return [_joined(row, _pads(sheet, row), first_line) for row in sheet.rows]


def row_without_pads(sheet: Sheet) -> list[str]:
    """Dialect C: `c1 | c2 | c3 |`."""
    return [_joined(row, 0, one_line) for row in sheet.rows]


def _joined(row: Row, pads: int, text: Callable[[Slot], str]) -> str:
    cells = " ".join(f"{text(slot)} |" if slot.text else "|" for slot in row)
    return f"{cells} {'|' * pads}".rstrip()


def leading_pipe(sheet: Sheet) -> list[str]:
    """Dialect D: `| c1 | c2 | ||`."""
    return [f"| {_joined(row, _pads(sheet, row), one_line)} " for row in sheet.rows]


def opening_pipe_lines(sheet: Sheet) -> list[str]:
    """A row opens with a lone pipe, its cells follow one per line (rongchang)."""
    lines: list[str] = []
    for row in sheet.rows:
        lines.append("|")
        lines += [f"{one_line(slot)} |" if slot.text else "|" for slot in row]
    return lines


def pipe_before(sheet: Sheet) -> list[str]:
    """A pipe on a line of its own before every cell, one more at the row's end."""
    lines: list[str] = []
    for row in sheet.rows:
        for slot in row:
            lines += ["|", one_line(slot)] if slot.text else ["|"]
        lines.append("|")
    return lines


def last_cell_wrapped(sheet: Sheet) -> list[str]:
    """Rows on lines, but the pipe behind the last cell on a line of its own (ql-unit-2023)."""
    lines: list[str] = []
    for row in sheet.rows:
        lines += [" | ".join(one_line(slot) for slot in row), "|" + "|" * _pads(sheet, row)]
    return lines


def markdown_grid(sheet: Sheet) -> list[str]:
    """Dialect E: a Markdown grid, spans written as empty cells."""
    lines: list[str] = []
    for y, row in enumerate(expanded(sheet)):
        lines.append("| " + " | ".join(one_line(slot) if slot else "" for slot in row) + " |")
        if y == 0:
            lines.append("|" + " --- |" * sheet.width)
    return lines


def markdown_repeated(sheet: Sheet) -> list[str]:
    """A Markdown grid in which the text of a spanning cell stands in every place that it covers."""
    grid: list[list[str]] = [[""] * sheet.width for _ in sheet.rows]
    for y, row in enumerate(expanded(sheet)):
        for x, slot in enumerate(row):
            if slot is None:
                continue
            for below in range(y, min(y + slot.rows, len(grid))):
                for right in range(x, x + slot.columns):
                    grid[below][right] = one_line(slot)
    lines = ["| " + " | ".join(row) + " |" for row in grid]
    return [lines[0], "|" + "---|" * sheet.width, *lines[1:]]


def bare_lines(sheet: Sheet) -> list[str]:
    """Dialect F: one cell per line, nothing else; a blank cell is an empty line."""
    return [one_line(slot) for row in sheet.rows for slot in row]


def bare_paragraphs(sheet: Sheet) -> list[str]:
    """One cell per paragraph, empty lines between; parts of a broken header are paragraphs, too."""
    return [part for row in sheet.rows for slot in row for line in slot.text.split("\n") for part in (line, "")]


def tabs(sheet: Sheet) -> list[str]:
    """Dialect G: rows with tabs, as copied from a word processor."""
    return ["\t".join(one_line(slot) for slot in row) for row in sheet.rows]


def tabs_grid(sheet: Sheet) -> list[str]:
    """Rows with tabs, covered places empty, as saved from a spreadsheet."""
    return ["\t".join(one_line(slot) if slot else "" for slot in row) for row in expanded(sheet)]


def spaced_rows(sheet: Sheet) -> list[str]:
    """Rows as a PDF text layer gives them: cells with single spaces between, headers cut into their lines."""
    lines: list[str] = []
    for row in sheet.rows:
        heights = [slot.text.split("\n") for slot in row]
        if all(slot.kind != "value" for slot in row):
            deepest = max(map(len, heights), default=0)
            lines += [" ".join(h[n] for h in heights if n < len(h) and h[n]) for n in range(deepest)]
        else:
            lines.append(" ".join(one_line(slot) for slot in row if slot.text))
    return lines
