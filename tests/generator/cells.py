"""Random cells that agree with each other, then what a hand does to them: blanks, slashes, notes.

Goes in: a random source and form versions. Comes out: one `TrueCell` for each cell of the forms. All identities of
domain.md 2.4 hold on what is computed first; blanks and slashes replace zeros (and, where real reports do so, totals).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from pipelines.model import CellState, TableCode
from tests.generator.forms import (
    ARTICLES,
    CHANNELS,
    DISPUTE_KEYS,
    ORGANISATIONS,
    PARTS,
    RESULTS,
    FormVersion,
    Key,
    application_keys,
    application_rows,
    disclosure_keys,
    outcomes,
    unit_of,
)

Counts = dict[Key, int]
TEN_THOUSAND = Decimal(10_000)


@dataclass(frozen=True, slots=True)
class TrueCell:
    """A cell of a national form as it is meant and as it is printed.

    Attributes:
        value: in the unit of the fact (money in 元); None unless the state is number.
        printed: the print in its plainest form; styles may dress it (separators, width) but not change its meaning.
    """

    table: TableCode
    row: str
    column: str
    value: Decimal | None
    unit: str
    state: CellState
    printed: str

    @property
    def key(self) -> Key:
        return self.table, self.row, self.column


def draw_cells(
    random: Random, forms: Mapping[TableCode, FormVersion], *, rule_making: bool, empties: bool
) -> tuple[TrueCell, ...]:
    """All cells of a report. `rule_making` bodies may have 规章; without `empties` every cell is a number."""
    size = random.choices((0.0, 3.0, 30.0, 600.0, 15_000.0), (25, 30, 25, 14, 6))[0]
    cells = [
        *_disclosure(random, forms["disclosure"], size, rule_making=rule_making),
        *(_count(key, value) for key, value in _application(random, forms["application"], size).items()),
        *(_count(key, value) for key, value in _dispute(random, size).items()),
    ]
    if not empties:
        return tuple(cells)
    habit = random.choices(tuple(HABITS), (45, 12, 8, 6, 4, 4, 6, 4, 5, 3, 3))[0]
    return tuple(HABITS[habit](random, cells))


def _count(key: Key, value: int) -> TrueCell:
    return TrueCell(*key, Decimal(value), "件", CellState.NUMBER, str(value))


def _application(random: Random, version: FormVersion, size: float) -> Counts:
    columns = dict(zip(PARTS, (0.85, 0.08, 0.01, 0.01, 0.04, 0.01), strict=True))
    rows = {row: random.choice((0.0, 0.3, 1.0)) for _, row, _ in outcomes(version)}
    rows["granted"], rows["unavailable_not_held"] = random.uniform(2, 8), random.uniform(1, 5)
    scale = size / sum(rows.values())
    counts: Counts = {}
    for column, share in columns.items():
        total = 0
        for row, weight in rows.items():
            value = int(scale * weight * share * random.uniform(0, 2) + random.random() * 0.9) if size else 0
            counts["application", row, column] = value
            total += value
        forward = int(total * random.uniform(0, 0.15) + (random.random() * 1.2 if size else 0))
        carried_in = min(total + forward, int(total * random.uniform(0, 0.15)))
        counts["application", "received_new", column] = total + forward - carried_in
        counts["application", "carried_in", column] = carried_in
        counts["application", "total_processed", column] = total
        counts["application", "carried_forward", column] = forward
    for row in application_rows(version):
        counts["application", row, "total"] = sum(counts["application", row, column] for column in PARTS)
    return {key: counts[key] for key in application_keys(version)}


def _dispute(random: Random, size: float) -> Counts:
    counts: Counts = {}
    for channel in CHANNELS:
        busy = random.random() < (0.15 if size < 10 else 0.8)
        parts = [int(random.expovariate(1) * (1 + size / 100)) if busy else 0 for _ in range(4)]
        counts |= zip(
            [("dispute", channel, result) for result in RESULTS], [*parts, sum(parts)], strict=True
        )  # fmt: skip
    return {key: counts[key] for key in DISPUTE_KEYS}


def _decisions(random: Random) -> int:
    low, high = random.choices(((0, 1), (1, 300), (300, 99_999), (10**5, 10**8)), (40, 30, 22, 8))[0]
    return random.randrange(low, high)


def _disclosure(random: Random, version: FormVersion, size: float, *, rule_making: bool) -> Iterator[TrueCell]:
    drawn: dict[str, tuple[int, ...]] = {}
    for rows in ARTICLES[version].values():
        for row, _, columns in rows:
            if row == "regulations" and not rule_making:
                drawn[row] = (0, 0, 0)
            elif row in {"regulations", "normative_documents"}:
                made, gone = random.randrange(1 + int(size / 8 + 6)), random.randrange(4)
                stock = random.randrange(1 + int(size / 2 + 30))
                drawn[row] = (
                    (made, made, made + stock) if version == "2019" else (made, gone, max(0, made - gone) + stock)
                )
            elif columns == ("decisions",):
                drawn[row] = (_decisions(random),)
            else:
                items = random.choices((0, random.randrange(1, 60), random.randrange(60, 900)), (35, 45, 20))[0]
                change = random.choices((0, random.randrange(-min(items, 40), 41)), (55, 45))[0]
                drawn[row] = (items, change, _decisions(random))
    positions = {
        (row, column): place
        for rows in ARTICLES[version].values()
        for row, _, columns in rows
        for place, column in enumerate(columns)
    }
    for key in disclosure_keys(version):
        _, row, column = key
        unit = unit_of(version, *key[::2])
        if column == "amount":
            yield _money(random, key, version)
            continue
        value = drawn[row][positions[row, column]]
        printed = _signed(random, value) if column == "items_change" else str(value)
        yield TrueCell(*key, Decimal(value), unit, CellState.NUMBER, printed)


def _signed(random: Random, value: int) -> str:
    if value == 0:
        return "0"
    plain, plus, word = str(value), f"{value:+d}", f"{'增' if value > 0 else '减'}{abs(value)}"
    return random.choices((plain, plus, word), (50, 35, 15))[0]


def _money(random: Random, key: Key, version: FormVersion) -> TrueCell:
    """Money: the 2021 form prints 万元 in the header, in the 2019 form the cell brings its unit."""
    places = random.choices((0, 1, 2, 3, 4, 6), (30, 10, 25, 10, 20, 5))[0]
    digits = random.randrange(1, 7)
    amount = Decimal(random.randrange(10**digits)) + Decimal(random.randrange(10**places)).scaleb(-places)
    if random.random() < 0.4:
        amount = Decimal(0)
    if version == "2021":
        return TrueCell(*key, amount * TEN_THOUSAND, "元", CellState.NUMBER, f"{amount:f}")
    if amount == 0:
        return TrueCell(*key, amount, "元", CellState.NUMBER, random.choice(("0", "0元", "0万元")))
    if random.random() < 0.5:
        return TrueCell(*key, amount * TEN_THOUSAND, "元", CellState.NUMBER, f"{amount:f}万元")
    whole = amount.quantize(Decimal("0.01")) if places else amount
    return TrueCell(*key, whole, "元", CellState.NUMBER, f"{whole:f}元")


def empty(cell: TrueCell, printed: str = "") -> TrueCell:
    """The cell without a number: blank, or a slash when something is printed."""
    state = CellState.SLASH if printed else CellState.BLANK
    return replace(cell, value=None, state=state, printed=printed)


def noted(cell: TrueCell, note: str) -> TrueCell:
    """The cell with a note in brackets behind its number."""
    return replace(cell, printed=f"{cell.printed}（{note}）")


Test = Callable[[TrueCell], bool]


def _where(cells: list[TrueCell], test: Test, printed: str = "") -> list[TrueCell]:
    return [empty(cell, printed) if test(cell) else cell for cell in cells]


def _none(_: Random, cells: list[TrueCell]) -> list[TrueCell]:
    return cells


def _zeros(_: Random, cells: list[TrueCell]) -> list[TrueCell]:
    return _where(cells, lambda cell: cell.value == 0)


def _zeros_of_organisations(_: Random, cells: list[TrueCell]) -> list[TrueCell]:
    return _where(cells, lambda cell: cell.value == 0 and cell.column in ORGANISATIONS)


def _some_zeros(random: Random, cells: list[TrueCell]) -> list[TrueCell]:
    return _where(cells, lambda cell: cell.value == 0 and random.random() < 0.3)


def _totals_of_outcomes(_: Random, cells: list[TrueCell]) -> list[TrueCell]:
    """As in shanghai-office-2019: the 总计 of the outcomes stays blank although the parts are filled."""
    kept = {"received_new", "carried_in", "total_processed", "carried_forward"}
    return _where(cells, lambda cell: cell.column == "total" and cell.table == "application" and cell.row not in kept)


def _parts(_: Random, cells: list[TrueCell]) -> list[TrueCell]:
    """As in yuyang-tuofenglu-2020: only 总计 is filled."""
    return _where(cells, lambda cell: cell.table == "application" and cell.column != "total")


def _slash_for_regulations(_: Random, cells: list[TrueCell]) -> list[TrueCell]:
    return _where(cells, lambda cell: cell.row == "regulations" and cell.value == 0, "/")


def _slash_for_zero(random: Random, cells: list[TrueCell]) -> list[TrueCell]:
    mark = random.choice(("/", "-", "—", "无", "\\", "——", "／", "－"))
    return _where(cells, lambda cell: cell.value == 0, mark)


def _slash_here_and_there(random: Random, cells: list[TrueCell]) -> list[TrueCell]:
    return [
        empty(cell, random.choice(("/", "-", "—", "无"))) if cell.value == 0 and random.random() < 0.15 else cell
        for cell in cells
    ]


def _one_table_blank(random: Random, cells: list[TrueCell]) -> list[TrueCell]:
    table = random.choice(("application", "dispute"))
    return _where(cells, lambda cell: cell.table == table)


def _enforcement_blank(_: Random, cells: list[TrueCell]) -> list[TrueCell]:
    rows = {"licences", "other_services", "penalties", "compulsory_measures", "administrative_fees"}
    return _where(cells, lambda cell: cell.row in rows)


HABITS: dict[str, Callable[[Random, list[TrueCell]], list[TrueCell]]] = {
    "numbers_everywhere": _none,
    "zeros_blank": _zeros,
    "zeros_of_organisations_blank": _zeros_of_organisations,
    "some_zeros_blank": _some_zeros,
    "totals_of_outcomes_blank": _totals_of_outcomes,
    "only_totals": _parts,
    "slash_for_regulations": _slash_for_regulations,
    "slash_for_zero": _slash_for_zero,
    "slash_here_and_there": _slash_here_and_there,
    "one_table_blank": _one_table_blank,
    "enforcement_blank": _enforcement_blank,
}
