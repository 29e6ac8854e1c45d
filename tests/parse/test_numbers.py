"""The print of a cell and its value: what is read, what is refused, nothing in between."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model import CellState
from pipelines.parse.numbers import header_unit, looks_like_value, read_change, read_count, read_money


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("14", 14),
        ("０", 0),
        ("１２", 12),
        (" 112", 112),
        ("\xa07\u3000", 7),
        ("1,362", 1362),
        ("1，362", 1362),
        ("0 件", 0),
        ("18条", 18),
        ("3 件次", 3),
        ("2起", 2),
        ("14。", 14),
        ("0；", 0),
        ("22（其中修订 16 件）", 22),
        ("55(含自然失效29件)", 55),
        ("+19", 19),
        ("-8", -8),
        ("－3", -3),
        ("5.0", 5),
        ("-0", 0),
    ],
)
def test_a_count_is_read_whole(text: str, value: int) -> None:
    assert read_count(text)[:2] == (CellState.NUMBER, Decimal(value))


@pytest.mark.parametrize(("text", "value"), [("增5", 5), ("减3", -3), ("增1423", 1423), ("减少 2", -2), ("增0", 0)])
def test_words_sign_only_the_column_of_changes(text: str, value: int) -> None:
    assert read_change(text)[:2] == (CellState.NUMBER, Decimal(value))
    assert read_count(text).state is CellState.TEXT


@pytest.mark.parametrize(
    "text",
    [
        "O",
        "o",
        "〇",
        "1O",
        "②",
        "5²",
        "--253",
        "+(0) -(0)",
        "1,36",
        "12,3456",
        "1 139",
        "5.5",
        "12(3",
        "(22)",
        "约5",
        "2019年",
        "1.2万",
        "5元",
        "详见附件",
        "1-2",
        "3/4",
        "9" * 15,
        "٣",
        "0￼",
        "5件3",
    ],
)
def test_a_print_that_is_not_explained_is_text_and_has_no_value(text: str) -> None:
    for read in (read_count, read_change):
        assert read(text)[:2] == (CellState.TEXT, None)


def test_a_number_that_ends_a_sentence_is_one_in_a_cell_only() -> None:
    assert read_money("26.55。", header_unit="元").value == Decimal("26.55")
    assert not looks_like_value("14。")
    assert read_count("。").state is CellState.TEXT


@pytest.mark.parametrize("text", ["/", "-", "—", "——", "–", "‐", "─", "━", "无", "\\", "／", "－"])
def test_a_slash_is_neither_blank_nor_zero(text: str) -> None:
    assert read_count(text) == (CellState.SLASH, None, "")
    assert read_money(text, header_unit="万元") == (CellState.SLASH, None, "")


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\xa0\xa0", "\u200b"])
def test_a_cell_without_print_is_blank(text: str) -> None:
    assert read_count(text) == (CellState.BLANK, None, "")


@pytest.mark.parametrize(
    ("text", "unit", "yuan"),
    [
        ("251000元", None, "251000"),
        ("2024.3794万元", None, "20243794"),
        ("103.3879万元", "万元", "1033879"),
        ("1.5亿元", None, "150000000"),
        ("477.35", "万元", "4773500"),
        ("26.55", "元", "26.55"),
        ("0", None, "0"),
        ("0.00", None, "0"),
        ("4,068.208", "万元", "40682080"),
        ("0.6722291876", "万元", "6722.291876"),
    ],
)
def test_money_is_in_yuan_by_the_unit_of_the_cell_then_of_the_header(text: str, unit: str | None, yuan: str) -> None:
    assert read_money(text, header_unit=unit)[:2] == (CellState.NUMBER, Decimal(yuan))


def test_an_amount_without_any_unit_is_unreadable() -> None:
    reading = read_money("477.35", header_unit=None)
    assert (reading.state, reading.value) == (CellState.UNREADABLE, None)
    assert "unit" in reading.reason


@pytest.mark.parametrize("text", ["5件", "3项", "1.2.3", "约5万元", "5万"])
def test_an_amount_that_is_not_explained_is_text(text: str) -> None:
    assert read_money(text, header_unit="万元")[:2] == (CellState.TEXT, None)


@pytest.mark.parametrize(
    ("header", "unit"),
    [
        ("本年收费金额（单位：万元）", "万元"),
        ("采购总金额(万元)", "万元"),
        ("采购总金额（元）", "元"),
        ("采购总金额", None),
        ("金额（元/万元）", None),
    ],
)
def test_the_header_names_one_unit_or_none(header: str, unit: str | None) -> None:
    assert header_unit(header) == unit


@given(st.integers(-(10**13), 10**13), st.sampled_from(["{}", "{:,}", " {} ", "{} 件", "{}（其中修订16件）"]))
def test_every_whole_number_comes_back_from_its_print(number: int, style: str) -> None:
    assert read_count(style.format(number)).value == number


@given(st.decimals(0, 10**9, places=4, allow_nan=False), st.sampled_from(["元", "万元"]))
def test_every_amount_comes_back_exactly(amount: Decimal, unit: str) -> None:
    factor = 1 if unit == "元" else 10_000
    assert read_money(f"{amount:f}{unit}", header_unit=None).value == amount * factor


@given(st.text(max_size=30))
def test_any_print_has_a_state_and_only_numbers_have_a_value(text: str) -> None:
    for reading in (read_count(text), read_change(text), read_money(text, header_unit="万元")):
        assert (reading.value is not None) == (reading.state is CellState.NUMBER)
    looks_like_value(text)


@given(st.text("0123456789,.+-增减元万件 ()（）", max_size=12))
def test_digits_are_never_dropped_outside_brackets(text: str) -> None:
    reading = read_change(text)
    if reading.value is not None:
        outside = text.split("(")[0].split("（")[0]
        printed = "".join(character for character in outside.split(".")[0] if character.isdigit())
        assert int(printed) == abs(reading.value)
