"""Counts of other years, of parts of a year, of many years; changes, goals and means: none is the year's count."""

import pytest

from pipelines.documents import parse_document
from pipelines.model import Figure, Hints
from pipelines.parse.narrative import find_figures
from pipelines.parse.sections import find_sections
from tests.parse.prose_lines import page_of


def figures_of(text: str, year: int | None, heading: str = "一、总体情况") -> tuple[Figure, ...]:
    page = page_of(heading, text)
    return find_figures(page, find_sections(page), year)


def counted(text: str, year: int | None = 2023) -> list[tuple[str | None, float]]:
    """Indicator and value of every figure of a report for that year."""
    return [(figure.indicator, float(figure.value)) for figure in figures_of(text, year)]


RECEIVED, TOTAL, WITHDRAWN = "application.received", "proactive.total", "application.withdrawn"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2022年收到政府信息公开申请62件，2023年收到政府信息公开申请71件。", [(None, 62), (RECEIVED, 71)]),
        ("2022年，我局收到政府信息公开申请62件。2023年，收到政府信息公开申请71件。", [(None, 62), (RECEIVED, 71)]),
        ("2022年、2023年分别收到政府信息公开申请62件、71件。", [(None, 62), (None, 71)]),
        ("上年收到政府信息公开申请62件；本年收到政府信息公开申请71件。", [(None, 62), (RECEIVED, 71)]),
        ("去年同期，主动公开政府信息310条，今年主动公开政府信息402条。", [(None, 310), (TOTAL, 402)]),
        ("收到政府信息公开申请71件（2022年收到申请62件）、撤回1件。", [(RECEIVED, 71), (None, 62), (WITHDRAWN, 1)]),
        ("我局2022年共主动公开政府信息310条。", [(None, 310)]),
        ("2022年全年主动公开政府信息310条，2023年全年主动公开政府信息402条。", [(None, 310), (TOTAL, 402)]),
    ],
)  # fmt: skip
def test_a_count_of_another_year_is_not_the_count(text: str, expected: list[tuple[str | None, float]]) -> None:
    assert counted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "自2008年5月条例施行以来，累计主动公开政府信息310条。",
        "网站开通以来累计主动公开政府信息310条。",
        "“十四五”期间，主动公开政府信息310条。",
        "近三年主动公开政府信息310条。",
        "上半年主动公开政府信息310条。",
        "2023年下半年，主动公开政府信息310条。",
        "第三季度主动公开政府信息310条。",
        "1-6月主动公开政府信息310条。",
    ],
)
def test_a_count_of_many_years_or_of_part_of_one_is_not_the_years(text: str) -> None:
    assert counted(text) == [(None, 310)]


@pytest.mark.parametrize(
    "text",
    [
        "主动公开政府信息数量增加了310条。",
        "主动公开政府信息同比减少310条。",
        "较上年新增公开信息310条。",
        "比上年多公开信息310条。",
        "年度目标是公开信息310条。",
        "月均公开信息310条。",
        "平均每周公开信息310条。",
        "每月公开信息310条。",
    ],
)
def test_a_change_a_goal_and_a_mean_are_no_counts(text: str) -> None:
    assert counted(text) == [(None, 310)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，全局主动公开政府信息310条。",
        "2023年以来，主动公开政府信息310条。",
        "今年以来主动公开政府信息310条。",
        "1月1日至12月31日，主动公开政府信息310条。",
        "根据2022年全国政务公开工作会议部署，主动公开政府信息310条。",
        "落实《2022年政务公开工作要点》，主动公开政府信息310条。",
        "与上年相比基本持平，主动公开政府信息310条。",
        "主动公开信息增加到310条。",
        "新增公开信息310条。",
        "坚持每周更新，全年主动公开政府信息310条。",
        "上半年完成栏目改版，全年主动公开政府信息310条。",
        "主题教育期间，主动公开政府信息310条。",
    ],
)
def test_words_of_time_that_say_nothing_of_a_count_leave_it_alone(text: str) -> None:
    assert counted(text) == [(TOTAL, 310)]


def test_a_year_in_the_name_of_what_was_published_is_not_the_year_of_the_count() -> None:
    assert counted("公开2022年度部门决算66份、2023年部门预算68份；2022年度决算公开66份。") == [
        ("proactive.category.budget", 66),
        ("proactive.category.budget", 68),
        ("proactive.category.budget", 66),
    ]


def test_cases_carried_over_name_another_year_by_their_nature() -> None:
    assert counted("收到政府信息公开申请71件，2022年结转3件，结转2024年度继续办理4件。") == [
        (RECEIVED, 71),
        ("application.carried_in", 3),
        ("application.carried_out", 4),
    ]


def test_what_an_account_has_is_no_count_of_a_year() -> None:
    assert counted("公众号开通以来粉丝1.2万人，新增粉丝800人。") == [("platform.followers", 12000), (None, 800)]


def test_percentages_name_their_comparison_in_their_code() -> None:
    text = "收到政府信息公开申请71件，较2022年增长14.5%。"
    assert counted(text) == [(RECEIVED, 71), ("application.received.increase", 14.5)]


def test_without_a_report_year_the_years_of_the_prose_say_nothing() -> None:
    assert counted("2022年主动公开政府信息310条。", year=None) == [(TOTAL, 310)]


def test_what_a_later_year_holds_is_planned() -> None:
    (figure,) = figures_of("2024年，举办政务公开培训2期。", 2023, heading="五、存在的主要问题及改进情况")
    assert (figure.indicator, figure.modality) == ("org.training.sessions", "planned")


def test_the_report_year_reaches_the_prose() -> None:
    lines = ("滨河市水利局2023年政府信息公开工作年度报告", "一、总体情况", "2022年公开信息310条，2023年公开信息402条。")
    report = parse_document("\n".join(lines).encode(), Hints(), file_name="report.txt").report
    assert report is not None
    assert [figure.indicator for figure in report.figures] == [None, TOTAL]
