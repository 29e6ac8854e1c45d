"""Aligned cells -> facts, and issues for what could not be read.

In: a row of the form and one cell for each of its columns, or none where alignment is not proven. Out: one `Fact` for
each cell of the row, always. The one idea: a cell without proof is `unreadable` and says so in an issue; it is never
zero and never left out.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from pipelines.forms.template import FormColumn, FormRow, FormTable
from pipelines.model import Cell, CellState, Fact, Issue, TableCode
from pipelines.parse.numbers import Reading, header_unit, read_change, read_count, read_money

_LONGEST_RAW = 500


def cell_reader(column: FormColumn, amount_header: str = "") -> Callable[[str], Reading]:
    """What reads the print of a cell of this column.

    Args:
        column: a column of the form.
        amount_header: print of the header of an amount of money, which may name the unit.
    """
    if column.money:
        return partial(read_money, header_unit=header_unit(amount_header))
    return read_change if column.signed else read_count


def row_facts(
    table: TableCode, row: FormRow, columns: Sequence[FormColumn], cells: Sequence[Cell | None], amount_header: str = ""
) -> tuple[list[Fact], list[Issue]]:
    """Facts of one row; issues for prints that are no number where the form wants one.

    Args:
        table: code of the table.
        row: row of the form.
        columns: its columns in print order.
        cells: one cell for each column; None where alignment is not proven.
        amount_header: print of the header of an amount of money.
    """
    facts: list[Fact] = []
    issues: list[Issue] = []
    for column, cell in zip(columns, cells, strict=True):
        if cell is None:
            continue
        text, locator = cell.text, cell.locator
        state, value, reason = cell_reader(column, amount_header)(text)
        raw = text[:_LONGEST_RAW]
        facts.append(Fact(table, row.code, column.code, value, column.unit, state, raw, locator))
        if reason:
            kind = "unit_unknown" if state is CellState.UNREADABLE else "not_a_number"
            detail = f"expected a number in {column.unit}, found {raw!r}: {reason}"
            issues.append(Issue(kind, f"{table} {row.code} {column.code}", detail, locator))
    return facts, issues


def unreadable_facts(
    table: TableCode, row: FormRow, columns: Sequence[FormColumn], raw: str, locator: str
) -> Iterator[Fact]:
    """Facts of a row, or of some columns of it, of which the document has a print, but no proven alignment."""
    for column in columns:
        yield Fact(table, row.code, column.code, None, column.unit, CellState.UNREADABLE, raw[:_LONGEST_RAW], locator)


def missing_rows(table_code: TableCode, table: FormTable, found: set[str]) -> Iterator[Issue]:
    """Issues for rows of the form that the document does not have; one for a whole group that it does not have."""
    reported: set[str] = set()
    for row in table.rows:
        if row.code in found or row.code in reported:
            continue
        group = next((group for group in table.groups if group.code == row.group), None)
        members = [other.code for other in table.rows if other.group == row.group] if group else [row.code]
        if group is not None and not found & set(members):
            reported.update(members)
            yield Issue(
                "missing_block",
                f"{table_code} {group.label}",
                f"the document has none of the rows of {group.label}: {', '.join(members)}",
            )
        else:
            yield Issue("missing_row", f"{table_code} {row.code}", f"the document has no row {row.label}")
