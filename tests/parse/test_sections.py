"""Sections: the national outline, found by the words of its titles."""

import time
from pathlib import Path

import pytest

from pipelines.model import Cell, Grid, Page, Paragraph, Run
from pipelines.parse.narrative import find_figures
from pipelines.parse.sections import MAX_SECTION_CHARACTERS, find_sections
from pipelines.read.document import read_document

TITLES = (
    "总体情况",
    "主动公开政府信息情况",
    "收到和处理政府信息公开申请情况",
    "政府信息公开行政复议、行政诉讼情况",
    "存在的主要问题及改进情况",
    "其他需要报告的事项",
)
OUTLINE = tuple(f"{ordinal}、{title}" for ordinal, title in zip("一二三四五六", TITLES, strict=True))


def page_of(*lines: str) -> Page:
    """Lines of text as a page; lines with a pipe are table lines, as the text reader gives them."""
    blocks: list[Paragraph | Run] = []
    for number, line in enumerate(lines, start=1):
        locator = f"line {number}"
        if "|" in line:
            blocks.append(Run(lines=((Cell(line.strip(" |"), locator),),), locator=locator))
        elif line.strip():
            blocks.append(Paragraph(line.strip(), locator))
    return Page(media_type="text/plain", title=None, meta=(), blocks=tuple(blocks))


def outline(*lines: str) -> list[tuple[int, str]]:
    return [(section.no, section.locator) for section in find_sections(page_of(*lines))]


def test_the_six_titles_of_the_form_are_sections_in_order() -> None:
    sections = find_sections(page_of(*(part for title in OUTLINE for part in (title, "本节写有一句话。"))))
    assert [section.no for section in sections] == [1, 2, 3, 4, 5, 6]
    assert tuple(section.title for section in sections) == TITLES


@pytest.mark.parametrize(
    ("line", "no", "title"),
    [
        ("一、概述", 1, "概述"),
        ("一、总体情况、", 1, "总体情况"),
        ("一、政府信息公开概况", 1, "政府信息公开概况"),
        ("一、总体工作情况", 1, "总体工作情况"),
        ("1、 总体情况", 1, "总体情况"),
        ("一 、 总 体 情 况", 1, "总体情况"),
        ("## 一、总体情况", 1, "总体情况"),
        ("第一部分 总体情况", 1, "总体情况"),
        ("一、總體情況", 1, "總體情況"),
        ("二、行政机关主动公开政府信息情况", 2, "行政机关主动公开政府信息情况"),
        ("二、主动公开情况", 2, "主动公开情况"),
        ("三、依申请公开政府信息情况", 3, "依申请公开政府信息情况"),
        ("三、行政机关收到和处理政府信息公开申请情况", 3, "行政机关收到和处理政府信息公开申请情况"),
        (
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            4,
            "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        ),
        ("四、行政复议行政诉讼情况", 4, "行政复议行政诉讼情况"),
        ("五、政府信息公开工作存在的主要问题及改进情况", 5, "政府信息公开工作存在的主要问题及改进情况"),
        ("五、存在问题及改进措施", 5, "存在问题及改进措施"),
        ("六、其他事项", 6, "其他事项"),
        ("六、其他需要报告的事项情况", 6, "其他需要报告的事项情况"),
    ],
)
def test_a_title_is_known_by_its_words(line: str, no: int, title: str) -> None:
    (section,) = find_sections(page_of(line, "本节写有一句话。"))
    assert (section.no, section.title) == (no, title)


@pytest.mark.parametrize(
    "line",
    [
        "一、本年新收政府信息公开申请数量",
        "二、上年结转政府信息公开申请数量",
        "三、本年度办理结果",
        "四、结转下年度继续办理",
        "（一）主动公开政府信息情况",
        "(四)因政府信息公开申请的行政复议、行政诉讼情况",
        "表二：主动公开政府信息情况",
        "一是总体情况较好",
        "2023年，总体情况良好。",
        "申请人情况",
    ],
)
def test_a_line_of_another_kind_is_no_heading(line: str) -> None:
    assert find_sections(page_of(line, "本节写有一句话。")) == ()


def test_rows_of_table_three_never_become_headings_even_as_bare_lines() -> None:
    table = ("一、本年新收政府信息公开申请数量", "0", "二、上年结转政府信息公开申请数量", "0", "三、本年度办理结果")
    lines = (*OUTLINE[:3], *table, "四、结转下年度继续办理", "0", OUTLINE[3])
    assert outline(*lines) == [(1, "line 1"), (2, "line 2"), (3, "line 3"), (4, "line 11")]


def test_an_outline_in_the_preamble_is_not_the_outline_of_the_report() -> None:
    preamble = (
        "本报告内容包括：1.总体情况；2.主动公开政府信息情况；3.收到和处理政府信息公开申请情况；6.其他需要报告的事项。"
    )
    lines = (preamble, OUTLINE[0], "一年来工作平稳。", OUTLINE[1], "规章 |")
    assert outline(*lines) == [(1, "line 2"), (2, "line 4")]


def test_a_table_of_contents_gives_way_to_the_text() -> None:
    text = [part for title in OUTLINE for part in (title, "本节写有一句话。")]
    assert [locator for _, locator in outline(*OUTLINE, *text)] == [f"line {number}" for number in range(7, 19, 2)]


def test_own_chapters_before_the_outline_give_way_to_the_strict_titles() -> None:
    lines = (
        "一、总体情况",
        "本年工作平稳。",
        "二、工作机制保障",
        "三、主动公开工作情况",
        "本年发布信息。",
        "四、政府信息公开申请情况",
        "本年办理申请。",
        "一、主动公开政府信息情况",
        "规章 |",
        "二、收到和处理政府信息公开申请情况",
        "总计 |",
        "三、政府信息公开行政复议、行政诉讼情况",
        "总计 |",
        "五、其他需要报告的事项",
        "无。",
    )
    assert outline(*lines) == [(1, "line 1"), (2, "line 8"), (3, "line 10"), (4, "line 12"), (6, "line 14")]


def test_a_missing_heading_stays_missing() -> None:
    assert outline("本单位如实报告。", "（一）主动公开情况", OUTLINE[1], "规章 |", OUTLINE[5], "无。") == [
        (2, "line 3"),
        (6, "line 5"),
    ]


def test_headings_inside_running_text_cut_it() -> None:
    text = (
        "现报告如下。一、总体情况 本年度各项工作按照要求平稳推进，群众反映良好。"
        "五、存在的主要问题及改进情况 人员变动较多，业务还需加强，拟多办培训。"
    )
    first, fifth = find_sections(page_of(text))
    assert (first.no, first.text) == (1, "本年度各项工作按照要求平稳推进，群众反映良好。")
    assert (fifth.no, fifth.text) == (5, "人员变动较多，业务还需加强，拟多办培训。")


def test_a_heading_torn_over_two_lines_is_one_heading() -> None:
    section, *_ = find_sections(page_of("四、政府信息公开行政复议、行政诉", "讼情况", "本年没有发生。"))
    assert (section.no, section.title, section.text) == (4, TITLES[3], "本年没有发生。")


def test_headings_without_ordinals_count_when_their_words_are_those_of_the_form() -> None:
    assert [no for no, _ in outline("总体情况", "工作平稳。", "主动公开政府信息情况", "规章 |")] == [1, 2]


def test_the_text_of_a_section_holds_prose_and_no_cells() -> None:
    lines = (
        OUTLINE[1],
        "规章",
        "0",
        "2024.3794万元",
        "本节写有一句话。",
        OUTLINE[5],
        "无",
    )
    second, sixth = find_sections(page_of(*lines))
    assert second.text == "本节写有一句话。"
    assert sixth.text == "无"


def test_lines_that_a_page_wrapped_are_one_paragraph_again() -> None:
    lines = (OUTLINE[0], "本年度本机关严格按照有关规定的要求开展各项工作并做", "- 1 -", "到及时准确。")
    (section,) = find_sections(page_of(*lines))
    assert section.text == "本年度本机关严格按照有关规定的要求开展各项工作并做到及时准确。"


def test_a_grid_is_no_prose() -> None:
    grid = Grid(rows=((Cell("其他需要报告的事项", "table 1 row 1 column 1"),),), locator="table 1")
    page = Page("text/html", None, (), (Paragraph("一、总体情况", "paragraph 1"), grid))
    (section,) = find_sections(page)
    assert section.text == ""


@pytest.mark.parametrize(
    "hostile",
    [
        "一、" * 300_000,
        "一、总体情况" * 150_000,
        "公开" * 500_000,
        "情况" * 500_000,
        "1" * 1_000_000,
        "、" * 1_000_000,
        "#" * 1_000_000,
    ],
    ids=lambda text: text[:6],
)
def test_a_hostile_line_of_a_megabyte_costs_no_more_than_its_length(hostile: str) -> None:
    started = time.process_time()
    find_sections(page_of(hostile, OUTLINE[0], hostile))
    assert time.process_time() - started < 20


def test_many_headings_and_lines_stay_bounded() -> None:
    started = time.process_time()
    sections = find_sections(page_of(*(OUTLINE * 5_000), *("本行没有结束而且足够长所以会被连接起来" * 2,) * 20_000))
    assert time.process_time() - started < 30
    assert all(len(section.text) <= MAX_SECTION_CHARACTERS for section in sections)


EXPECTED = {
    "echeng-district-2019.txt": [
        (1, "line 2"),
        (2, "line 14"),
        (3, "line 38"),
        (4, "line 262"),
        (5, "line 300"),
        (6, "line 303"),
    ],
    "shanghai-kewei-2024.md": [(1, "line 13"), (2, "line 73"), (3, "line 91"), (4, "line 180"), (6, "line 205")],
    "shuyang-county-2025.md": [
        (1, "line 8"),
        (2, "line 53"),
        (3, "line 77"),
        (4, "line 158"),
        (5, "line 175"),
        (6, "line 184"),
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_headings_of_a_real_text_stand_where_a_reader_finds_them(corpus: Path, name: str) -> None:
    page = read_document((corpus / "reports" / name).read_bytes())
    assert [(section.no, section.locator) for section in find_sections(page)] == EXPECTED[name]


@pytest.mark.parametrize(
    ("name", "fifth"),
    [
        ("shanghai-office-2019.html", "政府信息公开工作存在的主要问题及改进情况"),
        ("shuyang-fgj-2023.html", "存在的主要问题及整改措施"),
        ("testcity-2025-hangzhou-style.html", "存在问题及改进情况"),
        ("hongze-district-2023.pdf", "存在的主要问题及改进情况"),
    ],
)
def test_a_real_report_has_six_sections_titled_as_printed(corpus: Path, name: str, fifth: str) -> None:
    sections = find_sections(read_document((corpus / "reports" / name).read_bytes()))
    assert [section.no for section in sections] == [1, 2, 3, 4, 5, 6]
    assert [section.title for section in sections] == [*TITLES[:4], fifth, TITLES[5]]


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("kunming-wuhua-sti-park-2022", [1, 2]),
        ("xixian-zhengyang-2023", [1]),
        ("weishan-gaolou-2023", []),
        ("songyang-dadongba-2021", [1, 2]),
        ("xinbin-2021-pinyin", [1]),
        ("conghua-kfq-2022", [1, 2, 3, 4, 5]),
        ("xiongxian-town-2019", [1, 2, 3, 4]),
        ("wendeng-audit-2020-p9", [4, 5]),
        ("yuyang-tuofenglu-2020", [1, 2, 3]),
        ("newton-wuhan-eco-2020", []),
    ],
)
def test_the_excerpts_show_exactly_the_sections_they_print(corpus: Path, name: str, numbers: list[int]) -> None:
    page = read_document((corpus / "excerpts" / f"{name}.txt").read_bytes())
    assert [section.no for section in find_sections(page)] == numbers


def test_a_heading_that_spans_a_table_as_a_row_opens_its_section() -> None:
    rows = (
        "<tr><td colspan=2>二、主动公开政府信息情况</td></tr><tr><td>规章</td><td>0</td></tr>"
        "<tr><td colspan=2>三、收到和处理政府信息公开申请情况</td></tr>"
        "<tr><td>一、本年新收政府信息公开申请数量</td><td>2</td></tr><tr><td colspan=2>三、本年度办理结果</td></tr>"
        "<tr><td colspan=2>四、政府信息公开行政复议、行政诉讼情况</td></tr><tr><td>结果维持</td><td>0</td></tr>"
    )
    html = (
        f"<p>一、总体情况</p><p>工作平稳。</p><table>{rows}</table><p>五、存在的主要问题及改进情况</p><p>人手不足。</p>"
    )
    sections = find_sections(read_document(f"<html><body>{html}</body></html>".encode()))
    assert [(section.no, section.text) for section in sections] == [
        (1, "工作平稳。"),
        (2, ""),
        (3, ""),
        (4, ""),
        (5, "人手不足。"),
    ]


def test_lines_that_the_first_pipe_of_a_table_closes_are_prose() -> None:
    text = (
        "一、总体情况\n工作平稳。\n"
        "三、收到和处理政府信息公开申请情况\n|\n一、本年新收政府信息公开申请数量\n|\n2\n|\n0\n|\n"
        "四、政府信息公开行政复议、行政诉讼情况\n全年发生行政复议0件、行政诉讼2件。\n|\n行政复议\n|\n行政诉讼\n|\n0\n|\n2\n|\n"
        "五、存在的主要问题及改进情况\n人手不足。\n"
    )
    page = read_document(text.encode(), file_name="report.txt")
    sections = find_sections(page)
    assert [section.no for section in sections] == [1, 3, 4, 5]
    assert sections[2].text == "全年发生行政复议0件、行政诉讼2件。"
    assert [(figure.section, figure.raw) for figure in find_figures(page, sections)] == [(4, "0件"), (4, "2件")]


def test_a_heading_may_share_its_short_line_with_a_sentence() -> None:
    told = "## 四、政府信息公开行政复议、行政诉讼情况 全年未发生行政复议、行政诉讼案件。"
    page = read_document(f"一、总体情况\n工作平稳，群众满意。\n{told}\n".encode(), file_name="report.txt")
    assert [section.no for section in find_sections(page)] == [1, 4]
