"""Rows of table three that a page break may have cut: as PDF on both sides of it, read to facts."""

from pipelines.model import CellState
from pipelines.parse.tables import Tables, read_tables
from pipelines.read.pdf import read_pdf
from tests.read.drawn_pdf import Pen, Sheet, Spot, application_sheet

FIRST_OF_UNAVAILABLE = 15
"""Grid row of 1.本机关不掌握相关政府信息 on the sheet."""


def read_sheet(sheet: Sheet, cut: int) -> Tables:
    pen = Pen()
    pen.prose("三、收到和处理政府信息公开申请情况")
    pen.table(sheet, 0, cut)
    pen.next_page()
    pen.table(sheet, cut)
    return read_tables(read_pdf(pen.bytes()))


def states(tables: Tables, row: str) -> set[CellState]:
    return {fact.state for fact in tables.facts if fact.row == row}


def test_figures_below_a_break_without_a_label_are_not_given_to_the_label_above() -> None:
    figures = [["0"] * 7 for _ in range(25)]
    figures[FIRST_OF_UNAVAILABLE - 2] = [""] * 7
    figures[FIRST_OF_UNAVAILABLE - 1] = ["1", *["0"] * 5, "1"]
    sheet = application_sheet(figures)
    lost = Spot(FIRST_OF_UNAVAILABLE + 2, 2, "")
    spots = tuple(lost if (spot.row, spot.column) == (lost.row, 2) else spot for spot in sheet.spots)
    tables = read_sheet(Sheet(sheet.widths, spots, sheet.row_height), FIRST_OF_UNAVAILABLE + 2)
    assert states(tables, "unavailable_needs_creation") == {CellState.UNREADABLE}
    assert not any(fact.value for fact in tables.facts)
