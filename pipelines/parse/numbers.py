"""The print of a cell -> its state and value.

In: the text of one cell, and what the form says about its column. Out: a `Reading` with an exact `Decimal`, never a
float. The one idea: a number is read only where the whole print is explained; whatever is left unexplained makes the
cell `text`, because half a number is a wrong number.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from pipelines.model import CellState
from pipelines.short_texts import remembered

YUAN_PER_UNIT = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_MAX_DIGITS = 14
"""staging.parsed_fact holds decimal(18, 4); a longer run of digits is no count of anything on these forms."""
_MAX_LENGTH = 200


# Width only, never NFKC on the whole print: that would turn ② or a superscript note mark into the digit 2.
_WIDTHS = tuple(
    zip(
        "０１２３４５６７８９，．＋－−／（）［］【】：％＼　\xa0\u2002\u2003\u2009\u202f\ufeff\u200b",
        "0123456789,.+--/()[][]:%\\        ",
        strict=True,
    )
)
_NARROW = str.maketrans(dict(_WIDTHS))
_SLASHES = frozenset({"/", "-", "--", "---", "—", "——", "–", "―", "‐", "─", "━", "无", "\\", "//"})
_STOPS = frozenset("。；;")
_NOTE = re.compile(r"[(\[][^()\[\]]*[)\]]")
_NUMBER = re.compile(
    r"(?:(?P<sign>[+-])|(?P<word>增加?|减少?)\s*)?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<fraction>[0-9]+))?\s*(?P<unit>亿元|万元|元|件次|件|起|条|项|个|宗|份)?"
)
_BEGINNINGS = "0123456789+-增减/\\—–―‐─━无([ "
_VALUE_BEGINS = frozenset(_BEGINNINGS) | {wide for wide, narrow in _WIDTHS if narrow in _BEGINNINGS}
_HEADER_UNIT = re.compile(r"(亿元|万元|元)")


class Reading(NamedTuple):
    """What the print of a cell says.

    Attributes:
        value: None unless the state is `number`; money in 元, counts as integers.
        reason: why a print with digits is no number, for the issue; empty otherwise.
    """

    state: CellState
    value: Decimal | None = None
    reason: str = ""


BLANK = Reading(CellState.BLANK)
SLASH = Reading(CellState.SLASH)


@remembered(4096)
def read_count(text: str) -> Reading:
    """A count: an integer, with thousands separators, a counting unit or a note in brackets around it or not."""
    return _read(_without_stop(text), money=False, signed=False, header_unit=None)


@remembered(4096)
def read_change(text: str) -> Reading:
    """A change of a count: the same, and the words 增 and 减 may stand for the sign (column 本年增/减)."""
    return _read(_without_stop(text), money=False, signed=True, header_unit=None)


def read_money(text: str, *, header_unit: str | None) -> Reading:
    """An amount of money in 元. The unit of the cell wins over that of the header.

    Args:
        text: print of the cell.
        header_unit: 元, 万元 or 亿元 as printed in the header; None when the header prints none. Then only zero
            needs no unit; any other bare number is `unreadable`.
    """
    return _read(_without_stop(text), money=True, signed=False, header_unit=header_unit)


def _without_stop(text: str) -> str:
    """A cell of a table may end like a sentence; a line of prose that does is no value, see `looks_like_value`."""
    return text[:-1] if text[-1:] in _STOPS and text[:-1].strip() else text


def header_unit(text: str) -> str | None:
    """The unit of money that a header prints, e.g. 万元 of 本年收费金额（单位：万元）; None without a clear one."""
    found = set(_HEADER_UNIT.findall(text))
    return found.pop() if len(found) == 1 else None


@remembered(8192)
def looks_like_value(text: str) -> bool:
    """Whether a print can stand in a value cell: nothing, a number, possibly with unit or note, or a slash."""
    if text and text[0] not in _VALUE_BEGINS and not text[0].isspace():
        return False
    return _read(text, money=False, signed=True, header_unit=None).state is not CellState.TEXT or (
        _read(text, money=True, signed=False, header_unit="元").state is CellState.NUMBER
    )


def _read(text: str, *, money: bool, signed: bool, header_unit: str | None) -> Reading:
    if len(text) > _MAX_LENGTH:
        return Reading(CellState.TEXT, reason="a long text where a number belongs")
    narrow = text.translate(_NARROW).strip()
    if not narrow:
        return BLANK
    if narrow in _SLASHES:
        return SLASH
    bare = _NOTE.sub("", narrow).strip() if narrow[-1] in ")]" else narrow
    match = _NUMBER.fullmatch(bare)
    if match is None:
        return Reading(CellState.TEXT, reason="not a number" if any(map(str.isdigit, narrow)) else "")
    return _value(match, money=money, signed=signed, header_unit=header_unit)


def _value(match: re.Match[str], *, money: bool, signed: bool, header_unit: str | None) -> Reading:
    sign, word, fraction, unit = match.group("sign", "word", "fraction", "unit")
    digits = match.group("digits").replace(",", "")
    if word and not signed:
        return Reading(CellState.TEXT, reason=f"{word} in a column without changes")
    if len(digits) + len(fraction or "") > _MAX_DIGITS:
        return Reading(CellState.TEXT, reason="more digits than a count has")
    number = Decimal(f"{digits}.{fraction or '0'}")
    if money:
        if unit is not None and unit not in YUAN_PER_UNIT:
            return Reading(CellState.TEXT, reason=f"unit {unit} for an amount of money")
        unit = unit or header_unit
        if unit is None and number:
            return Reading(CellState.UNREADABLE, reason="neither the cell nor the header prints the unit of money")
        number *= YUAN_PER_UNIT[unit or "元"]
    elif unit in YUAN_PER_UNIT:
        return Reading(CellState.TEXT, reason=f"unit {unit} for a count")
    if not money and number != number.to_integral_value():
        return Reading(CellState.TEXT, reason="a count is a whole number")
    if sign == "-" or (word and word[0] == "减"):
        number = -number
    return Reading(CellState.NUMBER, _plain(number))


def _plain(number: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent; never -0."""
    whole = number.to_integral_value()
    return whole + 0 if number == whole else number.normalize()
