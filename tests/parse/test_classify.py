from pathlib import Path

import pytest

from pipelines.model import DocumentStatus, Hints, Page, Paragraph
from pipelines.parse.classify import look_alike
from pipelines.read.document import read_document


def page(*lines: str, title: str | None = None) -> Page:
    return Page("text/html", title, (), tuple(Paragraph(line, f"line {n}") for n, line in enumerate(lines, 1)))


def status(document: Page, hints: Hints | None = None) -> DocumentStatus | None:
    found = look_alike(document, hints or Hints())
    assert found is None or found[1]
    return found[0] if found else None


PERIOD = "本报告中所列数据的统计期限自2023年1月1日起至2023年12月31日止。"
REPORT = (
    "一、总体情况",
    "2023年，我局认真做好政府信息公开工作。",
    "二、主动公开政府信息情况",
    "第二十条第（一）项",
    "三、收到和处理政府信息公开申请情况",
    "一、本年新收政府信息公开申请数量",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
NO_REPORTS = {
    "ningguo-format-notice": DocumentStatus.NOT_A_REPORT,
    "songyang-dadongba-2021": DocumentStatus.OLD_FORM,
}


def test_no_report_of_the_corpus_is_turned_away(corpus: Path) -> None:
    files = [path for path in sorted((corpus / "reports").iterdir()) if path.suffix in {".txt", ".html", ".md", ".pdf"}]
    assert len(files) == 7
    for path in files:
        assert status(read_document(path.read_bytes())) is None, path.name


def test_the_excerpts_end_in_their_status(corpus: Path) -> None:
    files = sorted((corpus / "excerpts").glob("*.txt"))
    assert len(files) == 43
    for path in files:
        assert status(read_document(path.read_bytes())) == NO_REPORTS.get(path.stem), path.name


@pytest.mark.parametrize(
    "lines",
    [
        ("访问被拒绝", "您的请求存在安全风险"),
        ("请完成安全验证", "拖动滑块完成拼图"),
        ("Just a moment...", "Enable JavaScript and cookies to continue"),
    ],
)
def test_a_challenge_is_recognised(lines: tuple[str, ...]) -> None:
    assert status(page(*lines)) == DocumentStatus.CHALLENGE_PAGE


def test_a_report_about_security_is_no_challenge() -> None:
    assert status(page("鄂城区公安局2023年政府信息公开工作年度报告", *REPORT, "网站增加滑动验证功能。" * 100)) is None


@pytest.mark.parametrize(
    "title",
    [
        "鄂城区2023年法治政府建设年度报告",
        "鄂城区人民政府网站2023年工作年度报表",
        "图解：鄂城区2023年政府信息公开工作年度报告",
        "一图读懂鄂城区2023年政府信息公开工作年度报告",
        "《鄂城区2023年政府信息公开工作年度报告》政策解读",
        "普陀区2020年上半年政府信息公开工作情况统计表",
        "关于做好2023年政府信息公开工作年度报告编制工作的通知",
    ],
)
def test_a_look_alike_is_no_report(title: str) -> None:
    assert status(page(title, "有关情况如下。")) == DocumentStatus.NOT_A_REPORT
    assert status(page("有关情况如下。", title=title)) == DocumentStatus.NOT_A_REPORT


def test_a_report_whose_page_also_links_to_a_look_alike_stays_a_report() -> None:
    links = ("一图读懂鄂城区2023年政府信息公开工作年度报告", "鄂城区2023年法治政府建设年度报告")
    assert status(page(*links, "鄂城区审计局2023年政府信息公开工作年度报告", PERIOD, *REPORT, *links)) is None


def test_a_picture_edition_without_tables_may_be_a_report() -> None:
    assert status(page("宿州市人民政府2019年政府信息公开工作年度报告（图片版）")) is None


def test_the_blank_form_is_no_notice() -> None:
    assert status(page("政府信息公开工作年度报告格式模板", *REPORT)) is None


def test_a_list_of_reports_is_no_report() -> None:
    titles = [
        f"鄂城区{name}2023年政府信息公开工作年度报告" for name in ("财政局", "教育局", "审计局", "水利局", "统计局")
    ]
    assert status(page("政府信息公开年报", *titles)) == DocumentStatus.NOT_A_REPORT


def test_a_short_list_is_a_list_too_but_a_page_with_an_attachment_is_not() -> None:
    titles = ("鄂城区财政局2023年政府信息公开工作年度报告", "鄂城区财政局2022年政府信息公开工作年度报告")
    assert status(page("首页", *titles)) == DocumentStatus.NOT_A_REPORT
    assert status(page("首页", titles[0], "附件：年度报告.pdf")) is None


def test_an_ordinary_page_is_no_report() -> None:
    assert status(page("鄂城区召开经济工作会议", "会议强调，要抓好各项工作。")) == DocumentStatus.NOT_A_REPORT
    assert status(page()) == DocumentStatus.NOT_A_REPORT


def test_two_reports_in_one_file_are_several() -> None:
    first = ("鄂城区审计局2023年政府信息公开工作年度报告", *REPORT)
    for title in ("鄂城区财政局2023年政府信息公开工作年度报告", "鄂城区审计局2022年政府信息公开工作年度报告"):
        assert status(page(*first, title, *REPORT)) == DocumentStatus.SEVERAL_REPORTS


def test_two_reports_with_the_body_above_the_title_are_several() -> None:
    title = "2023年政府信息公开工作年度报告"
    both = ("鄂城区审计局", title, *REPORT, "鄂城区财政局", title, *REPORT)
    assert status(page(*both)) == DocumentStatus.SEVERAL_REPORTS
    assert status(page("鄂城区审计局", title, *REPORT, "鄂城区审计局", title, *REPORT)) is None


def test_the_same_report_twice_is_one() -> None:
    report = ("鄂城区审计局2023年政府信息公开工作年度报告", PERIOD, *REPORT)
    assert status(page(*report, *report)) is None
    assert status(page(*report, "上一篇：鄂城区审计局2022年政府信息公开工作年度报告")) is None


def test_a_report_for_a_year_before_the_form_is_old() -> None:
    outline = ("一、概述", "二、主动公开政府信息情况", "三、依申请公开政府信息情况", "四、收费及减免情况")
    assert status(page("鄂城区2016年政府信息公开工作年度报告", *outline)) == DocumentStatus.OLD_FORM
    assert status(page("鄂城区2018年政府信息公开工作年度报告")) == DocumentStatus.OLD_FORM


def test_a_report_that_mentions_an_older_one_is_not_old() -> None:
    assert (
        status(page("鄂城区审计局2018年政府信息公开年报", "鄂城区审计局政府信息公开工作年度报告", PERIOD, *REPORT))
        is None
    )


def test_an_old_preamble_above_the_national_tables_is_not_old() -> None:
    preamble = "全文包括概述、主动公开政府信息情况、依申请公开政府信息情况、政府信息公开收费及减免情况等。"
    assert status(page(preamble, PERIOD, *REPORT)) is None
