"""Tables without ruling lines whose figures do not stand on one line: unread, never in another order or in pieces."""

import pytest
from drawn_pdf import FONT, Pen
from reportlab.pdfbase import pdfmetrics

from pipelines.model import Grid, Paragraph
from pipelines.read.pdf import read_pdf

SIZE = 9.0
TOP = 700.0
FIGURES_AT = 200.0
COLUMN = 40.0


def page_of(*prints: tuple[float, float, str]) -> list[str]:
    """The lines of a page with these texts: x, points below the top, text."""
    pen = Pen()
    for x, down, text in prints:
        pen.text(x, TOP - down, text, SIZE)
    blocks = read_pdf(pen.bytes()).blocks
    assert not [block for block in blocks if isinstance(block, Grid)]
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def row(down: float, label: str, *figures: str) -> list[tuple[float, float, str]]:
    """A label at the left and figures centred in columns; an empty one prints nothing."""
    places = [(FIGURES_AT + COLUMN * at, figure) for at, figure in enumerate(figures) if figure]
    centred = [(x - pdfmetrics.stringWidth(text, FONT, SIZE) / 2, down, text) for x, text in places]
    return [(60.0, down, label), *centred] if label else centred


def has_digits(lines: list[str]) -> bool:
    return any(character.isdigit() for line in lines for character in line)


def test_a_number_that_wraps_in_a_narrow_column_is_not_its_middle_digit() -> None:
    lines = page_of(
        *row(0, "", "4", "", "", "5"), *row(11, "一、本年新收", "9", "50", "5", "8"), *row(22, "", "3", "", "", "2")
    )
    assert not has_digits(lines)


@pytest.mark.parametrize("down", [6, 12])
def test_a_figure_that_stands_lower_than_its_row_is_not_the_last_one(down: float) -> None:
    assert not has_digits(page_of(*row(0, "", "6", "1", "", "8", "0"), *row(down, "", "", "", "15")))


def test_figures_between_the_lines_of_their_label_beside_a_wrapped_cell_are_unread() -> None:
    lines = page_of(*row(0, "确认或", "(0)", "-"), *row(5, "", "", "", "0", "0", "0"), *row(10, "重新出具", "(0)"))
    assert "0 0 0" not in lines


def test_figures_between_the_lines_of_their_label_are_read() -> None:
    lines = page_of((60.0, 0, "申请人逾期未按收费通知"), *row(6, "", "24", "3", "1"), (60.0, 12, "要求缴纳费用"))
    assert "24 3 1" in lines


def test_a_row_that_goes_on_at_the_left_of_the_next_line_is_text() -> None:
    assert page_of(*row(0, "规章", "12", "3", "4"), (60.0, 11, "5 6 7")) == ["规章 12 3 4", "5 6 7"]


def test_rows_of_text_lines_that_are_apart_are_read() -> None:
    lines = page_of(*row(0, "规章", "1", "2", "3"), *row(18, "", "4", "5", "6"))
    assert lines == ["规章 1 2 3", "4 5 6"]


def aligned(*rows: tuple[str, ...]) -> list[tuple[float, float, str]]:
    return [each for at, (label, *figures) in enumerate(rows) for each in row(30.0 * at, label, *figures)]


def test_rows_of_figures_in_columns_of_their_own_leave_the_table_unread() -> None:
    """The first row prints a column that the others leave blank, and the other way round."""
    rows = (
        ("1.甲", "45", "3", "", "1", "1", "", "50"),
        ("2.乙", "33", "4", "1", "", "2", "1", "41"),
        ("3.丙", "15", "2", "1", "", "1", "1", "20"),
        ("4.丁", "16", "2", "1", "", "1", "1", "21"),
    )
    lines = page_of(*aligned(*rows))
    assert lines == [" ".join(filter(None, row)) for row in rows]
