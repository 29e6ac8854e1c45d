"""An explanation as one self-contained HTML page that prints well: no script, no request, every text escaped."""

from html import escape
from urllib.parse import urlsplit

from pipelines.explain.explanation import Explanation, Finding, ShownCell, ShownTable

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 15px/1.5 sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #1b1f24; }
h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font-size: 13px; }
th, td { border: 1px solid #9aa4af; padding: .2rem .4rem; text-align: right; overflow-wrap: anywhere; }
th:first-child, td:first-child { text-align: left; } th { background: #eef1f4; font-weight: 600; }
td.involved { background: #fff3c4; } td.suspect { background: #ffd9d4; outline: 2px solid #b3261e; font-weight: 700; }
td.absent { color: #6b7680; } .note, .place { font-weight: 400; font-size: 12px; color: #4a5560; display: block; }
.grade { font-size: 1.1rem; } .error { color: #b3261e; } .warn { color: #7a5b00; } .info { color: #0b5a7a; }
li { margin-bottom: .7rem; } code { font-size: 12px; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 11px; } table { font-size: 10px; }
tr, li { break-inside: avoid; } td { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""


def html_page(explanation: Explanation) -> str:
    """The page as text; it holds no element that loads anything."""
    year = explanation.report_year or "year unknown"
    name = escape(f"{explanation.agency} {year}")
    parts = [
        f'<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{name}</title>',
        '<meta name="viewport" content="width=device-width">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<style>{_STYLE}</style></head><body><h1>{name}</h1>",
        f"<p>{escape(explanation.title or '')}</p>",
        f'<p class="grade">Grade <strong>{escape(explanation.grade)}</strong>: {escape(explanation.grade_reason)}</p>',
        f"<p>{escape(explanation.region or '')} · {_source(explanation.url)}<br>",
        f"<code>{escape(explanation.report_id)}</code><br><code>{escape(explanation.document_id)}</code>,",
        f"first seen {escape(explanation.fetched_at or 'unknown')}</p>",
        *(_table(table) for table in explanation.tables),
        _findings(explanation),
        _list("Could not be judged", [f"{claim} ({reason})" for claim, reason in explanation.unassessable]),
        _list("Could not be read", [f"{kind} ({place}): {detail}" for kind, place, detail in explanation.issues]),
        "</body></html>",
    ]
    return "\n".join(parts)


def _source(url: str | None) -> str:
    if not url:
        return "source unknown"
    # Only web addresses become links: an address from a page may hold any scheme.
    if urlsplit(url).scheme in {"http", "https"}:
        return f'<a rel="noreferrer" href="{escape(url, quote=True)}">{escape(url)}</a>'
    return escape(url)


def _table(table: ShownTable) -> str:
    if not table.rows:
        return f"<h2>{escape(table.title)}</h2><p>not in the document</p>"
    same_columns = len({tuple(cell.label for cell in row.cells) for row in table.rows}) == 1
    width = max(len(row.cells) for row in table.rows)
    head = "".join(f"<th>{escape(cell.label)}</th>" for cell in table.rows[0].cells) if same_columns else ""
    rows = "".join(
        f"<tr><td>{escape(row.label)}</td>"
        + "".join(_cell(cell, with_label=not same_columns) for cell in row.cells)
        + "<td></td>" * (width - len(row.cells))
        + "</tr>"
        for row in table.rows
    )
    header = f"<thead><tr><th></th>{head}</tr></thead>" if head else ""
    return (
        f"<h2>{escape(table.title)} <small>form of {escape(table.form or '')}</small></h2>"
        f"<table>{header}<tbody>{rows}</tbody></table>"
    )


def _cell(cell: ShownCell, *, with_label: bool) -> str:
    classes = cell.mark if cell.text is not None else f"{cell.mark} absent"
    text = "not in the document" if cell.text is None else cell.text
    label = f'<span class="place">{escape(cell.label)}</span>' if with_label else ""
    note = f'<span class="note">{escape(cell.note)}</span>' if cell.note else ""
    place = f' title="{escape(cell.locator, quote=True)}"' if cell.locator else ""
    return f'<td class="{classes}"{place}>{label}{escape(text)}{note}</td>'


def _findings(explanation: Explanation) -> str:
    counts = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in explanation.counts.items())
    entries = "".join(_finding(finding) for finding in explanation.findings)
    return f"<h2>Verdicts</h2><p>{escape(counts or 'none')}</p><ul>{entries}</ul>"


def _finding(finding: Finding) -> str:
    values = f"expected {finding.expected}, found {finding.actual}" if finding.expected or finding.actual else ""
    fault = f"fault of the {finding.attribution}" if finding.attribution in {"source", "parse"} else ""
    source = f"rule: {finding.source}" if finding.source else ""
    told = "<br>".join(
        escape(part)
        for part in (finding.place or finding.subject, values, finding.detail, fault, finding.decision, source)
        if part
    )
    weight = f'<strong class="{finding.severity}">{finding.severity}</strong>'
    return f"<li>{weight} does not hold: {escape(finding.claim)}<br>{told}</li>"


def _list(title: str, entries: list[str]) -> str:
    if not entries:
        return ""
    return f"<h2>{title}</h2><ul>" + "".join(f"<li>{escape(entry)}</li>" for entry in entries) + "</ul>"
