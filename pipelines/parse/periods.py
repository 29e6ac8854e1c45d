"""Whether a count is that of the report's year, or of another, of many, of half a year, or a change, a goal, a mean.

In: what stands before a number in its sentence. Out: yes, no, or that a later year is meant. The one idea: a period
holds for the clause that it begins and, standing alone between commas, for what follows in its sentence; a year inside
the name of what was published (公开2021年度决算66份) says nothing of when it was.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Literal

Period = Literal["this", "another", "later"]

REACH = 120
"""Characters before a number that are looked at."""

_END = "\n"
# Counts of what there is, whenever it was made, and counts that name another year because they lead over to it.
_OF_ALL_YEARS = frozenset(
    {
        "application.carried_in",
        "application.carried_out",
        "docs.normative.valid",
        "docs.rules.valid",
        "platform.accounts",
        "platform.columns",
        "platform.followers",
        "platform.venues",
    }
)
_CHANGE = re.compile(
    r"(?:(?<!新)增加|净增|减少|增长|上升|下降|降低|(?<![最许众很更诸])多|(?<![至最不])少|(?<![新递])增|(?<!精)减)了?\s?$"
    r"|(?:[较比]|环比)[^，,]{0,16}(?:增加|新增|减少|增长|[^许众]多|[^至不]少)[^，,到至达为]{0,12}$"
    r"|新增(?:粉丝|关注|用户|订阅)[^，,]{0,6}$"
)
_GOAL = re.compile(r"(?:目标|任务)[数值量]?(?:是|为|定为)[^，,]{0,12}$")
_MEAN = re.compile(
    r"每(?:半?年|个?月|季|周|日|天)[^对，,]{0,40}$|[月季周日户人]均(?![已在按未无被能属可])|(?<![今本全当])年均(?![已在按未无被能属可])|平均|最高|单[条篇期日]"
)
_MARK = re.compile(
    r"20[0-9]{2} ?年(?:度?全年)?|上一?年|去年|往年|历年|前年|[上下]半年|[一二三四1-4]季度"
    r"|近[两三四五六七八九十几0-9]{1,3}年|十[二三四五]五[”\"’]?(?:时期|期间)|以来|全年|今年|本年|年内|当年|(?<!\d)0?1月?份?[-—–~～至到](?:[2-9]|1[01])月"
)
_THIS = frozenset({"全年", "今年", "本年", "年内", "当年"})
_THIS_BEGAN = re.compile("今年|年初|本年|当年|20[0-9]{2} ?年")
_SPANS = ("以来", "时期", "期间")
_COMPARES = re.compile("[较比与同]$")
_ACTS = re.compile(
    "公开|发布|公布|编制|印发|制定|落实|按照|根据|依据|结合|对照|报送|召开|开展|关于|办理|完成|举办|参加"
)
_NAMES_DOCUMENT = re.compile(r"度?[^，,]{0,12}?(?:决算|预算|年报|报告|总结|要点)")
_ALONE = re.compile(
    r"[（(]?(?:其中)?[在自从截至]{0,2}"
    r"(?:20[0-9]{2} ?年(?:[上下]半年|度?全年)?|上一?年|去年|[上下]半年|第?[一二三四1-4]季度)"
    r"(?:度|同期|期间|间|里|中|内|的|来)?\s?"
)
_ASIDE = re.compile(r"《[^《》]{0,80}》?|[（(][^（()）]{0,80}[)）]")


def period_of(indicator: str, clauses: str, lead: int, year: int | None) -> Period:
    """The period of a count, by what stands before it.

    Args:
        indicator: what it counts.
        clauses: text from the beginning of its sentence, at most `REACH` characters, with a line feed for each end of a
            clause.
        lead: length of what stands between the number before and this one, in its clause.
        year: the report year; None when it is unknown, and years printed in the prose say nothing.
    """
    near = clauses[len(clauses) - lead :]
    if _CHANGE.search(near) or _GOAL.search(near) or _MEAN.search(near):
        return "another"
    if indicator in _OF_ALL_YEARS or _MARK.search(clauses) is None:
        return "this"
    *before, own = clauses.split(_END)
    for period in (_in_own_clause(_without_asides(own), lead, year), *_in_force(before, year)):
        if period is not None:
            return period
    return "this"


def _without_asides(clause: str) -> str:
    """A clause with what stands in 《book titles》 and closed brackets blotted out, its length unchanged."""
    return _ASIDE.sub(lambda aside: "《" * len(aside.group()), clause)


def _in_own_clause(clause: str, lead: int, year: int | None) -> Period | None:
    """What the last word of time in the clause of a number says; None when it says nothing of when."""
    # Within brackets a new clause begins.
    clause = re.split("[（(]", clause)[-1]
    near = len(clause) - lead
    marks = list(_MARK.finditer(clause))
    if "分别" in clause and any(one.group() != other.group() for one, other in pairwise(marks)):
        # 2022年、2023年分别收到3件、5件: nobody who reads from left to right knows which is which.
        return "another"
    for mark in reversed(marks):
        start, end = mark.span()
        before = clause[max(0, near) if start >= near else 0 : start]
        if mark.group() in _THIS or mark.group() == "以来":
            return _said(mark.group(), clause[:start], year)
        compares = _COMPARES.search(before)
        if (compares and start < near) or _ACTS.search(before) or _NAMES_DOCUMENT.match(clause, end):
            continue
        if (period := _said(mark.group(), before, year)) is not None:
            return period
    return None


def _in_force(before: list[str], year: int | None) -> Iterator[Period | None]:
    """What clauses further up say, the nearest first: only those that are a period and nothing else speak on."""
    for clause in map(str.strip, reversed(before)):
        last = next(reversed(list(_MARK.finditer(clause))), None)
        if last and (_ALONE.fullmatch(clause) or (last.end() == len(clause) and last.group().endswith(_SPANS))):
            yield _said(last.group(), clause[: last.start()], year)
        elif any(word in clause for word in _THIS):
            yield "this"


def _said(mark: str, before: str, year: int | None) -> Period | None:
    """What a word of time says, None for a year where the report year is unknown."""
    if mark in _THIS:
        return "this"
    if mark == "以来":
        began = list(_THIS_BEGAN.finditer(before))
        if not began:
            return "another"
        since = began[-1].group()
        return "this" if not since[0].isdigit() or year in {None, int(since[:4])} else "another"
    if not mark.startswith("20"):
        return "another"
    if year is None:
        return None
    printed = int(mark[:4])
    return "this" if printed == year else "later" if printed > year else "another"
