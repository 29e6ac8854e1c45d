"""How divisions are written at the start of an agency's name, and the walk from left to right over them.

Comes in: text like `淮安市洪泽区人民政府` and a year. Goes out: the chain of regions it begins with, and the rest.
The one idea to know: a name is matched whole (`洪泽区`, also `恩施州` for 恩施土家族苗族自治州); a bare stem (`乐清`)
counts only where what follows cannot be part of a longer word: a region below it, or a kind of department or zone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipelines.regions.codes import Region, ancestors, load_regions, regions_in_force, regions_named_nearby

LONGEST_NAME = max(len(region.region_name) for region in load_regions())

_PEOPLES = (
    "各|蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|"
    "达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒|鄂温克|保安|裕固|独龙|鄂伦春"
)
_AUTONOMOUS = re.compile(rf"(?P<stem>.{{2,}}?)(?:(?:{_PEOPLES})族?)+自治(?P<unit>[县州旗])")
_AUTONOMOUS_REGIONS = {
    "内蒙古自治区": "内蒙古",
    "广西壮族自治区": "广西",
    "西藏自治区": "西藏",
    "宁夏回族自治区": "宁夏",
    "新疆维吾尔自治区": "新疆",
    "香港特别行政区": "香港",
    "澳门特别行政区": "澳门",
}
_UNIT = re.compile(r"(自治[县州旗]|地区|特区|林区|[省市区县州盟旗])$")

_SUBJECTS = (
    "发展和?改革|发改|教育|教体|科学技术|科技|工业和?信息化|经济和?信息化|工信|经信|民族|民宗|公安|民政|司法|财政|人力资源|人社|"
    "自然资源|生态环境|环境保护|环保|住房|住建|城乡建设|城市管理|城管|综合行政执法|交通|水利|水务|农业|农林|林业|商务|文化|文旅|文广|"
    "卫生|卫健|退役军人|应急|审计|国有资产|国资|市场监[督管]|统计|医疗保障|医保|信访|行政审批|政务服务|大数据|体育|机关事务|"
    "乡村振兴|扶贫|地方金融|粮食|人民防空|人防|海洋|气象|税务|地震|外事|供销|公共资源|住房公积金|规划和?自然|国土"
)
_FIELDS = (
    "国家级|省级|经济技术|高新技术|高新|经济|科技|产业|工业|新技术|循环经济|综合保税|保税|旅游|度假|风景|名胜|"
    "临空|临港|物流|农业|生态"
)
_GROUNDS = "开发区|园区|产业园|工业园|示范区|合作区|试验区|保税区|港区|度假区|名胜区|经济区|园"
_ZONE = rf"(?:{_FIELDS}|[和、]){{1,6}}(?:产业)?(?:{_GROUNDS})"
_BOARD = r"(?:管理委员会|管委会|工作委员会|工委)?(?:办公室)?"
AFTER_A_STEM = re.compile(
    rf"(?:人民)?政府(?:办公[厅室]|办)?|(?:{_SUBJECTS})[一-鿿、]{{0,16}}?(?:局|委|委员会|厅|办|办公室|中心|支队|大队)|{_ZONE}{_BOARD}|"
    r"海关|海事局|调查队|调查总队|(?:中心)?支行|分行|监管局|监管分局"
)
# 大同市场监督管理局 is 大同's bureau of markets, not a bureau of 大同市.
_TORN_WORD = re.compile(r"市(?:场|容|属|政(?![府务法协])|民(?![政族宗兵]))|区[域块]|县域")
_NAMED_ZONE = re.compile(rf"[一-鿿]{{2,4}}{_ZONE}{_BOARD}")


@dataclass(frozen=True, slots=True)
class Step:
    """One region of the chain as written: `candidates` are all regions that the print can mean here."""

    text: str
    candidates: tuple[Region, ...]
    is_stem: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """The chain of regions a name begins with, from the largest to the smallest, and what follows."""

    steps: tuple[Step, ...]
    rest: str

    @property
    def candidates(self) -> tuple[Region, ...]:
        """What the last step can mean; empty when the name begins with no region."""
        return self.steps[-1].candidates if self.steps else ()


def stem_of(name: str) -> str:
    """The proper part of an official name: 乐清市 -> 乐清, 恩施土家族苗族自治州 -> 恩施; the name if none is left."""
    if name in _AUTONOMOUS_REGIONS:
        return _AUTONOMOUS_REGIONS[name]
    autonomous = _AUTONOMOUS.fullmatch(name)
    stem = autonomous["stem"] if autonomous else _UNIT.sub("", name)
    return stem if len(stem) >= 2 else name


def _whole_forms(name: str) -> Iterable[str]:
    yield name
    if autonomous := _AUTONOMOUS.fullmatch(name):
        yield autonomous["stem"] + autonomous["unit"]


class _Forms(NamedTuple):
    """Prints with every region they can mean.

    Attributes:
        sizes: how long prints with these first two characters are, the longest first.
    """

    regions: Mapping[str, tuple[Region, ...]]
    sizes: Mapping[str, tuple[int, ...]]

    def at(self, text: str, position: int) -> Iterator[tuple[str, tuple[Region, ...]]]:
        """The prints that stand at a place of the text, the longest first."""
        for size in self.sizes.get(text[position : position + 2], ()):
            print_ = text[position : position + size]
            if len(print_) == size and (regions := self.regions.get(print_)):
                yield print_, regions


@lru_cache(maxsize=64)
def _forms(year: int) -> tuple[_Forms, _Forms]:
    """Whole forms and stems of a year."""
    whole: dict[str, set[Region]] = defaultdict(set)
    stems: dict[str, set[Region]] = defaultdict(set)
    for region in regions_in_force(year):
        for form in _whole_forms(region.region_name):
            whole[form].add(region)
        stems[stem_of(region.region_name)].add(region)
    for region in load_regions():
        if region.valid_to_year == year - 1 or region.valid_from_year == year + 1:
            for form in _whole_forms(region.region_name):
                whole[form].update(regions_named_nearby(region.region_name, year))
    return _sorted(whole), _sorted(stems)


def _sorted(found: Mapping[str, set[Region]]) -> _Forms:
    sizes: dict[str, set[int]] = defaultdict(set)
    for form in found:
        sizes[form[:2]].add(len(form))
    return _Forms(
        {form: tuple(sorted(regions, key=lambda r: r.adcode)) for form, regions in found.items() if regions},
        {beginning: tuple(sorted(known, reverse=True)) for beginning, known in sizes.items()},
    )


def whole_name(text: str, year: int) -> tuple[Region, ...]:
    """Every region that exactly this print can mean as a whole name."""
    return _forms(year)[0].regions.get(text, ())


def written_forms(region: Region) -> tuple[str, ...]:
    """Prints of a region before the name of a smaller one: 昆明市, 昆明; 恩施土家族苗族自治州, 恩施州, 恩施."""
    return (*_whole_forms(region.region_name), stem_of(region.region_name))


def walk(text: str, year: int) -> Walk:
    """The regions that a name begins with.

    The longest whole name wins at each step, and every step must lie below the one before. A name that turns out to be
    that of a township (新市区街道办事处) is given back to the rest.
    """
    steps, position = _steps(text, 0, (), year)
    if steps and re.match(r"(?:街道|镇|乡)", text[position:]):
        position -= len(steps[-1].text)
        steps = steps[:-1]
    return Walk(steps, text[position:])


def _steps(text: str, position: int, above: tuple[Region, ...], year: int) -> tuple[tuple[Step, ...], int]:
    whole, stems = _forms(year)
    for print_, regions in whole.at(text, position):
        if found := _below(regions, above, year):
            rest = position + len(print_)
            later, end = _steps(text, rest, found, year)
            if later or not _TORN_WORD.match(text, rest - 1):
                return (Step(print_, found), *later), end
    for print_, regions in stems.at(text, position):
        found = _below(regions, above, year)
        if not found:
            continue
        rest = position + len(print_)
        later, end = _steps(text, rest, found, year)
        if later or _closes(text[rest:], found):
            return (Step(print_, found, is_stem=True), *later), end
    return (), position


def _closes(rest: str, found: tuple[Region, ...]) -> bool:
    """Whether what follows a bare stem proves that the stem is a word of its own."""
    if AFTER_A_STEM.fullmatch(rest):
        return True
    return len(found) == 1 and found[0].level == "prefecture" and _NAMED_ZONE.fullmatch(rest) is not None


def _below(found: tuple[Region, ...], above: tuple[Region, ...], year: int) -> tuple[Region, ...]:
    if not above:
        return found
    codes = {region.adcode for region in above}
    return tuple(region for region in found if codes & {higher.adcode for higher in ancestors(region, year)})


def contradicts(rest: str, year: int) -> bool:
    """Whether the rest begins with another region's whole name, so that the chain was not what it seemed.

    四平市公主岭市 in 2021: 公主岭市 exists but no longer below 四平市; neither is proven.
    """
    whole, _ = _forms(year)
    return any(
        not re.match(r"街道|镇|乡|新区|开发区|管理|管委", rest[len(print_) :]) for print_, _ in whole.at(rest, 0)
    )


def ever_named(text: str) -> bool:
    """Whether any region of any year had this official name."""
    return any(region.region_name == text for region in load_regions())
