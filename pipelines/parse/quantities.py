"""Quantities in running text: number, scale, unit, and how exact the writer means them.

In: folded text of one passage. Out: `Quantity` values in reading order. The one idea: a digit is a quantity only when a
unit follows, so that years, dates, document numbers, telephone numbers and list markers need no list of their own.
Chinese numerals count only behind a verb of counting: 三审三校 and 一窗受理 are no numbers. (Grammar: domain, 5.1.)

Every pattern consumes what it looked at or is bounded, so that the time is linear in the text, also for hostile text.
Patterns begin with a single character or a set: then the engine skips what cannot begin a match.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal
from operator import itemgetter
from string import ascii_letters
from typing import Literal, NamedTuple

Qualifier = Literal["exact", "at_least", "at_most", "approx"]

NO_UNIT = ""
_MAX_DIGITS = 12
# The staging table holds four decimals.
_FINEST = Decimal("0.0001")
_BASE_UNITS = {"万元": ("元", 10_000), "亿元": ("元", 100_000_000), "个百分点": ("百分点", 1)}
_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}

# Longest first. Behind most units a guard keeps words apart that only begin like one: 12期间, 30家庭, 53部门.
_UNITS = (
    "人次|家次|户次|批次|件次|场次|篇次|条次|项次|台次|万元|亿元|个百分点|百分点|人(?![民大员才事力均社口])|件(?!事)|条(?![例款])"
    "|篇(?!章)|个(?!部分|方面|工作日|自然日|月|小时|百分点|层面|维度)|期(?![间限满内])|次(?![日年月])|场(?![所景馆])|家(?![庭长])"
    "|户(?!外)|批(?![复准示])|份(?!额)|册|本(?![级市区县局年地办单省委镇])|部(?![门分署队委])|项|类|起(?![草来诉])|宗(?!旨)|例(?![如会])"
    "|处(?![理罚室置级])|台(?![账湾])|名(?![称录单义])|位(?![于置列])|字(?![体号])|天(?![津然])|幅(?!度)|组(?![织成长建])|支(?![持付部])|套|封(?![闭面存装控条山])"
    "|则|所|种|枚|单|元(?![旦月])|%"
)
_FIRSTS = "".join(unit[0] for unit in re.sub(r"\(\?!.*?\)", "", _UNITS).split("|"))
_MORE = "[余多]?"
# Alternatives that may be empty stand for question marks: the engine keeps no count for them. Looking ahead for a first
# character is done with most numbers that have no unit, the dates.
_ARABIC = re.compile(
    r"(?P<number>[0-9](?:[0-9]{0,2}+,[0-9]{3}(?:,[0-9]{3}){0,3}(?!,?[0-9])(?:\.[0-9]{1,6}(?![0-9])|)|[0-9]*+(?:\.[0-9]++|)))"
    rf"(?:(?=[ 余多百千万亿{_FIRSTS}]) {{0,3}}(?P<more>{_MORE}) {{0,2}}(?P<scale>[百千万亿]{{0,2}}?)"
    rf"(?P<more_scaled>{_MORE}) {{0,2}}(?P<unit>{_UNITS})|)"
    r"(?(unit) {0,2}(?:(?P<bound>以上|以下|以内|之多|左右|上下)|)|(?:(?P<bare_scale> {0,2}[万亿])|))"
)
NUMERALS = "一二两三四五六七八九十百千万零〇"
_CHINESE = re.compile(
    rf"(?P<number>[{NUMERALS}][{NUMERALS}]{{0,8}}+)(?=[ 余多{_FIRSTS}])(?P<more>{_MORE}) {{0,2}}"
    r"(?P<unit>人次|家次|户次|批次|件次|场次|件(?!事)|条(?![例款])|篇(?!章)|次(?![日年月])|场(?![所景馆])|期(?![间限])|份(?!额)|起(?![草来诉])|宗(?!旨)"
    r"|例(?![如会])|个(?!部分|方面|工作日|月|小时|层面|维度|[多全大好])|家(?![庭长])|人(?![民大员才事力均社口])|名(?![称录单义])|册|项)"
)
_COUNTING = re.compile(
    r"(?:收到|接到|受理|申请|办结|办理|答复|回复|发布|公开|公布|召开|举办|开展|组织|复议|诉讼|刊发|编发|推送|解读|培训|参训|征集|制发)"
    r"[^，,。；;：:！？“”\"《》]{0,12}$"
)
# 一 before these says "a", not "one": 一个体系, 一项重要工作.
_ARTICLE_UNITS = frozenset("个项家名人")

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_STEPS = {"十": 10, "百": 100, "千": 1_000}

_BEFORE = re.compile(
    r"(?:(?P<at_most>将近|接近|不足|不到|不超过|至多|最多|(?<![最附临邻靠])近)|(?P<at_least>超过|突破|不少于|不低于|至少|多于|超出|超|逾)"
    r"|(?P<approx>大约|约为|大概|(?<![节预签合条契违邀])约))\s{0,2}$"
)
# Last characters of what `_BEFORE` finds: most numbers need no search.
_BEFORE_ENDS = frozenset("近足到过多破于少出超逾约为概")
_BOUNDS: dict[str, Qualifier] = {
    "以上": "at_least",
    "之多": "at_least",
    "以下": "at_most",
    "以内": "at_most",
    "左右": "approx",
    "上下": "approx",
}
_DATE_UNITS = frozenset("年月日号时点分:：秒楼室级")
_BARE_COUNT = re.compile(r"(?:粉丝|关注|用户|订阅|访问|浏览|阅读|播放|观看|点击|点赞)[^，,。；;：、0-9]{0,10}$")
_GLUE = frozenset("+-−－—~～/.×xX*:：第前〔[＋")
_MAY_BE_GLUE = _GLUE | frozenset(",，至到") | frozenset(ascii_letters)
_LEANS_ON = _MAY_BE_GLUE | _BEFORE_ENDS
_BOOK_TITLE = re.compile(r"《[^《》]{0,120}》")
_QUOTED = re.compile(r"[“\"][^“”\"]{0,20}[”\"]")


class Quantity(NamedTuple):
    """A number with its unit.

    Attributes:
        start: where the number begins in the text, a qualifying word before it included.
        end: behind the unit or a qualifying word after it.
        value: in base units: 149.8万元 is 1498000.
        unit: base unit; empty when the print has none (粉丝54373).
    """

    start: int
    end: int
    value: Decimal
    unit: str
    qualifier: Qualifier


class _Spans:
    """The matches of a pattern in a text, asked by position."""

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._spans = [match.span() for match in pattern.finditer(text)]

    def __contains__(self, position: int) -> bool:
        index = bisect_right(self._spans, (position,)) - 1
        return index >= 0 and position < self._spans[index][1]


def find_quantities(text: str) -> Iterator[Quantity]:
    """Quantities of one passage in reading order; what stands in a 《book title》 is no quantity of the report."""
    found = _arabic(text)
    if in_words := list(_chinese(text)):
        found += in_words
        found.sort(key=itemgetter(0))
    if not found or "《" not in text:
        return iter(found)
    titles = _Spans(_BOOK_TITLE, text)
    return (quantity for quantity in found if quantity.start not in titles)


def _arabic(text: str) -> list[Quantity]:
    found: list[Quantity] = []
    for match in _ARABIC.finditer(text):
        start, end = match.span()
        if match["unit"] is None:
            if text[end : end + 1] not in _DATE_UNITS and (quantity := _without_unit(text, match)):
                found.append(quantity)
            continue
        number, more, scale, more_scaled, unit, bound, _ = match.groups()
        # Most numbers stand behind a word that says nothing of them.
        last = text[start - 1 : start]
        leans = last in _LEANS_ON or last.isspace()
        if len(number) > _MAX_DIGITS + 7 or (leans and _is_glued(text, start)):
            continue
        value = Decimal(number.replace(",", ""))
        if scale:
            value *= _scale(scale)
        if unit in _BASE_UNITS:
            unit, factor = _BASE_UNITS[unit]
            value *= factor
        if "." in number:
            value = _stored(value)
        more = more or more_scaled
        found.append(
            _qualified(text, start, end, value, unit, more, bound)
            if leans
            else Quantity(start, end, value, unit, _behind(more, bound))
        )
    return found


def _without_unit(text: str, match: re.Match[str]) -> Quantity | None:
    """A number without a unit counts only behind the name of a count: 粉丝数54373, 播放量超2300万."""
    start, end = match.span()
    if len(match["number"]) > _MAX_DIGITS:
        return None
    if (
        text[end : end + 1].isalnum()
        or not _BARE_COUNT.search(text, max(0, start - 20), start)
        or _is_glued(text, start)
    ):
        return None
    value = _stored(Decimal(match["number"].replace(",", "")) * _scale((match["bare_scale"] or "").strip()))
    return _qualified(text, start, end, value, NO_UNIT, "", None)


def _is_glued(text: str, start: int) -> bool:
    """Whether the digits belong to something longer: 5+8, 0516-86, 3.14.2, H5, 第3期, 前10位, `11 36条`."""
    last = text[start - 1] if start else ""
    if last not in _MAY_BE_GLUE and not last.isspace():
        return False
    before = text[max(0, start - 3) : start]
    if last in _GLUE or (last.isascii() and last.isalpha()):
        # A colon is glue only between digits (16:26); behind words it opens a list (共公开：32条).
        return last not in ":：—-" or before[-2:-1].isdigit()
    if last in ",，至到" and before[-2:-1].isdigit():
        # 3至5件 is a range; behind a full-width comma a new number begins (网站35，966条).
        return last != "，"
    bare = before.rstrip()
    return bare != before and (bare[-1:].isdigit() or bare[-1:] in "第+")


def _scale(scale: str) -> int:
    value = 1
    for character in scale:
        value *= _SCALES[character]
    return value


def _qualified(text: str, start: int, end: int, value: Decimal, unit: str, more: str, bound: str | None) -> Quantity:
    qualifier = _behind(more, bound)
    last = text[start - 1] if start else ""
    if (last in _BEFORE_ENDS or last.isspace()) and (before := _BEFORE.search(text[max(0, start - 6) : start])):
        start -= len(before.group())
        if qualifier == "exact":
            qualifier = _named(before)
    return Quantity(start, end, value, unit, qualifier)


def _behind(more: str, bound: str | None) -> Qualifier:
    """What the words within and behind a number say."""
    return "at_least" if more else _BOUNDS[bound] if bound else "exact"


def _stored(value: Decimal) -> Decimal:
    """The value as the staging table holds it: whole numbers without a point, at most four decimals."""
    whole = int(value)
    if value == whole:
        return Decimal(whole)
    rounded = value.quantize(_FINEST)
    return value if value == rounded else rounded


def _named(match: re.Match[str]) -> Qualifier:
    if match["at_most"]:
        return "at_most"
    return "at_least" if match["at_least"] else "approx"


def _chinese(text: str) -> Iterator[Quantity]:
    quoted: _Spans | None = None
    for match in _CHINESE.finditer(text):
        start = match.start()
        before = text[max(0, start - 20) : start]
        number = match["number"]
        if before[-1:] in "第每数几这那某同另任下前后首头末" or before[-1:] in NUMERALS:
            continue
        if not before or before.rstrip()[-1:].isdigit():
            # The scale of a number in digits: 4.5万篇.
            continue
        if number == "一" and match["unit"] in _ARTICLE_UNITS:
            continue
        counting = _COUNTING.search(before)
        if counting is None or "每" in before[-14:]:
            # 每半年清理一次 is a frequency.
            continue
        value = chinese_number(number)
        if value is None:
            continue
        if quoted is None:
            quoted = _Spans(_QUOTED, text)
        if start in quoted:
            continue
        yield _qualified(text, start, match.end(), Decimal(value), match["unit"], match["more"], None)


def chinese_number(print_: str) -> int | None:
    """Value of a Chinese numeral below 100 million, None when it is not well formed (一二三 is a list)."""
    total = section = 0
    digit: int | None = None
    smallest = 10_000
    for character in print_:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character == "万":
            total, section, digit, smallest = (section + (digit or 0) or 1) * 10_000 + total, 0, None, 10_000
        else:
            step = _STEPS[character]
            if step >= smallest or (digit == 0 and step != 10):
                return None
            section += (digit or 1) * step
            digit, smallest = None, step
    return total + section + (digit or 0)
