"""Table two: the form version is decided by the table itself, then each row has the cells of that form."""

import pytest

from pipelines.model import CellState
from tests.parse.flat_tables import prints, read_html_table, read_text_table, row

BLOCKS_2021 = [
    ["第二十条第（一）项"],
    ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
    ["规章", "1", "2", "3"],
    ["行政规范性文件", "4", "5", "6"],
    ["第二十条第（五）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政许可", "7"],
    ["第二十条第（六）项"],
    ["信息内容", "本年处理决定数量"],
    ["行政处罚", "8"],
    ["行政强制", "9"],
    ["第二十条第（八）项"],
    ["信息内容", "本年收费金额（单位：万元）"],
    ["行政事业性收费", "26.55"],
]
BLOCKS_2019 = [
    ["第二十条第（一）项"],
    ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"],
    ["规章", "1", "2", "3"],
    ["规范性文件", "4", "5", "6"],
    ["第二十条第（五）项"],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政许可", "7", "增8", "9"],
    ["其他对外管理服务事项", "10", "-11", "12"],
    ["第二十条第（六）项"],
    ["信息内容", "上一年项目数量", "本年增/减", "处理决定数量"],
    ["行政处罚", "13", "减14", "15"],
    ["行政强制", "16", "+17", "18"],
    ["第二十条第（八）项"],
    ["信息内容", "上一年项目数量", "本年增/减"],
    ["行政事业性收费", "19", "20"],
    ["第二十条第（九）项"],
    ["信息内容", "采购项目数量", "采购总金额"],
    ["政府集中采购", "21", "2.5万元"],
]
EXPECTED_2021 = {
    "regulations": ["1", "2", "3"],
    "normative_documents": ["4", "5", "6"],
    "licences": ["7"],
    "penalties": ["8"],
    "compulsory_measures": ["9"],
    "administrative_fees": ["265500"],
}
EXPECTED_2019 = {
    "regulations": ["1", "2", "3"],
    "normative_documents": ["4", "5", "6"],
    "licences": ["7", "8", "9"],
    "other_services": ["10", "-11", "12"],
    "penalties": ["13", "-14", "15"],
    "compulsory_measures": ["16", "17", "18"],
    "administrative_fees": ["19", "20"],
    "central_procurement": ["21", "25000"],
}
FORMS = {"2021": (BLOCKS_2021, EXPECTED_2021), "2019": (BLOCKS_2019, EXPECTED_2019)}


def cell_lines(rows: list[list[str]]) -> list[str]:
    return [
        line
        for cells in rows
        for line in [*(f"{cell} |" if cell else "|" for cell in cells), "|" * (4 - len(cells))]
        if line
    ]


def row_lines(rows: list[list[str]]) -> list[str]:
    return [" | ".join(cells) + " | " + "|" * (4 - len(cells)) for cells in rows]


def bare_lines(rows: list[list[str]]) -> list[str]:
    return [cell for cells in rows for cell in cells]


def separated(rows: list[list[str]]) -> list[str]:
    return [line for cells in rows for cell in cells for line in (cell, "|")]


def html(rows: list[list[str]]) -> str:
    def line(cells: list[str]) -> str:
        spans = {1: [4], 2: [1, 3], 3: [1, 1, 2], 4: [1, 1, 1, 1]}[len(cells)]
        return "<tr>" + "".join(f'<td colspan="{n}">{c}</td>' for c, n in zip(cells, spans, strict=True)) + "</tr>"

    return f"<table>{''.join(map(line, rows))}</table>"


@pytest.mark.parametrize("version", FORMS)
@pytest.mark.parametrize("lines", [cell_lines, row_lines, bare_lines, separated])
def test_every_dialect_gives_every_cell_of_its_form(version: str, lines: object) -> None:
    rows, expected = FORMS[version]
    assert callable(lines)
    tables = read_text_table(lines(rows))
    assert {code: prints(tables, code, "disclosure") for code in expected} == expected
    assert tables.readings[0].form == version


@pytest.mark.parametrize("version", FORMS)
def test_html_gives_every_cell_of_its_form_twice(version: str) -> None:
    rows, expected = FORMS[version]
    tables = read_html_table(html(rows))
    assert {code: prints(tables, code, "disclosure") for code in expected} == expected
    assert (tables.readings[0].second_method, tables.readings[0].differing_cells) == ("sequence", 0)


def test_headers_and_cells_may_be_cut_at_different_columns() -> None:
    table = (
        "<table><tr><td colspan=5>第二十条第（五）项</td></tr>"
        "<tr><td>信息内容</td><td>上一年项目数量</td><td colspan=2>本年增/减</td><td>处理决定数量</td></tr>"
        "<tr><td>行政许可</td><td colspan=2>1</td><td>2</td><td>3</td></tr></table>"
    )
    assert prints(read_html_table(table), "licences", "disclosure") == ["1", "2", "3"]


def test_headers_cut_after_a_break_are_told_apart_by_their_place() -> None:
    rows = [["第二十条第（一）项"], ["信息内容", "本年新", "本年新", "对外公开总数量"], ["规章", "1", "2", "3"]]
    assert prints(read_html_table(html(rows)), "regulations", "disclosure") == ["1", "2", "3"]
    assert prints(read_text_table(cell_lines(rows)), "regulations", "disclosure") == ["1", "2", "3"]


def test_columns_in_another_order_are_not_read_in_that_of_the_form() -> None:
    rows = [list(cells) for cells in BLOCKS_2021]
    rows[1] = ["信息内容", "本年废止件数", "本年制发件数", "现行有效件数"]
    expected = ["unreadable", "unreadable", "3"]
    assert prints(read_html_table(html(rows)), "regulations", "disclosure") == expected
    assert prints(read_text_table(row_lines(rows)), "regulations", "disclosure") == expected


def test_words_of_both_forms_leave_the_table_unread() -> None:
    rows = [*BLOCKS_2021[:4], *BLOCKS_2019[4:8]]
    tables = read_html_table(html(rows))
    assert [fact for fact in tables.facts if fact.table == "disclosure"] == []
    assert "form_undecided" in {issue.kind for issue in tables.issues}


def test_a_row_that_the_form_does_not_have_is_left_out() -> None:
    rows = [
        *BLOCKS_2019[:4],
        ["其他主动公开文件（含以本单位名义正式签发的文件）", "186", "86", "255"],
        *BLOCKS_2019[4:],
    ]
    for tables in (read_html_table(html(rows)), read_text_table(row_lines(rows)), read_text_table(cell_lines(rows))):
        assert prints(tables, "normative_documents", "disclosure") == ["4", "5", "6"]
        assert prints(tables, "licences", "disclosure") == ["7", "8", "9"]


def test_labels_with_instructions_are_the_labels() -> None:
    text = "\n".join(row_lines(BLOCKS_2019)).replace("规章 ", "规章(县级无此项) ").replace("第（五）项", "(五)项")
    assert prints(read_text_table(text.split("\n")), "regulations", "disclosure") == ["1", "2", "3"]


def test_missing_blocks_and_rows_are_issues() -> None:
    tables = read_html_table(html([cells for cells in BLOCKS_2021 if cells[0] not in {"行政强制", "行政许可"}]))
    assert {(issue.kind, issue.subject) for issue in tables.issues if "disclosure" in issue.subject} == {
        ("missing_block", "disclosure 第二十条第（五）项"),
        ("missing_row", "disclosure compulsory_measures"),
    }


def test_an_amount_without_unit_in_cell_and_header_is_unread_unless_zero() -> None:
    for amount, state in (("26.55", CellState.UNREADABLE), ("0", CellState.NUMBER), ("26.55万元", CellState.NUMBER)):
        rows = [*BLOCKS_2021[:-2], ["信息内容", "本年收费金额"], ["行政事业性收费", amount]]
        (fact,) = row(read_html_table(html(rows)), "administrative_fees", "disclosure")
        assert fact.state is state


def test_the_unit_of_the_header_may_stand_on_a_line_of_its_own() -> None:
    lines = [*bare_lines(BLOCKS_2021[:-2]), "信息内容", "本年收费金额", "（单位：万元）", "行政事业性收费", "26.55"]
    assert prints(read_text_table(lines), "administrative_fees", "disclosure") == ["265500"]


@pytest.mark.parametrize("gone", range(3))
def test_a_value_removed_from_a_row_leaves_the_row_unread(gone: int) -> None:
    rows = [list(cells) for cells in BLOCKS_2019]
    del rows[6][1 + gone]
    for tables in (
        read_text_table(cell_lines(rows)),
        read_text_table(row_lines(rows)),
        read_text_table(bare_lines(rows)),
    ):
        assert prints(tables, "licences", "disclosure") == ["unreadable"] * 3
        assert prints(tables, "other_services", "disclosure") == ["10", "-11", "12"]


def test_a_lone_pipe_after_two_of_three_values_proves_nothing() -> None:
    rows = [list(cells) for cells in BLOCKS_2019]
    rows[6] = ["行政许可", "7", "9", ""]
    assert prints(read_text_table(cell_lines(rows)), "licences", "disclosure") == ["unreadable"] * 3


def test_a_number_at_the_very_end_of_a_text_may_be_cut_off() -> None:
    from pipelines.parse.tables import read_tables
    from pipelines.read.text import read_text

    tables = read_tables(read_text("\n".join(bare_lines(BLOCKS_2021[:7])).encode()))
    assert prints(tables, "licences", "disclosure") != ["7"]


def test_an_outline_in_the_prose_is_no_table() -> None:
    assert read_text_table(["规章", "1", "2", "3", "行政许可", "7"]).facts == ()


def test_a_damaged_label_with_blank_cells_below_values_without_label_is_not_blank() -> None:
    """As where a page ends in the row, one character of its label on the first page."""
    rows = [*BLOCKS_2021[:-1], ["行", "26.55"], ["政事业性收费", ""]]
    tables = read_html_table(html(rows))
    assert prints(tables, "administrative_fees", "disclosure") == ["unreadable"]


HEADER_LINES = bare_lines(BLOCKS_2021[:2])


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["/", "/", "/", "规章", "6", "1", "27", "行政规范性文件"], id="values before their labels"),
        pytest.param(["规章", "行政规范性文件", "本年制发件数", "6", "1", "本年废止件数", "0", "2"], id="by columns"),
    ],
)
def test_values_that_do_not_follow_their_labels_are_unread(lines: list[str]) -> None:
    tables = read_text_table([*HEADER_LINES, *lines, "第二十条第（五）项"])
    assert not [fact for fact in tables.facts if fact.state is not CellState.UNREADABLE]


@pytest.mark.parametrize("line", ["行政强制 0 + 1 0 0", "行政强制 0 (1 0 0"])
def test_a_sign_between_values_of_a_line_leaves_the_row_unread(line: str) -> None:
    lines = bare_lines(BLOCKS_2019)
    start = lines.index("行政强制")
    tables = read_text_table([*lines[:start], line, *lines[start + 4 :]])
    assert "0" not in prints(tables, "compulsory_measures", "disclosure")


def test_a_label_in_two_pieces_does_not_make_the_values_beside_the_first_blank() -> None:
    lines = ["| 规 | 4 | 4 | 5 |", "| 范性文件（以本 | | | |", "| 机关名义印发） | | | |"]
    head = [" | ".join(["", *cells, ""]).strip() for cells in BLOCKS_2019[:2]]
    tables = read_text_table([*head, *lines])
    assert "blank" not in prints(tables, "normative_documents", "disclosure")


def test_a_value_below_a_header_without_a_name_may_be_that_of_the_blank_cell_beside_it() -> None:
    """Markdown made of a table whose headers span two columns and whose data do not, or otherwise."""
    tables = read_text_table(
        [
            "| 第二十条第（五）项 | | | | |",
            "| --- | --- | --- | --- | --- |",
            "| 信息内容 | 上一年项目数量 | 本年增/减 | | 处理决定数量 |",
            "| 行政许可 | 30 | | 7 | 56007 |",
            "| 其他对外管理服务事项 | 16 | | 25 | 280 |",
        ]
    )
    assert prints(tables, "other_services", "disclosure") == ["16", "unreadable", "280"]


def test_values_beside_their_label_and_below_it_are_unread() -> None:
    """The last number wraps: 66, a blank cell, 49852."""
    lines = bare_lines(BLOCKS_2019)
    at = lines.index("行政强制")
    tables = read_text_table([*lines[:at], "行政强制 66", "4985", "2", *lines[at + 4 :]])
    assert set(prints(tables, "compulsory_measures", "disclosure")) == {"unreadable"}
