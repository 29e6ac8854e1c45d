"""Whether a second reading confirms what failed sums rest on.

In: a `Report` and the rows of its tables as another reader sees them. Out: the report with its `TableReading`s telling
of the second reading, so that a failed sum can be attributed to the source or to us. The one idea: values are never
changed; a row is confirmed when the other reader has one with the same label and the same prints in the same order.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from rapidfuzz import fuzz

from pipelines.forms.template import Form, load_forms
from pipelines.model import CellState, Fact, Report, TableCode, TableReading
from pipelines.parse.labels import CONFIRMS, fold, split_label

SECOND_METHOD = "pdfplumber"

_RowKey = tuple[TableCode, str]
_WHOLE_TABLE = "dispute"
"""Table four prints its three rows as one, without a label."""


def rows_in_doubt(report: Report) -> frozenset[_RowKey]:
    """Rows with a cell that a failed sum of the form touches. Blank cells count as zero, unreadable ones as unknown."""
    values = {(fact.table, fact.row, fact.column): _value(fact) for fact in report.facts}
    doubtful: set[_RowKey] = set()
    for reading in report.readings:
        form = load_forms()[reading.form]
        for terms in _sums(form, reading.table):
            present = [(key, side) for key, side in terms if key in values]
            amounts = [values[key] for key, _ in present]
            if len(present) < len(terms) or None in amounts:
                continue
            left = sum(values[key] or 0 for key, side in present if side == "left")
            right = sum(values[key] or 0 for key, side in present if side == "right")
            if left != right:
                doubtful.update((key[0], key[1]) for key, _ in present)
    return frozenset(doubtful)


def confirmed(report: Report, doubtful: Iterable[_RowKey], rows: Sequence[Sequence[str]]) -> Report:
    """The report with what the second reader says of the rows in doubt; facts stay as they are.

    Args:
        report: as read first.
        doubtful: rows to look at.
        rows: rows of all tables of the document as the second reader sees them, label cells before value cells.
    """
    prints = _prints(report.facts)
    looked_at: defaultdict[TableCode, int] = defaultdict(int)
    differing: defaultdict[TableCode, int] = defaultdict(int)
    tables = {reading.table: load_forms()[reading.form] for reading in report.readings}
    for table, row in {(table, _WHOLE_TABLE if table == "dispute" else row) for table, row in doubtful}:
        printed = _whole(prints) if row == _WHOLE_TABLE else prints[table, row]
        label = None if row == _WHOLE_TABLE else _label(tables[table], table, row)
        found = list(_candidates(rows, label, len(printed)))
        if found:
            looked_at[table] += 1
            differing[table] += min(_differences(values, printed) for values in found)
    return replace(report, readings=tuple(_told(r, looked_at[r.table], differing[r.table]) for r in report.readings))


def _told(reading: TableReading, looked_at: int, differing: int) -> TableReading:
    if not looked_at:
        return reading
    return replace(reading, second_method=SECOND_METHOD, differing_cells=reading.differing_cells + differing)


def _value(fact: Fact) -> Decimal | None:
    if fact.state in {CellState.BLANK, CellState.SLASH}:
        return Decimal(0)
    return fact.value


def _sums(form: Form, table: TableCode) -> Iterator[list[tuple[tuple[TableCode, str, str], str]]]:
    for identity in form.identities:
        if identity.table != table:
            continue
        by_subject: defaultdict[str, list[tuple[tuple[TableCode, str, str], str]]] = defaultdict(list)
        for subject, row, column, side in form.identity_terms(identity):
            by_subject[subject].append(((table, row, column), side))
        yield from by_subject.values()


def _prints(facts: Iterable[Fact]) -> Mapping[_RowKey, tuple[str, ...]]:
    by_row: defaultdict[_RowKey, list[str]] = defaultdict(list)
    for fact in facts:
        by_row[fact.table, fact.row].append(fold(fact.raw))
    return {key: tuple(values) for key, values in by_row.items()}


def _whole(prints: Mapping[_RowKey, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(text for (table, _), values in prints.items() if table == "dispute" for text in values)


def _label(form: Form, table: TableCode, code: str) -> str:
    return next(split_label(row.label)[1] for row in form.tables[table].rows if row.code == code)


def _candidates(rows: Iterable[Sequence[str]], label: str | None, count: int) -> Iterator[tuple[str, ...]]:
    """Value cells of the rows that the label fits; without a label, of rows that are all values."""
    for row in rows:
        values = tuple(fold(text) for text in row[-count:])
        if len(values) < count or not any(text.isdigit() for text in values):
            continue
        if label is None:
            if len(row) == count and all(not text or text.isdigit() for text in values):
                yield values
        elif any(fuzz.ratio(split_label(text)[1], label) >= CONFIRMS for text in row[:-count]):
            yield values


def _differences(values: Sequence[str], printed: Sequence[str]) -> int:
    return sum(one != other for one, other in zip(values, printed, strict=True))
