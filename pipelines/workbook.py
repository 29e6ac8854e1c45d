"""A table as an Excel workbook that any spreadsheet opens safely.

In: a relation of the published file. Out: one workbook with the rows, the header frozen, and a sheet that explains
the columns. The one idea: every cell is written by its type, and text is always text, so that a formula which a hostile
page planted stays a harmless string.
"""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipelines.database import Connection
from pipelines.sqlfiles import SqlModel, SqlTable, split_languages

MOST_ROWS = 1_048_575
"""Rows below the header that one sheet holds; more rows go on in the next sheet."""

MOST_CHARACTERS = 32_767
"""Characters that one cell holds; longer text is cut and ends in …"""

LARGEST_EXACT = 2**53
"""Numbers are binary fractions of 53 bits in a sheet; larger whole numbers are written as text."""

FIRST_YEAR = 1900
"""Sheets know no day before; an earlier one is written as text."""

BATCH = 10_000
_WIDTHS = {"VARCHAR": 24, "DATE": 12, "TIMESTAMP": 20, "BOOLEAN": 9}


def write_workbook(
    connection: Connection,
    relation: SqlTable | SqlModel,
    columns: list[tuple[str, str]],
    file: Path,
    *,
    most_rows: int = MOST_ROWS,
) -> list[str]:
    """Write a relation to a workbook; returns what a reader must know: sheets that go on, texts that were cut."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "tmpdir": str(file.parent),
    }
    with xlsxwriter.Workbook(str(file), options) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        name = relation.name.partition(".")[2]
        sheets, cut, filled = 0, 0, most_rows
        sheet: Worksheet | None = None
        cursor = connection.cursor()
        cursor.execute(f"from {relation.name}")
        while rows := cursor.fetchmany(BATCH):
            for row in rows:
                if sheet is None or filled == most_rows:
                    sheets += 1
                    sheet = _new_sheet(workbook, f"{name[:26]} {sheets}" if sheets > 1 else name[:31], columns, bold)
                    filled = 0
                filled += 1
                cut += sum(_write_cell(sheet, filled, place, value, moment) for place, value in enumerate(row))
        if sheet is None:
            _new_sheet(workbook, name[:31], columns, bold)
        notes = []
        if sheets > 1:
            notes.append(f"rows go on over {sheets} sheets of at most {most_rows:,} rows | 数据分为{sheets}个工作表")
        if cut:
            notes.append(f"{cut} texts are cut at {MOST_CHARACTERS:,} characters and end in … | {cut}处文本过长被截断")
        _write_dictionary(workbook, relation, columns, bold, notes)
    return notes


def _new_sheet(workbook: xlsxwriter.Workbook, name: str, columns: list[tuple[str, str]], bold: Format) -> Worksheet:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for place, (column, kind) in enumerate(columns):
        sheet.set_column(place, place, max(_WIDTHS.get(kind, 14), len(column) + 2))
    for place, (column, _) in enumerate(columns):
        sheet.write_string(0, place, column, bold)
    return sheet


def _write_cell(sheet: Worksheet, row: int, place: int, value: object, moment: Format) -> bool:
    """Write one cell by its type; returns whether a text had to be cut. Null stays an empty cell."""
    if isinstance(value, bool):
        sheet.write_boolean(row, place, value)
    elif isinstance(value, (int, float, Decimal)) and -LARGEST_EXACT < value < LARGEST_EXACT:
        sheet.write_number(row, place, value)
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, value, moment)
    elif isinstance(value, date) and value.year >= FIRST_YEAR:
        sheet.write_datetime(row, place, value)
    elif value is not None:
        text = str(value)
        is_cut = len(text.encode("utf-16-le")) // 2 > MOST_CHARACTERS
        sheet.write_string(row, place, text[: MOST_CHARACTERS // 2] + "…" if is_cut else text)
        return is_cut
    return False


def _write_dictionary(
    workbook: xlsxwriter.Workbook,
    relation: SqlTable | SqlModel,
    columns: list[tuple[str, str]],
    bold: Format,
    notes: list[str],
) -> None:
    sheet = workbook.add_worksheet("dictionary 字段说明")
    sheet.freeze_panes(1, 0)
    for place, width in enumerate((28, 18, 70, 50)):
        sheet.set_column(place, place, width)
    rows = [("column", "type", "meaning", "含义"), (relation.name, "", *split_languages(relation.description))]
    rows += [("grain", "", relation.grain, "")]
    rows += [(name, kind, *split_languages(relation.columns[name])) for name, kind in columns]
    rows += [("note", "", *split_languages(note)) for note in notes]
    for number, row in enumerate(rows):
        for place, text in enumerate(row):
            sheet.write_string(number, place, text, bold if number == 0 else None)
