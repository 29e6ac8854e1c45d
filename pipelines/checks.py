"""Verdicts: what the SELECTs under `sql/checks` say, of a whole warehouse or of one document.

In: a built warehouse, or a `ParsedDocument`. Out: rows of `quality.check_result` with a summary, or `Verdict`s. The one
idea: a single document is judged by the very same SQL, in a database in memory that holds nothing else.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from threading import Lock

import duckdb

from pipelines.database import Connection, columns_of, reason
from pipelines.errors import SqlFileError, WarehouseError
from pipelines.forms.template import form_identity_rows, form_item_rows
from pipelines.model import ParsedDocument
from pipelines.rows import PARSED_TABLES, table_from_mappings, tables_from_documents
from pipelines.sqlfiles import SqlCheck, SqlModel, load_checks, load_models
from pipelines.verdicts import CheckSummary, Verdict
from pipelines.warehouse import in_memory

VERDICT_COLUMNS = ("report_id", "subject", "status", "expected", "actual", "detail")
SAMPLE_SIZE = 10


def run_check(connection: Connection, check: SqlCheck) -> CheckSummary:
    """Judge the whole warehouse by one check and keep its verdicts; earlier verdicts of the check are replaced.

    Args:
        connection: a database in which everything that the check reads is built.
        check: what to run.

    Returns:
        Counts, and the first failing rows by report and subject.

    Raises:
        SqlFileError: the SELECT does not run, or returns something else than verdicts.
    """
    return run_checks(connection, [check])[0]


def run_checks(connection: Connection, checks: Sequence[SqlCheck]) -> list[CheckSummary]:
    """The same for several checks, all or none: one commit, which waits for the disk, instead of one each."""
    names = [check.name for check in checks]
    connection.execute("begin")
    try:
        # A scan for all of them: it costs as much for one.
        connection.execute("delete from quality.check_result where list_contains(?, check_name)", [names])
        for check in checks:
            _judge_warehouse(connection, check)
        summaries = check_summaries(connection, checks)
    except SqlFileError:
        connection.execute("rollback")
        raise
    except duckdb.Error as error:
        connection.execute("rollback")
        raise WarehouseError(f"the verdicts of {len(checks)} checks were left as they were: {reason(error)}") from error
    connection.execute("commit")
    return summaries


def _judge_warehouse(connection: Connection, check: SqlCheck) -> None:
    try:
        connection.execute(
            "insert into quality.check_result select $name as check_name, report_id, subject, status,"  # noqa: S608
            " expected::varchar, actual::varchar, detail, $severity as severity,"
            f" case when status = 'fail' and report_id is not null then coalesce({_attribution(connection, check)},"
            f" 'unknown') end as attribution from (\n{check.select}\n)",
            {"name": check.name, "severity": check.severity},
        )
    except duckdb.Error as error:
        is_status = "source column status" in str(error)
        expected = "; a status is pass, fail or not_assessable" if is_status else ""
        raise SqlFileError(f"{check.path}: {reason(error)}{expected}") from error
    except SqlFileError as error:
        raise SqlFileError(f"{check.path}: {error}") from error


def judge(document: ParsedDocument) -> tuple[Verdict, ...]:
    """Verdicts of every check of the source's faults on one document, ordered by check and subject.

    `report_id` is None: outside a warehouse there is no report. A document that is no report has no verdicts.
    """
    if document.report is None:
        return ()
    with _bench_lock:
        connection = _bench()
        parsed = tables_from_documents([document], portal_id="judge", parser_version="judge")
        for name in PARSED_TABLES:
            connection.execute(f"truncate staging.{name}")
            connection.register("arrow_rows", parsed[name])
            connection.execute(f"insert into staging.{name} from arrow_rows")
            connection.unregister("arrow_rows")
        for model in _models_of_a_document():
            connection.execute(f"create or replace table {model.name} as\n{model.select}")
        return tuple(verdict for check in _checks_of_a_document() for verdict in _verdicts(connection, check))


_bench_lock = Lock()


@cache
def _bench() -> Connection:
    """A database in memory with the forms; one for the process, because building it costs more than a judgement."""
    connection = in_memory()
    for name, rows in (("form_item", form_item_rows()), ("form_identity", form_identity_rows())):
        connection.register("arrow_rows", table_from_mappings(f"staging.{name}", rows))
        connection.execute(f"insert into staging.{name} from arrow_rows")
        connection.unregister("arrow_rows")
    for model in load_models():
        # Views become tables too: several checks read them, and planning costs more than a document's few rows.
        connection.execute(f"create table {model.name} as\n{model.select}")
    return connection


@cache
def _checks_of_a_document() -> tuple[SqlCheck, ...]:
    return tuple(sorted((check for check in load_checks() if not check.blocking), key=lambda check: check.name))


@cache
def _models_of_a_document() -> tuple[SqlModel, ...]:
    """Models that the checks read and that change with the document, in order of building."""
    models = load_models()
    changing = {f"staging.{name}" for name in PARSED_TABLES}
    for model in models:
        if changing.intersection(model.dependencies):
            changing.add(model.name)
    needed = {name for check in _checks_of_a_document() for name in check.dependencies}
    for model in reversed(models):
        if model.name in needed:
            needed.update(model.dependencies)
    return tuple(model for model in models if model.name in needed & changing)


def _verdicts(connection: Connection, check: SqlCheck) -> list[Verdict]:
    rows = connection.execute(
        "select subject, status, expected::varchar, actual::varchar, detail,"  # noqa: S608 - SQL of ours
        f" case when status = 'fail' then coalesce({_attribution_of_a_document(check.name)}, 'unknown') end"
        f" from (\n{check.select}\n) order by subject"
    ).fetchall()
    return [Verdict(check.name, None, *row) for row in rows]


def _attribution(connection: Connection, check: SqlCheck) -> str:
    """The column with the attribution, or null for a check that knows none."""
    found = tuple(name for name, _ in columns_of(connection, check.select))
    if found == (*VERDICT_COLUMNS, "attribution"):
        return "attribution"
    if found == VERDICT_COLUMNS:
        return "null"
    raise SqlFileError(f"returns {', '.join(found)}; expected {', '.join(VERDICT_COLUMNS)} and perhaps attribution")


@cache
def _attribution_of_a_document(check: str) -> str:
    """The same for `judge`, asked once."""
    return next(_attribution(_bench(), candidate) for candidate in load_checks() if candidate.name == check)


def check_summary(connection: Connection, check: SqlCheck) -> CheckSummary:
    """Counts of a check's verdicts as they stand in `quality.check_result`, and the first failing rows."""
    return check_summaries(connection, [check])[0]


def check_summaries(connection: Connection, checks: Sequence[SqlCheck]) -> list[CheckSummary]:
    """The same for several checks, whose verdicts are counted in one scan."""
    counted = connection.execute(
        "select check_name, status, count(*) from quality.check_result where list_contains(?, check_name) group by all",
        [[check.name for check in checks]],
    ).fetchall()
    counts = {(name, status): count for name, status, count in counted}
    return [
        CheckSummary(
            check=check.name,
            table=check.table,
            severity=check.severity,
            blocking=check.blocking,
            description=check.description,
            passed=counts.get((check.name, "pass"), 0),
            failed=counts.get((check.name, "fail"), 0),
            not_assessable=counts.get((check.name, "not_assessable"), 0),
            sample=_sample(connection, check) if (check.name, "fail") in counts else (),
        )
        for check in checks
    ]


def _sample(connection: Connection, check: SqlCheck) -> tuple[Verdict, ...]:
    """The first failing rows; with the address of the report where reports are built already."""
    rows = connection.execute(
        "select check_name, report_id, subject, status, expected, actual, detail, attribution"
        " from quality.check_result where check_name = ? and status = 'fail' order by report_id, subject limit ?",
        [check.name, SAMPLE_SIZE],
    ).fetchall()
    addresses = _addresses(connection, [row[1] for row in rows if row[1] is not None])
    return tuple(replace(Verdict(*row), url=addresses.get(row[1])) for row in rows)


def _addresses(connection: Connection, report_ids: list[str]) -> dict[str, str | None]:
    built = connection.execute(
        "select count(*) from duckdb_tables()"
        " where schema_name = 'core' and table_name in ('dim_report', 'dim_document')"
    ).fetchone()
    if built != (2,) or not report_ids:
        return {}
    return dict(
        connection.execute(
            "select report.report_id, document.url from core.dim_report as report"
            " join core.dim_document as document on document.document_id = report.document_id"
            " where list_contains(?, report.report_id)",
            [report_ids],
        ).fetchall()
    )
