"""The crawler's side of the story: what visits of addresses and of portals gave, as the archive's index keeps it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal


class FetchStatus(StrEnum):
    """What one visit of a URL gave."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NOT_MODIFIED = "not_modified"
    BLOCKED = "blocked"
    GONE = "gone"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One visit of one URL: a line of the archive's index.

    Attributes:
        document_id: SHA-256 of the bytes, None where there were none (blocked, gone, failed).
        seen_at: UTC.
        detail: for a person, e.g. the reason of a failure.
        headers: of the answer, in order, as received; evidence for the export as WARC.
    """

    portal_id: str
    url: str
    status: FetchStatus
    seen_at: datetime
    document_id: str | None = None
    http_status: int | None = None
    media_type: str | None = None
    byte_count: int | None = None
    link_title: str | None = None
    link_date: date | None = None
    listing_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    source: Literal["crawl", "inbox"] = "crawl"
    claimed_agency: str | None = None
    claimed_year: int | None = None
    dropped_by: str | None = None
    detail: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PortalVisit:
    """The outcome of one crawl of one portal: a line of its history.

    Attributes:
        postponed: known documents that were not due to be asked for again.
        family_seen: CMS family by the fingerprint of its lists, `generic` for none; None when no list was read.
    """

    portal_id: str
    started_at: datetime
    finished_at: datetime
    status: Literal["ok", "blocked", "failed", "partial"]
    requests: int = 0
    bytes_received: int = 0
    listing_pages: int = 0
    links: int = 0
    reports: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_modified: int = 0
    blocked: int = 0
    gone: int = 0
    failed: int = 0
    detail: str | None = None
    postponed: int = 0
    family_seen: str | None = None
