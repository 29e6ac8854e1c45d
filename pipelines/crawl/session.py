"""What the spiders of one process share, and how one portal's crawl is counted."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from pipelines.archive import append_visit
from pipelines.crawl.hosts import HostTurns
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus, PortalVisit

_MAX_REASONS = 5
_MAX_REASON_LENGTH = 300


@dataclass(slots=True)
class CrawlSession:
    """Shared by all spiders of a process.

    Attributes:
        paths: the data directory.
        report: called with small JSON-able events: progress and finished visits.
        turns: one request at a time per host, over all processes.
        first_pages_only: whether spiders read the first page of every list and follow nothing.
        stop_reason: why everything was stopped early, None while nothing was.
        visited: portals whose visit is written.
    """

    paths: DataPaths
    report: Callable[[dict[str, str]], None]
    turns: HostTurns
    first_pages_only: bool = False
    stop_reason: str | None = None
    visited: set[str] = field(default_factory=set)

    def close_visit(self, visit: PortalVisit) -> None:
        """Write a portal's visit into its history; the first one of this process counts."""
        if visit.portal_id not in self.visited:
            append_visit(self.paths, visit)
            self.visited.add(visit.portal_id)
            self.report({"event": "visit", "portal": visit.portal_id, "status": visit.status})


@dataclass(slots=True)
class VisitRecord:
    """The running count of one portal's crawl."""

    portal_id: str
    started_at: datetime = field(default_factory=lambda: datetime.now(UTC))
    listing_pages: int = 0
    links: int = 0
    reports: int = 0
    documents: Counter[FetchStatus] = field(default_factory=Counter)
    postponed: int = 0
    listings_blocked: int = 0
    listings_failed: int = 0
    families: Counter[str] = field(default_factory=Counter)
    reasons: list[str] = field(default_factory=list)

    def add_reason(self, reason: str) -> None:
        """Remember why something is not as it should be; the first few are kept for people."""
        reason = " ".join(reason.split())[:_MAX_REASON_LENGTH]
        if reason not in self.reasons and len(self.reasons) < _MAX_REASONS:
            self.reasons.append(reason)

    def finished(self, *, requests: int, bytes_received: int) -> PortalVisit:
        """The visit as it goes into the history."""
        return PortalVisit(
            portal_id=self.portal_id,
            started_at=self.started_at,
            finished_at=datetime.now(UTC),
            status=self._status(),
            requests=requests,
            bytes_received=bytes_received,
            listing_pages=self.listing_pages,
            links=self.links,
            reports=self.reports,
            new=self.documents[FetchStatus.NEW],
            changed=self.documents[FetchStatus.CHANGED],
            unchanged=self.documents[FetchStatus.UNCHANGED],
            not_modified=self.documents[FetchStatus.NOT_MODIFIED],
            blocked=self.documents[FetchStatus.BLOCKED] + self.listings_blocked,
            gone=self.documents[FetchStatus.GONE],
            failed=self.documents[FetchStatus.FAILED] + self.listings_failed,
            detail="; ".join(self.reasons) or None,
            postponed=self.postponed,
            family_seen=self.families.most_common(1)[0][0] if self.families else None,
        )

    def _status(self) -> Literal["ok", "blocked", "failed", "partial"]:
        """Blocked or failed when nothing was read, partial when something is missing."""
        blocked = self.documents[FetchStatus.BLOCKED] + self.listings_blocked
        got = (FetchStatus.NEW, FetchStatus.CHANGED, FetchStatus.UNCHANGED, FetchStatus.NOT_MODIFIED)
        knows_something = self.postponed or any(self.documents[status] for status in got)
        read_nothing = self.listing_pages == 0 or (blocked > 0 and not knows_something)
        if read_nothing:
            return "blocked" if blocked else "failed"
        return "partial" if self.reasons else "ok"
