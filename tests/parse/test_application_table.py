"""Table three in every dialect, whole and damaged: right or unread, never wrong."""

import random

import pytest

from pipelines.model import CellState
from tests.parse.flat_tables import (
    DIALECTS,
    HEADER,
    Values,
    dialect_a,
    dialect_b,
    dialect_c,
    dialect_f,
    html_table,
    labels,
    markdown,
    places,
    prints,
    read_html_table,
    read_text_table,
    spaced,
    without_rule,
    zeros,
)

NEW = ["12", "3", "0", "1", "0", "2", "18"]


def sample(version: str = "2021") -> Values:
    """All values differ, so that a shifted or exchanged one cannot pass unseen."""
    numbers = iter(range(100, 1000))
    return {code: [str(next(numbers)) for _ in range(7)] for code, _ in labels(version)}


@pytest.mark.parametrize("version", ["2019", "2021"])
@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_gives_every_cell(dialect: str, version: str) -> None:
    values = sample(version)
    tables = read_text_table(DIALECTS[dialect](values, version))
    assert {code: prints(tables, code) for code in values} == values
    assert tables.readings[0].form == version


@pytest.mark.parametrize("version", ["2019", "2021"])
def test_html_is_read_by_position_and_by_order_alike(version: str) -> None:
    values = sample(version)
    tables = read_html_table(html_table(values, version))
    assert {code: prints(tables, code) for code in values} == values
    (reading,) = tables.readings
    assert (reading.form, reading.method, reading.second_method, reading.differing_cells) == (
        version,
        "grid",
        "sequence",
        0,
    )


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("seed", range(8))
def test_a_value_removed_from_a_row_never_shifts_the_others(dialect: str, seed: int) -> None:
    choice = random.Random(seed)  # noqa: S311
    values = sample()
    code = choice.choice(list(values))
    damaged = values | {code: list(values[code])}
    del damaged[code][choice.randrange(7)]
    tables = read_text_table(DIALECTS[dialect](damaged))
    for other in values:
        assert prints(tables, other) in ([["unreadable"] * 7] if other == code else [values[other], ["unreadable"] * 7])
    assert any(issue.kind == "unalignable_row" and code in issue.subject for issue in tables.issues)


@pytest.mark.parametrize("seed", range(8))
def test_a_cell_removed_from_html_never_shifts_the_others(seed: int) -> None:
    choice = random.Random(seed)  # noqa: S311
    values = sample()
    code = choice.choice(list(values))
    damaged = values | {code: list(values[code])}
    del damaged[code][choice.randrange(7)]
    tables = read_html_table(html_table(damaged))
    assert prints(tables, code) == ["unreadable"] * 7
    assert all(prints(tables, other) == values[other] for other in values if other != code)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_lines_that_occur_twice_and_are_dropped_give_no_wrong_value(dialect: str) -> None:
    values = zeros(received_new=NEW, total_processed=NEW)
    tables = read_text_table(list(dict.fromkeys(DIALECTS[dialect](values))))
    for code, expected in values.items():
        for found, printed in zip(prints(tables, code), expected, strict=False):
            assert found in {printed, "unreadable"}


@pytest.mark.parametrize("dialect", ["A", "B", "C", "A2", "F"])
def test_blank_cells_that_vanish_never_shift_the_others(dialect: str) -> None:
    values = zeros(received_new=["12", "", "", "1", "", "2", "15"], granted=["5", "", "1", "", "", "", "6"])
    values["granted_in_part"] = ["", "4", "", "", "", "", ""]
    vanished = {code: [cell for cell in cells if cell] for code, cells in values.items()}
    tables = read_text_table(DIALECTS[dialect](vanished))
    for code in ("received_new", "granted", "granted_in_part"):
        assert prints(tables, code) == ["unreadable"] * 7


@pytest.mark.parametrize("dialect", ["A", "B", "C", "D", "A2"])
def test_blank_cells_that_stay_are_blank(dialect: str) -> None:
    values = zeros(received_new=["", "", "", "", "", "", "0"], granted=["5", "", "1", "", "", "", "6"])
    values["denied_state_secret"] = ["", "4", "", "", "", "", ""]
    values["denied_by_law"] = [""] * 7
    tables = read_text_table(DIALECTS[dialect](values))
    for code in ("received_new", "granted", "denied_state_secret", "denied_by_law"):
        assert prints(tables, code) == [cell or "blank" for cell in values[code]]


def test_a_lone_pipe_at_the_end_of_a_group_row_is_padding_and_not_the_lost_total() -> None:
    lines = dialect_a(zeros(granted=["5", "0", "0", "0", "0", "0"]))
    assert prints(read_text_table(lines), "granted") == ["unreadable"] * 7


def test_a_removed_label_does_not_give_its_values_to_the_row_above() -> None:
    values = sample()
    lines = [line for line in dialect_f(values | {"denied_by_law": []}) if "属于三类" not in line]
    tables = read_text_table(lines)
    assert prints(tables, "denied_internal_affairs") == []
    assert prints(tables, "denied_by_law") == ["unreadable"] * 7


def test_values_of_a_lost_row_of_bare_lines_do_not_fill_the_blank_row_above() -> None:
    lines = [line for line in dialect_f(sample() | {"denied_by_law": []}) if "三安全一稳定" not in line]
    assert prints(read_text_table(lines), "denied_by_law") == ["unreadable"] * 7


def test_columns_that_the_header_names_in_another_order_are_not_read_in_the_order_of_the_form() -> None:
    swapped = (
        "<tr><td colspan=3 rowspan=3>x</td><td colspan=7>申请人情况</td></tr>"
        "<tr><td rowspan=2>自然人</td><td colspan=5>法人或其他组织</td><td rowspan=2>总计</td></tr>"
        "<tr><td>科研机构</td><td>商业企业</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td></tr>"
    )
    tables = read_html_table(html_table(sample(), header=swapped))
    first = sample()["received_new"]
    assert prints(tables, "received_new") == [first[0], "unreadable", "unreadable", *first[3:]]


def test_a_subtotal_that_some_templates_add_is_left_out_by_name() -> None:
    header = (
        "<tr><td colspan=3 rowspan=3>x</td><td colspan=8>申请人情况</td></tr>"
        "<tr><td rowspan=2>自然人</td><td colspan=6>法人或其他组织</td><td rowspan=2>总计</td></tr>"
        "<tr><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>小计</td></tr>"
    )
    values = sample()
    wider = {code: [*cells[:6], "999", cells[6]] for code, cells in values.items()}
    tables = read_html_table(html_table(wider, header=header))
    assert {code: prints(tables, code) for code in values} == values


@pytest.mark.parametrize(
    ("label", "damaged"),
    [
        ("2.其他法律行政法规禁止公开", "2.其他法律行政止公开"),
        ("5.属于三类内部事务信息", "5．属于三类内容事务信息"),
        (
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "(二) 部分公开（区分处理的,只计这一情况，不计其他情况）",
        ),
        ("3.危及“三安全一稳定”", '3、危及"三安全一稳定"'),
        ("（六）其他处理", "(六) 其他"),
        ("四、结转下年度继续办理", "四、结转下年度继续办理数量"),
        ("2.没有现成信息需要另行制作", "没有现成信息 需要另行制作"),
    ],
)
def test_damaged_labels_are_recognised_by_group_and_ordinal(label: str, damaged: str) -> None:
    values = sample("2019")
    html = html_table(values, "2019")
    assert label in html
    tables = read_html_table(html.replace(label, damaged))
    assert {code: prints(tables, code) for code in values} == values


def test_a_row_without_its_label_is_placed_between_its_neighbours_in_html() -> None:
    values = sample()
    tables = read_html_table(html_table(values).replace("4.保护第三方合法权益", "&nbsp;"))
    assert prints(tables, "denied_third_party_rights") == values["denied_third_party_rights"]


WHOLE = "<td>5.要求行政机关确认或重新出具已获取信息</td>"


def cut_row(values: list[str], first: str, rest: str) -> str:
    """The row 5. as two rows, as where a page ends in it: its label in two pieces, its values beside the first."""
    blank = "<td></td>" * 7
    table = html_table(zeros(not_processed_reconfirmation=values))
    cells = "".join(f"<td>{value}</td>" for value in values)
    assert WHOLE + cells in table
    return table.replace(WHOLE + cells, f"<td>{first}</td>{cells}</tr><tr><td>{rest}</td>{blank}")


def test_a_row_cut_within_its_label_has_the_values_of_its_first_piece() -> None:
    values = ["6", "0", "1", "0", "0", "0", "7"]
    tables = read_html_table(cut_row(values, "要求行政机关", "确认或重新出具已获取信息"))
    assert prints(tables, "not_processed_reconfirmation") == values


def test_a_damaged_label_with_blank_cells_below_a_row_without_label_is_not_blank() -> None:
    tables = read_html_table(cut_row(["6", "0", "1", "0", "0", "0", "7"], "&nbsp;", "确认或重新出具已获取信息"))
    assert set(prints(tables, "not_processed_reconfirmation")) == {"unreadable"}


def test_blank_rows_below_a_blank_group_are_no_row_of_the_older_form() -> None:
    values = zeros("2019", other=[""] * 7)
    table = html_table(values, "2019")
    blank = "<td></td>" * 7
    row = f"<td colspan=2>（六）其他处理</td>{blank}</tr>"
    assert row in table
    assert set(prints(read_html_table(table), "other")) == {"blank"}
    lost = table.replace(row, f"{row}<tr><td colspan=2></td>{blank}</tr>")
    assert prints(read_html_table(lost), "other") == []


def test_rows_without_labels_in_a_torn_conversion_are_read_only_where_their_order_does_not_matter() -> None:
    values = zeros(
        granted=["4", "0", "0", "0", "0", "0", "4"],
        unavailable_not_held=["6", "0", "0", "0", "0", "0", "6"],
        unavailable_needs_creation=["2", "0", "0", "0", "0", "0", "2"],
        total_processed=["12", "0", "0", "0", "0", "0", "12"],
        received_new=["12", "0", "0", "0", "0", "0", "12"],
    )
    lines = markdown(values)
    for label in ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作"):
        lines = [line.replace(f"| {label} ", "") for line in lines]
    tables = read_text_table(lines)
    assert prints(tables, "unavailable_not_held") == ["unreadable", *["0"] * 5, "unreadable"]
    assert prints(tables, "unavailable_needs_creation") == ["unreadable", *["0"] * 5, "unreadable"]
    assert prints(tables, "granted") == values["granted"]


def test_a_copy_that_agrees_is_read_and_one_that_differs_leaves_the_cell_unread() -> None:
    values = sample()
    other = values | {"granted": ["1", *values["granted"][1:]]}
    same = read_html_table(html_table(values), html_table(values))
    assert prints(same, "granted") == values["granted"]
    differing = read_html_table(html_table(values), html_table(other))
    assert prints(differing, "granted") == ["unreadable", *values["granted"][1:]]
    assert any(issue.kind == "contradicting_rows" for issue in differing.issues)


def test_the_rows_of_table_three_begin_no_section_and_the_heading_ends_the_table() -> None:
    tables = read_text_table(
        [*dialect_c(sample()), "五、存在的主要问题", "1.重复申请", "9", "9", "9", "9", "9", "9", "9"]
    )
    assert prints(tables, "not_processed_repeat") == sample()["not_processed_repeat"]


def test_words_about_rows_in_the_prose_are_no_rows() -> None:
    tables = read_text_table(["（一）予以公开", "14", "0", "0", "0", "0", "0", "14", "1.重复申请 2 件"])
    assert tables.facts == ()


def test_a_missing_row_is_an_issue_and_no_fact() -> None:
    values = sample()
    html = html_table(values)
    gone = html[: html.index('<tr><td colspan="3">四、')] + "</table>"
    tables = read_html_table(gone)
    assert prints(tables, "carried_forward") == []
    assert ("missing_row", "application carried_forward") in {(i.kind, i.subject) for i in tables.issues}


def test_padding_tells_blank_from_lost_also_on_one_line() -> None:
    lines = dialect_b(zeros(granted=["5", "", "", "", "", "", ""]))
    assert prints(read_text_table(lines), "granted") == ["5", *["blank"] * 6]
    lost = [line.replace("（一）予以公开 | 5 | | | | | | |", "（一）予以公开 | 5 | | | | | ||") for line in lines]
    assert lost != lines
    assert prints(read_text_table(lost), "granted") == ["unreadable"] * 7


def test_a_note_and_letters_keep_their_print() -> None:
    values = zeros(received_new=["12（含上年3件）", "O", "/", "", "1,234", "１", "详见附件"])
    tables = read_html_table(html_table(values))
    facts = [fact for fact in tables.facts if fact.row == "received_new"]
    assert [fact.state for fact in facts] == [
        CellState.NUMBER,
        CellState.TEXT,
        CellState.SLASH,
        CellState.BLANK,
        CellState.NUMBER,
        CellState.NUMBER,
        CellState.TEXT,
    ]
    assert [fact.raw for fact in facts] == values["received_new"]
    assert [fact.value for fact in facts] == [12, None, None, None, 1234, 1, None]


def test_a_header_in_bare_lines_needs_no_pipes() -> None:
    assert HEADER[2] == ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]
    assert prints(read_text_table(dialect_f(sample())), "other_misc") == sample()["other_misc"]


BLANK_AT_BOTH_ENDS = ["", "7", "", "4", "", "3", ""]


def test_a_blank_place_below_a_label_is_no_value_in_pipes_without_a_rule() -> None:
    whole = [text or "0" for text in BLANK_AT_BOTH_ENDS]
    values = zeros(granted_in_part=BLANK_AT_BOTH_ENDS, received_new=whole, total_processed=whole)
    tables = read_text_table(without_rule(values))
    assert prints(tables, "granted_in_part") == [text or "blank" for text in BLANK_AT_BOTH_ENDS]


@pytest.mark.parametrize("rule", [True, False])
def test_a_blank_place_below_a_label_does_not_make_up_for_a_blank_value_that_is_trimmed(rule: bool) -> None:  # noqa: FBT001
    values = zeros(granted_in_part=BLANK_AT_BOTH_ENDS, received_new=["1", "2", "3", "4", "5", "", ""])
    lines = ["| " + " | ".join(row).rstrip(" |") + " |" for row in places(values)]
    tables = read_text_table([lines[0], "|" + "---|" * 10, *lines[1:]] if rule else lines)
    assert prints(tables, "granted_in_part") == ["unreadable"] * 7
    assert prints(tables, "received_new") == ["unreadable"] * 7
    assert prints(tables, "denied_by_law") == ["0"] * 7


def test_rows_between_lines_of_a_drawn_grid_do_not_take_a_covered_place_for_a_value() -> None:
    line = "+" + "----+" * 10
    drawn = [line, *[part for row in without_rule(zeros(granted_in_part=BLANK_AT_BOTH_ENDS)) for part in (row, line)]]
    assert prints(read_text_table(drawn), "granted_in_part") == ["unreadable"] * 7


def test_values_before_the_labels_of_their_rows_are_unread() -> None:
    """As some extractors print a PDF: the figures of a row, then its label."""
    values = sample()
    lines = [cell for row in HEADER for cell in row]
    for code, cells in labels("2021"):
        lines += [*values[code], *cells]
    tables = read_text_table(lines)
    assert not [fact for fact in tables.facts if fact.value is not None]


def test_the_rest_of_a_number_beside_the_rest_of_its_label_leaves_the_row_unread() -> None:
    lines = spaced(sample())
    at = next(number for number, line in enumerate(lines) if line.startswith("一、"))
    lines[at : at + 1] = ["一、本年新收政府信息公开申请 331 28 3 7 17 4 390", "数量 4"]
    assert set(prints(read_text_table(lines), "received_new")) == {"unreadable"}


def test_a_blank_line_below_a_line_of_values_is_no_blank_cell() -> None:
    lines = spaced(sample())
    assert lines[-1].startswith("四、")
    tables = read_text_table([*lines[:-1], "四、结转下年度继续办理 3 1 1 0 0 0", "", "四、复议情况"])
    assert set(prints(tables, "carried_forward")) == {"unreadable"}


def test_a_blank_line_at_the_end_of_bare_lines_is_a_cell_only_where_others_stand_between_values() -> None:
    values = sample()
    values["carried_forward"] = ["3", "1", "1", "0", "0", "0", ""]
    tables = read_text_table(dialect_f(values))
    assert set(prints(tables, "carried_forward")) == {"unreadable"}
    values["granted"] = ["7", "", "0", "0", "0", "0", "7"]
    tables = read_text_table(dialect_f(values))
    assert prints(tables, "carried_forward") == ["3", "1", "1", "0", "0", "0", "blank"]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(
            ["一、本年新收政府信息公开申请数量 156 182 786 156", "0 7 7"], id="a line of four and one of three"
        ),
        pytest.param(
            ["一、本年新收政府信息公开申请数量", "9", "213", "181 60", "8 1 1"], id="lines of one, two and three"
        ),
    ],
)
def test_values_on_lines_of_different_length_are_unread(lines: list[str]) -> None:
    """As programs print the text of a PDF whose numbers wrap in narrow columns."""
    rest = spaced(sample())
    at = next(number for number, line in enumerate(rest) if line.startswith("一、"))
    tables = read_text_table([*rest[:at], *lines, *rest[at + 1 :]])
    assert set(prints(tables, "received_new")) == {"unreadable"}


def test_blank_lines_between_all_values_are_no_blank_cells() -> None:
    """As programs print a PDF: three values of seven are left, and a blank line stands around each."""
    values = zeros(granted=["3", "0", "0", "0", "0", "0", "3"])
    lines = []
    for text in dialect_f(values):
        lines += [text, ""] if text.isdigit() else [text]
    at = lines.index("（二）部分公开（区分处理的，只计这一情形，不计其他情形）") + 1
    lines[at : at + 14] = ["", "5", "", "1", "", "4", ""]
    assert set(prints(read_text_table(lines), "granted_in_part")) == {"unreadable"}


def test_pipes_that_do_not_part_values_leave_the_table_unread() -> None:
    lines = [f"{cell} |" for row in HEADER for cell in row]
    for code, cells in labels("2021"):
        lines += [f"{cell} |" for cell in cells]
        lines += ["2 1 |", "3 |"] if code == "granted" else ["12 |", "12 |", "|", "|", "|", "|", "|"]
    assert not [fact for fact in read_text_table(lines).facts if fact.value is not None]


def test_values_below_a_bare_label_whose_successor_is_lost_are_unread() -> None:
    """Its own blank cells left no trace, and the label of the next row stands elsewhere: the values are that one's."""
    lines = dialect_f(zeros(denied_deliberative=["1442", "48", "19", "10", "14", "3", "1536"]))
    at = lines.index("5.属于三类内部事务信息") + 1
    lines[at : at + 8] = []
    tables = read_text_table(lines)
    assert set(prints(tables, "denied_internal_affairs")) == {"unreadable"}
    assert prints(tables, "denied_enforcement_file") == ["0"] * 7


def test_a_single_row_without_label_below_the_last_group_does_not_make_the_form_that_of_2021() -> None:
    """A page that cuts the row of （六）其他处理 leaves such a piece; the words of table two say which form it is."""
    values = zeros("2019", other=["5", "0", "0", "0", "0", "0", "5"])
    cells = "".join(f"<td>{value}</td>" for value in values["other"])
    piece = f"<tr><td colspan=2></td>{'<td>0</td>' * 7}</tr>"
    table = html_table(values, "2019").replace(f"{cells}</tr>", f"{cells}</tr>{piece}")
    assert piece in table
    header = ["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量"]
    rows = [["第二十条第（一）项"], header, ["规章", "0", "0", "0"]]
    above = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    tables = read_html_table(f"<table>{above}</table>{table}")
    assert prints(tables, "other") == values["other"]
    assert prints(tables, "other_overdue_correction") == []


def test_text_and_values_on_the_first_line_of_a_page_are_no_rest_of_a_row() -> None:
    assert not read_text_table(["某某 1 2"]).facts
