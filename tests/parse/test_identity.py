from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipelines.model import Hints, Identity, Issue, Page, Paragraph
from pipelines.parse.identity import identify
from pipelines.parse.sections import find_sections
from pipelines.read.document import read_document


def page(*lines: str, title: str | None = None, meta: tuple[tuple[str, str], ...] = ()) -> Page:
    return Page("text/plain", title, meta, tuple(Paragraph(line, f"line {n}") for n, line in enumerate(lines, 1)))


def identity(document: Page, hints: Hints | None = None) -> tuple[Identity, dict[str, str]]:
    found, issues = identify(document, find_sections(document), hints or Hints())
    return found, {issue.kind: issue.detail for issue in issues if isinstance(issue, Issue)}


def from_file(path: Path, hints: Hints | None = None) -> tuple[Identity, dict[str, str]]:
    return identity(read_document(path.read_bytes(), file_name=path.name), hints)


BODY = ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况")

REPORTS = {
    "echeng-district-2019.txt": Identity(
        "鄂城区人民政府", "420704", 2019, None, None, "county", "local_government", "government_aggregate"
    ),
    "shanghai-office-2019.html": Identity(
        "上海市人民政府办公厅",
        "310000",
        2019,
        "2019年上海市人民政府办公厅政府信息公开工作年度报告",
        date(2020, 1, 31),
        "province",
        "government_office",
        "own_organ",
    ),
    "shuyang-fgj-2023.html": Identity(
        "沭阳县发展和改革局",
        "321322",
        2023,
        "沭阳县发展和改革局2023年政府信息公开年度报告",
        date(2024, 1, 17),
        "county",
        "department",
        "own_organ",
    ),
    "testcity-2025-hangzhou-style.html": Identity(
        "测试市", None, 2025, "测试市2025年政府信息公开工作年度报告", None, None, "local_government", "region_aggregate"
    ),
    "shanghai-kewei-2024.md": Identity(
        "上海市科委",
        "310000",
        2024,
        "2024年上海市科委政府信息公开工作年度报告",
        None,
        "province",
        "department",
        "own_organ",
    ),
    "shuyang-county-2025.md": Identity(
        "沐阳县人民政府",
        None,
        2025,
        "沐阳县人民政府2025年政府信息公开工作年度报告",
        date(2026, 1, 23),
        "county",
        "local_government",
        "government_aggregate",
    ),
    "hongze-district-2023.pdf": Identity(
        "洪泽区人民政府",
        "320813",
        2023,
        "洪泽区人民政府2023年政府信息公开工作年度报告",
        None,
        "county",
        "local_government",
        "government_aggregate",
    ),
}

# Agency, code and year of each excerpt as far as its text tells them; None where it does not.
EXCERPTS: dict[str, tuple[str | None, str | None, int | None]] = {
    "ankang-dept-2019": (None, None, 2019),
    "baicheng-2025": ("白城市人民政府", "220800", 2025),
    "baokang-agri-2021": ("保康县农业农村局", "420626", 2021),
    "ccxi-scjgj-2025": ("区市场监督管理局", None, 2025),
    "cengong-longtian-2021": ("龙田镇人民政府", None, 2021),
    "conghua-kfq-2022": ("广东从化经济开发区管理委员会", "440117", 2022),
    "daye-2025": (None, None, 2025),
    "district-stats-bureau-2023-slash": ("区统计局", None, 2023),
    "dttz-xinfang-2021": ("信访局", None, 2021),
    "ggj-2021-pinyin": ("国家机关事务管理局", "000000", 2021),
    "hengdong-yanglin-2023": ("衡阳市衡东县杨林镇", "430424", 2023),
    "hengnan-health-2020": ("衡南县卫生健康局", "430422", 2020),
    "jianping-health-2020": ("建平县卫生健康局", "211322", 2020),
    "jiaxian-xizhen-2022": ("螅镇", None, 2022),
    "jinghu-tax-2022": ("国家税务总局芜湖市镜湖区税务局", "340202", 2022),
    "kunming-wuhua-sti-park-2022": ("五华科技产业园管理委员会", "530102", 2022),
    "liwan-nanyuan-2020": ("广州市荔湾区人民政府南源街道办事处", "440103", 2020),
    "mzgov-tjd-2022": (None, None, 2022),
    "newton-hangzhou-2023": ("杭州市政府", "330100", 2023),
    "newton-wuhan-eco-2020": (None, None, 2020),
    "ouhai-liao-2023": ("丽岙街道", None, 2023),
    "qingjiangpu-2019": ("清江浦区人民政府", "320812", 2019),
    "qingshanhu-2019": ("青山湖区", "360111", 2019),
    "ql-unit-2023": (None, None, None),
    "qujiang-hunan-2021": ("衢州市衢江区湖南镇政府", "330803", 2021),
    "shanghai-2022": ("上海市", "310000", 2022),
    "shuangta-qianjin-2020": ("双塔区前进街道", "211302", 2020),
    "songyang-dadongba-2021": ("大东坝镇人民政府", None, 2021),
    "taojiang-songmutang-2022": ("桃江县松木塘镇人民政府", "430922", 2022),
    "tj-heping-fgw-2019": ("和平区发展改革委", None, 2019),
    "weishan-gaolou-2023": ("高楼乡人民政府", None, 2023),
    "wendeng-audit-2020-p9": (None, None, None),
    "whkfq-health-2020": (None, None, 2020),
    "wutongqiao-2019": ("五通桥区人民政府办公室", "511112", 2019),
    "xinbin-2021-pinyin": (None, None, 2021),
    "xiongxian-town-2019": (None, None, 2019),
    "xixian-dizhang-2023": ("西咸新区底张街道办事处", None, 2023),
    "xixian-zhengyang-2023": ("正阳街道办事处", None, 2023),
    "yueqing-kfq-2022": ("浙江乐清经济开发区管理委员会", "330382", 2022),
    "yuexiu-beijingjie-2020": (None, None, 2020),
    "yuhang-qianjiang-kfq-2022": ("杭州钱江经济开发区", "330100", 2022),
    "yuyang-tuofenglu-2020": ("驼峰路街道办事处", None, 2020),
}


@pytest.mark.parametrize("name", REPORTS)
def test_the_corpus_reports_say_who_they_are(corpus: Path, name: str) -> None:
    found, _ = from_file(corpus / "reports" / name)
    assert found == REPORTS[name]


@pytest.mark.parametrize("name", EXCERPTS)
def test_the_excerpts_are_never_given_a_wrong_identity(corpus: Path, name: str) -> None:
    found, issues = from_file(corpus / "excerpts" / f"{name}.txt")
    assert (found.agency, found.adcode, found.year) == EXCERPTS[name]
    assert ("agency_unknown" in issues) == (found.agency is None)
    assert ("year_unknown" in issues) == (found.year is None)
    assert ("adcode_undecided" in issues) == (found.agency is not None and found.adcode is None)


def test_a_portal_decides_what_the_name_leaves_open(corpus: Path) -> None:
    excerpts = corpus / "excerpts"
    found, _ = from_file(excerpts / "tj-heping-fgw-2019.txt", Hints(portal_adcode="120000"))
    assert found.adcode == "120101"
    found, _ = from_file(excerpts / "cengong-longtian-2021.txt", Hints(portal_adcode="522626"))
    assert (found.agency, found.adcode, found.level) == ("龙田镇人民政府", "522626", "township")
    found, _ = from_file(excerpts / "district-stats-bureau-2023-slash.txt", Hints(portal_adcode="610403"))
    assert (found.agency, found.adcode) == ("杨陵区统计局", "610403")
    found, _ = from_file(corpus / "reports" / "shuyang-county-2025.md", Hints(portal_adcode="321322"))
    assert found.adcode == "321322"


def test_a_portal_never_overrules_the_document(corpus: Path) -> None:
    found, issues = from_file(corpus / "excerpts" / "qujiang-hunan-2021.txt", Hints(portal_adcode="330303"))
    assert found.adcode == "330803"
    assert "site_region_mismatch" in issues
    found, issues = from_file(corpus / "reports" / "echeng-district-2019.txt", Hints(portal_adcode="420700"))
    assert found.adcode == "420704"
    assert not issues


def test_the_title_outvotes_a_stale_sentence_and_the_disagreement_is_told() -> None:
    document = page(
        "鄂城区审计局2023年政府信息公开工作年度报告",
        "本报告中所列数据的统计期限自2022年1月1日起至2022年12月31日止。",
        *BODY,
        meta=(("PubDate", "2024-01-20 10:00"),),
    )
    found, issues = identity(document)
    assert found.year == 2023
    assert "2022" in issues["year_disagreement"]


def test_a_title_with_the_year_of_publication_is_outvoted_by_everything_else() -> None:
    document = page(
        "鄂城区审计局2024年政府信息公开工作年度报告",
        "统计期限自2023年1月1日起至2023年12月31日止。现将我局2023年度政府信息公开工作情况报告如下：",
        *BODY,
        meta=(("PubDate", "2024-01-20"),),
    )
    found, issues = identity(document)
    assert found.year == 2023
    assert "title says 2024" in issues["year_disagreement"]


def test_the_day_of_publication_alone_tells_no_report_year() -> None:
    found, issues = identity(page("鄂城区审计局政府信息公开工作年度报告", *BODY, meta=(("PubDate", "2021-05-06"),)))
    assert found.year is None
    assert found.published_on == date(2021, 5, 6)
    assert "year_unknown" in issues


@pytest.mark.parametrize(
    ("url", "year"),
    [
        ("http://www.weishan.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=11370826004323472M&fbtime=2023", 2023),
        ("https://ql.gov.cn/index.php/gov/public/detail/2023n/63419.html", 2023),
        ("http://hbdaye.gov.cn/zfxxgk/zfxxgkndbg/gb2025/2025szbm/202601/t20260126_1303152.html", 2025),
        ("http://www.ouhai.gov.cn/art/2024/1/3/art_1229780926_86730.html", None),
    ],
)
def test_the_address_may_tell_the_report_year(url: str, year: int | None) -> None:
    found, _ = identity(page(*BODY), Hints(url=url))
    assert found.year == year


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://www.ezhou.gov.cn/gk/202003/t20200331_332267.html", date(2020, 3, 31)),
        ("http://www.ouhai.gov.cn/art/2024/1/3/art_1229780926_86730.html", date(2024, 1, 3)),
        ("https://shanghai.gov.cn/nw12344/20230331/4a03b5fa47ae4c73b7ec42801de6be66.html", date(2023, 3, 31)),
        ("http://www.example.gov.cn/art/2024/13/45/art_1.html", None),
    ],
)
def test_the_address_may_tell_the_day(url: str, day: date | None) -> None:
    found, _ = identity(page(*BODY), Hints(url=url))
    assert found.published_on == day


def test_publication_meta_comes_before_panel_print_address_and_list() -> None:
    meta = (("PubDate", "2024-01-18 09:30"), ("发布日期", "2024-01-19"))
    hints = Hints(url="http://a.gov.cn/t20240121_1.html", link_date=date(2024, 1, 22))
    document = page("发布时间：2024- 01- 20 16 : 26", *BODY, meta=meta)
    assert identity(document, hints)[0].published_on == date(2024, 1, 18)
    assert identity(replace(document, meta=meta[1:]), hints)[0].published_on == date(2024, 1, 19)
    assert identity(replace(document, meta=()), hints)[0].published_on == date(2024, 1, 20)
    assert identity(page(*BODY), hints)[0].published_on == date(2024, 1, 21)
    assert identity(page(*BODY), replace(hints, url=None))[0].published_on == date(2024, 1, 22)


def test_a_list_of_other_reports_above_does_not_name_the_agency() -> None:
    document = page(
        "鄂城区财政局2023年政府信息公开工作年度报告",
        "鄂城区教育局2023年政府信息公开工作年度报告",
        "鄂城区审计局2023年政府信息公开工作年度报告",
        *BODY,
    )
    assert identity(document)[0].agency == "鄂城区审计局"
    confirmed = replace(document, title="鄂城区财政局2023年政府信息公开工作年度报告-鄂城区")
    assert identity(confirmed)[0].agency == "鄂城区财政局"


LINKS = ("鄂城区财政局2021年政府信息公开工作年度报告", "鄂城区教育局2022年政府信息公开工作年度报告")


def test_a_list_below_a_title_that_names_nobody_does_not_name_the_agency() -> None:
    bare = "政府信息公开工作年度报告"
    own = "本报告由鄂城区审计局编写，统计期限自2022年1月1日起至2022年12月31日止。"
    found, _ = identity(page(bare, *LINKS, own, *BODY))
    assert (found.agency, found.year, found.title) == ("鄂城区审计局", 2022, bare)
    period = "统计期限自2020年1月1日起至2020年12月31日止。"
    found, _ = identity(page(bare, *LINKS, period, *BODY, "鄂城区审计局", "2021年1月17日"))
    assert (found.agency, found.year) == ("鄂城区审计局", 2020)


def test_a_list_above_the_title_does_not_put_the_title_in_doubt() -> None:
    own = "鄂城区人民政府2022年政府信息公开工作年度报告"
    period = "本报告由鄂城区政府办公室编制，统计期限自2022年1月1日起至2022年12月31日止。"
    found, _ = identity(page(*LINKS, own, period, *BODY, "鄂城区人民政府办公室", "2023年1月17日"))
    assert (found.agency, found.title) == ("鄂城区人民政府", own)


def test_a_header_of_the_site_above_a_bare_title_yields_to_the_signature() -> None:
    document = page("鄂城区人民政府", "2023年政府信息公开工作年度报告", *BODY, "鄂城区审计局", "2024年1月17日")
    assert identity(document)[0].agency == "鄂城区审计局"
    assert identity(page("鄂城区人民政府", "2023年政府信息公开工作年度报告", *BODY))[0].agency == "鄂城区人民政府"


def test_the_publisher_is_not_the_reporter_when_it_publishes_for_others() -> None:
    bare = ("2023年政府信息公开工作年度报告", *BODY)
    for publisher in ("鄂城区人民政府办公室", "鄂城区人民政府", "鄂城区融媒体中心", "鄂城区人民政府网"):
        assert identity(page(*bare, meta=(("发布机构", publisher),)))[0].agency is None
    assert identity(page(*bare, meta=(("发布机构", "鄂城区审计局"),)))[0].agency == "鄂城区审计局"


def test_the_source_of_a_page_names_the_reporter_only_where_the_report_speaks_as_such_a_body() -> None:
    lines = ("2022年政府信息公开工作年度报告", "2022年，我局落实条例，现将有关情况报告如下。", *BODY)
    named, _ = identity(page(*lines, meta=(("信息来源", "睢宁县民政局"),)))
    assert (named.agency, named.adcode) == ("睢宁县民政局", "320324")
    assert identity(page(*lines, meta=(("信息来源", "睢宁县卫生健康委员会"),)))[0].agency is None


def test_the_day_of_a_signature_may_be_written_in_words() -> None:
    signed = ("全椒县水务局", "二〇二四年一月十九日")
    found, _ = identity(page("二〇二三年度政府信息公开工作年度报告", *BODY, *signed))
    assert (found.agency, found.year, found.published_on) == ("全椒县水务局", 2023, date(2024, 1, 19))
    assert identity(page("2023年政府信息公开工作年度报告", *BODY, "二〇二四年十三月十九日"))[0].published_on is None


def test_a_claim_is_used_last_and_marked() -> None:
    found, issues = identity(page("2023年政府信息公开工作年度报告", *BODY), Hints(agency="鄂城区审计局"))
    assert (found.agency, found.adcode) == ("鄂城区审计局", "420704")
    assert "agency_claimed" in issues
    found, issues = identity(page("鄂城区财政局2023年政府信息公开工作年度报告", *BODY), Hints(agency="鄂城区审计局"))
    assert found.agency == "鄂城区财政局"
    assert "agency_claimed" not in issues


def test_the_body_that_compiles_its_own_report_is_named_without_a_title() -> None:
    document = page("鄂城区人民政府依照政府信息公开条例编制2019年度报告，统计期限为2019年1月1日至12月31日。", *BODY)
    assert identity(document)[0].agency == "鄂城区人民政府"
    document = page("本报告由鄂城区财政局编写，分六个部分。", *BODY)
    assert identity(document)[0].agency == "鄂城区财政局"
    document = page("根据有关规定，鄂城区政务公开领导小组办公室编制了本报告。", *BODY)
    assert identity(document)[0].agency is None


@pytest.mark.parametrize(
    "lines",
    [
        ("发布日期：2022-01-23 浏览次数：128", "政府信息公开工作年度报告"),
        ("政府信息公开工作年度报告 2022-01-23 09:30",),
        ("鄂城区财政局政府信息公开工作年度报告（2022年1月23日）",),
    ],
)
def test_the_day_of_publication_beside_a_title_is_not_the_year_of_the_report(lines: tuple[str, ...]) -> None:
    found, issues = identity(page(*lines, "一、总体情况", "2021年，我局主动公开政府信息12条。", *BODY[1:]))
    assert (found.year, "year_disagreement" in issues) == (2021, False)


def test_a_cited_notice_does_not_name_the_agency() -> None:
    document = page(
        "根据《湖北省人民政府办公厅关于做好2020年政府信息公开年度报告编制和发布工作的通知》，公布本报告。", *BODY
    )
    assert identity(document)[0].agency is None


def test_an_empty_page_has_no_identity() -> None:
    found, issues = identity(page())
    assert found == Identity()
    assert set(issues) == {"agency_unknown", "year_unknown"}


@pytest.mark.parametrize("line", ["由" * 5000, "公布2019年" * 900, "《" * 4000 + "》" * 4000, "2019年1月1日至" * 900])
def test_hostile_prose_ends_quickly(line: str) -> None:
    found, _ = identity(page(*[line] * 60, *BODY))
    assert found.agency is None
