"""Whose quantity a clause states: that of the organ alone, of a government with its departments, or of a whole region.

In: folded text of one passage. Out: the `Scope` of each place in it. The one idea: a subject stays the subject of its
paragraph until another one is named, and silence is `unknown`. 全市收到100件，办结98件。本办公室收到5件 are two figures
of the region and one of the office. (Words: domain, 2.3.)
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

Scope = Literal["own_organ", "government_aggregate", "region_aggregate", "unknown"]

_LEVELS = "省市县区州盟旗"
_LEVEL = f"[{_LEVELS}]"
_OPENS = "，。；：、！？;:,!?（）()年度月日中内止来间由对和 \\n-"
_WHOLE = rf"{_LEVEL}(?:共有)?(?:各级|各镇|各乡|各街道|所有行政机关|行政机关|政府系统)"
_NO_SUBJECT = "(?!域|间|首|率先|前列|第|排|统一)"
_OFFICE = "(?:人民)?政府办公[厅室](?![等网及和、]|公报|文件|印发)"
_DEPARTMENTS = (
    "(?:人民)?政府(?:(?:及其|及|和|各)(?:所属|工作)?|工作|所属)部门|[级直](?:各|政府)?(?:部门|单位|机关|行政机关)|本级"
)
# 本机关不掌握 is a row of table three, whoever reports.
_OWN = "机关(?!不掌握)|单位|部门|办公[厅室]|镇|乡|街道?|[局办厅委院署](?![员托法理])|中心|所(?![有在属])"


def _begins(character: str) -> str:
    """A subject that begins its clause: 在全市率先公开 says nothing of whom it counts."""
    return rf"(?<![^{_OPENS}]{character})"


# Every branch begins with a character of its own, so that the engine skips what begins none.
_SUBJECT = re.compile(
    "|".join(
        (
            rf"全(?:{_WHOLE}|{_begins('全')}(?:镇|乡|街道|局(?![性观])|{_LEVEL}{_NO_SUBJECT}))",
            *(rf"{own}(?:{_OWN}|{_WHOLE}|{_begins(own)}{_LEVEL}{_NO_SUBJECT})" for own in "我本"),
            rf"各(?:级(?:人民政府|行政机关|政府|机关)|{_begins('各')}(?:(?:有关)?(?:部门|单位)|{_LEVEL}|镇|乡|街道))",
            "所属各级",
            rf"代表{_LEVEL}(?:人民)?政府",
            *(rf"{level}(?:{_OFFICE}|{_DEPARTMENTS})" for level in _LEVELS),
        )
    )
)
# Patterns of their own, because one that begins with a single character is the fastest to look for.
_REGION = re.compile(f"全{_WHOLE}")
_ALL_LEVELS = re.compile("各级(?:人民政府|行政机关|政府)")


class Subjects(NamedTuple):
    """The subjects of one passage.

    Attributes:
        ends: where each of them ends.
        scopes: what it says of the quantities behind it; None for a bare 全市, which is one of the two aggregates.
    """

    ends: list[int]
    scopes: list[Scope | None]


def find_subjects(text: str) -> Subjects:
    """Words that say whom the quantities behind them belong to."""
    found = list(_SUBJECT.finditer(text))
    return Subjects([match.end() for match in found], [_scope_of(match.group()) for match in found])


def scope_at(subjects: Subjects, position: int, wide: Scope) -> Scope:
    """Scope of a quantity: that of the last subject before it in its paragraph.

    Args:
        subjects: of the paragraph.
        position: where the quantity begins.
        wide: what a bare 全市 means in this document, see `reach`.
    """
    index = bisect_right(subjects.ends, position)
    return subjects.scopes[index - 1] or wide if index else "unknown"


@lru_cache(maxsize=1024)
def _scope_of(word: str) -> Scope | None:
    if word.startswith(("各级", "所属各级")):
        return "region_aggregate"
    if word[0] in "全我本":
        if word[1] not in _LEVELS:
            return "own_organ"
        return "region_aggregate" if len(word) > len("全市") else None
    # An office that answers for its government (代表市政府) counts that in its own tables.
    return "own_organ" if "办公" in word or word.startswith("代表") else "government_aggregate"


def reach(texts: Iterable[str]) -> Scope:
    """What a bare 全市 means: the region where the opening speaks of organs of all levels, else one government."""
    return "region_aggregate" if any(map(_is_region_wide, texts)) else "government_aggregate"


def _is_region_wide(text: str) -> bool:
    if "各级" in text and ("所属各级" in text or _ALL_LEVELS.search(text)):
        return True
    return _REGION.search(text) is not None
