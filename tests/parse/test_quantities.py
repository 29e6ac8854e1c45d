"""The grammar of quantities: what is a number in running text, and what only looks like one."""

import pytest

from tests.parse.prose_lines import figures_of


def values(text: str) -> list[tuple[float, str, str]]:
    return [(float(figure.value), figure.unit, figure.qualifier) for figure in figures_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共公开信息93条。", (93, "条", "exact")),
        ("走访企业2000余家。", (2000, "家", "at_least")),
        ("发布稿件4.5万篇。", (45000, "篇", "exact")),
        ("发放手册67.2万余册。", (672000, "册", "at_least")),
        ("印制近2万本。", (20000, "本", "at_most")),
        ("服务414.7万人次。", (4147000, "人次", "exact")),
        ("公开信息173769万条。", (1737690000, "条", "exact")),
        ("收到申请一件。", (1, "件", "exact")),
        ("受理申请二十三件。", (23, "件", "exact")),
        ("收到来信百余封，发布信息四十余条。", (40, "条", "at_least")),
        ("公开信息1,234条。", (1234, "条", "exact")),
        ("收到申请 0 件。", (0, "件", "exact")),
        ("收到申请１２件。", (12, "件", "exact")),
        ("罚款149.8万元。", (1498000, "元", "exact")),
        ("投入1.2亿元。", (120000000, "元", "exact")),
        ("投入10余万元。", (100000, "元", "at_least")),
        ("发布信息超过300条。", (300, "条", "at_least")),
        ("发布信息逾300条。", (300, "条", "at_least")),
        ("发布信息约300条。", (300, "条", "approx")),
        ("发布信息300条左右。", (300, "条", "approx")),
        ("发布信息300条以上。", (300, "条", "at_least")),
        ("发布信息不足300条。", (300, "条", "at_most")),
        ("节约3万元。", (30000, "元", "exact")),
        ("按时办结率99.58%。", (99.58, "%", "exact")),
        ("差评占0.1234567%。", (0.1235, "%", "exact")),
        ("投入5千万元。", (50000000, "元", "exact")),
        ("投入2000多万元。", (20000000, "元", "at_least")),
        ("比上年提高3个百分点。", (3, "百分点", "exact")),
        ("粉丝数54373。", (54373, "", "exact")),
        ("播放量超2300万。", (23000000, "", "at_least")),
        ("公开信息：32条。", (32, "条", "exact")),
    ],
)
def test_a_quantity_is_read_in_base_units_with_its_qualifier(text: str, expected: tuple[float, str, str]) -> None:
    assert values(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "落实三审三校制度，做到一窗受理、一网通办。",
        "实现五级全覆盖，建成一网一厅两平台。",
        "推行“5+X”服务和“8+4”政策。",
        "根据国办公开办函〔2021〕30号文件和国令第711号。",
        "自2019年1月1日起至12月31日止。",
        "第3期简报、第二十条第（一）项、第5次常务会议。",
        "地址：某路42号，邮编：223600，电话：0527—83593059。",
        "畅通12345热线，时间为16:26。",
        "在20个工作日内答复，共六个部分。",
        "3至5件。",
        "一是加强领导，二是完善制度，三是狠抓落实。",
        "1.完善制度。2.加强领导。",
        "印发《优化营商环境12条措施》。",
        "位列全市前10名。",
        "主动公开信息  条。",
        "公开12号文件、2部门预算。",
        "公开一二三条信息。",
        "作为一项重要工作，开展一个专项。",
        "更新3.14.2版本。",
        "共 1 136 条。",
    ],
)
def test_what_only_looks_like_a_quantity_is_none(text: str) -> None:
    assert figures_of(text) == ()


def test_a_full_width_comma_never_joins_two_numbers() -> None:
    assert values("其中网站35，966条。") == [(966, "条", "exact")]


def test_a_way_on_the_net_is_no_bound() -> None:
    assert values("其中网上9件，线上 7件，来信5封。") == [(9, "件", "exact"), (7, "件", "exact"), (5, "封", "exact")]


def test_a_broken_group_of_thousands_is_refused() -> None:
    assert values("公开信息3,2345条。") == []
