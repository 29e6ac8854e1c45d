"""Labels of the national forms, recognised in damaged print.

In: the text of a cell or line. Out: which row, group or column of which table it names. The one idea: what identifies a
row of table three is its group and its ordinal, （三） and 4.; the words only confirm it, for they are mistyped,
truncated and repeated in real reports (domain, 1.3).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from pipelines.forms.template import load_forms
from pipelines.model import TableCode
from pipelines.short_texts import remembered

CONFIRMS = 75.0
"""Similarity in percent from which a damaged label confirms what group and ordinal say (domain, 1.3)."""
_LEAD = 10.0
"""By so much the label that a print without ordinal resembles must go before the second best."""
_LONGEST = 240
"""The longest label seen is that of 其他对外管理服务事项 with its instruction, about 100 characters."""

_SPACE = re.compile(r"[\s\u200b\ufeff\u00ad]+")
_NOTE = re.compile(r"\([^()]*\)?")
_PUNCTUATION = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]+")
_DIGITS = "一二三四五六七八九"
_ORDINAL = re.compile(
    rf"(?P<comma>[{_DIGITS}])[、,.．]|\((?P<paren>[{_DIGITS}1-9])\)[、.]?|(?P<arabic>[1-9])(?:[.、,:)](?!\d)|(?=[\u4e00-\u9fff]))"
)

Ordinal = tuple[Literal["comma", "paren", "arabic"], int]
"""一、 is ("comma", 1), （一） is ("paren", 1), 1. is ("arabic", 1)."""


class Label(NamedTuple):
    """What a print names.

    Attributes:
        kind: `row`, `group`, or `column` (header cells that are no column of the form included).
        code: code of the row, group or column; "" for header cells that are none.
        ordinal: as printed, None when the print has none.
        is_exact: the words are those of the form or an alias; otherwise they are only similar enough to confirm.
    """

    kind: Literal["row", "group", "column"]
    code: str
    ordinal: Ordinal | None
    is_exact: bool


@remembered(16_384)
def fold(text: str) -> str:
    """The print without white space, width and quotes: what two prints of one label have in common."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text[: 2 * _LONGEST]))


@remembered(16_384)
def split_label(text: str) -> tuple[Ordinal | None, str]:
    """Ordinal and words of a label; instructions in brackets and punctuation are no part of the words."""
    folded = fold(text)
    match = _ORDINAL.match(folded)
    ordinal: Ordinal | None = None
    if match:
        if match["comma"]:
            ordinal = ("comma", _DIGITS.index(match["comma"]) + 1)
        elif match["paren"]:
            number = match["paren"]
            ordinal = ("paren", int(number) if number.isdigit() else _DIGITS.index(number) + 1)
        else:
            ordinal = ("arabic", int(match["arabic"]))
        folded = folded[match.end() :]
    return ordinal, words(folded)


@remembered(4096)
def words(text: str) -> str:
    """The words of a label alone, e.g. 行政许可 of 行政许可（县级无此项）."""
    return _PUNCTUATION.sub("", _NOTE.sub("", fold(text)))


class _Book(NamedTuple):
    """The labels of one table over all form versions."""

    rows: Mapping[str, str]
    groups: Mapping[str, str]
    columns: Mapping[str, frozenset[str]]
    expected: Mapping[tuple[str | None, Ordinal], tuple[str, str]]
    ordinals: Mapping[str, Ordinal | None]


_HEADERS = {
    "disclosure": ("信息内容",),
    "application": ("申请人情况", "法人或其他组织", "本列数据的勾稽关系为第一项加第二项之和等于第三项加第四项之和"),
    "dispute": (),
}
"""Header cells that are no column of the form."""


@cache
def _book(table_code: TableCode) -> _Book:
    rows: dict[str, str] = {}
    groups: dict[str, str] = {}
    columns: dict[str, frozenset[str]] = dict.fromkeys(_HEADERS[table_code], frozenset())
    expected: dict[tuple[str | None, Ordinal], tuple[str, str]] = {}
    ordinals: dict[str, Ordinal | None] = {}
    for table in (form.tables[table_code] for form in load_forms().values()):
        for row in table.rows:
            ordinal, label = split_label(row.label)
            rows |= dict.fromkeys((label, *(split_label(alias)[1] for alias in row.aliases)), row.code)
            ordinals[row.code] = ordinal
            if ordinal:
                expected[row.group if ordinal[0] == "arabic" else None, ordinal] = (row.code, label)
        for group in table.groups:
            ordinal, label = split_label(group.label)
            groups |= dict.fromkeys((label, *(split_label(alias)[1] for alias in group.aliases)), group.code)
            ordinals.setdefault(group.code, ordinal)
            if ordinal and table_code == "application":
                expected.setdefault((None, ordinal), (group.code, label))
        for column in table.columns:
            for name in (words(column.label), *map(words, column.aliases)):
                columns[name] = columns.get(name, frozenset()) | {column.code}
    if table_code == "application":
        # 其他 and 总计 name a column without their ordinal, a row only with it.
        del rows["其他"]
    return _Book(rows, groups, columns, expected, ordinals)


def application_label(text: str, group: str | None) -> Label | None:
    """What a print names in table three, after the group that the reader is in.

    Rows and groups of the same name (（六）其他处理) come out as `row`; only the values beside it tell.
    """
    return _application_labels(group)(text)


@cache
def _application_labels(group: str | None) -> Callable[[str], Label | None]:
    return remembered(4096)(lambda text: _application_label(text, group))


def _application_label(text: str, group: str | None) -> Label | None:
    if not text or len(text) > _LONGEST:
        return None
    ordinal, label = split_label(text)
    book = _book("application")
    if label == "其他" and ordinal in {("arabic", 3), ("paren", 6)}:
        return Label("row", "other_misc" if ordinal[0] == "arabic" else "other", ordinal, is_exact=True)
    if label == "总计" and ordinal == ("paren", 7):
        return Label("row", "total_processed", ordinal, is_exact=True)
    if ordinal is None and label in book.columns:
        return Label("column", "".join(book.columns[label]), None, is_exact=True)
    code = book.rows.get(label)
    if code is not None and (ordinal is None or ordinal == book.ordinals[code]):
        return Label("row", code, ordinal, is_exact=True)
    if label in book.groups:
        return Label("group", book.groups[label], ordinal, is_exact=True)
    if code is not None:
        return Label("row", code, ordinal, is_exact=False)
    return _confirmed(book, ordinal, label, group)


def _confirmed(book: _Book, ordinal: Ordinal | None, label: str, group: str | None) -> Label | None:
    """A damaged label, when its words are close enough to those that group and ordinal lead to."""
    if ordinal is not None:
        expected = book.expected.get((group if ordinal[0] == "arabic" else None, ordinal))
        if expected and fuzz.ratio(label, expected[1]) >= CONFIRMS:
            kind: Literal["row", "group"] = "group" if expected[0] in _GROUPS else "row"
            return Label(kind, expected[0], ordinal, is_exact=False)
        return None
    if not 5 <= len(label) <= 2 * max(map(len, book.rows)):
        return None
    ranked = sorted(
        ((fuzz.ratio(label, known, score_cutoff=CONFIRMS - _LEAD), code) for known, code in book.rows.items()),
        reverse=True,
    )
    (best, code), (second, other) = ranked[0], ranked[1]
    if best >= CONFIRMS and (code == other or best - second >= _LEAD):
        return Label("row", code, None, is_exact=False)
    return None


_GROUPS = frozenset({"results", "denied", "unavailable", "not_processed"})

_BAND = re.compile(r"第?二十条第?\(?([一五六八九])\)?项")
_BAND_GROUPS = {
    "一": "article_20_1",
    "五": "article_20_5",
    "六": "article_20_6",
    "八": "article_20_8",
    "九": "article_20_9",
}


@remembered(4096)
def disclosure_label(text: str) -> Label | None:
    """What a print names in table two: a block 第二十条第（五）项, a row, or a header cell."""
    if not text or len(text) > _LONGEST:
        return None
    band = _BAND.search(fold(text))
    if band and len(text) <= 40:
        return Label("group", _BAND_GROUPS[band[1]], None, is_exact=True)
    label = words(text)
    book = _book("disclosure")
    if label in book.rows:
        return Label("row", book.rows[label], None, is_exact=True)
    if label in book.columns:
        return Label("column", "", None, is_exact=True)
    if len(label) >= 4:
        ratios = ((fuzz.ratio(label, known, score_cutoff=85.0), code) for known, code in book.rows.items())
        score, code = max(ratios)
        if score:
            return Label("row", code, None, is_exact=False)
    return None


def column_codes(text: str, table_code: TableCode) -> frozenset[str]:
    """Columns of a table that a header cell may name; several for 本年新, of which a lost <br> took the rest."""
    return _column_codes(table_code)(text)


@cache
def _column_codes(table_code: TableCode) -> Callable[[str], frozenset[str]]:
    return remembered(4096)(lambda text: _columns_named(text, table_code))


def _columns_named(text: str, table_code: TableCode) -> frozenset[str]:
    label = words(text)
    columns = _book(table_code).columns
    if label in columns:
        return columns[label]
    if len(label) < 3:
        return frozenset()
    score, name = max((fuzz.ratio(label, known, score_cutoff=CONFIRMS), known) for known in columns)
    return columns[name] if score else frozenset()


@cache
def form_markers(table_code: TableCode) -> Mapping[str, str]:
    """Words of rows and columns that only one form version prints -> that version."""
    seen: dict[str, set[str]] = {}
    for version, form in load_forms().items():
        table = form.tables[table_code]
        prints = [(item.label, *item.aliases) for item in table.rows]
        prints += [(item.label, *item.aliases) for item in table.columns]
        for name in (name for names in prints for name in names):
            seen.setdefault(words(name), set()).add(version)
    return {name: versions.pop() for name, versions in seen.items() if len(versions) == 1}
