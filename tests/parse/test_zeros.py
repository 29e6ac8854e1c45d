"""Zero said without a digit."""

import pytest

from tests.parse.prose_lines import figures_of, read


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("本年度未收到政府信息公开申请。", ["application.received"]),
        ("2020年我办没有收到任何公开政府信息的申请。", ["application.received"]),
        ("全年无依申请公开事项。", ["application.received"]),
        ("未接到申请人提出的依申请公开。", ["application.received"]),
        ("未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。", ["remedy.review", "remedy.litigation"]),
        ("未发生因政府信息公开被申请行政复议，提起行政诉讼的情况。", ["remedy.review", "remedy.litigation"]),
        ("没有因信息公开引发的行政诉讼。", ["remedy.litigation"]),
        ("无信息公开类行政复议。", ["remedy.review"]),
        ("全年没有被申请行政复议、提起行政诉讼。", ["remedy.review", "remedy.litigation"]),
        ("政府信息公开工作未收取任何费用。", ["fee.processing_yuan"]),
        ("本年未产生信息处理费。", ["fee.processing_yuan"]),
        ("政府信息公开方面未发生责任追究情况。", ["org.accountability"]),
        ("信息公开行政复议均未被纠错。", []),
        ("该信息公开行政复议未被复议机关纠正。", ["remedy.review.corrected"]),
    ],
)
def test_a_zero_without_a_digit_is_a_figure(text: str, indicators: list[str]) -> None:
    figures = figures_of(text)
    assert [figure.indicator for figure in figures] == indicators
    assert all(figure.value == 0 and figure.in_scope and figure.raw in text for figure in figures)


@pytest.mark.parametrize(
    "text",
    [
        "信息公开申请无法提供的均作说明。",
        "申请人未按收费通知要求缴纳费用的不再处理其政府信息公开申请。",
        "无正当理由大量反复提出信息公开申请的依法处理。",
        "尚未审结的信息公开行政复议已列出。",
        "力争不发生信息公开行政诉讼，今后无行政复议。",
        "没有现成信息需要另行制作。",
        "未收到救助申请。",
        "未经复议直接起诉信息公开案件。",
    ],
)
def test_a_negation_of_something_else_is_no_zero(text: str) -> None:
    assert figures_of(text) == ()


def test_a_negation_before_a_number_is_left_alone() -> None:
    assert read("未发生信息公开行政复议，行政诉讼1件。") == [("remedy.review", 0, "件"), ("remedy.litigation", 1, "件")]
    assert read("未发生信息公开行政复议、行政诉讼1件。") == [(None, 1, "件")]


def test_a_zero_without_a_full_stop_counts_where_tables_are_due() -> None:
    lines = ("结果维持", "尚未审结", "0", "2023年我局未发生行政复议、行政诉讼")
    figures = read(*lines, heading="四、政府信息公开行政复议、行政诉讼情况")
    assert [indicator for indicator, _, _ in figures] == ["remedy.review", "remedy.litigation"]


def test_no_fee_taken_in_the_last_section_is_the_fee_of_the_rules() -> None:
    assert read("本年度没有收取任何费用。", heading="六、其他需要报告的事项") == [("fee.processing_yuan", 0, "元")]
    assert read("窗口服务不收取任何费用。") == []
