"""One report, from its page to what it says: read this first.

In: a `Page` and what is known about the document from outside. Out: how the reading ended, the `Report`, and an issue
for everything that could not be read. The one idea: nothing is lost on the way; each cell of a form that the document
has ends as a fact with a state, everything else as an issue.
"""

from pipelines.forms.template import load_forms
from pipelines.model import DocumentStatus, Hints, Issue, Page, Report
from pipelines.parse.classify import look_alike
from pipelines.parse.identity import identify
from pipelines.parse.narrative import figures_in
from pipelines.parse.proof import is_read_by_ocr, only_proven, without_words
from pipelines.parse.sections import read_outline
from pipelines.parse.signature import sign
from pipelines.parse.tables import Tables, read_tables

_WITHOUT_REPORT = frozenset({DocumentStatus.NOT_A_REPORT, DocumentStatus.CHALLENGE_PAGE})
_NO_TABLES = Tables((), (), ())
_MOST_CONTRADICTIONS = 3
"""Rows in which copies of a table may differ, as misprints; with more of them they are tables of different reports."""


def parse_page(page: Page, hints: Hints) -> tuple[DocumentStatus, Report | None, tuple[Issue, ...]]:
    """What a page says, in contract codes.

    Args:
        page: the document as read.
        hints: evidence from outside: address, link text, portal, claims of the person who dropped it in.

    Returns:
        The status (contract, section 3); the report, None where the page is none; issues of reader and parser.
    """
    other = look_alike(page, hints)
    if other is not None and other[0] in _WITHOUT_REPORT:
        return other[0], None, (*page.issues, _reason(*other))
    sections, chapters = read_outline(page)
    by_ocr = is_read_by_ocr(page)
    identity, doubts = identify(without_words(page) if by_ocr else page, () if by_ocr else sections, hints)
    figures = figures_in(chapters, identity.year)
    # Tables of the old form, or of two reports in one file, have no place in the national forms: no cell is guessed.
    tables = read_tables(page, identity.year) if other is None else _NO_TABLES
    contradictions = sum(issue.kind == "contradicting_rows" for issue in tables.issues)
    if contradictions > _MOST_CONTRADICTIONS:
        other = DocumentStatus.SEVERAL_REPORTS, f"two tables of the same kind differ in {contradictions} rows"
        tables = _NO_TABLES
    if by_ocr:
        tables, figures = _proven(tables), ()
    prose = None if by_ocr else sign(sections, identity)
    report = Report(identity, tables.readings, tables.facts, figures, sections, prose)
    if other is not None:
        return other[0], report, (*page.issues, _reason(*other), *doubts)
    return _status(tables), report, (*page.issues, *doubts, *tables.issues)


def _proven(tables: Tables) -> Tables:
    """Of tables that OCR has read, what the sums of the forms prove; of its prose no number is believed."""
    forms = {reading.table: load_forms()[reading.form] for reading in tables.readings}
    facts, issues = only_proven(tables.facts, forms)
    return Tables(tables.readings, facts, (*tables.issues, *issues))


def _status(tables: Tables) -> DocumentStatus:
    if len(tables.readings) == 3:
        return DocumentStatus.PARSED
    return DocumentStatus.PARTIAL if tables.readings else DocumentStatus.NO_TABLES


def _reason(status: DocumentStatus, reason: str) -> Issue:
    return Issue(status.value, "document", reason)
