"""The three statutory tables of a page -> facts in contract codes.

In: a `Page`. Out: for each table the form version, its facts and how it was read; issues for what is missing or could
not be read. The one idea: each table decides its own form version, for real reports mix them (hongze-district-2023 has
table two of 2021 and table three of 2019).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pipelines.forms.template import Form, FormColumn, FormRow, FormTable, load_forms
from pipelines.model import Cell, Fact, Issue, Page, TableCode, TableReading
from pipelines.parse.alignment import merged
from pipelines.parse.application import COUNT, application_rows, instances
from pipelines.parse.disclosure import disclosure_form, disclosure_lines, disclosure_rows
from pipelines.parse.dispute import DisputeValues, dispute_values
from pipelines.parse.facts import missing_rows, row_facts, unreadable_facts
from pipelines.parse.header_loss import lost_headers
from pipelines.parse.lines import Line, lines_of
from pipelines.parse.placing import place_rows
from pipelines.parse.rows import Row


class Tables(NamedTuple):
    """What the tables of a page say."""

    readings: tuple[TableReading, ...]
    facts: tuple[Fact, ...]
    issues: tuple[Issue, ...]


@dataclass(slots=True)
class _Table:
    """A table while it is put together."""

    code: TableCode
    form: Form
    facts: list[Fact] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    rows: set[str] = field(default_factory=set)
    differing: int = 0
    has_order: bool = False
    has_position: bool = False


def read_tables(page: Page, year: int | None = None) -> Tables:
    """Read the three statutory tables of a page, as far as it has them.

    Args:
        page: the document as read.
        year: report year; it decides the form of a table only where nothing in the document does.
    """
    lines = lines_of(page)
    disclosure, issues = _disclosure(lines)
    fallback = disclosure.form.version if disclosure else _form_of(year)
    tables = [disclosure, _application(lines, fallback), _dispute(lines, fallback)]
    found = [table for table in tables if table is not None and table.rows]
    for code in ("disclosure", "application", "dispute"):
        if not any(table.code == code for table in found):
            label = next(iter(load_forms().values())).tables[code].label
            issues.append(Issue("missing_table", code, f"no row of the table {label} was found"))
    return Tables(
        tuple(_reading(table) for table in found),
        tuple(fact for table in found for fact in table.facts),
        (*issues, *(issue for table in found for issue in table.issues)),
    )


def _reading(table: _Table) -> TableReading:
    both = table.has_order and table.has_position
    method = "grid" if table.has_position else "sequence"
    return TableReading(table.code, table.form.version, method, "sequence" if both else None, table.differing)


def _disclosure(lines: Sequence[Line]) -> tuple[_Table | None, list[Issue]]:
    part = disclosure_lines(lines)
    if not part:
        return None, []
    version, evidence = disclosure_form(part)
    if version is None:
        detail = f"expected the words of one form version, found {evidence or 'none'}; no cell of this table is read"
        return None, [Issue("form_undecided", "disclosure", detail, part[0].cells[0].locator)]
    table = _Table("disclosure", load_forms()[version])
    rows = disclosure_rows(part, version)
    codes = {entry.row.code for entry in rows}
    for form_row, following in _with_following(table.form.tables["disclosure"]):
        claims = [entry for entry in rows if entry.row.code == form_row.code]
        if claims:
            header = next((entry.amount_header for entry in claims if entry.amount_header), "")
            same_block = following is not None and following.group == form_row.group
            unsafe = same_block and following is not None and following.code not in codes
            _add_row(table, form_row, [(_unless(unsafe, entry.row), None) for entry in claims], header)
    table.issues += missing_rows("disclosure", table.form.tables["disclosure"], table.rows)
    table.issues += lost_headers(part)
    return table, []


def _form_of(year: int | None) -> str:
    """The newest form that was in force for a report year; forms are named after their first year."""
    versions = [version for version in load_forms() if year is None or int(version) <= year]
    return max(versions, default=min(load_forms()))


def _application(lines: Sequence[Line], fallback: str) -> _Table | None:
    rows = application_rows(lines)
    if not rows:
        return None
    table = _Table("application", load_forms()[_application_form(rows, fallback)])
    claims: dict[str, list[tuple[Row, tuple[bool, ...] | None]]] = {}
    for copy in instances(rows):
        placed, lost = place_rows(copy, table.form)
        for entry in placed:
            claims.setdefault(entry.code, []).append((entry.row, entry.columns))
        table.issues += (_lost_row(row) for row in lost)
    for row in rows:
        if row.code is not None and not row.has_cells():
            claims.setdefault(row.code, []).append((row, None))
    codes = {row.code for row in rows}
    for form_row, following in _with_following(table.form.tables["application"]):
        if form_row.code in claims:
            unsafe = following is not None and following.code not in codes
            _add_row(table, form_row, [(_unless(unsafe, row), sure) for row, sure in claims[form_row.code]])
    table.issues += missing_rows("application", table.form.tables["application"], table.rows)
    return table


def _with_following(table: FormTable) -> Iterator[tuple[FormRow, FormRow | None]]:
    return zip(table.rows, (*table.rows[1:], None), strict=True)


def _unless(unsafe: bool, row: Row) -> Row:  # noqa: FBT001
    """A row of bare lines, or of two pages, is taken apart when the label of the row below it is lost.

    Its values may be those of the row below: where blank cells leave no trace, nothing else would show it.
    """
    if unsafe and (row.kind == "prose" or any(cell.is_mended for cell in row.printed)):
        return row._replace(order=None, position=None)
    return row


def _application_form(rows: Sequence[Row], fallback: str) -> str:
    """（六）其他处理 as one row with values is the form of 2019, as three rows that of 2021 (domain, 1.3)."""
    printed = {row.code for row in rows if row.has_cells()}
    labelled = {row.code for row in rows}
    if printed & {"other_overdue_correction", "other_unpaid_fee", "other_misc"}:
        return "2021"
    if "other" in printed:
        first = next(at for at, row in enumerate(rows) if row.code == "other" and row.has_cells())
        following = [row.code for row in rows[first + 1 : first + 3] if row.has_cells()]
        # Rows without labels below （六）其他处理 are its three rows, not the end of the form of 2019; a single one may
        # be the piece of a row that a page cuts.
        if following == [None, None] or following[:1] == ["other"]:
            return "2021"
        return fallback if following[:1] == [None] else "2019"
    if labelled & {"other_overdue_correction", "other_unpaid_fee", "other_misc"}:
        return "2021"
    return fallback


def _dispute(lines: Sequence[Line], fallback: str) -> _Table | None:
    found = dispute_values(lines)
    if not found:
        return None
    # Table four is the same in both forms; it goes with table two where that is there.
    table = _Table("dispute", load_forms()[fallback])
    form_table = table.form.tables["dispute"]
    for form_row in form_table.rows:
        claims = [
            (_block_row(values, form_row.code), None) for values in found if (form_row.code, "total") in values.cells
        ]
        if claims:
            _add_row(table, form_row, claims)
    table.issues += missing_rows("dispute", form_table, table.rows)
    return table


def _block_row(values: DisputeValues, block: str) -> Row:
    """One block of table four as a row."""
    columns = [index for index, (code, _) in enumerate(values.cells) if code == block]
    first, last = columns[0], columns[-1] + 1
    return Row(
        block,
        is_exact=True,
        kind=values.kind,
        order=values.order[first:last] if values.order else None,
        position=values.position[first:last] if values.position else None,
        contradicted=frozenset(),
        printed=values.printed,
        locator=values.locator,
    )


def _add_row(
    table: _Table, form_row: FormRow, claims: Sequence[tuple[Row, tuple[bool, ...] | None]], amount_header: str = ""
) -> None:
    """Facts of one row of the form from all rows of the document that claim to be it."""
    columns = table.form.tables[table.code].row_columns(form_row)
    table.rows.add(form_row.code)
    with_values = [(row, proven) for row, proven in claims if row.has_cells()]
    aligned = [_aligned(table, row, proven, len(columns)) for row, proven in with_values]
    cells = _agreed(aligned, len(columns))
    facts, issues = row_facts(table.code, form_row, columns, cells, amount_header)
    table.issues += issues
    if None in cells:
        row = (with_values or claims)[0][0]
        unread = [column for column, cell in zip(columns, cells, strict=True) if cell is None]
        facts += unreadable_facts(table.code, form_row, unread, row.raw(), row.locator)
        ordinal = {column.code: at for at, column in enumerate(columns)}
        facts.sort(key=lambda fact: ordinal[fact.column])
        table.issues.append(_unaligned(table.code, form_row, columns, unread, [entry for entry, _ in with_values], row))
    table.facts += facts


def _aligned(table: _Table, row: Row, proven: tuple[bool, ...] | None, count: int) -> tuple[Cell | None, ...]:
    table.has_order |= row.order is not None
    table.has_position |= row.position is not None
    result = merged(row.order, row.position, row.contradicted, count)
    table.differing += result.differing
    if proven is None or all(proven):
        return result.cells
    return tuple(cell if sure else None for cell, sure in zip(result.cells, proven, strict=True))


def _agreed(aligned: Sequence[tuple[Cell | None, ...]], count: int) -> tuple[Cell | None, ...]:
    """Cells on which all copies of a row agree."""
    if not aligned:
        return (None,) * count
    first, *others = aligned
    if not others:
        return first
    return tuple(
        cell if cell is not None and all(_same(cell, other[at]) for other in others) else None
        for at, cell in enumerate(first)
    )


def _same(cell: Cell, other: Cell | None) -> bool:
    return other is not None and other.text == cell.text


def _unaligned(
    table: TableCode,
    form_row: FormRow,
    columns: Sequence[FormColumn],
    unread: Sequence[FormColumn],
    rows: Sequence[Row],
    shown: Row,
) -> Issue:
    """Why cells of a row are unreadable."""
    names = "all cells" if len(unread) == len(columns) else ", ".join(column.code for column in unread)
    if not rows:
        reason = "the label stands without any cell"
    elif len(rows) > 1:
        reason = f"{len(rows)} rows claim to be this one and differ"
    else:
        reason = f"expected {len(columns)} cells, found {shown.raw()!r}"
    kind = "contradicting_rows" if len(rows) > 1 else "unalignable_row"
    return Issue(kind, f"{table} {form_row.code}", f"{names} of {form_row.label} unreadable: {reason}", shown.locator)


def _lost_row(row: Row) -> Issue:
    detail = f"a row of {COUNT} values whose label is lost: {row.raw()!r}; nothing proves which row of the form it is"
    return Issue("unalignable_row", "application", detail, row.locator)
