"""Quantities of the prose: found, read, judged. Expectations were written by hand from the print."""

import json
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.model import Figure
from pipelines.parse.narrative import MAX_FIGURES, figures_in, find_figures
from pipelines.parse.sections import find_sections, read_outline
from pipelines.read.document import read_document
from tests.parse.prose_lines import figures_of, page_of, read


def test_a_number_torn_over_a_line_end_is_refused_and_a_torn_clause_is_joined() -> None:
    lines = (
        "本年度全市各级行政机关严格依法办理并主动公开政府信息11",
        "36条，收到各方面提出的政府信息公开申请",
        "12 件。",
    )
    assert read(*lines) == [("application.received", 12, "件")]


def test_the_raw_print_is_kept_beside_the_base_value() -> None:
    (figure,) = figures_of("全年投入近１４９．８ 万元。")
    assert (figure.raw, figure.value, figure.unit, figure.qualifier) == (
        "近１４９．８ 万元",
        Decimal(1498000),
        "元",
        "at_most",
    )


def test_a_wide_comma_between_wide_digits_may_group_them() -> None:
    assert [figure.raw for figure in figures_of("全年公开信息２，３１５条，其中网站１８６０条，公示栏４５条。")] == [
        "１８６０条",
        "４５条",
    ]
    assert [figure.raw for figure in figures_of("网站９８，公示栏９条；网站35，966条，公示栏９条。")] == [
        "９条",
        "966条",
        "９条",
    ]


def test_a_figure_knows_its_section_its_line_and_its_clause() -> None:
    page = page_of(
        "一、总体情况", "工作平稳，共公开信息5条，反响良好。", "六、其他需要报告的事项", "收取信息处理费7元。"
    )
    first, second = find_figures(page, find_sections(page))
    assert (first.section, first.locator, first.context) == (1, "line 2", "共公开信息5条")
    assert (second.section, second.locator, second.context) == (6, "line 4", "收取信息处理费7元")


def test_cells_that_lost_their_table_are_no_figures() -> None:
    assert figures_of("2024.3794万元", "251000元", heading="二、主动公开政府信息情况") == ()
    assert figures_of("2024.3794万元", "22（其中修订16件）") == ()


def test_page_furniture_is_no_prose() -> None:
    assert figures_of("浏览次数：123次") == ()


def test_plans_are_marked_as_planned() -> None:
    figures = figures_of("下一步，我局将继续加强学习，举办培训3次。", heading="五、存在的主要问题及改进情况")
    assert [(figure.raw, figure.modality) for figure in figures] == [("3次", "planned")]


def test_a_plan_does_not_reach_into_the_section_before() -> None:
    page = page_of("一、总体情况", "全年举办培训3次。", "五、存在的主要问题及改进情况", "今后计划举办培训4次。")
    assert [(figure.raw, figure.modality) for figure in find_figures(page, find_sections(page))] == [
        ("3次", "reported"),
        ("4次", "planned"),
    ]


def test_the_preposition_is_not_the_future() -> None:
    (figure,) = figures_of("将12个单位纳入考核。")
    assert figure.modality == "reported"


def _figures(corpus: Path, name: str) -> tuple[Figure, ...]:
    page = read_document((corpus / "reports" / name).read_bytes())
    return find_figures(page, find_sections(page))


def test_every_quantity_of_the_echeng_report_is_found_and_read(corpus: Path) -> None:
    expected = json.loads((corpus / "reports" / "echeng-district-2019.narrative.json").read_text())
    ordinals = {f"{ordinal}、": no for no, ordinal in enumerate("一二三四五六", start=1)}
    truth = Counter(
        (
            f"line {entry['line']}",
            entry["raw"],
            Decimal(str(entry["value_base"])),
            entry["unit_base"],
            entry["qualifier"],
            entry["in_scope"],
            ordinals[entry["section"][:2]],
        )
        for entry in expected["figures"]
    )
    figures = _figures(corpus, "echeng-district-2019.txt")
    found = Counter(
        (figure.locator, figure.raw, figure.value, figure.unit, figure.qualifier, figure.in_scope, figure.section)
        for figure in figures
    )
    recall = sum((truth & found).values()) / sum(truth.values())
    precision = sum((truth & found).values()) / sum(found.values())
    assert (recall, sum(found.values())) == (1, 38)
    assert precision > 0.97
    (extra,) = (found - truth).elements()
    assert extra[1] == "一次"
    assert [figure.modality for figure in figures if figure.raw == "一次"] == ["planned"]


def test_the_figures_about_disclosure_in_the_echeng_report_have_their_codes(corpus: Path) -> None:
    reported = [figure for figure in _figures(corpus, "echeng-district-2019.txt") if figure.modality == "reported"]
    assert [(figure.raw, figure.indicator) for figure in reported if figure.in_scope] == [
        ("93条", "proactive.category.budget"),
        ("4000余条", "proactive.channel.wechat"),
        ("12期", "proactive.channel.press"),
        ("67条", "proactive.channel.press"),
    ]


APPLICATIONS = {
    "shanghai-office-2019.html": [
        ("application.received", "859", "件"),
        ("application.received.decrease", "12.3", "%"),
        ("application.replied", "805", "件"),
        ("application.carried_in", "18", "件"),
        ("application.carried_out", "72", "件"),
        ("application.granted_or_partial", "258", "件"),
        ("application.granted_or_partial.share", "33.9", "%"),
        ("application.denied", "35", "件"),
        ("application.denied.share", "4.34", "%"),
        ("application.unable", "265", "件"),
        ("application.unable.share", "32.9", "%"),
        ("application.refused", "158", "件"),
        ("application.refused.share", "19.6", "%"),
        ("application.other", "0", "件"),
        ("remedy.review", "7", "件"),
        ("remedy.litigation", "9", "件"),
        ("remedy.litigation.corrected", "0", "件"),
    ],
    "shuyang-county-2025.md": [
        ("application.received", "749", "件"),
        ("application.by_applicant.natural_person", "741", "件"),
        ("application.by_applicant.legal_person", "8", "件"),
        ("application.replied", "718", "件"),
        ("application.carried_out", "31", "件"),
        ("remedy.total", "74", "件"),
        ("fee.processing_yuan", "380", "元"),
    ],
    "shanghai-kewei-2024.md": [
        ("remedy.review", "1", "件"),
        ("remedy.review.corrected", "0", "件"),
        ("remedy.litigation", "0", "件"),
        ("application.received", "34", "件"),
        ("application.carried_in", "2", "件"),
        ("application.granted", "9", "件"),
        ("application.partial", "0", "件"),
        ("application.denied", "2", "件"),
        ("application.unable", "10", "件"),
        ("application.refused", "0", "件"),
        ("application.other", "14", "件"),
        ("application.carried_out", "1", "件"),
        ("fee.processing_yuan", "0", "元"),
    ],
    "hongze-district-2023.pdf": [
        ("application.received", "21", "件"),
        ("fee.processing_yuan", "0", "元"),
    ],
    "shuyang-fgj-2023.html": [
        ("application.received", "26", "件"),
        ("fee.processing_yuan", "0", "元"),
    ],
    "testcity-2025-hangzhou-style.html": [("fee.processing_yuan", "400", "元")],
}


@pytest.mark.parametrize("name", APPLICATIONS)
def test_applications_remedies_and_fees_of_a_real_report_are_read_as_printed(corpus: Path, name: str) -> None:
    found = [
        (figure.indicator, figure.value, figure.unit)
        for figure in _figures(corpus, name)
        if figure.indicator and figure.indicator.startswith(("application", "remedy", "fee"))
    ]
    assert found == [(indicator, Decimal(value), unit) for indicator, value, unit in APPLICATIONS[name]]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("baicheng-2025", [("application.received", 449), ("application.carried_out", 7)]),
        ("baokang-agri-2021", [("application.received", 0)]),
        ("cengong-longtian-2021", [("application.received", 0)]),
        ("conghua-kfq-2022", [("application.received", 0), ("remedy.review", 0), ("remedy.litigation", 0)]),
        ("daye-2025", [("application.received", 21)]),
        (
            "mzgov-tjd-2022",
            [("application.received", 0), ("application.received", 0), ("remedy.review", 0), ("remedy.litigation", 0)],
        ),
        ("newton-hangzhou-2023", [("application.received", 12147), ("remedy.review", 286), ("remedy.litigation", 183)]),
        (
            "qingshanhu-2019",
            [
                ("application.received", 15),
                ("application.by_applicant.natural_person", 12),
                ("application.by_applicant.commercial_enterprise", 3),
            ],
        ),
        ("shuangta-qianjin-2020", [("application.received", 0)]),
        ("songyang-dadongba-2021", [("remedy.review", 0), ("remedy.litigation", 0)]),
        (
            "taojiang-songmutang-2022",
            [
                ("application.received", 0),
                ("application.granted", 0),
                ("application.denied", 0),
                ("remedy.review", 0),
                ("remedy.litigation", 0),
            ],
        ),
        ("wendeng-audit-2020-p9", [("remedy.review", 0), ("remedy.litigation", 0)]),
        ("whkfq-health-2020", [("remedy.review", 0), ("remedy.litigation", 0)]),
        ("xixian-dizhang-2023", [("application.received", 0)]),
        ("xixian-zhengyang-2023", [("application.received", 0)]),
        ("yuhang-qianjiang-kfq-2022", [("application.received", 2)]),
        (
            "yuyang-tuofenglu-2020",
            [("application.received", 0), ("fee.processing_yuan", 0), ("remedy.review", 0), ("remedy.litigation", 0)],
        ),
        ("hengnan-health-2020", []),
        ("ningguo-format-notice", []),
    ],
)
def test_applications_and_remedies_of_the_excerpts(corpus: Path, name: str, expected: list[tuple[str, int]]) -> None:
    page = read_document((corpus / "excerpts" / f"{name}.txt").read_bytes())
    found = [
        (figure.indicator, figure.value)
        for figure in find_figures(page, find_sections(page))
        if figure.indicator and figure.indicator.startswith(("application", "remedy", "fee"))
    ]
    assert found == expected


def test_prose_that_is_cut_once_gives_the_same_as_prose_that_is_cut_twice(corpus: Path) -> None:
    for path in sorted((corpus / "excerpts").glob("*.txt")):
        page = read_document(path.read_bytes())
        outline = read_outline(page)
        assert outline.sections == find_sections(page)
        assert figures_in(outline.chapters) == find_figures(page, outline.sections)


def test_every_figure_of_the_corpus_is_printed_where_its_locator_says(corpus: Path) -> None:
    for path in sorted((corpus / "excerpts").glob("*.txt")):
        lines = path.read_bytes().decode("utf-8").split("\n")
        page = read_document(path.read_bytes())
        for figure in find_figures(page, find_sections(page)):
            assert figure.raw[:3] in lines[int(figure.locator.removeprefix("line ")) - 1], (path.name, figure)


@pytest.mark.parametrize(
    "hostile",
    [
        "1" * 1_000_000,
        "1,234," * 160_000,
        "1件" * 300_000,
        "一件" * 500_000,
        "收到申请一件，" * 100_000,
        "公开申请" * 250_000,
        "公开" * 500_000 + "1件",
        "其中1件" * 200_000,
        "未收到" * 300_000 + "申请",
        "未发生复议" * 200_000,
        "《" * 1_000_000,
        "“一件" * 300_000,
        "近" * 1_000_000 + "1件",
        "将在" * 400_000 + "1件。",
        "复议、" * 300_000 + "1件",
        "，" * 1_000_000,
        " " * 1_000_000 + "1件",
    ],
    ids=lambda text: text[:6],
)
def test_a_hostile_line_of_a_megabyte_is_read_in_linear_time(hostile: str) -> None:
    assert is_linear(hostile, "一、总体情况")


def test_endless_numbers_below_the_heading_of_a_plan_are_read_in_linear_time() -> None:
    headings = "五、存在的主要问题及改进情况", "（二）改进措施"
    page = page_of(*headings, "公开1件。")
    assert [figure.modality for figure in find_figures(page, find_sections(page))] == ["planned"]
    assert is_linear("公开1件" * 40_000, *headings)


def is_linear(hostile: str, *headings: str) -> bool:
    def seconds(text: str) -> float:
        page = page_of(*headings, text + "。")
        # The time of this process: a busy neighbour must not look like slow code.
        started = time.process_time()
        find_figures(page, find_sections(page))
        return time.process_time() - started

    end = len("1件")
    short = seconds(hostile[: len(hostile) // 8] + hostile[-end:])
    return seconds(hostile) < max(20 * short, 2)


def test_a_page_of_endless_numbers_yields_a_bounded_number_of_figures() -> None:
    assert len(figures_of("1件，" * 3 * MAX_FIGURES + "。")) == MAX_FIGURES
