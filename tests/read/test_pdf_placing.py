"""Numbers that run over the lines of a table: whole in their cell, or unread; never a part of one."""

import pytest
from drawn_pdf import FONT, Pen, Sheet, Spot
from reportlab.pdfbase import pdfmetrics

from pipelines.model import Grid, Page
from pipelines.read.pdf import read_pdf

SIZE = 9.0
EMPTY = Sheet((80.0, 26.0, 26.0, 60.0), (Spot(0, 0, "行政处罚"), Spot(0, 1, ""), Spot(0, 2, ""), Spot(0, 3, "")))
EDGES = (140.0, 166.0, 192.0, 252.0)


def width(text: str) -> float:
    return float(pdfmetrics.stringWidth(text, FONT, SIZE))


def row_with(*prints: tuple[float, str], one_by_one: bool = False) -> list[str]:
    """The row of a table with texts printed at these places on it, as strings or character by character."""
    pen = Pen()
    y = pen.y - 14
    pen.table(EMPTY)
    for x, text in prints:
        for piece in text if one_by_one else [text]:
            pen.text(x, y, piece, SIZE)
            x += width(piece)
    page: Page = read_pdf(pen.bytes())
    (grid,) = [block for block in page.blocks if isinstance(block, Grid)]
    assert not list(page.paragraphs())
    return [cell.text for cell in grid.rows[0] if cell is not None]


def centred(column: int, text: str) -> tuple[float, str]:
    return (EDGES[column] + EDGES[column + 1] - width(text)) / 2, text


def has_digits(texts: list[str]) -> bool:
    return any(character.isdigit() for text in texts for character in text)


def test_a_string_that_overflows_to_both_sides_stays_in_its_cell() -> None:
    assert row_with(centred(0, "12345678")) == ["行政处罚", "12345678", "", ""]


def test_a_string_that_touches_the_figure_beside_it_leaves_that_alone() -> None:
    x, text = centred(1, "30088.206")
    assert row_with((x - width("9"), "9"), (x, text)) == ["行政处罚", "9", "30088.206", ""]


def test_a_unit_goes_with_its_number() -> None:
    assert row_with(centred(1, "30.25万元")) == ["行政处罚", "", "30.25万元", ""]


def test_a_string_that_runs_into_a_wide_cell_from_a_narrow_one_is_read_in_neither() -> None:
    assert not has_digits(row_with((EDGES[1] + 14, "1234567890")))


def test_digits_shown_one_by_one_over_a_line_are_read_in_neither_cell() -> None:
    assert not has_digits(row_with((EDGES[1] - 12, "123456"), one_by_one=True))


def test_digits_shown_one_by_one_inside_their_cells_are_read() -> None:
    assert row_with(centred(0, "1234"), centred(1, "567"), centred(2, "89"), one_by_one=True) == [
        "行政处罚",
        "1234",
        "567",
        "89",
    ]


@pytest.mark.parametrize("one_by_one", [True, False])
def test_a_number_that_leaves_the_table_keeps_all_its_digits_or_none(*, one_by_one: bool) -> None:
    pen = Pen()
    y = pen.y - 14
    pen.table(Sheet((80.0, 26.0), (Spot(0, 0, "行政处罚"), Spot(0, 1, ""))))
    x = 140.0 + (26.0 - width("123456789")) / 2
    for piece in "123456789" if one_by_one else ["123456789"]:
        pen.text(x, y, piece, SIZE)
        x += width(piece)
    (grid,) = [block for block in read_pdf(pen.bytes()).blocks if isinstance(block, Grid)]
    cell = grid.rows[0][1]
    assert cell is not None
    assert cell.text == "123456789" if not one_by_one else not has_digits([cell.text])


def test_what_is_printed_beyond_the_page_inside_a_table_is_read_in_its_cell() -> None:
    sheet = Sheet(
        (300.0, 200.0, 100.0, 80.0), tuple(Spot(0, at, text) for at, text in enumerate(["行政处罚", "1", "2", "3"]))
    )
    pen = Pen()
    pen.table(sheet)
    pen.text(640, 300, "页外", SIZE)
    page = read_pdf(pen.bytes())
    (grid,) = page.blocks
    assert isinstance(grid, Grid)
    assert [cell.text for cell in grid.rows[0] if cell is not None] == ["行政处罚", "1", "2", "3"]


def test_rows_drawn_below_the_foot_of_the_page_are_none() -> None:
    pen = Pen()
    pen.y = 41.0
    pen.table(Sheet((80.0, 60.0), tuple(Spot(row, at, f"{row}{at}") for row in range(4) for at in range(2))))
    (grid,) = [block for block in read_pdf(pen.bytes()).blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row if cell] for row in grid.rows] == [["00", "01"], ["10", "11"]]


@pytest.mark.parametrize("is_closed", [True, False])
def test_blank_figures_of_a_row_that_no_line_closes_are_no_blank_cells(*, is_closed: bool) -> None:
    """The page ends in the row; its figures may stand on the next one, in a table that does not go on from this one."""
    pen = Pen()
    pen.table(Sheet((80.0, 60.0), tuple(Spot(row, at, f"{row}{at}") for row in range(3) for at in range(2))))
    foot = pen.y - 20.0
    for x in (60.0, 140.0, 200.0):
        pen.canvas.line(x, pen.y, x, foot)
    if is_closed:
        pen.canvas.line(60.0, foot, 200.0, foot)
    pen.text(64.0, pen.y - 14, "（二）部分", SIZE)
    (grid,) = [block for block in read_pdf(pen.bytes()).blocks if isinstance(block, Grid)]
    figure = grid.rows[3][1]
    assert (figure is not None and figure.text == "") if is_closed else figure is None
