"""A decision outlives rebuilds, parsers and crawls, and lapses with its values; a correction changes nothing."""

from datetime import date
from decimal import Decimal

from pipelines.checks import run_check
from pipelines.database import Connection
from pipelines.forms.template import form_identity_rows, form_item_rows
from pipelines.model import CellState, DocumentStatus, Fact, Identity, ParsedDocument, Report, TableReading
from pipelines.rows import table_from_mappings, tables_from_documents
from pipelines.sqlfiles import load_checks, load_models
from pipelines.warehouse import in_memory

RESULTS = ("upheld", "corrected", "other", "pending", "total")


def _document(document_id: str, total: int) -> ParsedDocument:
    """A report whose reviews do not sum, as in hongze-district-2023."""
    facts = tuple(
        Fact("dispute", channel, result, Decimal(value), "件", CellState.NUMBER, str(value), "line 1")
        for channel, row in (
            ("review", (10, 1, 0, 0, total)),
            ("litigation_direct", (0,) * 5),
            ("litigation_after_review", (0,) * 5),
        )
        for result, value in zip(RESULTS, row, strict=True)
    )
    identity = Identity(agency="洪泽区人民政府", adcode="320813", year=2023, kind="local_government", level="county")
    report = Report(identity, (TableReading("dispute", "2021", "grid"),), facts)
    return ParsedDocument(document_id * 64, "text/html", 1, DocumentStatus.PARTIAL, report)


def _warehouse(
    document: ParsedDocument, parser_version: str = "1", **people: tuple[dict[str, object], ...]
) -> Connection:
    connection = in_memory()
    tables = {
        "form_item": table_from_mappings("staging.form_item", form_item_rows()),
        "form_identity": table_from_mappings("staging.form_identity", form_identity_rows()),
        **{name: table_from_mappings(f"staging.{name}", rows) for name, rows in people.items()},
        **tables_from_documents([document], portal_id="32-hongze", parser_version=parser_version),
    }
    for name, rows in tables.items():
        connection.register("arrow_rows", rows)
        connection.execute(f"insert into staging.{name} from arrow_rows")
        connection.unregister("arrow_rows")
    models = {model.name: model for model in load_models()}
    last = ("quality.decision", "mart.report_count", "mart.report_overview", "mart.finding", "mart.check_scoreboard")
    for model in models.values():
        if model.name not in last and model.layer != "mart":
            connection.execute(f"create {model.kind} {model.name} as\n{model.select}")
    for check in load_checks():
        if not check.blocking:
            run_check(connection, check)
    for name in last:
        connection.execute(f"create {models[name].kind} {name} as\n{models[name].select}")
    return connection


def _one(connection: Connection, query: str) -> tuple[object, ...]:
    rows = connection.execute(query).fetchall()
    assert len(rows) == 1, rows
    return tuple(rows[0])


def _decision(**changed: object) -> dict[str, object]:
    report_id, *_ = _one(_warehouse(_document("a", 0)), "select report_id from core.dim_report")
    return {
        "check_name": "results_sum_to_total",
        "report_id": report_id,
        "subject": "dispute review",
        "expected": "11",
        "actual": "0",
        "decision": "dismissed",
        "reason": "the page was corrected in May",
        "author": "someone",
        "decided_on": date(2026, 11, 20),
        **changed,
    }


STANDING = "select is_in_force, lapse_reason from quality.decision"


def test_a_decision_survives_a_rebuild_a_new_parser_and_a_new_crawl() -> None:
    decision = (_decision(),)
    for document_id, parser_version in (("a", "1"), ("a", "2"), ("b", "2")):
        built = _warehouse(_document(document_id, 0), parser_version, decision=decision)
        assert _one(built, STANDING) == (True, None)


def test_a_decision_lapses_when_a_judged_value_changes() -> None:
    changed = _warehouse(_document("b", 5), decision=(_decision(),))
    assert _one(changed, STANDING) == (False, "judged 11 against 0, found now 11 against 5")
    repaired = _warehouse(_document("b", 11), decision=(_decision(),))
    assert _one(repaired, STANDING) == (False, "it fails no longer")
    other = _warehouse(_document("a", 0), decision=(_decision(subject="dispute nothing"),))
    assert _one(other, STANDING) == (False, "the verdict is gone")


def test_a_dismissed_finding_does_not_count_and_a_confirmed_one_does() -> None:
    query = "select error_count, dismissed_count from mart.report_overview"
    assert _one(_warehouse(_document("a", 0)), query) == (1, 0)
    assert _one(_warehouse(_document("a", 0), decision=(_decision(),)), query) == (0, 1)
    confirmed = _warehouse(_document("a", 0), decision=(_decision(decision="confirmed"),))
    assert _one(confirmed, query) == (1, 0)
    finding = "select decision, author from mart.finding where check_name = 'results_sum_to_total'"
    assert _one(confirmed, finding) == ("confirmed", "someone")
    board = "select fail_count, pass_count from mart.check_scoreboard where check_name = 'results_sum_to_total'"
    assert _one(confirmed, board) == (1, 2)


def test_a_correction_stands_beside_the_print_and_lapses_with_it() -> None:
    correction: dict[str, object] = {
        "report_id": _decision()["report_id"],
        "table_code": "dispute",
        "row_code": "review",
        "column_code": "total",
        "expected_raw_text": "0",
        "corrected_value": Decimal(11),
        "reason": "read on the page",
        "author": "someone",
        "corrected_on": date(2026, 11, 20),
    }
    query = "select printed_value, corrected_value, is_in_force from quality.correction"
    built = _warehouse(_document("a", 0), correction=(correction,))
    assert _one(built, query) == (0, 11, True)
    assert _one(
        built, "select case_count from core.fact_dispute where channel_code = 'review' and result_code = 'total'"
    ) == (0,)
    assert _one(_warehouse(_document("a", 5), correction=(correction,)), query) == (5, 11, False)
