"""The numbers that Word prints before paragraphs of a list: 一、 （一） 1.

Comes in: the numbering and style parts of a Word file. Goes out: the print of the number of each numbered
paragraph, in the order of the document. Headings and labels of reports are often numbered so; without it
一、总体情况 would read 总体情况.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

_MAX_LEVEL = 9
_HAN = "〇一二三四五六七八九十"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_HAN_FORMATS = {
    "chineseCounting",
    "chineseCountingThousand",
    "chineseLegalSimplified",
    "japaneseCounting",
    "ideographDigital",
    "taiwaneseCounting",
    "taiwaneseCountingThousand",
    "taiwaneseDigital",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    number_format: str
    print_: str


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document as they come.

    Attributes:
        levels: for each list (numId) its levels.
        counts: for each list how far each level has counted.
    """

    levels: Mapping[str, Mapping[int, _Level]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next_print(self, list_id: str, level: int) -> str:
        """The print before the next paragraph of this list and level; empty for bullets and unknown lists."""
        levels = self.levels.get(list_id, {})
        if level not in levels or level > _MAX_LEVEL:
            return ""
        counts = self.counts.setdefault(list_id, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if levels[level].number_format in {"bullet", "none"}:
            return ""

        def one(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            if at not in levels:
                return ""
            return _format(counts.get(at, levels[at].start), levels[at].number_format)

        return re.sub(r"%([1-9])", one, levels[level].print_)


def read_numbering(root: etree._Element | None, namespace: str) -> Numbering:
    """The lists of a document; without a numbering part there are none."""
    if root is None:
        return Numbering({})

    def name(tag: str) -> str:
        return f"{{{namespace}}}{tag}"

    abstract = {
        item.get(name("abstractNumId"), ""): {
            level: _level(element, namespace)
            for element in item.findall(name("lvl"))
            if (level := _integer(element.get(name("ilvl")), 0)) <= _MAX_LEVEL
        }
        for item in root.findall(name("abstractNum"))
    }
    lists: dict[str, dict[int, _Level]] = {}
    for item in root.findall(name("num")):
        reference = item.find(name("abstractNumId"))
        levels = dict(abstract.get(reference.get(name("val"), ""), {}) if reference is not None else {})
        for override in item.findall(name("lvlOverride")):
            level = _integer(override.get(name("ilvl")), 0)
            element, start = override.find(name("lvl")), override.find(name("startOverride"))
            if element is not None:
                levels[level] = _level(element, namespace)
            if start is not None and level in levels:
                old = levels[level]
                levels[level] = _Level(_integer(start.get(name("val")), 1), old.number_format, old.print_)
        lists[item.get(name("numId"), "")] = levels
    return Numbering(lists)


def _level(element: etree._Element, namespace: str) -> _Level:
    def value(tag: str, default: str) -> str:
        found = element.find(f"{{{namespace}}}{tag}")
        return default if found is None else found.get(f"{{{namespace}}}val", default)

    return _Level(_integer(value("start", "1"), 1), value("numFmt", "decimal"), value("lvlText", "")[:50])


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default


def _format(number: int, number_format: str) -> str:
    if number_format in _HAN_FORMATS and number < 100:
        return _han(number)
    if number_format.startswith("decimalEnclosedCircle") and 1 <= number <= len(_CIRCLED):
        return _CIRCLED[number - 1]
    if number_format in {"lowerLetter", "upperLetter"} and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return letter if number_format == "lowerLetter" else letter.upper()
    return str(number)


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return _HAN[ones]
    return ("" if tens == 1 else _HAN[tens]) + "十" + (_HAN[ones] if ones else "")
