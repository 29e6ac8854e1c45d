"""The report of Hongze District for 2023: WPS, white frames around the prose, two tables cut by page breaks."""

import json
from pathlib import Path

import pytest

from pipelines.model import Grid, Page
from pipelines.read.pdf import read_pdf

APPLICATION_COLUMNS = (
    "natural_person",
    "commercial_enterprise",
    "research_institution",
    "public_interest_org",
    "legal_service_org",
    "other_org",
    "total",
)


@pytest.fixture(scope="module")
def page(corpus: Path) -> Page:
    return read_pdf((corpus / "reports" / "hongze-district-2023.pdf").read_bytes())


@pytest.fixture(scope="module")
def expected(corpus: Path) -> dict[str, list[dict[str, object]]]:
    facts = json.loads((corpus / "reports" / "hongze-district-2023.expected.json").read_text("utf-8"))["facts"]
    tables: dict[str, list[dict[str, object]]] = {}
    for fact in facts:
        tables.setdefault(fact["table"], []).append(fact)
    return tables


def grids(page: Page) -> list[Grid]:
    return [block for block in page.blocks if isinstance(block, Grid)]


def texts(grid: Grid) -> list[list[str]]:
    assert all(cell is not None for row in grid.rows for cell in row)
    return [[cell.text for cell in row if cell is not None] for row in grid.rows]


def test_three_tables_remain_of_five_on_the_pages(page: Page) -> None:
    assert [(len(grid.rows), len(grid.rows[0])) for grid in grids(page)] == [(14, 4), (26, 10), (4, 15)]


def test_every_figure_of_table_three_stands_in_its_row_and_column(
    page: Page, expected: dict[str, list[dict[str, object]]]
) -> None:
    printed = [row[3:] for row in texts(grids(page)[1])[3:]]
    facts = {(fact["row"], fact["column"]): str(fact["value"]) for fact in expected["application"]}
    rows = list(dict.fromkeys(fact["row"] for fact in expected["application"]))
    assert len(facts) == 23 * 7
    assert printed == [[facts[row, column] for column in APPLICATION_COLUMNS] for row in rows]


def test_every_figure_of_table_four_is_read_false_totals_included(
    page: Page, expected: dict[str, list[dict[str, object]]]
) -> None:
    assert texts(grids(page)[2])[3] == [str(fact["value"]) for fact in expected["dispute"]]


def test_every_figure_of_table_two_is_read_over_the_page_break(
    page: Page, expected: dict[str, list[dict[str, object]]]
) -> None:
    rows = texts(grids(page)[0])
    printed = [*rows[2][1:], *rows[3][1:], rows[6][1], rows[9][1], rows[10][1], rows[13][1]]
    yuan = expected["disclosure"][-1]
    assert [float(text) for text in printed[:-1]] == [float(str(fact["value"])) for fact in expected["disclosure"][:-1]]
    assert printed[-1] == "7730.28"
    assert yuan["row"] == "administrative_fees"


def test_a_group_label_covers_its_rows_on_both_pages(page: Page) -> None:
    table = grids(page)[1]
    group = next(row[1] for row in table.rows if row[2] is not None and row[2].text == "3.补正后申请内容仍不明确")
    assert group is not None
    assert (group.text, group.row_span, group.column_span) == ("（四）无法提供", 3, 1)
    assert sum(row[1] is group for row in table.rows) == 3
    outer = table.rows[5][0]
    assert outer is not None
    assert (outer.text, outer.row_span) == ("三、本年度办理结果", 20)


def test_cells_below_the_page_break_are_located_on_their_own_page(page: Page) -> None:
    row = grids(page)[1].rows[17]
    assert [cell.locator for cell in row if cell is not None][:4] == [
        "page 3 table 2 row 6 column 1",
        "page 3 table 2 row 16 column 2",
        "page 4 table 1 row 1 column 3",
        "page 4 table 1 row 1 column 4",
    ]


def test_white_frames_around_prose_are_no_tables(page: Page) -> None:
    prose = {paragraph.locator: paragraph.text for paragraph in page.paragraphs()}
    assert prose["page 1 line 10"] == "一、总体情况"
    assert prose["page 2 line 14"] == "二、主动公开政府信息情况"
    assert prose["page 3 line 1"] == "三、收到和处理政府信息公开申请情况"
    assert prose["page 5 line 3"] == "六、其他需要报告的事项"


def test_page_numbers_are_left_out(page: Page) -> None:
    assert not [paragraph for paragraph in page.paragraphs() if paragraph.text.startswith("-")]


def test_nothing_about_it_is_unproven(page: Page) -> None:
    assert page.issues == ()
    assert page.media_type == "application/pdf"
    assert page.title == "洪泽区人民政府2023年政府信息公开工作年度报告"
