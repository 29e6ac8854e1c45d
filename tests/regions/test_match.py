import pytest

from pipelines.regions.codes import ancestors, regions_in_force
from pipelines.regions.match import Place, Surroundings, locate
from pipelines.regions.names import stem_of

NOTHING = Surroundings()


def place(agency: str, year: int, around: Surroundings = NOTHING) -> tuple[str | None, str | None, str | None]:
    found = locate(agency, year, around)
    return found.adcode, found.level, found.kind


@pytest.mark.parametrize(
    ("agency", "year", "expected"),
    [
        ("鄂城区人民政府", 2019, ("420704", "county", "local_government")),
        ("鄂州市鄂城区人民政府", 2019, ("420704", "county", "local_government")),
        ("湖北省鄂城区人民政府", 2019, ("420704", "county", "local_government")),
        ("洪泽区人民政府", 2023, ("320813", "county", "local_government")),
        ("上海市人民政府办公厅", 2019, ("310000", "province", "government_office")),
        ("上海市", 2022, ("310000", "province", "local_government")),
        ("上海市科委", 2024, ("310000", "province", "department")),
        ("杭州市政府", 2023, ("330100", "prefecture", "local_government")),
        ("沭阳县发展和改革局", 2023, ("321322", "county", "department")),
        ("广州市荔湾区人民政府南源街道办事处", 2020, ("440103", "township", "township")),
        ("衢州市衢江区湖南镇", 2021, ("330803", "township", "township")),
        ("衡阳市衡东县杨林镇", 2023, ("430424", "township", "township")),
        ("双塔区前进街道", 2020, ("211302", "township", "township")),
        ("东莞市长安镇人民政府", 2022, ("441900", "township", "township")),
        ("国家税务总局芜湖市镜湖区税务局", 2022, ("340202", "county", "vertical")),
        ("国家统计局鄂州调查队", 2022, ("420700", "prefecture", "vertical")),
        ("宁波海关", 2022, ("330200", "prefecture", "vertical")),
        ("国家税务总局合肥市税务局第一稽查局", 2022, ("340100", "prefecture", "vertical")),
        ("国家金融监督管理总局安徽监管局", 2023, ("340000", "province", "vertical")),
        ("中国证监会安徽监管局", 2023, ("340000", "province", "vertical")),
        ("国家外汇管理局黄山市中心支局", 2022, ("341000", "prefecture", "vertical")),
        ("国家能源局华东监管局", 2023, (None, None, "vertical")),
        ("国家能源局", 2023, ("000000", "central", "state_council_dept")),
        ("中国气象局", 2023, ("000000", "central", "state_council_dept")),
        ("中国人民银行", 2023, ("000000", "central", "state_council_dept")),
        ("国家机关事务管理局", 2021, ("000000", "central", "state_council_dept")),
        ("国家税务总局", 2021, ("000000", "central", "state_council_dept")),
        ("生态环境部", 2021, ("000000", "central", "state_council_dept")),
        ("浙江乐清经济开发区管理委员会", 2022, ("330382", None, "functional_zone")),
        ("乐清经济开发区管委会", 2022, ("330382", None, "functional_zone")),
        ("广东从化经济开发区管理委员会", 2022, ("440117", None, "functional_zone")),
        ("杭州钱江经济开发区", 2022, ("330100", None, "functional_zone")),
        ("乐清市场监督管理局", 2022, ("330382", "county", "department")),
        ("恩施州人民政府", 2020, ("422800", "prefecture", "local_government")),
        ("新宾县政府信息公开办公室", 2021, ("210422", "county", "government_office")),
        ("鄂州市自然资源和规划局鄂城分局", 2019, ("420704", "county", "department")),
        ("仙桃市教育局", 2022, ("429004", "county", "department")),
        ("微山县高楼乡人民政府", 2023, ("370826", "township", "township")),
        ("沭阳县总工会", 2023, ("321322", "county", "mass_org")),
    ],
)
def test_a_name_that_says_where_it_is_needs_no_evidence(
    agency: str, year: int, expected: tuple[str | None, str | None, str | None]
) -> None:
    assert place(agency, year) == expected


@pytest.mark.parametrize(
    ("agency", "year", "level", "kind"),
    [
        ("朝阳区人民政府", 2020, "county", "local_government"),
        ("和平区发展改革委", 2019, "county", "department"),
        ("吉林财政局", 2020, None, "department"),
        ("测试市", 2025, None, "local_government"),
        ("沐阳县人民政府", 2025, "county", "local_government"),
        ("区统计局", 2023, "county", "department"),
        ("信访局", 2021, None, "department"),
        ("龙田镇人民政府", 2021, "township", "township"),
        ("北京街道办事处", 2020, "township", "township"),
        ("新市区街道办事处", 2020, "township", "township"),
        ("西咸新区底张街道办事处", 2023, "township", "township"),
        ("衡阳市杨林镇人民政府", 2023, "township", "township"),
        ("新葡京博彩官网区人民政府北京街道办事处", 2020, "township", "township"),
        ("五华科技产业园管理委员会", 2022, None, "functional_zone"),
        ("海南洋浦经济开发区管理委员会", 2020, None, "functional_zone"),
        ("江北新区管理委员会", 2020, None, "functional_zone"),
        ("公安局", 2020, None, "department"),
        ("港口管理局", 2020, None, "department"),
        ("市场监督管理局", 2020, None, "department"),
    ],
)
def test_a_name_that_leaves_it_open_is_never_guessed(agency: str, year: int, level: str | None, kind: str) -> None:
    assert place(agency, year) == (None, level, kind)


def test_contradicting_names_prove_nothing() -> None:
    assert place("四平市公主岭市人民政府", 2019)[0] == "220381"
    assert place("四平市公主岭市人民政府", 2021)[0] is None


def test_the_name_is_looked_up_in_the_report_year() -> None:
    assert place("洪泽县人民政府", 2015)[0] == "320829"
    assert place("洪泽县人民政府", 2018)[0] is None
    assert place("洪泽区人民政府", 2016)[0] == "320813"
    assert place("太谷县人民政府", 2019)[0] == "140703"


@pytest.mark.parametrize("evidence", [Surroundings(site_adcode="110105"), Surroundings(portal_adcode="110000")])
def test_a_site_above_one_of_the_candidates_decides(evidence: Surroundings) -> None:
    assert place("朝阳区人民政府", 2020, evidence)[0] == "110105"


def test_a_site_elsewhere_decides_nothing() -> None:
    assert place("朝阳区人民政府", 2020, Surroundings(site_adcode="420700"))[0] is None
    assert place("朝阳区人民政府", 2020, Surroundings(site_adcode="110000", portal_adcode="220000"))[0] is None


def test_the_report_may_name_the_city_itself() -> None:
    around = Surroundings(prose="报告通过昆明市五华区政府门户网站向社会公布")
    assert place("五华科技产业园管理委员会", 2022, around) == ("530102", None, "functional_zone")


def test_a_unique_name_on_a_neighbours_site_is_kept_and_noted() -> None:
    found = locate("衢州市衢江区湖南镇", 2021, Surroundings(site_adcode="330303"))
    assert (found.adcode, found.site_differs) == ("330803", True)


def test_a_report_on_the_parent_citys_site_does_not_differ() -> None:
    assert not locate("鄂城区人民政府", 2019, Surroundings(site_adcode="420700")).site_differs


@pytest.mark.parametrize(
    ("agency", "portal", "adcode"),
    [
        ("区统计局", "420704", "420704"),
        ("区统计局", "420700", None),
        ("市统计局", "420700", "420700"),
        ("县信访局", "420704", None),
        ("龙田镇人民政府", "522626", "522626"),
        ("龙田镇人民政府", "522600", None),
        ("信访局", "140200", None),
        ("信访局", "140222", "140222"),
    ],
)
def test_a_relative_name_belongs_to_a_portal_of_its_level_only(agency: str, portal: str, adcode: str | None) -> None:
    assert place(agency, 2021, Surroundings(portal_adcode=portal))[0] == adcode


def test_a_township_belongs_to_the_county_that_the_report_writes_before_it() -> None:
    assert place("湖南镇人民政府", 2021, Surroundings(prose="地址：衢江区湖南镇人民政府"))[0] == "330803"
    assert place("湖南镇人民政府", 2021, Surroundings(prose="衢江区湖南镇人民政府、柯城区湖南镇人民政府"))[0] is None


def test_a_single_misread_character_is_decided_by_the_portal_only() -> None:
    assert place("沐阳县人民政府", 2025, Surroundings(portal_adcode="321322"))[0] == "321322"
    assert place("沐阳县人民政府", 2025, Surroundings(portal_adcode="321300"))[0] is None
    assert place("阳新县人民政府", 2023, Surroundings(portal_adcode="450321"))[0] == "420222"


@pytest.mark.parametrize("year", [2013, 2019, 2021, 2024])
def test_every_region_is_found_by_its_name_behind_its_parent(year: int) -> None:
    wrong = []
    for region in regions_in_force(year):
        above = "".join(higher.region_name for higher in ancestors(region, year)[:1])
        for body in ("人民政府", "市场监督管理局", "民政局"):
            if place(above + region.region_name + body, year)[0] != region.adcode:
                wrong.append(above + region.region_name + body)
    assert not wrong


def test_a_name_alone_finds_its_region_or_nothing() -> None:
    found = [(region, place(region.region_name + "人民政府", 2021)[0]) for region in regions_in_force(2021)]
    assert not [pair for pair in found if pair[1] not in (None, pair[0].adcode)]
    assert sum(adcode is None for _, adcode in found) < 70


@pytest.mark.parametrize("body", ["财政局", "市场监督管理局", "公安局", "民政局", "经济开发区管理委员会"])
def test_a_stem_alone_finds_its_region_or_nothing(body: str) -> None:
    found = [(region, place(stem_of(region.region_name) + body, 2023)[0]) for region in regions_in_force(2023)]
    assert not [pair for pair in found if pair[1] not in (None, pair[0].adcode)]
    assert sum(adcode is not None for _, adcode in found) > 2_800


def test_a_site_that_kept_its_old_code_still_counts() -> None:
    assert place("朝阳区人民政府", 2019, Surroundings(site_adcode="320829"))[0] is None
    assert place("区统计局", 2023, Surroundings(site_adcode="320829"))[0] == "320813"


def test_the_evidence_is_told() -> None:
    assert isinstance(found := locate("朝阳区人民政府", 2020, NOTHING), Place)
    assert "110105" in found.evidence
    assert "220104" in found.evidence


@pytest.mark.parametrize("text", ["", "区" * 500, "市" * 60, "A" * 10_000, "(" * 300])
def test_strange_names_end_quickly_and_nowhere(text: str) -> None:
    assert place(text, 2020)[0] is None


def test_stems_leave_out_the_peoples() -> None:
    assert stem_of("黔西南布依族苗族自治州") == "黔西南"
    assert stem_of("巴音郭楞蒙古自治州") == "巴音郭楞"
    assert stem_of("和县") == "和县"
