"""The child process: one reactor, one spider per portal, a job on standard input, events on standard output.

The job is one line of JSON. Standard input stays open as long as the parent lives; when it ends, the crawl stops, so a
killed parent leaves no crawler behind. A spider's failure is its portal's failed visit and nobody else's.
"""

import asyncio
import json
import os
import signal
import sys
from collections import deque
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any, TextIO

from pydantic import BaseModel, ConfigDict
from scrapy.crawler import AsyncCrawlerProcess

from pipelines.archive import remove_leftovers
from pipelines.crawl.addresses import address_policy
from pipelines.crawl.families.base import PortalSpider
from pipelines.crawl.families.epoint import EpointSpider
from pipelines.crawl.families.generic import GenericSpider
from pipelines.crawl.families.gkmlpt import GkmlptSpider
from pipelines.crawl.families.jcms import JcmsSpider
from pipelines.crawl.families.jpaas import JpaasSpider
from pipelines.crawl.families.lonsun import LonsunSpider
from pipelines.crawl.families.openness import OpennessSpider
from pipelines.crawl.families.trs import TrsSpider
from pipelines.crawl.families.ucap import UcapSpider
from pipelines.crawl.families.xxgk import XxgkSpider
from pipelines.crawl.hosts import HostTurns
from pipelines.crawl.leases import Leases
from pipelines.crawl.refusals import NotAskedError
from pipelines.crawl.session import CrawlSession, VisitRecord
from pipelines.crawl.settings import crawler_settings
from pipelines.paths import DataPaths
from pipelines.portals.registry import Family, Portal

SPIDERS: Mapping[Family, type[PortalSpider]] = {
    "trs": TrsSpider,
    "jcms": JcmsSpider,
    "jpaas": JpaasSpider,
    "gkmlpt": GkmlptSpider,
    "lonsun": LonsunSpider,
    "openness": OpennessSpider,
    "ucap": UcapSpider,
    "epoint": EpointSpider,
    "xxgk": XxgkSpider,
    "generic": GenericSpider,
}
"""Spider class by family; a test holds it complete."""
_STOP_INTERVAL_SECONDS = 0.1
MAX_SPIDERS = 50
"""Portals crawled at the same time; the others wait, so that memory does not grow with their number."""


class Job(BaseModel):
    """What the parent asks for.

    Attributes:
        data: the data directory.
        portals: portals to crawl.
        user_agent: how we introduce ourselves.
        allow_loopback: whether loopback may be connected to, at the ports that the portals name.
        time_limit_seconds: after this time everything is stopped and written.
        first_pages_only: whether spiders read the first page of every list and follow nothing.
        leases: where the locks are by which processes take turns; below the data directory when it is not said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Path
    portals: tuple[Portal, ...]
    user_agent: str
    allow_loopback: bool
    time_limit_seconds: float
    first_pages_only: bool = False
    leases: Path | None = None


def main() -> None:
    """Run the job on standard input to its end."""
    job = Job.model_validate_json(sys.stdin.readline())
    events = os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1)
    # Standard output carries events only; whatever a library prints belongs to the log.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    paths = DataPaths(job.data)
    remove_leftovers(paths)
    session = CrawlSession(
        paths,
        report=lambda event: _write_event(events, event),
        turns=HostTurns(Leases(job.leases or paths.crawl_leases)),
        first_pages_only=job.first_pages_only,
    )
    policy = address_policy(job.portals, allow_loopback=job.allow_loopback)
    settings = dict(crawler_settings(policy, user_agent=job.user_agent))
    # Who only looks at a first page waits for the answer; a host that fails is told of, not tried for minutes.
    settings["RETRY_ENABLED"] = not job.first_pages_only
    process = AsyncCrawlerProcess(settings)
    _Crawl(process, session, job).run()


class _Crawl:
    """The running crawl: a queue of portals and up to `MAX_SPIDERS` spiders."""

    def __init__(self, process: AsyncCrawlerProcess, session: CrawlSession, job: Job) -> None:
        self._process = process
        self._session = session
        self._job = job
        self._queue = deque(job.portals)
        self._loop = asyncio.get_event_loop()
        self._stopping: asyncio.Task[None] | None = None
        self._has_ended = False

    def run(self) -> None:
        """Start the reactor and return when every portal has its visit."""
        task = self._loop.create_task(self._work())
        self._loop.call_later(
            self._job.time_limit_seconds, self._stop, f"time limit of {self._job.time_limit_seconds:g} s"
        )
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.add_signal_handler(number, self._stop, "stopped by hand")
        Thread(target=self._watch_parent, daemon=True).start()
        self._process.start(stop_after_crawl=False, install_signal_handlers=False)
        task.result()

    async def _work(self) -> None:
        from twisted.internet import reactor as installed

        # Twisted types the installed reactor as a module of interfaces.
        reactor: Any = installed
        try:
            workers = min(MAX_SPIDERS, len(self._queue))
            await asyncio.gather(*(self._worker() for _ in range(workers)))
        finally:
            self._has_ended = True
            reactor.callLater(0, reactor.stop)

    async def _worker(self) -> None:
        while self._queue:
            await self._crawl(self._queue.popleft())

    async def _crawl(self, portal: Portal) -> None:
        reason = self._session.stop_reason or await self._crawl_alone(portal)
        if portal.key not in self._session.visited:
            record = VisitRecord(portal.key)
            record.add_reason(reason or "")
            self._session.close_visit(replace(record.finished(requests=0, bytes_received=0), status="failed"))

    async def _crawl_alone(self, portal: Portal) -> str:
        """Run the portal's spider when no other process does; returns why there would be no visit."""
        try:
            async with self._session.turns.alone_at(portal.key):
                task = self._process.crawl(SPIDERS[portal.family], portal=portal, session=self._session)
                await asyncio.wait([task])
                error = task.exception()
                return f"{type(error).__name__}: {error}" if error else "the spider ended without a visit"
        except NotAskedError:
            return f"{self._session.stop_reason}, while another crawl process was still at this portal"

    def _stop(self, reason: str) -> None:
        """Let every spider end what is under way and write its visit; portals not begun get a failed one."""
        if self._session.stop_reason is None:
            self._session.stop_reason = reason
            self._session.turns.close()
            self._stopping = self._loop.create_task(self._stop_crawlers())

    async def _stop_crawlers(self) -> None:
        """Stop every crawler as soon as its engine runs.

        Scrapy notes a crawler as stopped even while its engine is still starting; such a one never ends: its spider
        closes when nothing is left to ask, and nobody stops the engine any more.
        """
        told: dict[Any, asyncio.Task[None]] = {}
        while not self._has_ended:
            for crawler in self._process.crawlers - told.keys():
                if crawler.crawling and crawler.engine.running:
                    told[crawler] = self._loop.create_task(crawler.stop_async())
            await asyncio.sleep(_STOP_INTERVAL_SECONDS)

    def _watch_parent(self) -> None:
        sys.stdin.read()
        self._loop.call_soon_threadsafe(self._stop, "the parent process ended")


def _write_event(events: TextIO, event: Mapping[str, str]) -> None:
    try:
        events.write(json.dumps(event) + "\n")
    except BrokenPipeError:
        # The parent is gone; the watcher of standard input stops the crawl.
        return
