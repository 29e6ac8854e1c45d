"""An explanation on the terminal. Cells that failed sums name are red, rows and columns that fail are yellow."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from pipelines.explain.explanation import Explanation, Finding, ShownCell, ShownTable

_STYLES = {"plain": "", "involved": "yellow", "suspect": "bold white on red"}
_SEVERITIES = {"error": "bold red", "warn": "yellow", "info": "cyan"}


def print_explanation(explanation: Explanation, console: Console) -> None:
    """Print the page; everything that a document wrote is escaped."""
    year = explanation.report_year or "year unknown"
    console.print(f"[bold]{escape(explanation.agency)} {year}[/]  {escape(explanation.report_id)}")
    if explanation.title:
        console.print(escape(explanation.title))
    console.print(f"Grade [bold]{explanation.grade}[/]: {escape(explanation.grade_reason)}")
    if explanation.url:
        console.print(f"Source {escape(explanation.url)}", soft_wrap=True)
    console.print(f"Document {explanation.document_id}, first seen {explanation.fetched_at or 'unknown'}")
    for table in explanation.tables:
        console.print()
        _print_table(table, console)
    _print_findings(explanation, console)


def _print_table(table: ShownTable, console: Console) -> None:
    if not table.rows:
        console.print(f"[bold]{table.title}[/]: not in the document")
        return
    shown = Table(title=f"{table.title} (form of {table.form})", title_justify="left", show_lines=False)
    shown.add_column("", overflow="fold")
    same_columns = len({tuple(cell.label for cell in row.cells) for row in table.rows}) == 1
    width = max(len(row.cells) for row in table.rows)
    for index in range(width):
        shown.add_column(escape(table.rows[0].cells[index].label) if same_columns else "", justify="right")
    for row in table.rows:
        cells = [_cell(cell, with_label=not same_columns) for cell in row.cells]
        shown.add_row(escape(row.label), *cells, *[""] * (width - len(cells)))
    console.print(shown)
    console.print("  ␣ printed blank   · not in the document", style="dim")
    for row in table.rows:
        for cell in row.cells:
            if cell.note:
                console.print(f"  [bold red]›[/] {escape(row.label)}, {escape(cell.label)}: {escape(cell.note)}")


def _cell(cell: ShownCell, *, with_label: bool) -> str:
    text = {None: "·", "": "␣"}.get(cell.text, cell.text) or ""
    style = _STYLES[cell.mark]
    shown = f"[{style}]{escape(text)}[/]" if style else escape(text)
    return f"{escape(cell.label)} {shown}" if with_label else shown


def _print_findings(explanation: Explanation, console: Console) -> None:
    counts = ", ".join(f"{count} {status.replace('_', ' ')}" for status, count in explanation.counts.items())
    console.print(f"\n[bold]Verdicts[/]: {counts or 'none'}")
    for finding in explanation.findings:
        _print_finding(finding, console)
    if explanation.issues:
        console.print("\n[bold]Could not be read[/]")
    for kind, place, detail in explanation.issues:
        console.print(f"  {kind} ({escape(place)}): {escape(detail)}")


def _print_finding(finding: Finding, console: Console) -> None:
    style = _SEVERITIES[finding.severity]
    console.print(f"  [{style}]{finding.severity}[/] does not hold: {escape(finding.claim)}")
    values = f"expected {finding.expected}, found {finding.actual}" if finding.expected or finding.actual else ""
    fault = f"fault of the {finding.attribution}" if finding.attribution in {"source", "parse"} else ""
    told = "; ".join(part for part in (finding.place or finding.subject, values, finding.detail, fault) if part)
    console.print(f"        {escape(told)}")
    if finding.decision:
        console.print(f"        [bold]{escape(finding.decision)}[/]")
