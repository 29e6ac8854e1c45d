import pytest

from pipelines.parse.titles import body_name, folded, look_alike_title, read_title, torn_titles


@pytest.mark.parametrize(
    ("text", "agency", "year"),
    [
        ("鄂城区人民政府2019年政府信息公开工作年度报告", "鄂城区人民政府", 2019),
        ("2019年上海市人民政府办公厅政府信息公开工作年度报告", "上海市人民政府办公厅", 2019),
        ("2022年上海市政府信息公开工作年度报告", "上海市", 2022),
        ("2024 年上海市科委政府信息公开工作年度报告", "上海市科委", 2024),
        ("杭州市政府2023年政府信息公開工作年度報告", "杭州市政府", 2023),
        ("2019年清江浦区人民政府信息公开工作年度报告", "清江浦区人民政府", 2019),
        ("青山湖区2019年度政府信息公开年度报告", "青山湖区", 2019),
        ("2022年度螅镇政府信息公开工作年度报告", "螅镇", 2022),
        ("建平县卫生健康局2020年度政府信息公开工作报告", "建平县卫生健康局", 2020),
        ("中扬镇2022年度政府信息公开年度年度报告", "中扬镇", 2022),
        ("五华科技产业园管理委员会2022年度政府信息公开工作年度报告", "五华科技产业园管理委员会", 2022),
        ("市政府办公室2025年度政府信息公开年报", "市政府办公室", 2025),
        ("大足区外事办政府信息公开2019年工作报告", "大足区外事办", 2019),
        ("驼峰路街道办事处政府信息公开工作年度报告", "驼峰路街道办事处", None),
        ("2022年政府信息公开工作年度报告", None, 2022),
        ("政府信息公开工作年度报告", None, None),
        ("政府信息公开工作年度报告（2019年度）", None, 2019),
        ("2019年政府信息公开工作年度报告（沭阳县发展和改革局）", "沭阳县发展和改革局", 2019),
        ("洪泽区2022年应急管理局政府信息公开年报", "洪泽区应急管理局", 2022),
        ("二〇二〇年度沭阳县审计局政府信息公开工作年度报告", "沭阳县审计局", 2020),
        ("沭阳县应急管理局关于2022年度政府信息公开工作情况的报告", "沭阳县应急管理局", 2022),
        ("2019年度全市政府信息公开工作年度报告", None, 2019),
        ("宿州市人民政府2019年政府信息公开工作年度报告（图片版）", "宿州市人民政府", 2019),
        ("2023年政府信息公开年报_沭阳县人民政府", None, 2023),
        ("关于XX局2021年政府信息公开工作年度报告", None, 2021),
        ("政府信息公开工作年度报告 2022-01-23", None, None),
        ("沭阳县财政局政府信息公开工作年度报告 2022-01-23 09:30", "沭阳县财政局", None),
        ("沭阳县财政局政府信息公开工作年度报告（2022年1月23日）", "沭阳县财政局", None),
        ("沭阳县财政局2021年政府信息公开年报 2022-01-20", "沭阳县财政局", 2021),
        ("2022-01-20 沭阳县财政局2021年政府信息公开年报", "沭阳县财政局", 2021),
        ("20220120 沭阳县财政局2021年政府信息公开年报", "沭阳县财政局", 2021),
        ("[2022/1/20] 沭阳县财政局2021年政府信息公开年报", "沭阳县财政局", 2021),
        ("发布日期：2022-01-23 浏览次数：128 政府信息公开工作年度报告", None, None),
        ("政府信息公开工作年度报告（2021年1月1日至2021年12月31日）", None, 2021),
        ("政府信息公开工作年度报告（2021.1.1-2021.12.31）", None, 2021),
    ],
)
def test_a_title_says_who_and_when(text: str, agency: str | None, year: int | None) -> None:
    title = read_title(text)
    assert title is not None
    assert (title.agency, title.year) == (agency, year)


@pytest.mark.parametrize(
    "text",
    [
        "沭阳县2019年法治政府建设年度报告",
        "沭阳县人民政府网站2022年工作年度报表",
        "一图读懂2019年沭阳县政府信息公开工作年度报告",
        "图解：鄂城区2023年政府信息公开工作年度报告",
        "《2023年政府信息公开工作年度报告》解读",
        "普陀区2020年上半年政府信息公开工作情况统计",
        "国务院办公厅政府信息与政务公开办公室关于印发《中华人民共和国政府信息公开工作年度报告格式》的通知",
        "关于做好2021年政府信息公开工作年度报告编制和发布工作的通知",
        "关于更正庐江县财政局2022年政府信息公开工作年度报告的说明",
        "庐江县财政局2022年政府信息公开工作年度报告勘误公告",
    ],
)
def test_a_look_alike_is_no_title_and_says_why(text: str) -> None:
    assert read_title(text) is None
    assert look_alike_title(text)


@pytest.mark.parametrize(
    "text", ["", "2019年", "沭阳县人民政府", "2023年，我局主动公开政府信息12条。", "政府信息公开指南"]
)
def test_other_lines_are_no_titles(text: str) -> None:
    assert read_title(text) is None


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    title = read_title("沭阳县发展和改革局2023年政府信息公开年度报告-沭阳县发改局")
    assert title is not None
    assert title.text == "沭阳县发展和改革局2023年政府信息公开年度报告"


def test_a_title_torn_over_lines_is_found_and_stops_where_it_ends() -> None:
    lines = ("西咸新区底张街道办事处2023年度政府", "信息公开工作年度报告", "根据有关要求编制")
    named = [(index, count, title.agency) for index, count, title in torn_titles(lines) if title.agency]
    assert named == [(0, 2, "西咸新区底张街道办事处")]


@pytest.mark.parametrize(
    "name",
    [
        "本溪市人民政府",
        "贵州省人民政府",
        "全州县财政局",
        "当阳市",
        "月湖区",
        "万年县人民政府",
        "隆林各族自治县人民政府",
    ],
)
def test_names_that_hold_common_words_are_names(name: str) -> None:
    assert body_name(name) == name


@pytest.mark.parametrize(
    "text", ["我局", "本机关", "全市各部门", "各镇人民政府", "首页", "局", "信息公开专栏", "X" * 50]
)
def test_words_that_name_nobody_are_no_names(text: str) -> None:
    assert body_name(text) is None


def test_mirrors_print_traditional_script_and_pinyin() -> None:
    assert folded("國家機(jī)關(guān)事務(wù)管理局根據(jù)") == "国家机关事务管理局根据"


@pytest.mark.parametrize(
    "text", ["政府信息公开" * 26, "2019年" * 32, "年度" * 80, "的工作情况" * 32, "《" * 160, "信息公开2019" * 16]
)
def test_hostile_titles_end_quickly(text: str, request: pytest.FixtureRequest) -> None:
    for _ in range(50):
        read_title(text)


def test_a_corrected_report_is_a_report() -> None:
    title = read_title("庐江县财政局2022年政府信息公开工作年度报告（更正）")
    assert title is not None
    assert (title.agency, title.year) == ("庐江县财政局", 2022)
