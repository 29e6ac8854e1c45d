"""The bytes of one document -> everything that is known about it, always.

In: bytes from anywhere. Out: a `ParsedDocument`. The one idea: content never raises; whatever a document holds, it ends
in a status with its reason, within a bounded time, and never takes its neighbours down.
"""

import hashlib
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from pipelines.challenge import challenge_reason
from pipelines.errors import NeedsOcrError, UnreadableDocumentError
from pipelines.model import DocumentStatus, Hints, Issue, ParsedDocument, Report
from pipelines.parse.report import parse_page
from pipelines.parse.signature import ALGORITHM
from pipelines.parse.witness import confirmed, rows_in_doubt
from pipelines.read.document import media_type, read_document
from pipelines.read.programs import installed

SECONDS_PER_DOCUMENT = 60
"""The slowest real report, a browser print of 40 pages, takes about three seconds."""

_PACKAGE = Path(__file__).resolve().parent
_SOURCES = ("read", "parse", "forms", "regions")
PDF = "application/pdf"
_NO_REPORT = frozenset({DocumentStatus.NOT_A_REPORT, DocumentStatus.UNREADABLE})
_DEFECTS = (ArithmeticError, AttributeError, LookupError, RuntimeError, TypeError, ValueError, MemoryError)


def _parser_version() -> str:
    """Hash of everything that decides what a document is parsed to: code, forms, regions and installed readers.

    A number kept by hand would be forgotten one day, and results of an old parser would pass for those of the new one.
    """
    digest = hashlib.sha256()
    files = [Path(__file__), _PACKAGE / "model.py", _PACKAGE / "challenge.py", _PACKAGE / "short_texts.py"]
    files += [path for name in _SOURCES for path in (_PACKAGE / name).rglob("*") if path.suffix in _PARSED_BY]
    for path in sorted(files):
        digest.update(path.relative_to(_PACKAGE).as_posix().encode())
        digest.update(path.read_bytes())
    digest.update(" ".join((*installed(), ALGORITHM)).encode())
    return f"1-{digest.hexdigest()[:12]}"


_PARSED_BY = frozenset({".py", ".yaml", ".csv", ".xsl"})
PARSER_VERSION: str = _parser_version()
"""Identifies the parser; what one version has parsed is not parsed by it again."""


class _TimeIsUpError(Exception):
    """The document took longer than its time."""


def parse_document(
    data: bytes, hints: Hints, *, file_name: str | None = None, declared_media_type: str | None = None
) -> ParsedDocument:
    """Read and parse one document. Never raises on content.

    Args:
        data: the bytes of the document.
        hints: evidence from outside; it never overrules the document.
        file_name: for messages.
        declared_media_type: for messages; the content decides.

    Returns:
        The result with its status. The time limit holds in the main thread of a process, where workers parse.
    """
    kind = media_type(data) if data else "application/octet-stream"
    try:
        with _time_limit(SECONDS_PER_DOCUMENT):
            page = read_document(data, declared_media_type=declared_media_type, file_name=file_name)
            kind = page.media_type
            status, report, issues = parse_page(page, hints)
            if report is not None and kind == PDF:
                report = _with_second_reading(report, data)
    except UnreadableDocumentError as error:
        status, report, issues = DocumentStatus.UNREADABLE, None, (Issue("unreadable", "document", str(error)),)
    except NeedsOcrError as error:
        status, report, issues = DocumentStatus.NEEDS_OCR, None, (Issue("needs_ocr", "document", str(error)),)
    except _TimeIsUpError:
        detail = f"not read within {SECONDS_PER_DOCUMENT} seconds; look whether it is a report at all"
        status, report, issues = DocumentStatus.UNREADABLE, None, (Issue("too_slow", "document", detail),)
    except _DEFECTS as error:
        status, report, issues = DocumentStatus.UNREADABLE, None, (_defect(error),)
    # A page saved from a protected site keeps the script of its challenge; it counts only where no report is.
    if status in _NO_REPORT and (reason := challenge_reason(200, kind, data)):
        status, report, issues = DocumentStatus.CHALLENGE_PAGE, None, (Issue("challenge_page", "document", reason),)
    return ParsedDocument(hashlib.sha256(data).hexdigest(), kind, len(data), status, report, issues)


def _with_second_reading(report: Report, data: bytes) -> Report:
    """What another reader of PDF says of the rows whose sums fail, so that a failure can be attributed."""
    doubtful = rows_in_doubt(report)
    if not doubtful:
        return report
    # A large library that few documents need.
    from pipelines.read.pdf_witness import witness_rows

    try:
        return confirmed(report, doubtful, witness_rows(data))
    except UnreadableDocumentError:
        return report


def _defect(error: BaseException) -> Issue:
    """A fault of the parser itself, kept apart from faults of documents so that it is seen and mended."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "unknown place"
    return Issue(
        "parser_defect", "document", f"{type(error).__name__} at {place}: {error}; please report this document"
    )


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """Interrupt what runs longer. Signals reach the main thread only, so elsewhere there is no limit."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise _TimeIsUpError

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
