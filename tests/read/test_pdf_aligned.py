"""Tables without ruling lines: read where everything fits, else left as lines."""

import pytest
from drawn_pdf import Lines, Pen, Sheet, Spot, application_sheet, dispute_sheet

from pipelines.model import Grid, Page
from pipelines.read.pdf import read_pdf

FIGURES = [[str(100 * row + column) for column in range(7)] for row in range(1, 26)]


def grids(page: Page) -> list[list[list[str | None]]]:
    found = [block for block in page.blocks if isinstance(block, Grid)]
    return [[[None if cell is None else cell.text for cell in row] for row in grid.rows] for grid in found]


def drawn(sheet: Sheet, lines: Lines = "none") -> Page:
    pen = Pen(lines=lines)
    pen.prose("三、收到和处理政府信息公开申请情况")
    pen.table(sheet)
    pen.prose("全年收到申请 21 件，比上年增加 3 件。")
    return read_pdf(pen.bytes())


@pytest.mark.parametrize("lines", ["none", "across"])
def test_labels_groups_and_figures_are_told_from_their_alignment(lines: Lines) -> None:
    sheet = application_sheet(FIGURES)
    page = drawn(sheet, lines)
    (grid,) = grids(page)
    assert grid[0][3:] == sheet.texts()[2][3:]
    assert grid[1:] == sheet.texts()[3:]
    assert page.blocks[0].locator == "page 1 line 1"
    assert "全年收到申请 21 件，比上年增加 3 件。" in [paragraph.text for paragraph in page.paragraphs()]


def test_a_blank_between_figures_keeps_its_column() -> None:
    figures = [list(row) for row in FIGURES]
    figures[7][2] = figures[7][6] = figures[20][0] = ""
    sheet = application_sheet(figures)
    (grid,) = grids(drawn(sheet))
    assert grid[1:] == sheet.texts()[3:]


def test_a_row_without_figures_takes_the_table_with_it() -> None:
    figures = [list(row) for row in FIGURES]
    figures[9] = [""] * 7
    assert grids(drawn(application_sheet(figures))) == []


def test_a_row_without_a_label_takes_the_table_with_it() -> None:
    sheet = application_sheet(FIGURES)
    unlabelled = tuple(spot for spot in sheet.spots if not spot.text.startswith("2.没有现成"))
    assert grids(drawn(Sheet(sheet.widths, unlabelled, sheet.row_height))) == []


def test_a_single_row_of_figures_is_a_table_when_each_has_its_header() -> None:
    sheet = dispute_sheet([str(number) for number in range(15)])
    (grid,) = grids(drawn(sheet))
    assert grid == [sheet.texts()[2], sheet.texts()[3]]


def test_a_single_row_with_a_blank_is_no_table_of_all_its_columns() -> None:
    sheet = dispute_sheet(["0"] * 6 + [""] + ["0"] * 8)
    assert all(len(grid[0]) != 15 for grid in grids(drawn(sheet)))


def test_figures_in_prose_are_no_table() -> None:
    pen = Pen()
    for _ in range(6):
        pen.prose("公开 12 条、 30 件、 45 次、 6 人、 7 场、 8 期")
        pen.prose("2019 2020 2021 2022 年")
    page = read_pdf(pen.bytes())
    assert grids(page) == []
    assert len(page.blocks) == 12


def test_lists_of_numbers_without_labels_are_no_table() -> None:
    sheet = Sheet((40.0,) * 7, tuple(Spot(row, column, str(row * column)) for row in range(5) for column in range(7)))
    assert grids(drawn(sheet)) == []
