"""Errors of known kinds, put into a truth: what people and converters do to numbers.

Goes in: a truth and a kind. Comes out: the truth with the error in its cells and a `Planted` for each changed cell, or
None where this truth has no place for such an error. The document then prints the error, and a reader must give it as
printed.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from random import Random

from pipelines.model import CellState
from tests.generator.cells import TrueCell, empty
from tests.generator.forms import APPLICANTS, CHANNELS, PARTS, RESULTS, Key, application_rows, outcomes
from tests.generator.truth import Planted, Truth

Values = Mapping[Key, Decimal | int | None]
Find = Callable[[Truth, Random], Values | None]
KINDS: dict[str, Find] = {}


def plant(truth: Truth, kind: str, random: Random) -> Truth | None:
    """The truth with one error of this kind, or None where it has no place for one."""
    values = KINDS[kind](truth, random)
    if not values:
        return None
    changed = {key: _cell(truth.by_key[key], value) for key, value in values.items()}
    changed = {key: cell for key, cell in changed.items() if cell != truth.by_key[key]}
    if not changed:
        return None
    return truth.with_cells(changed, tuple(Planted(kind, key, truth.by_key[key]) for key in changed))


def plant_any(truth: Truth, random: Random, *, blank: bool = True) -> Truth:
    """The truth with one error of any kind that it has a place for; `blank` allows those that empty a cell."""
    kinds = [kind for kind in KINDS if blank or kind != "row_total_blank"]
    random.shuffle(kinds)
    return next((planted for kind in kinds if (planted := plant(truth, kind, random)) is not None), truth)


def _cell(cell: TrueCell, value: Decimal | int | None) -> TrueCell:
    if value is None:
        return empty(cell)
    number = Decimal(value)
    if cell.unit != "元" and number != number.to_integral_value():  # counts are integers: such a print is no number
        return replace(cell, value=None, state=CellState.TEXT, printed=f"{number:f}")
    shown = number / 10_000 if cell.unit == "元" else number
    suffix = "万元" if cell.printed.endswith("元") else ""
    return replace(cell, value=number, state=CellState.NUMBER, printed=f"{shown.normalize():f}{suffix}")


def _kind(find: Find) -> Find:
    KINDS[find.__name__.strip("_")] = find
    return find


def _number(truth: Truth, key: Key) -> int | None:
    """A count of this cell; None where it has no number."""
    value = truth.by_key[key].value if key in truth.by_key else None
    return None if value is None else int(value)


def _counts(truth: Truth, keys: Iterable[Key], least: int = 1) -> dict[Key, int]:
    found = {key: _number(truth, key) for key in keys}
    return {key: value for key, value in found.items() if value is not None and value >= least}


def _parts(truth: Truth) -> list[Key]:
    """Table three without its total column."""
    return [("application", row, column) for row in application_rows(truth.forms["application"]) for column in PARTS]


def _row_totals(truth: Truth) -> list[Key]:
    return [("application", row, "total") for row in application_rows(truth.forms["application"])]


def _all(truth: Truth) -> list[Key]:
    return [cell.key for cell in truth.cells if cell.table != "disclosure"]


def _one(random: Random, counts: Mapping[Key, int]) -> tuple[Key, int] | None:
    return random.choice(list(counts.items())) if counts else None


def _changed(truth: Truth, random: Random, keys: Iterable[Key], least: int, to: Callable[[int], int]) -> Values | None:
    chosen = _one(random, _counts(truth, keys, least))
    return None if chosen is None else {chosen[0]: to(chosen[1])}


@_kind
def _transposed_digits(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, _all(truth), 10, lambda n: int(str(n)[:-2] + str(n)[-1] + str(n)[-2]))


@_kind
def _ten_times(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, _all(truth), 1, lambda n: n * 10)


@_kind
def _tenth(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, _all(truth), 10, lambda n: n // 10)


@_kind
def _first_digit_lost(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, _all(truth), 10, lambda n: int(str(n)[1:]))


@_kind
def _digit_doubled(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, _all(truth), 1, lambda n: int(str(n)[0] + str(n)))


@_kind
def _one_more(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, _parts(truth), 0, lambda n: n + 1)


@_kind
def _negative(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, _parts(truth), 1, lambda n: -n)


@_kind
def _fraction(truth: Truth, random: Random) -> Values | None:
    chosen = _one(random, _counts(truth, _parts(truth)))
    return None if chosen is None else {chosen[0]: Decimal(chosen[1]) + Decimal("0.5")}


@_kind
def _part_lost(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, _parts(truth), 1, lambda _: 0)


@_kind
def _digits_split(truth: Truth, random: Random) -> Values | None:
    """One number over two columns: 123 becomes 12 and 3."""
    chosen = _one(random, {key: n for key, n in _counts(truth, _parts(truth), 10).items() if key[2] != PARTS[-1]})
    if chosen is None:
        return None
    (table, row, column), number = chosen
    return {
        (table, row, column): int(str(number)[:-1]),
        (table, row, PARTS[PARTS.index(column) + 1]): int(str(number)[-1]),
    }


def _row_of(truth: Truth, random: Random) -> tuple[str, list[int]] | None:
    rows = []
    for row in application_rows(truth.forms["application"]):
        numbers = [_number(truth, ("application", row, column)) for column in APPLICANTS]
        if None not in numbers and any(numbers):
            rows.append((row, [number or 0 for number in numbers]))
    return random.choice(rows) if rows else None


def _row(row: str, numbers: Iterable[int]) -> Values:
    return {("application", row, column): number for column, number in zip(APPLICANTS, numbers, strict=True)}


@_kind
def _row_shifted_right(truth: Truth, random: Random) -> Values | None:
    found = _row_of(truth, random)
    return None if found is None else _row(found[0], [0, *found[1][:-1]])


@_kind
def _row_shifted_left(truth: Truth, random: Random) -> Values | None:
    found = _row_of(truth, random)
    return None if found is None else _row(found[0], [*found[1][1:], 0])


@_kind
def _neighbours_exchanged(truth: Truth, random: Random) -> Values | None:
    found = _row_of(truth, random)
    if found is None:
        return None
    row, numbers = found
    places = [n for n in range(5) if numbers[n] != numbers[n + 1]]
    if not places:
        return None
    place = random.choice(places)
    numbers[place], numbers[place + 1] = numbers[place + 1], numbers[place]
    return _row(row, numbers)


@_kind
def _total_where_a_part_belongs(truth: Truth, random: Random) -> Values | None:
    """The total stands in the last part, too."""
    found = _row_of(truth, random)
    return None if found is None else _row(found[0], [*found[1][:5], found[1][6], found[1][6]])


def _column(truth: Truth, random: Random, row: str, least: int, to: Callable[[int], int | None]) -> Values | None:
    chosen = _one(random, _counts(truth, [("application", row, column) for column in PARTS], least))
    return None if chosen is None else {chosen[0]: to(chosen[1])}


@_kind
def _row_total_wrong(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, _row_totals(truth), 1, lambda n: n + random.choice((-1, 1, 2, 10)))


@_kind
def _row_total_zero(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, _row_totals(truth), 1, lambda _: 0)


@_kind
def _row_total_blank(truth: Truth, random: Random) -> Values | None:
    chosen = _one(random, _counts(truth, _row_totals(truth)))
    return None if chosen is None else {chosen[0]: None}


@_kind
def _processed_wrong(truth: Truth, random: Random) -> Values | None:
    return _column(truth, random, "total_processed", 1, lambda n: n + 1)


@_kind
def _carried_in_left_out(truth: Truth, random: Random) -> Values | None:
    return _column(truth, random, "carried_in", 1, lambda _: 0)


@_kind
def _carried_forward_left_out(truth: Truth, random: Random) -> Values | None:
    return _column(truth, random, "carried_forward", 1, lambda _: 0)


@_kind
def _carried_counted_as_new(truth: Truth, random: Random) -> Values | None:
    carried = _counts(truth, [("application", "carried_in", column) for column in PARTS])
    chosen = _one(random, carried)
    if chosen is None:
        return None
    key: Key = ("application", "received_new", chosen[0][2])
    new = _number(truth, key)
    return None if new is None else {key: new + chosen[1]}


@_kind
def _outcome_counted_twice(truth: Truth, random: Random) -> Values | None:
    rows = [row for _, row, _ in outcomes(truth.forms["application"]) if row != "granted_in_part"]
    chosen = _one(random, _counts(truth, [("application", row, column) for row in rows for column in PARTS]))
    if chosen is None:
        return None
    key: Key = ("application", "granted_in_part", chosen[0][2])
    number = _number(truth, key)
    return None if number is None else {key: number + chosen[1]}


@_kind
def _dispute_total_zero(truth: Truth, random: Random) -> Values | None:
    """As in hongze-district-2023."""
    return _changed(truth, random, [("dispute", channel, "total") for channel in CHANNELS], 1, lambda _: 0)


@_kind
def _dispute_total_wrong(truth: Truth, random: Random) -> Values | None:
    return _changed(truth, random, [("dispute", channel, "total") for channel in CHANNELS], 1, lambda n: n + 1)


@_kind
def _dispute_shifted(truth: Truth, random: Random) -> Values | None:
    channel = random.choice(tuple(CHANNELS))
    numbers = [_number(truth, ("dispute", channel, result)) for result in RESULTS]
    if None in numbers or not any(numbers):
        return None
    return {("dispute", channel, result): n for result, n in zip(RESULTS, [0, *numbers[:-1]], strict=True)}


def _money(truth: Truth) -> tuple[Key, Decimal] | None:
    cell = next((c for c in truth.cells if c.column == "amount" and c.value), None)
    return None if cell is None or cell.value is None else (cell.key, cell.value)


@_kind
def _yuan_as_ten_thousand_yuan(truth: Truth, _: Random) -> Values | None:
    found = _money(truth)
    return None if found is None else {found[0]: found[1] * 10_000}


@_kind
def _ten_thousand_yuan_as_yuan(truth: Truth, _: Random) -> Values | None:
    found = _money(truth)
    return None if found is None else {found[0]: found[1] / 10_000}


@_kind
def _fee_negative(truth: Truth, _: Random) -> Values | None:
    found = _money(truth)
    return None if found is None else {found[0]: -found[1]}


@_kind
def _stock_below_addition(truth: Truth, random: Random) -> Values | None:
    """Less in force than issued (2021), or less in total than disclosed this year (2019)."""
    new, stock = ("issued", "in_force") if truth.forms["disclosure"] == "2021" else ("disclosed", "disclosed_total")
    chosen = _one(random, _counts(truth, [("disclosure", "normative_documents", new)]))
    return None if chosen is None else {("disclosure", "normative_documents", stock): 0}


@_kind
def _regulations_without_power(truth: Truth, _: Random) -> Values | None:
    if truth.agency.level not in {"county", "township"}:
        return None
    stock = "in_force" if truth.forms["disclosure"] == "2021" else "disclosed_total"
    return {("disclosure", "regulations", stock): 6}


@_kind
def _decisions_a_thousand_times(truth: Truth, random: Random) -> Values | None:
    rows = ("licences", "penalties", "compulsory_measures")
    return _changed(truth, random, [("disclosure", row, "decisions") for row in rows], 1, lambda n: n * 1000)


@_kind
def _decisions_all_zero(truth: Truth, _: Random) -> Values | None:
    rows = ("licences", "penalties", "compulsory_measures")
    return dict.fromkeys(_counts(truth, [("disclosure", row, "decisions") for row in rows]), 0)


@_kind
def _change_in_the_stock_column(truth: Truth, random: Random) -> Values | None:
    """The signed change stands in 上一年项目数量 (tongzhou-dept-2019)."""
    if truth.forms["disclosure"] != "2019":
        return None
    chosen = _one(random, _counts(truth, [("disclosure", "licences", "items_change")]))
    return None if chosen is None else {("disclosure", "licences", "items_last_year"): chosen[1]}
