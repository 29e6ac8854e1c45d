"""Crawl portals in a process of their own and say how each visit went.

A Twisted reactor starts once per process, so every crawl is a child: `python -m pipelines.crawl`. What it did stands in
the archive; this side shows progress, keeps the time, and gives every portal a visit even when the child dies.
"""

import json
import logging
import subprocess
import sys
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import IO

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from pipelines import terminal
from pipelines.archive import append_visit, iter_visits
from pipelines.crawl.settings import loopback_is_allowed, user_agent_from_environment
from pipelines.paths import DataPaths
from pipelines.portals.registry import Portal
from pipelines.sightings import PortalVisit

TIME_LIMIT_SECONDS = 5 * 3600.0
"""From 01:00, when the night begins, to 06:00, before it publishes."""
GRACE_SECONDS = 150.0
"""After the time limit: requests under way may still take `REQUEST_SECONDS`."""
_LOG_LINES_KEPT = 20

logger = logging.getLogger(__name__)


def crawl_portals(
    portals: Sequence[Portal],
    paths: DataPaths,
    *,
    time_limit_seconds: float = TIME_LIMIT_SECONDS,
    first_pages_only: bool = False,
    leases: Path | None = None,
) -> tuple[PortalVisit, ...]:
    """One polite crawl of each portal, into the archive.

    Shows a progress bar on a terminal and nothing in a pipe.

    Args:
        portals: what to crawl; a portal given twice is crawled once.
        paths: the data directory.
        time_limit_seconds: after this time the crawl is stopped and what was fetched is kept.
        first_pages_only: read the first page of every list and follow nothing.
        leases: where the locks are by which crawl processes take turns, when not below the data directory.

    Returns:
        The visit of every portal, in the order of `portals`. A portal that is down or blocks us is a visit, no error.

    Raises:
        UsageError: `$GONGKAI_USER_AGENT` is no honest name.
    """
    unique = {portal.key: portal for portal in portals}
    if not unique:
        return ()
    job = {
        "data": str(paths.root),
        "portals": [portal.model_dump(mode="json") for portal in unique.values()],
        "user_agent": user_agent_from_environment(),
        "allow_loopback": loopback_is_allowed(),
        "time_limit_seconds": time_limit_seconds,
        "first_pages_only": first_pages_only,
        "leases": str(leases or paths.crawl_leases),
    }
    began = datetime.now(UTC)
    log = _LogLines()
    with _child() as child, _progress(len(unique)) as progress:
        events: Queue[str | None] = Queue()
        readers = (
            _start_reader(child.stdout, events),
            _start_reader(child.stderr, log),
        )
        _send_job(child, job)
        ended_in_time = _follow(events, progress, deadline=monotonic() + time_limit_seconds + GRACE_SECONDS)
        if not ended_in_time:
            child.kill()
        code = child.wait()
        for reader in readers:
            reader.join()
    reason = _reason(code, tuple(log.last), ended_in_time=ended_in_time)
    return tuple(_visit(paths, key, began, reason) for key in unique)


@contextmanager
def _child() -> Iterator[subprocess.Popen[str]]:
    """The crawl process; when the caller is interrupted it is stopped, and killed if it does not stop."""
    command = [sys.executable, "-P", "-m", "pipelines.crawl"]
    pipe = subprocess.PIPE
    child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
        command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, encoding="utf-8", errors="replace"
    )
    try:
        yield child
    finally:
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(timeout=GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        for stream in (child.stdin, child.stdout, child.stderr):
            if stream:
                with suppress(BrokenPipeError):
                    stream.close()


@contextmanager
def _progress(total: int) -> Iterator[Callable[[Mapping[str, str]], None]]:
    """A bar of portals with a count of documents on a terminal; nothing elsewhere."""
    console = terminal.console()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    counts: Counter[str] = Counter()
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("crawling", total=total)

        def show(event: Mapping[str, str]) -> None:
            if event.get("event") == "visit":
                bar.advance(task)
            counts[event.get("status", "")] += event.get("event") == "answer"
            shown = ", ".join(f"{count} {status}" for status, count in counts.most_common() if count)
            bar.update(task, description=f"crawling: {shown or 'waiting'}")

        yield show


def _start_reader(stream: IO[str] | None, lines: "Queue[str | None] | _LogLines") -> Thread:
    """Read a stream of the child to its end in a thread, so that a full pipe never stops it; None ends the queue."""

    def read() -> None:
        for line in stream or ():
            lines.put(line)
        lines.put(None)

    thread = Thread(target=read, daemon=True)
    thread.start()
    return thread


class _LogLines:
    """Hands the child's log on to ours and keeps its end, for the case that the child dies."""

    def __init__(self) -> None:
        self.last: deque[str] = deque(maxlen=_LOG_LINES_KEPT)

    def put(self, line: str | None) -> None:
        """Take one line."""
        if line and line.strip():
            self.last.append(line.strip())
            logger.info("%s", line.rstrip())


def _send_job(child: subprocess.Popen[str], job: Mapping[str, object]) -> None:
    """Write the job; standard input stays open, its end would stop the child."""
    if child.stdin is None:
        return
    with suppress(BrokenPipeError):
        child.stdin.write(json.dumps(job) + "\n")
        child.stdin.flush()


def _follow(events: "Queue[str | None]", show: Callable[[Mapping[str, str]], None], *, deadline: float) -> bool:
    """Show events until the child closes its output; False when the deadline came first."""
    while True:
        try:
            line = events.get(timeout=max(0.0, deadline - monotonic()))
        except Empty:
            return False
        if line is None:
            return True
        try:
            show(json.loads(line))
        except ValueError:
            logger.warning("the crawl process wrote a line that is no event: %s", line[:200])


def _reason(code: int, log: Sequence[str], *, ended_in_time: bool) -> str:
    """Why a portal has no visit of its own."""
    if not ended_in_time:
        return "the crawl process did not stop at its time limit and was killed"
    last = f": {log[-1][:300]}" if log else ""
    return f"the crawl process ended with code {code} before this portal's visit was written{last}"


def _visit(paths: DataPaths, key: str, began: datetime, reason: str) -> PortalVisit:
    """The visit that the child wrote, else a failed one."""
    last = max(iter_visits(paths, key), key=lambda visit: visit.started_at, default=None)
    if last is not None and last.started_at >= began:
        return last
    visit = PortalVisit(key, began, datetime.now(UTC), "failed", detail=reason)
    append_visit(paths, visit)
    return visit
