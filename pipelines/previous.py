"""What the publication before held, as far as the next one is compared with it.

In: the published file, opened read-only beside a database whose staging is loaded. Out: `staging.previous_report`,
`reread_table`, `previous_cell`, `previous_change`, `previous_prose` and `previous_prose_pair`. The one idea: only
documents whose digest over all cells differs are looked at cell by cell, so a night without changes costs one look at
each report, and a new parser version one scan of the facts.
"""

from pathlib import Path

import duckdb

from pipelines.database import Connection, literal
from pipelines.errors import WarehouseError

_NEEDED = {
    "core.dim_report": {"report_id", "document_id"},
    "core.dim_document": {"document_id", "parser_version"},
    "core.fact_disclosure": {"document_id", "item_code", "measure_code", "value", "cell_state"},
    "core.fact_application": {"document_id", "outcome_code", "applicant_code", "application_count", "cell_state"},
    "core.fact_dispute": {"document_id", "channel_code", "result_code", "case_count", "cell_state"},
}
_LOG = "quality.change_log"
_PROSE, _PROSE_PAIR = "quality.report_prose", "quality.prose_pair"
_FACTS = {
    "disclosure": ("core.fact_disclosure", "item_code", "measure_code", "value"),
    "application": ("core.fact_application", "outcome_code", "applicant_code", "application_count"),
    "dispute": ("core.fact_dispute", "channel_code", "result_code", "case_count"),
}
# As the facts are built: a count with a fraction is no count.
_FRACTION = "table_code <> 'disclosure' and value <> trunc(value)"
_NEW_VALUE = f"case when {_FRACTION} then null else value end"
_NEW_STATE = f"case when {_FRACTION} then 'unreadable' else cell_state end"


def load_previous(connection: Connection, published: Path) -> None:
    """Fill the tables of the publication before; they stay empty without one, or where it is of another shape.

    Args:
        connection: a database in which the parsed documents are staged.
        published: the published file.

    Raises:
        WarehouseError: the file is there and cannot be opened.
    """
    if not published.exists():
        return
    try:
        connection.execute(f"attach {literal(str(published))} as previous (read_only)")
    except duckdb.Error as error:
        raise WarehouseError(
            f"{published}: cannot be opened, so changes since then cannot be logged; move it away: {error}"
        ) from error
    try:
        columns = _columns(connection)
        if all(needed <= columns.get(name, set()) for name, needed in _NEEDED.items()):
            _load_reports(connection)
            _load_cells(connection)
        logged = {row[0] for row in connection.execute("describe staging.previous_change").fetchall()}
        if logged <= columns.get(_LOG, set()):
            connection.execute(
                f"insert into staging.previous_change by name select {', '.join(sorted(logged))}"  # noqa: S608
                f" from previous.{_LOG} where reason <> 'source_edit'"
            )
        if {"document_id", "parser_version"} <= columns.get(_PROSE, set()) and _PROSE_PAIR in columns:
            _load_prose(connection)
    finally:
        connection.execute("detach previous")


def _columns(connection: Connection) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for relation, column in connection.execute(
        "select schema_name || '.' || table_name, column_name from duckdb_columns() where database_name = 'previous'"
    ).fetchall():
        found.setdefault(relation, set()).add(column)
    return found


def _load_reports(connection: Connection) -> None:
    connection.execute(
        "insert into staging.previous_report select report.report_id, report.document_id, document.parser_version,"
        " (now() at time zone 'UTC')::timestamp from previous.core.dim_report as report"
        " join previous.core.dim_document as document on document.document_id = report.document_id"
    )


def _load_cells(connection: Connection) -> None:
    """Cells of documents that another version of the parser has read since, and reads differently."""
    connection.execute(
        "create or replace temp table read_again as"
        " select previous.document_id from staging.previous_report as previous"
        " join staging.parsed_document as document on document.document_id = previous.document_id"
        " where document.parser_version is distinct from previous.parser_version"
    )
    for table_code, (relation, row_code, column_code, value) in _FACTS.items():
        old = (
            f"select document_id, {row_code}::varchar as row_code, {column_code}::varchar as column_code,"  # noqa: S608
            f" {value}::decimal(18, 4) as value, cell_state::varchar as cell_state from previous.{relation}"
            " semi join read_again using (document_id)"
        )
        new = (
            f"select document_id, row_code, column_code, {_NEW_VALUE} as value, {_NEW_STATE} as cell_state"  # noqa: S608
            f" from staging.parsed_fact semi join read_again using (document_id) where table_code = '{table_code}'"
        )
        connection.execute(
            f"insert into staging.reread_table select document_id, '{table_code}' from ({_digests(old)}) as before"  # noqa: S608
            f" full join ({_digests(new)}) as after using (document_id)"
            " where before.digest is distinct from after.digest"
        )
        connection.execute(
            f"insert into staging.previous_cell select document_id, '{table_code}', row_code, column_code,"  # noqa: S608
            f" value, cell_state from ({old}) as cell semi join ("
            f"select document_id from staging.reread_table where table_code = '{table_code}') using (document_id)"
        )
    connection.execute("drop table read_again")


def _load_prose(connection: Connection) -> None:
    """What was compared already, and what was alike; documents that were read anew since are compared anew."""
    connection.execute(
        f"insert into staging.previous_prose select document_id, parser_version from previous.{_PROSE}"  # noqa: S608
    )
    connection.execute(
        "insert into staging.previous_prose_pair"  # noqa: S608
        f" select document_id, other_document_id, equal_count from previous.{_PROSE_PAIR}"
    )


def _digests(cells: str) -> str:
    """One number over all cells of each document, whatever their order.

    Hashed twice: the hash of several values is linear in the last of them, so that two cells which change alike would
    leave the bare sum of hashes as it was.
    """
    return (
        "select document_id, bit_xor(hash(hash(row_code, column_code, value, cell_state))) as digest"  # noqa: S608
        f" from ({cells}) as cell group by document_id"
    )
