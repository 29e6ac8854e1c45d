"""Table two (主动公开政府信息情况): lines -> its form version and its rows.

In: the lines of a page. Out: the form version, decided by what this table itself prints, and the rows in reading order.
The one idea: how many cells a row has depends on the form version, 行政许可 has three in 2019 and one in 2021; so the
version is decided first, by words that only one form prints, and where both forms' words stand no cell is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.forms.template import FormTable, load_forms
from pipelines.model import Cell
from pipelines.parse.alignment import Padding
from pipelines.parse.headers import HeaderCell, column_order, confirmed_header
from pipelines.parse.labels import application_label, disclosure_label, fold, form_markers, words
from pipelines.parse.lines import Line, is_heading
from pipelines.parse.rows import OpenRow, Row, grid_row, is_value, run_row, unaligned_text, without_separators

WIDTH = 4
"""Grid columns of the form: one for labels, three for values; what flattened rows are padded to."""
_LONGEST_HEADER = 60
_AMOUNT = re.compile(r"收费金额|采购总金额")
_CLOSES = frozenset({"received_new", "carried_in"})


class DisclosureRow(NamedTuple):
    """A row with what its block prints: the block and the header of the amount of money, where its unit stands."""

    row: Row
    block: str | None
    amount_header: str


@dataclass(slots=True)
class _Reader:
    """What is known while the lines go by.

    Attributes:
        after_lost: the row before has values and no label of this table.
        after_header: flattened text: the text before is a header cell or the name of a block.
        is_torn: values follow a header without a label: they are printed before their labels, or by columns.
    """

    table: FormTable
    rows: list[DisclosureRow] = field(default_factory=list)
    active: bool = False
    block: str | None = None
    amount_header: str = ""
    opened: OpenRow | None = None
    grid: int = -1
    header: tuple[HeaderCell, ...] = ()
    header_words: list[str] | None = None
    is_padded: bool | None = None
    width: int = WIDTH
    after_block: bool = False
    after_lost: bool = False
    after_header: bool = False
    is_torn: bool = False


def disclosure_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Lines from the first block or header of table two to the begin of table three; of all copies of it."""
    return tuple(_between(lines))


def _between(lines: Sequence[Line]) -> Iterator[Line]:
    active = False
    for line in lines:
        first = line.cells[0].text if line.cells else ""
        if len(first) <= _LONGEST_HEADER and line.cells:
            label = next((found for cell in line.cells[:2] if (found := disclosure_label(cell.text))), None)
            if label is not None and label.kind != "row":
                active = True
            elif active and label is None and _ends(line):
                active = False
        if active:
            yield line


def _ends(line: Line) -> bool:
    """Whether a line is the begin of table three or the heading of another section."""
    if is_heading(line):
        return True
    labels = (application_label(cell.text, None) for cell in line.cells[:2])
    return any(label is not None and (label.code in _CLOSES or not label.code) for label in labels)


def disclosure_form(lines: Sequence[Line]) -> tuple[str | None, str]:
    """The form version that the words of table two prove, and the evidence in words.

    None when there is no evidence, or when both forms' words stand in the table about equally often.
    """
    markers = form_markers("disclosure")
    found: dict[str, set[str]] = {}
    for line in lines:
        for at in line.names:
            text = line.cells[at].text
            if not 3 <= len(text) <= 2 * _LONGEST_HEADER:
                continue
            label = words(text)
            names = [label] if label in markers else []
            if not names and line.kind == "prose":
                names = [name for name in markers if name in label]
            for name in names:
                found.setdefault(markers[name], set()).add(name)
    ranked = sorted(((len(names), version) for version, names in found.items()), reverse=True)
    evidence = "; ".join(f"{version}: {', '.join(sorted(names))}" for version, names in sorted(found.items()))
    if not ranked or (len(ranked) > 1 and ranked[0][0] < 2 * ranked[1][0] + 1):
        return None, evidence
    return ranked[0][1], evidence


def disclosure_rows(lines: Sequence[Line], version: str) -> tuple[DisclosureRow, ...]:
    """Rows of table two in reading order.

    Args:
        lines: those of `disclosure_lines`.
        version: form version of the table; it decides how many cells a row has.
    """
    reader = _Reader(load_forms()[version].tables["disclosure"])
    for line in lines:
        if line.kind in {"grid", "markdown"}:
            _close(reader)
            _read_grid_line(reader, line)
        else:
            _read_flat_line(reader, line)
    _close(reader)
    rows = without_separators([entry.row for entry in reader.rows])
    if reader.is_torn:
        rows = unaligned_text(rows)
    return tuple(entry._replace(row=row) for entry, row in zip(reader.rows, rows, strict=True))


def _read_grid_line(reader: _Reader, line: Line) -> None:
    if line.block != reader.grid:
        reader.grid, reader.header = line.block, ()
    after_lost, reader.after_lost = reader.after_lost, any(cell.text and is_value(cell) for cell in line.cells)
    for index in line.names:
        text = line.cells[index].text
        label = disclosure_label(text)
        _note_amount(reader, text)
        if label is None:
            continue
        if label.kind == "group":
            _enter(reader, label.code)
        elif label.kind == "column":
            if words(text) == "信息内容":
                texts = [cell.text for cell in line.cells[index + 1 :]]
                columns = line.columns[index + 1 :]
                reader.header = tuple((text, *covered) for text, covered in zip(texts, columns, strict=True))
                for text in texts:
                    _note_amount(reader, text)
            return
        else:
            row = reader.table.rows_by_code.get(label.code)
            if row is not None:
                codes = tuple(column.code for column in reader.table.row_columns(row))
                header = confirmed_header("disclosure", codes, _trimmed(codes, reader.header))
                read = grid_row(label, line, index + 1, count=len(codes), header=header)
                if after_lost and not label.is_exact and not any(cell.text for cell in read.printed):
                    # The values before may be its own, where a page ends in the row: blank is not proven.
                    read = read._replace(order=None, position=None)
                reader.after_lost = False
                reader.rows.append(DisclosureRow(read, reader.block, reader.amount_header))
            return


def _trimmed(codes: tuple[str, ...], header: tuple[HeaderCell, ...]) -> tuple[HeaderCell, ...]:
    """A block's header without the blank cells behind it that only fill the table up."""
    end = len(header)
    while end > len(codes) and not header[end - 1][0]:
        end -= 1
    return header[:end]


def _read_flat_line(reader: _Reader, line: Line) -> None:
    for cell in line.cells:
        if is_value(cell):
            _read_flat_value(reader, line, cell)
            continue
        _close(reader)
        label = disclosure_label(cell.text)
        reader.after_header = label is not None and label.kind != "row"
        _note_amount(reader, cell.text)
        was_block, reader.after_block = reader.after_block, False
        if label is not None and label.kind == "group":
            _enter(reader, label.code)
            reader.after_block = True
        elif label is not None and label.kind == "row":
            reader.opened = OpenRow(label, cell.locator, 1, follows_lost=reader.after_lost)
            reader.after_lost = False
        elif words(cell.text) == "信息内容":
            reader.header_words = []
            if was_block and reader.is_padded is None:
                reader.is_padded = False
        elif reader.header_words is not None:
            reader.header_words.append(cell.text)


def _read_flat_value(reader: _Reader, line: Line, cell: Cell) -> None:
    if reader.opened is not None:
        reader.opened.cells.append(cell)
        reader.opened.kinds.add(line.kind)
    elif cell.text:
        reader.after_lost = True
        reader.is_torn |= reader.after_header
    elif reader.after_block and not cell.text and line.kind == "run":
        # A block fills a whole row of the table; what is padded behind it tells how wide the table is.
        reader.is_padded = True
        reader.width = max(WIDTH, 1 + cell.column_span)


def _enter(reader: _Reader, block: str) -> None:
    reader.block, reader.header, reader.header_words, reader.amount_header = block, (), None, ""


def _note_amount(reader: _Reader, text: str) -> None:
    """Remember the header of the amount; its unit may stand in a cell or line of its own behind it."""
    if len(text) > _LONGEST_HEADER:
        return
    folded = fold(text)
    if _AMOUNT.search(folded):
        reader.amount_header = folded
    elif reader.amount_header and "元" in folded and len(folded) <= 12:
        reader.amount_header += folded


def _close(reader: _Reader) -> None:
    opened, reader.opened = reader.opened, None
    if opened is None:
        return
    row = reader.table.rows_by_code.get(opened.label.code)
    if row is None:
        return
    codes = tuple(column.code for column in reader.table.row_columns(row))
    order = None
    if reader.header_words is not None and len(reader.header_words) == len(codes) > 1:
        order = column_order("disclosure", codes, reader.header_words)
    padding = Padding(reader.is_padded, reader.width - 1 - len(codes))
    is_plain = order is None or order == tuple(range(len(codes)))
    read = run_row(opened, count=len(codes), padding=padding, order=None if is_plain else order)
    reader.rows.append(DisclosureRow(read, reader.block, reader.amount_header))
