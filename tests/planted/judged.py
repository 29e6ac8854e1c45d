"""Generated reports in a warehouse of their own, judged by every check of the source's faults.

Goes in: truths. Comes out: what failed, by the truth's place in the list. Every truth becomes a body of its own, so
that no two of them are two years or two versions of one report.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.checks import run_check
from pipelines.database import Connection
from pipelines.forms.template import form_identity_rows, form_item_rows
from pipelines.model import ParsedDocument
from pipelines.rows import table_from_mappings, tables_from_documents
from pipelines.sqlfiles import load_checks, load_models
from pipelines.warehouse import in_memory
from tests.generator.truth import Truth
from tests.warehouse.given import Row, insert


@dataclass(frozen=True, slots=True)
class Failure:
    """A failing verdict."""

    check: str
    severity: str
    subject: str
    detail: str | None


@dataclass(frozen=True, slots=True)
class Suspect:
    """A cell that the failed sums point at."""

    key: tuple[str, str, str]
    suggested: int
    is_only_candidate: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What the checks say of one truth."""

    failures: tuple[Failure, ...]
    suspects: tuple[Suspect, ...]

    @property
    def found(self) -> frozenset[tuple[str, str]]:
        """Check and subject of each failure that is more than information."""
        return frozenset((entry.check, entry.subject) for entry in self.failures if entry.severity != "info")


def judge_truths(truths: Sequence[Truth]) -> list[Judged]:
    """Judge many reports at once."""
    return judge_documents([_document(truth, place) for place, truth in enumerate(truths)])


def judge_documents(documents: Sequence[ParsedDocument], seen: Iterable[Row] = ()) -> list[Judged]:
    """Judge documents together; every version of a report has the findings of the report."""
    places = {document.document_id: place for place, document in enumerate(documents)}
    connection = warehouse_of(documents, seen)
    try:
        failures: list[list[Failure]] = [[] for _ in documents]
        for document_id, *failure in connection.execute(
            "select version.document_id, result.check_name, result.severity, result.subject, result.detail"
            " from quality.check_result as result join core.report_version as version using (report_id)"
            " where result.status = 'fail' order by all"
        ).fetchall():
            failures[places[document_id]].append(Failure(*failure))
        suspects: list[list[Suspect]] = [[] for _ in documents]
        for document_id, table, row, column, suggested, is_only in connection.execute(
            "select report.document_id, table_code, row_code, column_code, suggested_count, is_only_candidate"
            " from quality.suspect_cell join core.dim_report as report using (report_id) order by all"
        ).fetchall():
            suspects[places[document_id]].append(Suspect((table, row, column), suggested, is_only))
        return [Judged(tuple(fails), tuple(cells)) for fails, cells in zip(failures, suspects, strict=True)]
    finally:
        connection.close()


def _document(truth: Truth, place: int) -> ParsedDocument:
    document = truth.to_parsed_document()
    if document.report is None:
        raise ValueError("a truth always gives a report")
    who = replace(document.report.identity, agency=f"第{place}号{truth.agency.name}")
    return replace(document, document_id=f"{place:064x}", report=replace(document.report, identity=who))


def warehouse_of(documents: Sequence[ParsedDocument], seen: Iterable[Row] = ()) -> Connection:
    """The documents in a warehouse in memory, judged; `seen` are rows of `staging.sighting`."""
    connection = in_memory()
    reference = (("form_item", form_item_rows()), ("form_identity", form_identity_rows()))
    tables = {name: table_from_mappings(f"staging.{name}", rows) for name, rows in reference}
    tables |= tables_from_documents(documents, portal_id="generated", parser_version="generated")
    for name, rows in tables.items():
        connection.register("arrow_rows", rows)
        connection.execute(f"insert into staging.{name} from arrow_rows")
        connection.unregister("arrow_rows")
    for visit in seen:
        insert(connection, "staging.sighting", visit)
    for model in load_models():
        if model.layer != "mart":
            connection.execute(f"create {model.kind} {model.name} as\n{model.select}")
    for check in load_checks():
        if not check.blocking:
            run_check(connection, check)
    return connection
