"""The metadata panel of a portal page: 索引号, 发布机构, 发布日期 and their values.

In: rows of cells, or a line of text. Out: name and value pairs. The names are those that portals print around a
document (政府网站发展指引, 国办发〔2017〕47号); they say nothing about any form.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, filterfalse, pairwise

from pipelines.short_texts import remembered

_NAMES = re.findall(
    r"\S+",
    """
    索引号 文号 发文字号 发布文号 文件编号 发布机构 发文机关 发布单位 公开机构 制发机关 发文单位 公开责任部门
    发文日期 成文日期 生成日期 发布日期 发布时间 公开日期 更新日期 更新时间 名称 标题 信息名称 文件名称
    主题分类 组配分类 分类 主题导航 体裁分类 服务对象 信息分类 公开方式 公开形式 公开范围 公开时限 时效性 有效性 时效
    关键词 主题词 信息来源 来源 内容概述 浏览次数 点击数 文件下载
    """,
)
_KNOWN = frozenset(_NAMES)
_SPACED = "|".join(sorted((r"\s*".join(name) for name in _NAMES), key=len, reverse=True))
_INLINE = re.compile(rf"(?:^|[\s【\[|•·\-]){{0,3}}(?<![\u4e00-\u9fff])({_SPACED})\s*[:：]")
_LAST_CHARACTERS = frozenset(name[-1] for name in _NAMES)
_LONGEST_LINE = 300
_LONGEST_VALUE = 400


@remembered(4096)
def panel_name(text: str) -> str | None:
    """The name that a cell or line consists of, without spaces inside (索 引 号 -> 索引号); None for anything else."""
    if len(text) > 24:
        return None
    name = "".join(text.split()).strip("•·-[]【】:：")
    return name if name in _KNOWN else None


def panel_pairs(rows: Sequence[Sequence[str]]) -> tuple[tuple[str, str], ...]:
    """Pairs of a table in which names and values alternate; empty unless at least two names are known."""
    if not any(map(panel_name, filterfalse(str.isdigit, chain.from_iterable(rows)))):
        return ()
    pairs = [
        (name, value.strip()[:_LONGEST_VALUE])
        for row in rows
        for label, value in pairwise(row)
        if (name := panel_name(label)) and panel_name(value) is None
    ]
    return tuple(pairs) if len(pairs) >= 2 else ()


def inline_pairs(line: str) -> Iterator[tuple[str, str]]:
    """Pairs of a line such as 来源：某局 发布时间：2024-03-26. A value ends where the next name begins."""
    if len(line) > _LONGEST_LINE or not (":" in line or "：" in line):
        return
    before_colons = line.replace("：", ":").split(":")[:-1]
    if not any(before.rstrip()[-1:] in _LAST_CHARACTERS for before in before_colons):
        return
    matches = list(_INLINE.finditer(line))
    ends = [match.start() for match in matches[1:]] + [len(line)]
    for match, end in zip(matches, ends, strict=False):
        value = line[match.end() : end].strip(" \t　\xa0|•·【】[]")
        yield "".join(match.group(1).split()), value[:_LONGEST_VALUE]
