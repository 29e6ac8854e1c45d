"""Sentences that say zero without a digit: 未收到政府信息公开申请, 未发生行政复议、行政诉讼.

In: folded text of one passage. Out: `Zero` values in reading order. They are figures, because they can contradict a
table. Goals and plans (力争不发生 ...) are no statements; the wordings are data, in `indicators.yaml`.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.parse.taxonomy import ZeroStatement, load_taxonomy

_NEGATION = re.compile(r"尚未|从未|均未|未|没有|无|零|不(?=收)")
_MAX_SENTENCE = 200
_SENTENCE_ENDS = "。！？!?\n"


class Zero(NamedTuple):
    """A count that the text between two positions says to be zero."""

    start: int
    end: int
    indicator: str
    unit: str


def negates(text: str) -> bool:
    """Whether any word stands in a text that a zero statement can begin with."""
    # The words of `_NEGATION`, told by what they have in common: most passages hold none.
    return "未" in text or "无" in text or "零" in text or ("没" in text and "没有" in text) or "不收" in text


def find_zeros(text: str, *, topic: str | None, is_about_disclosure: bool) -> Iterator[Zero]:
    """Zero statements of one passage in reading order.

    Args:
        text: folded text.
        topic: what the text before the passage is about, None when unknown.
        is_about_disclosure: the passage or its section is about disclosure.
    """
    end = 0
    for negation in _NEGATION.finditer(text):
        start = negation.start()
        if start < end:
            continue
        for statement in load_taxonomy().zero_statements:
            if statement.needs_disclosure and not is_about_disclosure:
                continue
            if not statement.starts.match(text, start):
                continue
            match = statement.pattern.match(text, start)
            if match and _is_said(statement, match.group(), topic) and _is_whole(text, match):
                end = match.end()
                yield from _counts(statement, match)
                break


def _is_said(statement: ZeroStatement, phrase: str, topic: str | None) -> bool:
    if not statement.starts.match(phrase) or (statement.excludes and statement.excludes.search(phrase)):
        return False
    return topic == "application" or statement.named is None or statement.named.search(phrase) is not None


def _is_whole(text: str, match: re.Match[str]) -> bool:
    """No number follows (未发生行政复议、行政诉讼1件), and the sentence is no plan."""
    if text[match.end() : match.end() + 1].isdigit():
        return False
    first = max(0, match.start() - _MAX_SENTENCE)
    begin = max(first, *(text.rfind(mark, first, match.start()) + 1 for mark in _SENTENCE_ENDS))
    return load_taxonomy().planned.search(text[begin : match.start()]) is None


def _counts(statement: ZeroStatement, match: re.Match[str]) -> Iterator[Zero]:
    phrase = match.group().rstrip(" 、")
    for count in statement.counts:
        if count.named is None or count.named.search(phrase):
            yield Zero(match.start(), match.start() + len(phrase), count.indicator, count.unit)
