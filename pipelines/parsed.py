"""Archived documents as parsed Parquet. In: a portal's part of the archive. Out: `parsed/<version>/<portal>/<batch>/`.

The one idea: a batch is a folder that appears complete or not at all. What a batch holds was parsed by this version of
the parser and is not parsed again; a kill costs at most the batch under way.
"""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from pipelines.archive import iter_sightings, read_bytes
from pipelines.batches import claims_of_parsed, one_writer, write_batch
from pipelines.documents import PARSER_VERSION, parse_document
from pipelines.errors import ArchiveError
from pipelines.model import DocumentStatus, Hints, Issue, ParsedDocument
from pipelines.paths import DataPaths
from pipelines.pool import run_isolated
from pipelines.sightings import Sighting

BATCH_DOCUMENTS = 2000
"""Documents of one batch: what a kill can cost."""

DOCUMENT_SECONDS = 120.0
"""Longest time for one document; the slowest known (a scan of 40 MB) takes a tenth of it."""

FEW_DOCUMENTS = 8
FEW_BYTES = 1_000_000
"""A few small pages are read in this process, because starting others takes longer."""


@dataclass(frozen=True, slots=True)
class Job:
    """One document to parse, with what is known about it from outside."""

    paths: DataPaths
    document_id: str
    hints: Hints
    file_name: str | None
    media_type: str | None
    byte_count: int | None


@dataclass(frozen=True, slots=True)
class ParseSummary:
    """What one call parsed.

    Attributes:
        by_status: documents parsed now, by status.
        skipped: documents that were parsed before.
        seconds: wall time.
        damaged: messages about documents whose bytes the archive does not give; they are tried again next time.
    """

    by_status: Mapping[str, int]
    skipped: int
    seconds: float
    damaged: tuple[str, ...] = ()


def parse_pending(
    paths: DataPaths,
    portal_id: str,
    portal_adcode: str | None,
    *,
    workers: int | None = None,
    parse: Callable[[Job], ParsedDocument] | None = None,
) -> ParseSummary:
    """Parse what a portal's archive holds and this version of the parser has not parsed.

    A document is parsed again when a person has claimed another agency or year for it since.

    Args:
        paths: the data directory.
        portal_id: whose documents.
        portal_adcode: division code of the portal, evidence for who reports.
        workers: processes; as many as this process may use by default.
        parse: what turns a job into a document; the parser by default.
    """
    began = time.monotonic()
    by_status: Counter[str] = Counter()
    damaged: list[str] = []
    jobs = _jobs(paths, portal_id, portal_adcode)
    with one_writer(paths, portal_id, PARSER_VERSION):
        done = claims_of_parsed(paths, portal_id, PARSER_VERSION)
        pending = [job for job in jobs if done.get(job.document_id) != (job.hints.agency, job.hints.year)]
        results = _parse(pending, parse or parse_archived, workers or len(os.sched_getaffinity(0)), damaged)
        hints = {job.document_id: job.hints for job in pending}
        while batch := list(islice(results, 1)):
            documents = _counted(chain(batch, islice(results, BATCH_DOCUMENTS - 1)), by_status)
            write_batch(paths, portal_id, PARSER_VERSION, documents, hints=hints)
    return ParseSummary(
        MappingProxyType(dict(by_status)), len(jobs) - len(pending), time.monotonic() - began, tuple(damaged)
    )


def parse_archived(job: Job) -> ParsedDocument:
    """Parse one document of the archive.

    Raises:
        ArchiveError: the archive does not give its bytes.
    """
    return parse_document(
        read_bytes(job.paths, job.document_id), job.hints, file_name=job.file_name, declared_media_type=job.media_type
    )


def _jobs(paths: DataPaths, portal_id: str, portal_adcode: str | None) -> list[Job]:
    """One job per document that the portal's index names, in order of first sight."""
    jobs: dict[str, Job] = {}
    for sighting in iter_sightings(paths, portal_id):
        if sighting.document_id is None:
            continue
        job = jobs.get(sighting.document_id) or _first_job(paths, sighting, sighting.document_id, portal_adcode)
        # What a person claims last counts; what the site prints counts from where it was printed first.
        hints = replace(
            job.hints,
            link_title=job.hints.link_title or sighting.link_title,
            link_date=job.hints.link_date or sighting.link_date,
            agency=sighting.claimed_agency or job.hints.agency,
            year=sighting.claimed_year or job.hints.year,
        )
        jobs[sighting.document_id] = replace(job, hints=hints, byte_count=job.byte_count or sighting.byte_count)
    return list(jobs.values())


def _first_job(paths: DataPaths, sighting: Sighting, document_id: str, portal_adcode: str | None) -> Job:
    address = urlsplit(sighting.url)
    return Job(
        paths=paths,
        document_id=document_id,
        hints=Hints(url=sighting.url, portal_adcode=portal_adcode),
        file_name=unquote(address.path.rpartition("/")[2]) or None,
        media_type=sighting.media_type,
        byte_count=sighting.byte_count,
    )


def _parse(
    jobs: Sequence[Job], parse: Callable[[Job], ParsedDocument], workers: int, damaged: list[str]
) -> Iterator[ParsedDocument]:
    outcomes: Iterator[tuple[Job, ParsedDocument | BaseException]]
    if len(jobs) <= FEW_DOCUMENTS and all(_is_page(job) for job in jobs):
        outcomes = ((job, _outcome(parse, job)) for job in jobs)
    else:
        outcomes = run_isolated(parse, jobs, workers=workers, seconds=DOCUMENT_SECONDS)
    for job, outcome in outcomes:
        if isinstance(outcome, ArchiveError):
            damaged.append(str(outcome))
        elif isinstance(outcome, BaseException):
            yield _unreadable(job, outcome)
        else:
            yield outcome


def _outcome(parse: Callable[[Job], ParsedDocument], job: Job) -> ParsedDocument | BaseException:
    """What a job gives in this process, where the parser keeps its own time limit and never raises on content."""
    try:
        return parse(job)
    except ArchiveError as error:
        return error


def _is_page(job: Job) -> bool:
    """Whether a document is small and declared as text: readers of other formats are native code that can crash."""
    return (
        job.byte_count is not None
        and job.byte_count <= FEW_BYTES
        and (job.media_type or "").partition(";")[0].strip().lower() in {"text/html", "text/plain"}
    )


def _unreadable(job: Job, error: BaseException) -> ParsedDocument:
    """A document that the parser did not survive: seen with the reason, and not tried for ever."""
    detail = f"the parser stopped: {type(error).__name__}: {error}"[:500]
    return ParsedDocument(
        document_id=job.document_id,
        media_type=job.media_type or "application/octet-stream",
        byte_count=job.byte_count or 0,
        status=DocumentStatus.UNREADABLE,
        issues=(Issue("parser_stopped", "document", detail),),
    )


def _counted(documents: Iterable[ParsedDocument], by_status: Counter[str]) -> Iterator[ParsedDocument]:
    for document in documents:
        by_status[document.status.value] += 1
        yield document
