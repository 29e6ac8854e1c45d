"""Lines that belong to text: a struck-out digit is no digit, an underline parts no cell."""

import pytest
from drawn_pdf import FONT, Pen, Sheet, Spot
from reportlab.pdfbase import pdfmetrics

from pipelines.model import Grid
from pipelines.read.pdf import read_pdf

SIZE = 9.0
ROW = Sheet((80.0, 60.0, 60.0), (Spot(0, 0, "行政处罚"), Spot(0, 1, ""), Spot(0, 2, "")))
TALL = Sheet((80.0, 60.0, 60.0), ROW.spots, row_height=40.0)
LEFT, RIGHT = 140.0, 200.0


def width(text: str) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, SIZE))


class Line:
    """A table of one row whose second cell is printed by hand."""

    def __init__(self, sheet: Sheet = ROW) -> None:
        self.pen = Pen()
        self.baseline = self.pen.y - sheet.row_height * 0.7
        self.pen.table(sheet)

    def print(self, x: float, text: str, line_at: float | None = None, *, by: float = 0.0) -> float:
        """A text, with a line this far above its baseline, longer by so much at both ends; returns where it ends."""
        self.pen.text(x, self.baseline, text, SIZE)
        end = x + width(text)
        if line_at is not None:
            self.pen.canvas.line(x - by, self.baseline + line_at, end + by, self.baseline + line_at)
        return end

    def rows(self) -> list[list[str]]:
        (grid,) = [block for block in read_pdf(self.pen.bytes()).blocks if isinstance(block, Grid)]
        return [[cell.text for cell in row if cell is not None] for row in grid.rows]


def test_a_number_struck_out_before_another_is_no_part_of_it() -> None:
    line = Line()
    line.print(line.print(150.0, "77", 2.7), "15")
    ((_, text, _),) = line.rows()
    assert text == "\ufffd\ufffd15"


def test_a_lone_number_struck_out_is_neither_read_nor_blank() -> None:
    line = Line()
    line.print(150.0, "345", 3.0)
    ((_, text, _),) = line.rows()
    assert text == "\ufffd" * 3


@pytest.mark.parametrize("below", [0.3, 1.0, 2.0])
def test_an_underline_parts_no_cell(below: float) -> None:
    line = Line(TALL)
    line.print(LEFT + 0.5, "88", -below)
    assert line.rows() == [["行政处罚", "88", ""]]


def test_an_underlined_text_as_wide_as_its_cell_leaves_the_lines_of_the_table() -> None:
    """A line from one crossing line to the next rules the table, whatever stands on it."""
    line = Line(TALL)
    line.print(LEFT, "一二三四五六", -1.0, by=RIGHT - LEFT - width("一二三四五六"))
    line.pen.text(LEFT + 20, line.baseline - 12, "15", SIZE)
    assert [row[1] for row in line.rows()] == ["一二三四五六", "15"]


def test_a_line_drawn_column_by_column_is_one_line() -> None:
    """Browsers draw the line below a wide cell in pieces, one of them perhaps as long as the text above it."""
    pen = Pen()
    pen.table(
        Sheet((80.0, 60.0), (Spot(0, 0, "规章"), Spot(0, 1, ""), Spot(1, 0, ""), Spot(1, 1, "")), row_height=15.0)
    )
    text, line = "处理决定", 780.0 - 15.0
    for start, end in ((LEFT, LEFT + width(text)), (LEFT + width(text), RIGHT)):
        pen.canvas.line(start, line, end, line)
    pen.text(LEFT, line + 2, text, SIZE)
    pen.text(LEFT + 20, line - 11, "5", SIZE)
    (grid,) = [block for block in read_pdf(pen.bytes()).blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row if cell] for row in grid.rows] == [["规章", text], ["", "5"]]


def test_a_line_of_the_table_through_the_foot_of_a_number_still_parts_its_cells() -> None:
    pen = Pen()
    pen.table(Sheet((80.0, 60.0), (Spot(0, 0, "规章"), Spot(0, 1, ""), Spot(1, 0, "规范性文件"), Spot(1, 1, "6"))))
    pen.text(LEFT + 20, 780.0 - 19.5, "5", SIZE)
    (grid,) = [block for block in read_pdf(pen.bytes()).blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row if cell] for row in grid.rows] == [["规章", "5"], ["规范性文件", "6"]]


@pytest.mark.parametrize(("size", "rise"), [(5.0, 3.0), (SIZE, 2.0), (6.0, 0.0), (5.0, -1.5)])
def test_a_raised_or_small_digit_is_the_mark_of_a_note(size: float, rise: float) -> None:
    line = Line()
    line.pen.text(line.print(150.0, "27"), line.baseline + rise, "8", size)
    ((_, text, _),) = line.rows()
    assert text == "27 8"


def test_slanted_print_is_text_and_a_turned_watermark_is_none() -> None:
    pen = Pen()
    pen.table(ROW)
    canvas = pen.canvas
    for turn, place, text in ((False, (150.0, 766.0), "406"), (True, (100.0, 500.0), "内部资料")):
        canvas.saveState()
        canvas.translate(*place)
        if turn:
            canvas.rotate(30)
        else:
            canvas.skew(0, 14)
        pen.text(0, 0, text, SIZE)
        canvas.restoreState()
    page = read_pdf(pen.bytes())
    (grid,) = [block for block in page.blocks if isinstance(block, Grid)]
    assert [cell.text for cell in grid.rows[0] if cell] == ["行政处罚", "406", ""]
    assert [issue.detail for issue in page.issues] == ["1 strings lean, as in a watermark; they are not read"]


@pytest.mark.parametrize("gap", [4.5, 6.0, 7.5])
def test_a_frame_around_a_table_adds_no_cell(gap: float) -> None:
    pen = Pen()
    sheet = Sheet((80.0, 60.0), tuple(Spot(row, column, f"{row}{column}") for row in range(4) for column in range(2)))
    top = pen.y
    pen.table(sheet)
    pen.canvas.rect(60.0 - gap, pen.y - gap, 140.0 + 2 * gap, top - pen.y + 2 * gap)
    (grid,) = [block for block in read_pdf(pen.bytes()).blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row if cell] for row in grid.rows] == sheet.texts()


def test_a_narrow_column_that_the_rows_go_through_stays() -> None:
    pen = Pen()
    sheet = Sheet(
        (80.0, 60.0, 7.0), tuple(Spot(row, at, f"{row}{at}" if at < 2 else "") for row in range(4) for at in range(3))
    )
    pen.table(sheet)
    (grid,) = [block for block in read_pdf(pen.bytes()).blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row if cell] for row in grid.rows] == sheet.texts()
