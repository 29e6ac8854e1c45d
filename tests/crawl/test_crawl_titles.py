import json
from pathlib import Path

import pytest

from pipelines.crawl.titles import TitleRule, leads_to_list, title_rule

PAGE = "http://www.echeng.gov.cn/gk/202003/t20200331_332267.html"

REPORTS = """
鄂城区人民政府2019年政府信息公开工作年度报告
上海市人民政府办公厅2019年政府信息公开工作年度报告
2022年上海市政府信息公开工作年度报告
沭阳县发展和改革局2023年度政府信息公开工作年度报告
五华科技产业园管理委员会2022年度政府信息公开工作年度报告
2022年度螅镇政府信息公开工作年度报告
衡阳市衡东县杨林镇2023年政府信息公开年度报告
市政府办公室2025年度政府信息公开年报
2023年政府信息公开工作年度报告
关于2021年政府信息公开工作情况的年度报告
大足区外事办政府信息公开工作2021年度报告
市财政局政务信息公开 2018 年度工作报告
２０２３年度政府信息公开工作报告
某局二〇一九年度政府信息公开工作年度报告
洪泽区人民政府2023年政府信息公开工作年度报告（更新）
驼峰路街道办事处政府信息公开工作年度报告
政府信息公开工作年度报告
2017年鄂城区政府信息公开年度报告
""".splitlines()[1:]

LOOK_ALIKES = """
鄂城区2023年法治政府建设年度报告
2023年度政府网站工作年度报表
一图读懂2023年政府信息公开工作年度报告
《2022年政府信息公开工作年度报告》解读
宿州市人民政府2019年政府信息公开工作年度报告（图片版）
关于做好2023年政府信息公开工作年度报告编制和发布工作的通知
2024年政务公开工作要点
政府信息公开指南
政府信息公开目录
2023年上半年政府信息公开工作情况报告
2023年部门预算
2023年统计年报
政府信息公开工作年度报告格式
鄂城区2023年政府信息公开工作评估报告
""".splitlines()[1:]


@pytest.mark.parametrize("title", REPORTS)
def test_a_report_is_accepted(title: str) -> None:
    assert TitleRule().accepts(title, PAGE)


@pytest.mark.parametrize("title", [*LOOK_ALIKES, "", "   ", "更多>>", "信息公开" * 5000])
def test_a_look_alike_is_not(title: str) -> None:
    assert not TitleRule().accepts(title, PAGE)


def test_a_title_without_a_year_is_a_report_only_when_it_leads_to_a_page() -> None:
    for list_page in (
        "http://x.gov.cn/gk/nb/",
        "http://x.gov.cn/gk/nb/index.html",
        "http://x.gov.cn",
        "/a/index_1.shtml",
    ):
        assert leads_to_list(list_page)
        assert not TitleRule().accepts("政府信息公开年报", list_page)
    assert not leads_to_list("http://x.gov.cn/nb/?id=3")
    assert not leads_to_list("http://x.gov.cn/nb/myindex.html")
    assert TitleRule().accepts("政府信息公开年报", PAGE)


def test_a_portals_own_patterns_win() -> None:
    rule = title_rule([r"工作年报\(图片版\)$"], ["乡镇"])
    assert rule.accepts("2023年工作年报（图片版）", PAGE)
    assert not rule.accepts("2023年乡镇政府信息公开工作年度报告", PAGE)


def test_every_agency_of_the_corpus_would_be_found(corpus: Path) -> None:
    for file in sorted((corpus / "reports").glob("*.expected.json")):
        record = json.loads(file.read_text(encoding="utf-8"))
        agency = record["agency"].split("（")[0]
        assert TitleRule().accepts(f"{agency}{record['year']}年政府信息公开工作年度报告", PAGE)
