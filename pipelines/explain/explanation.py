"""A report of the published file, gathered for a reader. In: a report id. Out: an `Explanation`, no layout yet.

The one idea: a cell is marked by what is said of it, `suspect` when the failed sums name it, `involved` when it stands
in a row or column that fails; both renderings take their marks from here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pipelines import warehouse
from pipelines.database import Connection
from pipelines.errors import UsageError
from pipelines.model import TABLE_CODES
from pipelines.paths import DataPaths
from pipelines.sqlfiles import load_checks

Mark = Literal["plain", "involved", "suspect"]
TITLES = {
    "disclosure": "二、主动公开政府信息情况",
    "application": "三、收到和处理政府信息公开申请情况",
    "dispute": "四、政府信息公开行政复议、行政诉讼情况",
}
_FACTS = {
    "disclosure": ("core.fact_disclosure", "item_code", "measure_code"),
    "application": ("core.fact_application", "outcome_code", "applicant_code"),
    "dispute": ("core.fact_dispute", "channel_code", "result_code"),
}


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell of the form as the document prints it.

    Attributes:
        text: the print; None where the document has no such cell.
        note: what a person should know of it, e.g. the value that would fit.
    """

    label: str
    text: str | None
    state: str | None
    mark: Mark
    note: str | None
    locator: str | None


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the form with its cells in the order of the form."""

    label: str
    cells: tuple[ShownCell, ...]


@dataclass(frozen=True, slots=True)
class ShownTable:
    """One statutory table; without rows the document has none."""

    title: str
    form: str | None
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A failing verdict in words.

    Attributes:
        place: the subject by the labels of the form; None where it names no row or column.
    """

    claim: str
    check: str
    subject: str
    severity: str
    expected: str | None
    actual: str | None
    detail: str | None
    attribution: str | None
    source: str | None
    decision: str | None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything the page shows.

    Attributes:
        counts: verdicts by status.
        unassessable: claims that could not be judged, each with its first reason.
        issues: what could not be read.
    """

    report_id: str
    agency: str
    report_year: int | None
    title: str | None
    published_date: date | None
    region: str | None
    grade: str
    grade_reason: str
    url: str | None
    document_id: str
    fetched_at: str | None
    tables: tuple[ShownTable, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    unassessable: tuple[tuple[str, str], ...]
    issues: tuple[tuple[str, str, str], ...] = field(default=())


def explain(paths: DataPaths, report_id: str) -> Explanation:
    """Gather what the published file knows about a report.

    Args:
        paths: data directory with a published file.
        report_id: `report_id` of `core.dim_report`.

    Raises:
        FileNotFoundError: nothing was published yet.
        UsageError: the file has no such report; the message names reports with a similar id or agency.
    """
    with warehouse.connect(paths.published_database, read_only=True) as connection:
        identity = connection.execute(
            "select overview.report_id, coalesce(report.agency, overview.organisation_name, '(agency unknown)'),"
            " overview.report_year, overview.title, overview.published_date,"
            " concat_ws(' ', overview.province_name, overview.region_name), overview.quality_grade,"
            " overview.grade_reason, document.url, document.document_id,"
            " strftime(document.first_seen_at, '%Y-%m-%d %H:%M UTC')"
            " from mart.report_overview as overview join core.dim_report as report using (report_id)"
            " join core.dim_document as document on document.document_id = report.document_id"
            " where overview.report_id = ?",
            [report_id],
        ).fetchone()
        if identity is None:
            raise UsageError(_unknown(connection, report_id))
        findings = _findings(connection, report_id)
        _, agency, year, title, published, region, grade, reason, url, document_id, fetched = identity
        return Explanation(
            report_id=report_id,
            agency=agency,
            report_year=year,
            title=title,
            published_date=published,
            region=region,
            grade=grade,
            grade_reason=reason,
            url=url,
            document_id=document_id,
            fetched_at=fetched,
            tables=tuple(_table(connection, report_id, code, findings) for code in TABLE_CODES),
            findings=findings,
            counts=dict(
                connection.execute(
                    "select status, count(*) from quality.check_result where report_id = ? group by 1 order by 1",
                    [report_id],
                ).fetchall()
            ),
            unassessable=tuple(
                (_claim(name), reason)
                for name, reason in connection.execute(
                    "select check_name, coalesce(min(detail), '') from quality.check_result"
                    " where report_id = ? and status = 'not_assessable' group by 1 order by 1",
                    [report_id],
                ).fetchall()
            ),
            issues=tuple(
                connection.execute(
                    "select kind, concat_ws(', ', subject, locator), detail from quality.parse_issue"
                    " where document_id = ? order by issue_ordinal",
                    [document_id],
                ).fetchall()
            ),
        )


def _unknown(connection: Connection, report_id: str) -> str:
    near = connection.execute(
        "select report_id || ' (' || coalesce(agency, 'agency unknown') || ')' from core.dim_report"
        " where contains(report_id, $id) or contains(agency, $id) or jaro_winkler_similarity(report_id, $id) > 0.9"
        " order by jaro_winkler_similarity(report_id, $id) desc, report_id limit 5",
        {"id": report_id},
    ).fetchall()
    found = "; near: " + ", ".join(row[0] for row in near) if near else ""
    return f"no report {report_id} in the published file{found}; core.dim_report lists them all"


def _findings(connection: Connection, report_id: str) -> tuple[Finding, ...]:
    checks = {check.name: check for check in load_checks()}
    labels = _labels(connection, report_id)
    rows = connection.execute(
        "select check_name, subject, severity, expected, actual, detail, attribution,"
        " decision || ' by ' || author || ': ' || decision_reason from mart.finding where report_id = ?"
        " order by case severity when 'error' then 1 when 'warn' then 2 else 3 end, check_name, subject",
        [report_id],
    ).fetchall()
    return tuple(
        Finding(
            claim=_claim(name),
            check=name,
            subject=subject,
            severity=severity,
            expected=expected,
            actual=actual,
            detail=detail,
            attribution=attribution,
            source=checks[name].source if name in checks else None,
            decision=decision,
            place=_place(subject, labels),
        )
        for name, subject, severity, expected, actual, detail, attribution, decision in rows
    )


def _claim(check: str) -> str:
    """What a check claims; its name where no file has it any more."""
    return next((known.description for known in load_checks() if known.name == check), check)


def _labels(connection: Connection, report_id: str) -> Mapping[tuple[str, str], str]:
    """Labels of the rows and columns of a report's forms, by table and code."""
    rows = connection.execute(
        "select table_code, code, any_value(label) from (select item.table_code, unnest([item.row_code,"
        " item.column_code]) as code, unnest([item.row_label, item.column_label]) as label"
        " from core.dim_form_item as item join core.report_table as reading using (table_code, form_version)"
        " where reading.report_id = ?) group by all",
        [report_id],
    ).fetchall()
    return {(table, code): label for table, code, label in rows}


def _place(subject: str, labels: Mapping[tuple[str, str], str]) -> str | None:
    table, *codes = subject.split(" ")
    words = [labels.get((table, code)) for code in codes]
    if table not in TITLES or not words or None in words:
        return None
    return f"{TITLES[table]}: {', '.join(word for word in words if word)}"


def _table(connection: Connection, report_id: str, code: str, findings: tuple[Finding, ...]) -> ShownTable:
    relation, row_name, column_name = _FACTS[code]
    rows = connection.execute(
        "select item.row_label, item.column_label, item.row_code, item.column_code,"  # noqa: S608 - names of ours
        " fact.raw_text, fact.cell_state, fact.locator, item.form_version,"
        " case when suspect.is_only_candidate then suspect.reason end, suspect.suggested_count,"
        " correction.corrected_value, correction.author"
        " from (select distinct form_version from core.report_table where report_id = $report and table_code = $code)"
        " as reading join core.dim_form_item as item"
        " on item.form_version = reading.form_version and item.table_code = $code"
        f" left join {relation} as fact on fact.report_id = $report and fact.{row_name} = item.row_code"
        f" and fact.{column_name} = item.column_code"
        " left join quality.suspect_cell as suspect on suspect.report_id = $report and suspect.table_code = $code"
        " and suspect.row_code = item.row_code and suspect.column_code = item.column_code"
        " left join quality.correction as correction on correction.report_id = $report"
        " and correction.table_code = $code and correction.row_code = item.row_code"
        " and correction.column_code = item.column_code and correction.is_in_force"
        " order by item.row_ordinal, item.column_ordinal",
        {"report": report_id, "code": code},
    ).fetchall()
    lines: dict[str, list[ShownCell]] = {}
    labels: dict[str, str] = {}
    subjects = {finding.subject for finding in findings if finding.severity != "info"}
    for row_label, column_label, row, column, text, state, locator, _, reason, suggested, corrected, author in rows:
        labels[row] = row_label
        notes = [f"{suggested} would fit: {reason}" if reason else "", f"{corrected} by {author}" if author else ""]
        mark = _mark(code, row, column, subjects, is_suspect=reason is not None)
        note = "; ".join(note for note in notes if note) or None
        lines.setdefault(row, []).append(ShownCell(column_label, text, state, mark, note, locator))
    form = rows[0][7] if rows else None
    return ShownTable(TITLES[code], form, tuple(ShownRow(labels[row], tuple(cells)) for row, cells in lines.items()))


def _mark(code: str, row: str, column: str, subjects: set[str], *, is_suspect: bool) -> Mark:
    if is_suspect or f"{code} {row} {column}" in subjects:
        return "suspect"
    return "involved" if {f"{code} {row}", f"{code} {column}"} & subjects else "plain"
