"""Titles of annual reports: who reports for which year, and titles that only look like one.

Comes in: one line, or a title torn over several lines. Goes out: a `Title`, or None. The one idea: the words 信息公开
and 报告 or 年报 are the anchor; the agency stands before the year, behind it, or behind the title, the year may be
missing or stand inside. What is found must look like the name of a body, else there is no agency (domain, 4.3).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipelines.short_texts import remembered

LONGEST_TITLE = 160
LONGEST_AGENCY = 40
_TITLES_OF_A_DOCUMENT = 64
"""Kept while a document is read: several readers ask for its titles, and for the lines around them joined to one."""

# Mirrors print traditional script; only what names and titles of bodies need is folded.
_TRADITIONAL = (
    "國国務务報报開开關关區区縣县鄉乡鎮镇辦办處处員员會会總总體体況况導导廳厅衛卫發发濟济業业農农環环經经條条規规範范據据"
    "結结實实際际編编製制動动復复複复議议訴诉訟讼問问題题進进項项計计從从機机內内華华漢汉廣广東东雲云陽阳寧宁貴贵遼辽龍龙蘇苏灣湾"
    "門门號号時时間间單单標标統统數数執执監监審审財财貿贸稅税質质聯联殘残險险設设護护權权資资產产網网現现將将為为與与於于請请"
    "電电話话傳传後后諮咨詢询優优應应無无過过這这對对錢钱鐵铁軍军黨党職职團团學学醫医藥药長长鳳凤馬马興兴滬沪連连樂乐"
    "臨临黃黄莊庄陝陕贛赣蕪芜鄭郑齊齐爾尔錫锡壯壮瀋沈嶺岭溫温麗丽紹绍義义湯汤豐丰"
)
_SIMPLIFY = str.maketrans(_TRADITIONAL[::2], _TRADITIONAL[1::2])
_IS_TRADITIONAL = re.compile(f"[{_TRADITIONAL[::2]}]")
_NARROW = tuple(zip("，（）：；！？", ",():;!?", strict=True))
_IS_WIDE = re.compile("[，（）：；！？]")
_PINYIN = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,8}\)")
_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_BEHIND_MILLENNIUM = "[〇○零0九][〇○零0一二三四五六七八九]{2}(?=年)"
_CHINESE_YEAR = re.compile(f"[二一]{_BEHIND_MILLENNIUM}")
_PLAIN_HAN = "".join(
    f"{chr(ord(before) + 1)}-{chr(ord(behind) - 1)}"
    for before, behind in pairwise(("\u4dff", *sorted({*_TRADITIONAL[::2], *"一二"}), "\ua000"))
    if ord(behind) - ord(before) > 1
)
# Whatever is rare or traditional, or a year in Chinese digits: one search proves that a line has nothing of all this.
_IS_UNUSUAL = re.compile(f"[^\x00-\x7f{_PLAIN_HAN}。、《》〈〉“”‘’—〔〕【】](?:(?<![一二])|{_BEHIND_MILLENNIUM})")

# A day beside a title is that of its publication, in the year after (list pages print both), unless a period begins.
_NO_DAY = r"(?![-/.年]\d{1,2}[-/.月]\d{1,2}(?:\d\d:|日?(?![日\d起至到~—–-])))(?!\d{4})"
_YEAR = rf"(?<!\d)(?P<year>(?:19|20)\d\d){_NO_DAY}(?:年度|年|)"
_DISCLOSURE = r"(?:政府|政务)?信息(?:主动)?公开"
_MIDDLE = r"(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:情况)?的?(?:年度)?(?:工作)?(?:总结)?"
_REPORT = r"(?:报告|年报)"
_TAIL = r"(?P<tail>[^《]{0,60})"
_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<before>.{{0,60}}?){_YEAR}(?P<behind>.{{0,40}}?){_DISCLOSURE}{_MIDDLE}{_REPORT}{_TAIL}",
        # As 大足 prints it, the year after the words 政府信息公开.
        rf"(?P<before>.{{0,60}}?){_DISCLOSURE}(?:工作)?{_YEAR}(?P<behind>){_MIDDLE}{_REPORT}{_TAIL}",
        rf"(?P<before>.{{0,60}}?){_DISCLOSURE}{_MIDDLE}{_REPORT}(?P<behind>)(?P<year>)\(?{_TAIL}",
    )
)
_NAMES_DISCLOSURE = re.compile("信息(?:主动)?公开")
_IS_SENTENCE = re.compile("[。;；]|[,，].{12}")
_YEAR_IN_TAIL = re.compile(rf"\(?((?:19|20)\d\d){_NO_DAY}(?:年度|年)?\)?")
# Only in brackets or behind a dash of two: behind `-` and `_` stands the name of the site.
_AGENCY_IN_TAIL = re.compile(r"(?:\(图片版\))?(?:\((?P<bracketed>[一-鿿]{2,40})\)|——(?P<dashed>[一-鿿]{2,40}))")
_SITE_IN_TAIL = re.compile(r"(?:报告|報告|年报|年報)([-_|].{1,80})$")
_LEADING = re.compile(
    r"(?:标题|名称|信息名称|文件名称|附件\d{0,2})[:：]|关于(?:发布|公布|印发)?|现?(?:公布|公开|发布)|\d{1,2}[.、]|[^0-9A-Za-z(一-鿿]|"
    r"20\d\d[-/.年]?\d{1,2}[-/.月]?\d{1,2}日?(?:\d\d:\d\d(?::\d\d)?)?(?!\d)"
)
_TRAILING = re.compile(r"(?:关于|的|编制|年度|[^)一-鿿])$")

_BODY = re.compile(
    r"[一-鿿][一-鿿()、·]{0,38}?(?:政府|行署|行政公署|局|委|委员会|厅|办|办公室|中心|院|队|处|所|站|署|馆|部|街道|镇|乡|苏木|[省市区县州盟旗]|"
    r"社|会|公司|集团|学校|大学|中学|小学|医院|海关|行|区|园|场|公署|机关事务局)(?:\([一-鿿]{2,30}\))?"
)
_NOT_A_BODY = re.compile(
    r"^(?:[我本该各]|全(?!州县))[省市州县区镇乡旗局委办厅院街单机]|年度|年报|年来|年以|报告|首页|通知|公告|栏目|目录|专栏|情况|根据|编制|"
    r"字体|来源|时间|发布(?!中心)|浏览|(?:信息|政务)公开(?!办|中心|领导|工作)|公开信息|所有|有关"
)

_LOOK_ALIKES = (
    (
        re.compile(r"法治政府(?:建设)?.{0,12}(?:报告|情况|总结)|依法行政.{0,12}(?:报告|情况|总结)"),
        "a report on law-based government",
    ),
    (re.compile(r"网站.{0,12}报表|网站(?:监管|工作){0,2}年度(?:工作)?报告"), "the yearly statistics of a website"),
    (
        re.compile(
            r"年度报告格式.{0,4}的?(?:通知|函)|(?:报送|编制|编写|做好|开展|发布).{0,40}(?:年度报告|年报).{0,20}的?(?:通知|函)$"
        ),
        "a notice about writing reports",
    ),
    (
        re.compile(
            r"(?:更正|勘误|撤回|撤销|修改|订正).{0,60}(?:年度报告|年报).{0,20}(?:说明|公告|通知|声明|启事|函)$|"
            r"(?:年度报告|年报)》?的?(?:更正|勘误|订正|撤回)(?:说明|公告|通知|声明|启事|函)"
        ),
        "a correction of a report",
    ),
    (
        re.compile(r"上半年|下半年|半年度?|季度|[1-9一二三四五六七八九十]至?-?\d{0,2}月份?.{0,12}(?:统计|情况|报表)"),
        "statistics of a part of a year",
    ),
    (
        re.compile(r"图解|图说|一图|长图|一张图|漫画|动漫|短视频|读懂|看懂|解读|速读|划重点"),
        "an explanation of a report",
    ),
    (
        re.compile(r"(?:要点|指南|目录|制度|办法|方案|评估报告|考核结果|测评报告|汇总表?|格式)$|第三方评估"),
        "another document about disclosure",
    ),
)


@dataclass(frozen=True, slots=True)
class Title:
    """A title of an annual report.

    Attributes:
        text: the print without white space, and without the name of the site behind it.
        agency: the name in it, folded; None where it names none.
        year: None where it has none.
    """

    text: str
    agency: str | None
    year: int | None


def folded(text: str, limit: int = 4000) -> str:
    """NFKC, simplified script, no white space, no pinyin in brackets; at most `limit` characters of the print are read.

    Years in Chinese digits (二〇二〇年) become 2020年.
    """
    part = text[:limit]
    return _folded_line(part) if len(part) <= 2 * LONGEST_TITLE else _folded(part)


def _folded(text: str) -> str:
    plain = "".join(_narrowed(text).split())
    if not _IS_UNUSUAL.search(plain):
        return plain
    plain = unspaced(text)
    if _IS_TRADITIONAL.search(plain):
        plain = _PINYIN.sub("", plain.translate(_SIMPLIFY))
    return _CHINESE_YEAR.sub(lambda year: year.group().translate(_CHINESE_DIGITS), plain)


_folded_line = lru_cache(maxsize=512)(_folded)
"""Several readers ask for the lines of one document; those of the document before are soon forgotten."""


def unspaced(text: str) -> str:
    """NFKC without white space."""
    plain = "".join(_narrowed(text).split())
    if unicodedata.is_normalized("NFKC", plain):
        return plain
    # Normalised before the white space goes: what it keeps apart is not composed.
    return "".join(unicodedata.normalize("NFKC", text).split())


def _narrowed(text: str) -> str:
    """The text with its full-width punctuation replaced: mostly there is nothing else that NFKC changes."""
    if _IS_WIDE.search(text):
        for wide, narrow in _NARROW:
            text = text.replace(wide, narrow)
    return text


@remembered(_TITLES_OF_A_DOCUMENT)
def read_title(text: str) -> Title | None:
    """Reads one title; None when the text is none of an annual report on information disclosure.

    Args:
        text: a line, or several joined. Anything longer than a title can be is no title.
    """
    line = folded(text, 2 * LONGEST_TITLE)
    if len(line) > LONGEST_TITLE or "报" not in line or not _NAMES_DISCLOSURE.search(line):
        return None
    if look_alike_title(line) or _IS_SENTENCE.search(line):
        return None
    match = next((match for pattern in _PATTERNS if (match := pattern.fullmatch(line))), None)
    return _title(text, match) if match else None


def _title(print_: str, match: re.Match[str]) -> Title:
    before, behind, tail = match["before"], match["behind"], match["tail"]
    year = match["year"] or ""
    if not year and (late := _YEAR_IN_TAIL.match(tail)):
        year, tail = late[1], tail[late.end() :]
    named_behind = _AGENCY_IN_TAIL.match(tail)
    agency = _agency(before, behind)
    if agency is None and named_behind:
        agency = body_name(named_behind["bracketed"] or named_behind["dashed"])
    shown = "".join(print_.split())
    if site := _SITE_IN_TAIL.search(shown):
        shown = shown[: site.start(1)]
    return Title(shown, agency, int(year) if year else None)


def _agency(before: str, behind: str) -> str | None:
    """The agency of a title: before the year, behind it, or a region before and its department behind."""
    first, second = body_name(before), body_name(_completed(behind))
    if first and second and re.search(r"[省市区县州盟旗]$", first) and not second.startswith(first):
        return body_name(first + second) or first
    return body_name(_completed(before)) or second


def _completed(name: str) -> str:
    """清江浦区人民|政府信息公开: the anchor took the last word of the name."""
    return name + "政府" if name.endswith("人民") else name


@remembered(_TITLES_OF_A_DOCUMENT)
def body_name(text: str) -> str | None:
    """The text as the name of a public body without what stands around it, or None if it does not look like one."""
    name = text.strip("《》〈〉“”\"'【】[]-—_|:,、. ")
    while leading := _LEADING.match(name):
        name = name[leading.end() :]
    while (trailing := _TRAILING.search(name)) and name:
        name = name[: trailing.start()]
    if not 2 <= len(name) <= LONGEST_AGENCY or not _BODY.fullmatch(name):
        return None
    return None if _NOT_A_BODY.search(name) else name


def look_alike_title(text: str) -> str | None:
    """What a title is that only looks like that of an annual report, None for all others.

    A picture edition (图片版) is a report whose tables cannot be read; it is no look-alike.
    """
    line = folded(text, 2 * LONGEST_TITLE)
    return next((reason for pattern, reason in _LOOK_ALIKES if pattern.search(line)), None)


def torn_titles(lines: Sequence[str]) -> Iterator[tuple[int, int, Title]]:
    """Titles in lines that follow each other: index of the first line, number of lines joined (1-3), title."""
    may_name = ["开" in line or "開" in line for line in lines]
    for index in range(len(lines)):
        if True not in may_name[index : index + 3]:
            continue
        for count in (1, 2, 3):
            part = lines[index : index + count]
            if len(part) < count or (count > 1 and any(len(one) > LONGEST_TITLE // 2 for one in part)):
                break
            joined = "".join(part)
            if "。" in joined:
                break  # a sentence is no title, and stays one when more lines are joined
            if len(joined) > 2 * LONGEST_TITLE or not ("报" in joined or "報" in joined):
                continue
            if True not in may_name[index : index + count]:
                continue
            if title := read_title(joined):
                yield index, count, title
                if title.agency and title.year:
                    break  # what follows is no longer the title
