"""Flattened text: what is a paragraph, a run, a grid."""

import pytest

from pipelines.errors import UnreadableDocumentError
from pipelines.model import Grid, Page, Run
from pipelines.read.text import MAX_TEXT_BYTES, read_text


def read(*lines: str) -> Page:
    return read_text("\n".join(lines).encode())


def runs(page: Page) -> list[list[list[tuple[str, int]]]]:
    return [
        [[(cell.text, cell.column_span) for cell in line] for line in block.lines]
        for block in page.blocks
        if isinstance(block, Run)
    ]


def test_a_pipe_ends_a_cell_and_pipes_together_are_one_empty_cell() -> None:
    page = read("第二十条第(一)项 |", "|||", "规章 |", "|", "0 |")
    assert runs(page) == [[[("第二十条第(一)项", 1)], [("", 3)], [("规章", 1)], [("", 1)], [("0", 1)]]]


def test_rows_on_lines_keep_blank_cells_apart_from_padding() -> None:
    page = read("规章 | 1 | | 3 | ||", "| 规章 | 1 | | 3 | ||")
    row = [("规章", 1), ("1", 1), ("", 1), ("3", 1), ("", 2)]
    assert runs(page) == [[row, row]]


def test_a_pipe_on_the_next_line_ends_the_cell_before_it() -> None:
    page = read("行政规范性文件", "|", "0 | 1", "|", "2 |", "|")
    assert runs(page) == [[[("行政规范性文件", 1)], [("0", 1), ("1", 1)], [("2", 1)], [("", 1)]]]


def test_a_heading_between_two_tables_stays_a_paragraph() -> None:
    page = read("规章 |", "0 |", "三、收到和处理政府信息公开申请情况", "自然人 |")
    assert [paragraph.text for paragraph in page.paragraphs()] == ["三、收到和处理政府信息公开申请情况"]
    assert len(runs(page)) == 2


def test_locators_are_physical_lines() -> None:
    page = read("", "甲", "", "规章 |", "0 |")
    assert [block.locator for block in page.blocks] == ["line 2", "line 4"]
    run = page.blocks[1]
    assert isinstance(run, Run)
    assert [line[0].locator for line in run.lines] == ["line 4", "line 5"]


def test_a_markdown_rule_proves_a_grid() -> None:
    page = read(
        "# 某县2025年年度报告", "| 信息内容 | 本年制发件数 |", "|---|:---:|", "| 规章 | **0** |", "| 短 |", "尾"
    )
    grid = page.blocks[1]
    assert isinstance(grid, Grid)
    assert [[cell and cell.text for cell in row] for row in grid.rows] == [
        ["信息内容", "本年制发件数"],
        ["规章", "0"],
        ["短", None],
    ]
    assert (page.media_type, page.title, page.blocks[0].locator) == ("text/markdown", "某县2025年年度报告", "line 1")


def test_a_second_rule_begins_a_second_grid() -> None:
    page = read("| a | b |", "|---|---|", "| 1 | 2 |", "| 0 | 0 | 0 |", "|---|---|---|")
    assert [len(block.rows) for block in page.blocks if isinstance(block, Grid)] == [2, 1]


def test_equal_tabs_on_every_line_prove_a_grid_and_others_do_not() -> None:
    assert isinstance(read("规章\t0\t0", "其他\t\t1", "合计\t0\t").blocks[0], Grid)
    assert isinstance(read("规章\t0\t0", "其他\t1", "合计\t0\t").blocks[0], Run)


def test_the_panel_is_read_from_lines_names_in_turn_and_rows() -> None:
    page = read(
        "• 索引号:", "• 001/2023-1", "来源:某局 发布时间:2024-03-26", "甲", "文号 | 某〔2024〕1号 | 发布机构 | 某局 |"
    )
    assert page.meta == (
        ("索引号", "001/2023-1"),
        ("来源", "某局"),
        ("发布时间", "2024-03-26"),
        ("文号", "某〔2024〕1号"),
        ("发布机构", "某局"),
    )


def test_a_file_that_ends_in_a_digit_may_be_cut_off() -> None:
    (run,) = runs(read("行政处罚 | 13"))
    assert run == [[("行政处罚", 1), ("13\ufffc", 1)]]
    (run,) = runs(read("行政处罚 | 13 |"))
    assert run == [[("行政处罚", 1), ("13", 1)]]


def test_text_beyond_the_bounds_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="bytes"):
        read_text(b"a" * (MAX_TEXT_BYTES + 1))
    with pytest.raises(UnreadableDocumentError, match="lines"):
        read_text(b"\n" * 300_000)
    with pytest.raises(UnreadableDocumentError, match="cells"):
        read_text(("a" + "| " * 500_000).encode())


def test_marks_of_markdown_in_a_cell_are_not_printed() -> None:
    rows = [
        "| 行政许可 | 本年增/减 | 金额 |",
        "|---|---|---|",
        r"| 1\.属于国家秘密 | \-8 | 4496\.72 |",
        r"| \ | \+1 | a\|b |",
    ]
    (grid,) = read_text("\n".join(rows).encode()).blocks
    assert isinstance(grid, Grid)
    assert [[cell and cell.text for cell in row] for row in grid.rows[1:]] == [
        ["1.属于国家秘密", "-8", "4496.72"],
        ["\\", "+1", "a|b"],
    ]


def test_a_number_struck_out_in_markdown_is_none() -> None:
    rows = ["| 甲 | 乙 | 丙 |", "|---|---|---|", "| ~~77~~1 | ~~77~~ | 1~~2~~3 |"]
    (grid,) = read_text("\n".join(rows).encode()).blocks
    assert isinstance(grid, Grid)
    assert [cell and cell.text for cell in grid.rows[1]] == ["1", "~~77~~", "1 3"]
