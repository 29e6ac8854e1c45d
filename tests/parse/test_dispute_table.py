"""Table four: no label, so its length and its header prove it."""

import pytest

from pipelines.model import Fact
from tests.parse.flat_tables import prints, read_html_table, read_text_table

VALUES = [str(number) for number in range(11, 26)]
RESULTS = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
HEADER = [["行政复议", "行政诉讼"], [*RESULTS, "未经复议直接起诉", "复议后起诉"], [*RESULTS, *RESULTS]]
TOP = (
    "<tr><td colspan=5>行政复议</td><td colspan=10>行政诉讼</td></tr>"
    "<tr>" + "".join(f"<td rowspan=2>{name}</td>" for name in RESULTS) + "<td colspan=5>未经复议直接起诉</td>"
    "<td colspan=5>复议后起诉</td></tr><tr>" + "".join(f"<td>{name}</td>" for name in RESULTS * 2) + "</tr>"
)
EXPECTED = {"review": VALUES[:5], "litigation_direct": VALUES[5:10], "litigation_after_review": VALUES[10:]}


def found(facts_of: object) -> dict[str, list[str | None]]:
    from pipelines.parse.tables import Tables

    assert isinstance(facts_of, Tables)
    return {code: prints(facts_of, code, "dispute") for code in EXPECTED}


def html(values: list[str], top: str = TOP) -> str:
    cells = "".join(f"<td>{value}</td>" for value in values)
    return f"<p>四、政府信息公开行政复议、行政诉讼情况</p><table>{top}<tr>{cells}</tr></table>"


def cell_lines(values: list[str]) -> list[str]:
    lines: list[str] = []
    for cells in HEADER:
        lines += [*(f"{cell} |" for cell in cells), "|" * (15 - len(cells))]
    return lines + [f"{value} |" if value else "|" for value in values]


def row_lines(values: list[str]) -> list[str]:
    return [" | ".join(cells) + " | " + "|" * (15 - len(cells)) for cells in HEADER] + [" | ".join(values) + " |"]


def bare_lines(values: list[str]) -> list[str]:
    return [cell for cells in [*HEADER, values] for cell in cells]


def spaced(values: list[str]) -> list[str]:
    return ["行政复议 行政诉讼", "未经复议直接起诉 复议后起诉", "结 结 其 尚", "果 果 他 未", " ".join(values)]


@pytest.mark.parametrize("lines", [cell_lines, row_lines, bare_lines, spaced])
def test_every_dialect_gives_fifteen_values(lines: object) -> None:
    assert callable(lines)
    assert found(read_text_table(lines(VALUES))) == EXPECTED


def test_html_is_read_by_header_and_by_order_alike() -> None:
    tables = read_html_table(html(VALUES))
    assert found(tables) == EXPECTED
    assert (tables.readings[0].second_method, tables.readings[0].differing_cells) == ("sequence", 0)


@pytest.mark.parametrize("lines", [cell_lines, row_lines, bare_lines, spaced])
@pytest.mark.parametrize("gone", [0, 7, 14])
def test_fourteen_values_are_not_read(lines: object, gone: int) -> None:
    assert callable(lines)
    tables = read_text_table(lines(VALUES[:gone] + VALUES[gone + 1 :]))
    assert {fact.value for fact in tables.facts if fact.table == "dispute"} <= {None}


def test_fourteen_cells_of_html_are_not_read() -> None:
    tables = read_html_table(html(VALUES[:3] + VALUES[4:]))
    assert {fact.value for fact in tables.facts} <= {None}


def test_blank_cells_are_blank_in_html() -> None:
    values = ["5", "", "", "2", "7", "8", "", "", "1", "9", "", "", "", "", ""]
    tables = read_html_table(html(values))
    assert found(tables)["litigation_after_review"] == ["blank"] * 5
    assert found(tables)["review"] == ["5", "blank", "blank", "2", "7"]


def test_blank_cells_at_the_end_of_a_line_may_have_vanished_before_it() -> None:
    values = ["5", "0", "0", "2", "7", *["0"] * 9, ""]
    tables = read_text_table(row_lines(values))
    assert {fact.value for fact in tables.facts if fact.table == "dispute"} == {None}


def test_three_tables_of_five_go_to_the_block_that_names_them() -> None:
    lines: list[str] = []
    for name, code in (("行政复议", "review"), ("行政诉讼（未经复议直接起诉）", "litigation_direct")):
        lines += [f"### {name}", "| " + " | ".join(RESULTS) + " |", "|---|---|---|---|---|"]
        lines += ["| " + " | ".join(EXPECTED[code]) + " |", ""]
    tables = read_text_table(lines)
    assert found(tables) == {**EXPECTED, "litigation_after_review": []}


def test_two_tables_of_five_and_ten_are_one_table_four() -> None:
    review = "<table><tr><td colspan=5>行政复议</td></tr><tr>" + "".join(f"<td>{name}</td>" for name in RESULTS)
    review += "</tr><tr>" + "".join(f"<td>{value}</td>" for value in VALUES[:5]) + "</tr></table>"
    suits = "<table><tr><td colspan=10>行政诉讼</td></tr>"
    suits += "<tr><td colspan=5>未经复议直接起诉</td><td colspan=5>复议后起诉</td></tr>"
    suits += "<tr>" + "".join(f"<td>{name}</td>" for name in RESULTS * 2) + "</tr><tr>"
    suits += "".join(f"<td>{value}</td>" for value in VALUES[5:]) + "</tr></table>"
    assert found(read_html_table(review, suits)) == EXPECTED


def test_ten_values_are_no_two_blocks_unless_the_header_names_both() -> None:
    names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计结果维持", "结果纠其他", "正审结", "行政诉讼结果维总"]
    header = "".join(f"<td>{name}</td>" for name in [*names, "复议后起诉结果纠", "总计"])
    row = "".join(f"<td>{value}</td>" for value in VALUES[:10])
    tables = read_html_table(f"<p>行政复议</p><table><tr>{header}</tr><tr>{row}</tr></table>")
    assert not any(fact.value for fact in tables.facts)


def test_fifteen_values_below_the_section_heading_need_no_header() -> None:
    assert found(read_html_table(html(VALUES, top=""))) == EXPECTED


def test_a_header_in_another_order_leaves_the_table_unread() -> None:
    swapped = TOP.replace("结果维持", "X").replace("结果纠正", "结果维持").replace("X", "结果纠正")
    tables = read_html_table(html(VALUES, top=swapped))
    assert {fact.value for fact in tables.facts} == {None}


def test_words_in_a_row_of_values_are_text_and_do_not_hide_the_row() -> None:
    tables = read_html_table(html(["未发生", *VALUES[1:]]))
    assert found(tables)["review"] == ["text", *VALUES[1:5]]


def test_values_after_the_table_belong_to_no_table() -> None:
    lines = [*bare_lines(VALUES), "五、存在的主要问题及改进情况", *map(str, range(15))]
    facts: tuple[Fact, ...] = read_text_table(lines).facts
    assert [str(fact.value) for fact in facts if fact.table == "dispute"] == VALUES


def with_second_row(first: list[str], second: list[str]) -> str:
    row = "".join(f"<td>{value}</td>" for value in second)
    return html(first).replace("</table>", f"<tr>{row}</tr></table>")


def test_the_blank_rest_of_a_row_on_the_next_page_contradicts_nothing() -> None:
    assert found(read_html_table(with_second_row(VALUES, [""] * 15))) == EXPECTED


@pytest.mark.parametrize("second", [["", *VALUES[1:]], VALUES[::-1]])
def test_a_second_row_with_any_text_contradicts_the_first(second: list[str]) -> None:
    tables = read_html_table(with_second_row(VALUES, second))
    assert "contradicting_rows" in {issue.kind for issue in tables.issues}


def test_blank_lines_before_and_behind_bare_values_may_be_values_or_not() -> None:
    values = ["", "", "13", "", "", *VALUES[5:14], ""]
    expected = {code: ["unreadable"] * 5 for code in EXPECTED}
    assert found(read_text_table([*bare_lines(values), "", "", "五、存在的主要问题"])) == expected
    assert found(read_text_table([*bare_lines(["", "", *VALUES]), "五、存在的主要问题"])) == EXPECTED


@pytest.mark.parametrize("above", [True, False])
def test_a_blank_row_that_only_holds_its_place_does_not_contradict_the_values(above: bool) -> None:  # noqa: FBT001
    spare = "<tr height=0>" + "<td width=39 style='border:none'></td>" * 15 + "</tr>"
    table = html(VALUES)
    table = (
        table.replace("<tr><td>11", spare + "<tr><td>11") if above else table.replace("</table>", spare + "</table>")
    )
    assert found(read_html_table(table)) == EXPECTED
    assert found(read_html_table(html([""] * 15))) == {code: ["blank"] * 5 for code in EXPECTED}


def test_two_rows_of_values_contradict_each_other() -> None:
    twice = html(VALUES).replace("</table>", "<tr>" + "<td>0</td>" * 15 + "</tr></table>")
    assert found(read_html_table(twice)) == {code: ["unreadable"] * 5 for code in EXPECTED}


def with_side_columns(values: list[str], left: str | None, right: str | None) -> str:
    """The table with a column before it (序号) and one behind it (备注), in header and values."""
    top = TOP.replace("<tr>", "<tr><td rowspan=3>序号</td>", 1) if left is not None else TOP
    if right is not None:
        top = top.replace("</tr>", "<td rowspan=3>备注</td></tr>", 1)
    return html([*([] if left is None else [left]), *values, *([] if right is None else [right])], top)


@pytest.mark.parametrize(
    ("left", "right"), [("1", None), ("数量（件）", None), (None, ""), (None, "含1件延期"), ("1", "无"), (None, "7")]
)
def test_columns_of_another_kind_beside_the_table_are_none_of_its_cells(left: str | None, right: str | None) -> None:
    assert found(read_html_table(with_side_columns(VALUES, left, right))) == EXPECTED


@pytest.mark.parametrize("gone", [0, 7, 14])
def test_a_number_of_the_row_does_not_make_up_for_a_lost_value(gone: int) -> None:
    values = [value for at, value in enumerate(VALUES) if at != gone]
    read = found(read_html_table(with_side_columns(values, "1", None)))
    assert read == {code: ["unreadable"] * 5 for code in EXPECTED}


def test_rows_of_the_same_kind_for_several_years_stay_unread() -> None:
    years = with_side_columns(VALUES, "2022年", None).replace(
        "</table>", "<tr><td>2021年</td>" + "<td>3</td>" * 15 + "</tr></table>"
    )
    assert found(read_html_table(years)) == {code: ["unreadable"] * 5 for code in EXPECTED}


def test_a_row_for_each_block_may_name_its_group_too() -> None:
    rows = [["类别", "类别", *RESULTS], ["行政复议", "行政复议", *VALUES[:5]]]
    rows += [["行政诉讼", "未经复议直接起诉", *VALUES[5:10]], ["行政诉讼", "复议后起诉", *VALUES[10:]]]
    written = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    written = written.replace("<td>类别</td><td>类别</td>", "<td colspan=2>类别</td>")
    written = written.replace("<td>行政复议</td><td>行政复议</td>", "<td colspan=2>行政复议</td>")
    written = written.replace("<td>行政诉讼</td>", "<td rowspan=2>行政诉讼</td>", 1).replace("<td>行政诉讼</td>", "")
    assert found(read_html_table(f"<p>四、行政复议、行政诉讼情况</p><table>{written}</table>")) == EXPECTED


def bare_values(*lines: str) -> list[str]:
    """The header in bare lines, then these lines of values."""
    return [cell for cells in HEADER for cell in cells] + list(lines)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([" ".join(VALUES[:10]), " ".join(VALUES[10:])], id="numbers that wrap: 35 4 19 over 3 5"),
        pytest.param(["11", "12", "13 14", "15", *VALUES[5:]], id="lines of one value and of two"),
        pytest.param(["", *VALUES[:13], ""], id="blank lines around thirteen values"),
    ],
)
def test_lines_that_do_not_show_which_values_are_one_row_leave_it_unread(lines: list[str]) -> None:
    tables = read_text_table(bare_values(*lines))
    assert not [fact for fact in tables.facts if fact.value is not None]


@pytest.mark.parametrize("ends", [(5, 10, 15), (5, 15), (15,)])
def test_lines_of_whole_blocks_are_read(ends: tuple[int, ...]) -> None:
    starts = (0, *ends)
    lines = [" ".join(VALUES[start:end]) for start, end in zip(starts, ends, strict=False)]
    assert found(read_text_table(bare_values(*lines))) == EXPECTED


def test_a_row_of_a_hundred_blank_cells_in_markdown_is_no_blank_table() -> None:
    rule = "| " + " | ".join(["---"] * 100) + " |"
    lines = ["四、政府信息公开行政复议、行政诉讼情况", "行政复议", *RESULTS, "|" * 101, rule, "|" * 101, "|" * 101]
    assert not read_text_table(lines).facts


def test_a_blank_row_is_not_read_in_place_of_a_row_that_is_torn() -> None:
    spare = "<tr>" + "<td></td>" * 15 + "</tr>"
    torn = html(VALUES).replace("<td>11</td><td>12</td>", "<td>11 12</td>").replace("</table>", spare + "</table>")
    assert all(set(prints) <= {"unreadable"} for prints in found(read_html_table(torn)).values())
    joined = html(VALUES).replace("</tr><tr><td>11", "<td>11").replace("</table>", spare + "</table>")
    assert all(set(prints) <= {"unreadable"} for prints in found(read_html_table(joined)).values())


@pytest.mark.parametrize("gone", [0, 7, 14])
def test_a_blank_column_before_the_table_does_not_make_up_for_a_lost_value(gone: int) -> None:
    values = [value for at, value in enumerate(VALUES) if at != gone]
    table = html(["", *values], TOP.replace("<tr>", "<tr><td></td>"))
    assert found(read_html_table(table)) == {code: ["unreadable"] * 5 for code in EXPECTED}
    assert found(read_html_table(html(["", *VALUES], TOP.replace("<tr>", "<tr><td></td>")))) == EXPECTED
