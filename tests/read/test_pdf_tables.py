"""Drawn PDFs: true cells in, grid out."""

from typing import Literal

import pytest
from drawn_pdf import (
    HEADER_ROWS,
    Lines,
    Pen,
    Sheet,
    Spot,
    application_sheet,
    disclosure_sheet_2019,
    disclosure_sheet_2021,
    dispute_sheet,
)

from pipelines.model import Cell, Grid, Page
from pipelines.read.pdf import read_pdf

FIGURES_2021 = tuple(tuple(str(100 * row + column) for column in range(7)) for row in range(1, 26))
FORMS: tuple[Literal["2019", "2021"], ...] = ("2019", "2021")


def figures(form: Literal["2019", "2021"]) -> tuple[tuple[str, ...], ...]:
    """Each another one, so that a figure in a wrong place shows."""
    return FIGURES_2021 if form == "2021" else FIGURES_2021[:23]


def grids(page: Page) -> list[Grid]:
    return [block for block in page.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str | None]]:
    return [[None if cell is None else cell.text for cell in row] for row in grid.rows]


def spans(grid: Grid) -> set[tuple[str, int, int]]:
    cells: set[Cell] = {cell for row in grid.rows for cell in row if cell is not None}
    return {(cell.text, cell.row_span, cell.column_span) for cell in cells}


def only_grid(data: bytes) -> Grid:
    found = grids(read_pdf(data))
    assert len(found) == 1
    return found[0]


def prose(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in read_pdf(data).paragraphs()]


@pytest.mark.parametrize("lines", ["strokes", "boxes", "slivers", "rings", "shades", "dashes"])
@pytest.mark.parametrize("form", FORMS)
def test_however_the_lines_are_drawn_the_cells_are_the_same(form: Literal["2019", "2021"], lines: Lines) -> None:
    sheet = application_sheet(figures(form), form)
    pen = Pen(lines=lines)
    pen.prose("三、收到和处理政府信息公开申请情况")
    pen.table(sheet)
    pen.prose("四、政府信息公开行政复议、行政诉讼情况")
    assert texts(only_grid(pen.bytes())) == sheet.texts()


def test_spans_are_measured_from_the_lines() -> None:
    pen = Pen()
    sheet = application_sheet(figures("2021"))
    pen.table(sheet)
    expected = {(spot.text.replace("\n", ""), spot.rows, spot.columns) for spot in sheet.spots}
    assert spans(only_grid(pen.bytes())) == expected


@pytest.mark.parametrize("opens", [(False, False), (True, False), (False, True), (True, True)])
@pytest.mark.parametrize("form", FORMS)
def test_table_three_is_one_table_wherever_a_page_break_cuts_it(
    form: Literal["2019", "2021"], opens: tuple[bool, bool]
) -> None:
    sheet = application_sheet(figures(form), form)
    for cut in range(1, sheet.row_count):
        pen = Pen(page_number="— {} —")
        pen.prose("三、收到和处理政府信息公开申请情况")
        pen.table(sheet, 0, cut, open_foot=opens[0])
        pen.next_page()
        pen.table(sheet, cut, open_top=opens[1])
        pen.prose("四、政府信息公开行政复议、行政诉讼情况")
        assert texts(only_grid(pen.bytes())) == sheet.texts(), f"cut before row {cut}"


@pytest.mark.parametrize("fill", ["", "0", "/"])
def test_blank_figures_at_a_page_break_stay_blank_figures(fill: str) -> None:
    for sheet in (
        application_sheet([[fill] * 7] * 25),
        dispute_sheet([fill] * 15),
        disclosure_sheet_2021([fill] * 10),
        disclosure_sheet_2019([fill] * 22),
    ):
        for cut in range(1, sheet.row_count):
            pen = Pen()
            pen.table(sheet, 0, cut)
            pen.next_page()
            pen.table(sheet, cut)
            pen.prose("五、存在的主要问题及改进情况")
            assert texts(only_grid(pen.bytes())) == sheet.texts(), f"cut before row {cut}"


def test_a_header_that_is_repeated_on_the_next_page_stands_once() -> None:
    sheet = application_sheet(figures("2021"))
    for cut in range(HEADER_ROWS, sheet.row_count):
        pen = Pen()
        pen.table(sheet, 0, cut)
        pen.next_page()
        pen.table(sheet, 0, HEADER_ROWS)
        pen.table(sheet, cut)
        assert texts(only_grid(pen.bytes())) == sheet.texts(), f"cut before row {cut}"


def test_rows_of_equal_figures_are_no_repeated_header() -> None:
    sheet = Sheet((40.0, 40.0, 40.0), tuple(Spot(row, column, "0") for row in range(4) for column in range(3)))
    pen = Pen()
    pen.table(sheet, 0, 2)
    pen.next_page()
    pen.table(sheet, 2)
    assert texts(only_grid(pen.bytes())) == sheet.texts()


def test_a_table_goes_on_over_three_pages_with_running_heads_and_mirrored_margins() -> None:
    sheet = application_sheet(figures("2021"))
    pen = Pen(
        page_number="第 {} 页",
        head="2025/1/20 10:12 政府信息公开年报",
        foot="http://127.0.0.1/a.html {}/3",
        mirrored=12,
    )
    pen.table(sheet, 0, 9)
    pen.next_page()
    pen.table(sheet, 9, 17)
    pen.next_page()
    pen.table(sheet, 17)
    pen.prose("五、存在的主要问题及改进情况")
    data = pen.bytes()
    assert texts(only_grid(data)) == sheet.texts()
    assert prose(data) == [
        "五、存在的主要问题及改进情况",
        "2025/1/20 10:12 政府信息公开年报",
        "http://127.0.0.1/a.html 1/3",
    ]


def test_a_group_label_cut_in_two_by_the_page_is_one_label() -> None:
    widths = (60.0, 150.0, 30.0, 30.0)
    above = Sheet(
        widths,
        (
            Spot(0, 0, "（三）不予公开"),
            Spot(0, 1, "8.属于行政查询事项"),
            Spot(0, 2, "1"),
            Spot(0, 3, "2"),
            Spot(1, 0, "（四）无", 2),
            Spot(1, 1, "1.本机关不掌握相关政府信息"),
            Spot(1, 2, "3"),
            Spot(1, 3, "4"),
            Spot(2, 1, "2.没有现成信息需要另行制作"),
            Spot(2, 2, "5"),
            Spot(2, 3, "6"),
        ),
    )
    below = Sheet(
        widths,
        (
            Spot(0, 0, "法提供"),
            Spot(0, 1, "3.补正后申请内容仍不明确"),
            Spot(0, 2, "7"),
            Spot(0, 3, "8"),
            Spot(1, 0, "（五）不予处理", 2),
            Spot(1, 1, "1.信访举报投诉类申请"),
            Spot(1, 2, "9"),
            Spot(1, 3, "10"),
            Spot(2, 1, "2.重复申请"),
            Spot(2, 2, "11"),
            Spot(2, 3, "12"),
        ),
    )
    pen = Pen()
    pen.table(above)
    pen.next_page()
    pen.table(below)
    grid = only_grid(pen.bytes())
    assert [row[0] for row in texts(grid)] == ["（三）不予公开", *["（四）无法提供"] * 3, *["（五）不予处理"] * 2]
    assert [row[2:] for row in texts(grid)] == [[str(n), str(n + 1)] for n in range(1, 12, 2)]


def row_sheet(*cells: str, widths: tuple[float, ...] = (150.0, 30.0, 30.0)) -> Sheet:
    return Sheet(widths, tuple(Spot(0, column, text) for column, text in enumerate(cells)))


def two_pages(above: list[Sheet], below: list[Sheet]) -> bytes:
    pen = Pen()
    for sheet in above:
        pen.table(sheet)
    pen.next_page()
    for sheet in below:
        pen.table(sheet)
    return pen.bytes()


def test_a_row_whose_label_goes_on_over_the_page_is_one_row() -> None:
    above = [row_sheet("4.无正当理由大量反复申请", "1", "2"), row_sheet("5.要求行政机关确认或", "3", "4")]
    below = [row_sheet("重新出具已获取信息", "", ""), row_sheet("（七）总计", "5", "6")]
    assert texts(only_grid(two_pages(above, below))) == [
        ["4.无正当理由大量反复申请", "1", "2"],
        ["5.要求行政机关确认或重新出具已获取信息", "3", "4"],
        ["（七）总计", "5", "6"],
    ]


def test_marks_and_notes_among_the_figures_do_not_hide_that_the_label_goes_on() -> None:
    above = [row_sheet("5.要求行政机关确认", "无", "22（其中修订16件）", widths=(150.0, 30.0, 120.0))]
    below = [row_sheet("或重新出具已获取信息", "", "", widths=(150.0, 30.0, 120.0))]
    assert texts(only_grid(two_pages(above, below))) == [
        ["5.要求行政机关确认或重新出具已获取信息", "无", "22（其中修订16件）"]
    ]


def test_rows_without_ordinals_are_never_taken_for_one_row() -> None:
    above = [row_sheet("规章", "1", "2")]
    below = [row_sheet("行政规范性文件", "", "")]
    assert texts(only_grid(two_pages(above, below))) == [["规章", "1", "2"], ["行政规范性文件", "", ""]]


def test_a_row_with_figures_on_both_sides_of_the_page_break_is_two_rows() -> None:
    above = [row_sheet("2.重复申请", "1", "2")]
    below = [row_sheet("其他", "3", "4")]
    assert texts(only_grid(two_pages(above, below))) == [["2.重复申请", "1", "2"], ["其他", "3", "4"]]


def test_a_figure_that_wraps_over_the_page_is_one_figure() -> None:
    widths = (150.0, 24.0, 24.0)
    above = [row_sheet("1.属于国家秘密", "1139", "0", widths=widths)]
    below = [row_sheet("", "8889", "", widths=widths), row_sheet("2.重复申请", "5", "6", widths=widths)]
    assert texts(only_grid(two_pages(above, below))) == [["1.属于国家秘密", "11398889", "0"], ["2.重复申请", "5", "6"]]


def test_digits_wrapped_in_a_narrow_column_are_one_figure() -> None:
    sheet = Sheet((80.0, 24.0), (Spot(0, 0, "行政处罚"), Spot(0, 1, "1139\n8889")), row_height=30.0)
    pen = Pen()
    pen.table(sheet)
    assert texts(only_grid(pen.bytes())) == [["行政处罚", "11398889"]]


def test_two_figures_in_a_wide_cell_are_not_one_figure() -> None:
    sheet = Sheet((80.0, 90.0), (Spot(0, 0, "行政处罚"), Spot(0, 1, "12\n34")), row_height=30.0)
    pen = Pen()
    pen.table(sheet)
    assert texts(only_grid(pen.bytes())) == [["行政处罚", "12 34"]]


def test_a_figure_that_runs_over_its_cell_is_not_torn_apart() -> None:
    sheet = Sheet((80.0, 26.0, 26.0), (Spot(0, 0, "行政处罚"), Spot(0, 1, "1234567"), Spot(0, 2, "")))
    pen = Pen()
    pen.table(sheet)
    assert texts(only_grid(pen.bytes())) == [["行政处罚", "1234567", ""]]


def test_a_figure_in_the_middle_of_two_cells_is_read_in_neither() -> None:
    pen = Pen()
    top = pen.y
    pen.table(Sheet((80.0, 26.0, 26.0), (Spot(0, 0, "行政处罚"), Spot(0, 1, ""), Spot(0, 2, ""))))
    pen.text(pen.left + 106 - 9, top - 14, "1234", 9)
    row = texts(only_grid(pen.bytes()))[0]
    assert row[0] == "行政处罚"
    assert not any(character.isdigit() for text in row[1:] for character in text or "")
    assert all("\ufffd" in (text or "") for text in row[1:])


def test_neighbouring_figures_close_to_a_line_stay_apart() -> None:
    sheet = Sheet(
        (80.0, 20.0, 20.0, 20.0), (Spot(0, 0, "总计"), Spot(0, 1, "123"), Spot(0, 2, "456"), Spot(0, 3, "789"))
    )
    pen = Pen()
    pen.table(sheet)
    assert texts(only_grid(pen.bytes())) == [["总计", "123", "456", "789"]]


def test_all_tables_of_a_report_are_found_between_their_headings() -> None:
    disclosure = disclosure_sheet_2019([str(n) for n in range(22)])
    dispute = dispute_sheet([str(n) for n in range(15)])
    application = application_sheet(figures("2019"), "2019")
    pen = Pen(page_number="{}")
    pen.prose("二、主动公开政府信息情况")
    pen.table(disclosure)
    pen.next_page()
    pen.prose("三、收到和处理政府信息公开申请情况")
    pen.table(application)
    pen.next_page()
    pen.prose("四、政府信息公开行政复议、行政诉讼情况")
    pen.table(dispute)
    page = read_pdf(pen.bytes())
    assert [type(block) for block in page.blocks].count(Grid) == 3
    assert [texts(grid) for grid in grids(page)] == [disclosure.texts(), application.texts(), dispute.texts()]
    assert [paragraph.locator for paragraph in page.paragraphs()] == ["page 1 line 1", "page 2 line 1", "page 3 line 1"]


def test_different_tables_on_either_side_of_a_page_break_stay_two() -> None:
    application, dispute = application_sheet(figures("2021")), dispute_sheet(["0"] * 15)
    pen = Pen()
    pen.table(application)
    pen.next_page()
    pen.table(dispute)
    assert [texts(grid) for grid in grids(read_pdf(pen.bytes()))] == [application.texts(), dispute.texts()]


def test_prose_in_frames_of_one_column_is_prose() -> None:
    frame = Sheet(
        (450.0,), tuple(Spot(row, 0, text) for row, text in enumerate(["一、总体情况", "全年办理各类事项二十件。"]))
    )
    pen = Pen(lines="boxes")
    pen.table(frame)
    data = pen.bytes()
    assert prose(data) == ["一、总体情况", "全年办理各类事项二十件。"]
    assert grids(read_pdf(data)) == []


def test_frames_of_prose_that_touch_a_table_are_no_part_of_it() -> None:
    frame = Sheet(
        (450.0,), tuple(Spot(row, 0, text) for row, text in enumerate(["全年无。", "二、主动公开政府信息情况"]))
    )
    sheet = disclosure_sheet_2021([str(n) for n in range(10)])
    foot = Sheet((450.0,), (Spot(0, 0, "三、收到和处理政府信息公开申请情况"),))
    pen = Pen(lines="boxes")
    pen.table(frame)
    pen.table(sheet)
    pen.table(foot)
    data = pen.bytes()
    assert texts(only_grid(data)) == sheet.texts()
    assert prose(data) == ["全年无。", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况"]


def test_a_border_around_the_page_changes_nothing() -> None:
    sheet = disclosure_sheet_2021([str(n) for n in range(10)])
    pen = Pen()
    pen.canvas.rect(30, 50, 535, 760)
    pen.prose("二、主动公开政府信息情况")
    pen.table(sheet)
    pen.prose("三、收到和处理政府信息公开申请情况")
    page = read_pdf(pen.bytes())
    assert [type(block).__name__ for block in page.blocks] == ["Paragraph", "Grid", "Paragraph"]
    assert texts(grids(page)[0]) == sheet.texts()
