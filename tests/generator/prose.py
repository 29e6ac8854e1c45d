"""The prose of a generated report: our own sentences, with figures that agree with the tables.

Goes in: the cells, the agency, the year. Comes out: title, preamble, six sections, and every figure about
disclosure as `TrueFigure`. The sentences also carry what misleads a careless reader: years, article numbers, ordinals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from tests.generator.cells import TrueCell
from tests.generator.forms import CHANNELS, HEADINGS, Key
from tests.generator.places import Agency


@dataclass(frozen=True, slots=True)
class TrueFigure:
    """A figure of the prose: indicator of the taxonomy (domain, 5.2), value, unit, section."""

    indicator: str
    value: Decimal
    unit: str
    section: int


@dataclass(frozen=True, slots=True)
class Prose:
    """What stands around the tables.

    Attributes:
        title: agency and year stand in the title or in the preamble, most times in both; a line break is a printed one.
        sections: (ordinal, heading without ordinal, paragraphs) in print order; tables follow those of 2, 3 and 4.
    """

    title: str
    preamble: tuple[str, ...]
    sections: tuple[tuple[int, str, tuple[str, ...]], ...]
    figures: tuple[TrueFigure, ...]

    @property
    def one_line_title(self) -> str:
        """The title without its line break."""
        return self.title.replace("\n", "")


_ALIASES = {
    1: ("总体情况", "总体情况", "总体工作情况", "概述"),
    2: ("主动公开政府信息情况", "主动公开政府信息情况", "行政机关主动公开政府信息情况", "主动公开情况"),
    3: ("收到和处理政府信息公开申请情况", "收到和处理政府信息公开申请情况", "行政机关收到和处理政府信息公开申请情况"),
    4: (
        "政府信息公开行政复议、行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
        "因政府信息公开工作被申请行政复议、提起行政诉讼情况",
    ),
    5: ("存在的主要问题及改进情况", "政府信息公开工作存在的主要问题及改进情况", "存在的主要问题及改进措施"),
    6: ("其他需要报告的事项", "其他需要报告的事项", "其他事项"),
}  # fmt: skip
# A line break stands where the title goes over two lines.
_FULL_TITLES = (
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开工作年度报告",
    "{agency}{year}年度政府信息公开工作年度报告",
    "{year}年{agency}政府信息公开工作年度报告",
    "{agency}{year}年政府信息公开年度报告",
    "{agency}政府信息公开工作{year}年度报告",
    "{agency}\n{year}年政府信息公开工作年度报告",
    "{agency}{year}年度\n政府信息公开工作年度报告",
)
_PART_TITLES = (
    "{year}年政府信息公开工作年度报告",
    "{agency}政府信息公开工作年度报告",
    "政府信息公开工作年度报告",
)
_FULL_PREAMBLES = (
    "依照条例第四十九条的规定，现将{agency}{year}年度政府信息公开工作情况报告如下，统计期限{year}年1月1日至{year}年12月31日。",
    "本报告由{agency}编写，分六个部分向社会公布，各项数据统计期限自{year}年1月1日起至{year}年12月31日止。",
    "现公布{agency}{year}年政府信息公开工作年度报告。所列数据的统计期限是{year}年1月1日至12月31日，电子版可以下载。",
)
_PART_PREAMBLES = (
    "依照条例第四十九条的规定，编写本年度报告，各表的统计期限为{year}年1月1日到12月31日。",
    "现将本年度政府信息公开工作情况报告如下，第二部分至第四部分为统计表。",
)
_OPENINGS = (
    "{year}年，{we}按照年初确定的安排推进信息公开，重大事项先公开、后实施，群众查得到、看得懂。",
    "{year}年度{we}把公开嵌入办文、办会、办事各个环节，落实三审三校，全年没有发生失泄密问题。",
    "{we}由1名负责人分管这项工作，办公室承担日常事务，{year}年按季度对公开内容进行了核对。",
)
_MANAGEMENT = (
    "（三）政府信息管理。文件起草时同步确定公开属性，对已公开的文件每半年清理一次，失效的标注失效。",
    "（三）政府信息管理。建立目录台账，依据条例第二十条逐项对照，应当公开而未公开的限5个工作日内补齐。",
)
_PLATFORM = (
    "（四）平台建设。完成栏目调整，公开专栏设在首页显著位置，并开通无障碍浏览。",
    "（四）平台建设。网站通过了第三方检测，12345热线与公开平台的留言实行一口受理。",
)
_SUPERVISION = (
    "（五）监督保障。公开工作列入年度考核，占4分；全年未发生需要追究责任的情形。",
    "（五）监督保障。邀请群众代表评议，结果在网上公布，没有收到有效投诉。",
)
_PROBLEMS = (
    "一是解读形式偏单一，图表和视频用得不多；二是个别科室报送不及时，最长的晚了7天。",
    "主要有两个方面：一是专职人员不足；二是基层站所对条例第三十六条的适用不够熟练。",
)
_PLANS = (
    "下一步将着重做好三件事：一是计划举办培训班2期；二是完善审核流程；三是把2个高频事项的办理进度做成可查询。",
    "{next}年，{we}将对照问题逐项整改，第一季度完成栏目清理，并组织一次业务考试。",
)
_FEES = (
    ("{year}年依申请提供政府信息，收取信息处理费0元。", Decimal(0)),
    ("按照国办函〔2020〕109号文件，本年度发出收费通知1件，收取信息处理费380元。", Decimal(380)),
    ("没有其他需要报告的事项。", None),
)


def write_prose(random: Random, agency: Agency, year: int, cells: Mapping[Key, TrueCell]) -> Prose:
    """Prose for these cells; a figure is written only where its cells hold numbers."""
    figures: list[TrueFigure] = []
    words = {"agency": agency.name, "year": year, "next": year + 1, "we": f"我{agency.region}"}

    def text(choices: tuple[str, ...]) -> str:
        return random.choice(choices).format(**words)

    fee, amount = random.choice(_FEES)
    if amount is not None:
        figures.append(TrueFigure("fee.processing_yuan", amount, "元", 6))
    bodies: dict[int, tuple[str, ...]] = {
        1: (
            text(_OPENINGS),
            _proactive(random, words, figures),
            "（二）依申请公开。" + _applications(random, cells, figures, section=1),
            text(_MANAGEMENT),
            text(_PLATFORM),
            text(_SUPERVISION),
        ),
        2: (),
        3: (),
        4: (_remedies(cells, figures),) if random.random() < 0.3 else (),
        5: (text(_PROBLEMS), text(_PLANS)),
        6: (fee.format(**words),),
    }
    headings = {no: (random.choice(_ALIASES[no]) if random.random() < 0.4 else HEADINGS[no]) for no in HEADINGS}
    whole_title, whole_preamble = random.choices(((True, True), (True, False), (False, True)), (60, 20, 20))[0]
    return Prose(
        title=text(_FULL_TITLES if whole_title else _PART_TITLES),
        preamble=(text(_FULL_PREAMBLES if whole_preamble else _PART_PREAMBLES),),
        sections=tuple((no, headings[no], bodies[no]) for no in HEADINGS),
        figures=tuple(figures),
    )


def _proactive(random: Random, words: dict[str, object], figures: list[TrueFigure]) -> str:
    website, wechat = random.randrange(20, 9_000), random.randrange(0, 3_000)
    figures += [
        TrueFigure("proactive.total", Decimal(website + wechat), "条", 1),
        TrueFigure("proactive.channel.website", Decimal(website), "条", 1),
        TrueFigure("proactive.channel.wechat", Decimal(wechat), "条", 1),
    ]
    return (
        f"（一）主动公开。{words['year']}年{words['we']}主动公开政府信息{website + wechat}条，"
        f"其中政府网站{website}条，微信公众号{wechat}条。"
    )


def _number(cells: Mapping[Key, TrueCell], row: str) -> Decimal | None:
    return cells["application", row, "total"].value


def _applications(
    random: Random, cells: Mapping[Key, TrueCell], figures: list[TrueFigure], section: int
) -> str:  # fmt: skip
    received, carried_in = _number(cells, "received_new"), _number(cells, "carried_in")
    processed, forward = _number(cells, "total_processed"), _number(cells, "carried_forward")
    if received is None or processed is None:
        return "申请渠道畅通，答复文书统一编号。"
    if not received and not processed:
        figures.append(TrueFigure("application.received", Decimal(0), "件", section))
        return random.choice(("年内未收到政府信息公开申请。", "年内收到政府信息公开申请0件。"))
    parts = [f"年内收到政府信息公开申请{received}件"]
    figures.append(TrueFigure("application.received", received, "件", section))
    if carried_in is not None:
        parts.append(f"上年结转{carried_in}件")
        figures.append(TrueFigure("application.carried_in", carried_in, "件", section))
    parts.append(f"办结{processed}件")
    figures.append(TrueFigure("application.replied", processed, "件", section))
    if forward is not None:
        parts.append(f"结转下年度{forward}件")
        figures.append(TrueFigure("application.carried_out", forward, "件", section))
    return "，".join(parts) + "。"


def _remedies(cells: Mapping[Key, TrueCell], figures: list[TrueFigure]) -> str:
    totals = [cells["dispute", channel, "total"].value for channel in CHANNELS]
    if any(total is None for total in totals):
        return "相关案件的应诉由法制机构统一办理。"
    review, direct, after = (total for total in totals if total is not None)
    figures += [TrueFigure("remedy.review", review, "件", 4), TrueFigure("remedy.litigation", direct + after, "件", 4)]
    return f"全年发生政府信息公开行政复议{review}件、行政诉讼{direct + after}件。"


def published(random: Random, year: int) -> date:
    """Publication dates run from January to March of the next year; some are late."""
    month = random.choices((1, 2, 3, 5), (70, 10, 17, 3))[0]
    return date(year + 1, month, random.randrange(1, 29))
