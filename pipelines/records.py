"""A parsed document as the JSON of the contract (section 3). In: values of the model; out: plain dicts."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from pipelines.model import TABLE_CODES, Fact, Figure, Issue, ParsedDocument, Report
from pipelines.verdicts import Verdict


def json_number(value: Decimal | None) -> int | float | None:
    """A JSON number that prints as the source does: whole numbers without a point."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _fact(fact: Fact) -> dict[str, object]:
    return {
        "table": fact.table,
        "row": fact.row,
        "column": fact.column,
        "value": json_number(fact.value),
        "unit": fact.unit,
        "state": fact.state.value,
        "raw": fact.raw,
        "locator": fact.locator,
    }


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "section": figure.section,
        "raw": figure.raw,
        "value": json_number(figure.value),
        "unit": figure.unit,
        "qualifier": figure.qualifier,
        "indicator": figure.indicator,
        "in_scope": figure.in_scope,
        "modality": figure.modality,
        "scope": figure.scope,
        "context": figure.context,
        "locator": figure.locator,
    }


def _issue(issue: Issue) -> dict[str, object]:
    return {"kind": issue.kind, "subject": issue.subject, "detail": issue.detail, "locator": issue.locator}


def _number_or_text(text: str | None) -> int | float | str | None:
    try:
        return None if text is None else json_number(Decimal(text))
    except InvalidOperation:
        return text


def _verdict(verdict: Verdict) -> dict[str, object]:
    return {
        "check": verdict.check,
        "subject": verdict.subject,
        "status": verdict.status,
        "expected": _number_or_text(verdict.expected),
        "actual": _number_or_text(verdict.actual),
        "detail": verdict.detail,
    }


def _identity(report: Report) -> dict[str, object]:
    identity = report.identity
    return {
        "agency": identity.agency,
        "adcode": identity.adcode,
        "year": identity.year,
        "title": identity.title,
        "published_on": identity.published_on.isoformat() if identity.published_on else None,
        "level": identity.level,
        "kind": identity.kind,
        "scope": identity.scope,
        "forms": {table: report.form(table) for table in TABLE_CODES},
    }


def document_record(file: str, document: ParsedDocument, verdicts: Iterable[Verdict]) -> dict[str, object]:
    """One line of `gongkai parse`.

    Args:
        file: name of the file as the user gave it, without folders.
        document: what was read.
        verdicts: judgements of the checks on this document.
    """
    report = document.report
    return {
        "file": file,
        "document_id": document.document_id,
        "media_type": document.media_type,
        "bytes": document.byte_count,
        "status": document.status.value,
        "report": _identity(report) if report else None,
        "facts": [_fact(fact) for fact in report.facts] if report else [],
        "figures": [_figure(figure) for figure in report.figures] if report else [],
        "sections": [{"no": section.no, "title": section.title} for section in report.sections] if report else [],
        "issues": [_issue(issue) for issue in document.issues],
        "verdicts": [_verdict(verdict) for verdict in verdicts],
    }
