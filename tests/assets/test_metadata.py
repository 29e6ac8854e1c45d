"""Text of hostile pages as Markdown of the UI."""

from assets.metadata import LONGEST_CELL, markdown_cell, markdown_table


def test_cell_text_cannot_break_out_of_its_table_cell() -> None:
    assert markdown_cell("a|b\n<img src=x onerror=alert(1)>[x](javascript:1)") == (
        "a\\|b &lt;img src=x onerror=alert(1)&gt;\\[x\\](javascript:1)"
    )


def test_long_text_is_cut_and_says_so() -> None:
    assert markdown_cell("长" * 1000) == "长" * LONGEST_CELL + "…"


def test_a_table_has_a_header_and_one_line_per_row() -> None:
    text = markdown_table(["name", "count"], [["x", 1], [None, 2]]).value

    assert text.splitlines() == ["| name | count |", "| --- | --- |", "| x | 1 |", "|  | 2 |"]
