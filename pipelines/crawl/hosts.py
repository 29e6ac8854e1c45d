"""Which addresses belong to a portal, and whose turn it is at a host.

`HostRule` decides by the address alone, before a name is resolved and again after every redirect. `HostTurns` is
shared by all spiders of the process, and by its leases with other crawl processes: portals on one host never send two
requests at a time, and a host that asks for a pause gets it from all of them.
"""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

from filelock import BaseFileLock

from pipelines.crawl.addresses import port_of
from pipelines.crawl.leases import MAX_PAUSE_SECONDS, POLL_SECONDS, Leases
from pipelines.crawl.refusals import NotAskedError
from pipelines.portals.registry import Portal, own_hosts

MAX_URL_LENGTH = 2000
_SAFE_HOST = re.compile(r"[a-z0-9_.:-]+")


@dataclass(frozen=True, slots=True)
class HostRule:
    """Addresses that a portal's spider may ask: hosts that its YAML names, and gov.cn.

    Attributes:
        own: `host` or `host:port` in lower case.
    """

    own: frozenset[str]

    def refusal(self, url: str) -> str | None:
        """Why this address must not be asked; None when it may."""
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").rstrip("."), parts.port
        except ValueError as error:
            return f"refused: {url[:200]!r} is no address: {error}"
        if parts.scheme not in {"http", "https"}:
            return f"refused: {parts.scheme or 'an empty scheme'} is neither http nor https"
        if parts.username is not None or parts.password is not None or not _SAFE_HOST.fullmatch(host):
            return "refused: an address with credentials or without a plain host name"
        if len(url) > MAX_URL_LENGTH:
            return f"refused: an address of {len(url)} characters"
        if self._is_own(host, port, parts.scheme):
            return None
        return f"refused: {host}{f':{port}' if port else ''} is neither a host of the portal nor under gov.cn"

    def _is_own(self, host: str, port: int | None, scheme: str) -> bool:
        shown = f"[{host}]" if ":" in host else host
        usual = port in {None, 80, 443}
        if (usual and shown in self.own) or f"{shown}:{port or port_of(f'{scheme}://x')}" in self.own:
            return True
        # Attachments often sit behind another port of the site, such as 8080; low ports are other services.
        return (host == "gov.cn" or host.endswith(".gov.cn")) and (usual or (port or 0) >= 1024)


def host_rule(portal: Portal) -> HostRule:
    """The rule of one portal."""
    return HostRule(own_hosts(portal))


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    minimum_delay: float = 0.0


class HostTurns:
    """One request at a time per host name, over all spiders of a process and all processes with the same leases."""

    def __init__(self, leases: Leases) -> None:
        self._leases = leases
        self._turns: dict[str, _Turn] = {}
        self._closed = asyncio.Event()

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """Wait until no other request to this host is under way and `delay` seconds passed since the last began.

        Raises:
            NotAskedError: the turns were closed meanwhile.
        """
        turn = self._turns.setdefault(host, _Turn())
        async with turn.lock:
            lease = await self._lease(host, turn, delay)
            try:
                yield
            finally:
                lease.release()

    @asynccontextmanager
    async def alone_at(self, portal_id: str) -> AsyncIterator[None]:
        """Wait until no other process crawls this portal, whose documents it would fetch a second time.

        Raises:
            NotAskedError: the turns were closed meanwhile.
        """
        name = f"portal {portal_id}"
        while (lease := self._leases.take(name)) is None:
            await self._sleep(POLL_SECONDS)
        try:
            yield
        finally:
            lease.release()

    def close(self) -> None:
        """Nobody asks anything any more; who waits for a turn is told at once."""
        self._closed.set()

    def pause(self, host: str, seconds: float) -> None:
        """Let nobody ask this host for some seconds: it is overloaded or asks for it."""
        self._leases.note_rest(host, monotonic() + min(seconds, MAX_PAUSE_SECONDS))

    def slow_down(self, host: str, delay: float) -> None:
        """Keep at least this delay from now on, as the host's robots.txt asks."""
        turn = self._turns.setdefault(host, _Turn())
        turn.minimum_delay = max(turn.minimum_delay, min(delay, MAX_PAUSE_SECONDS))

    async def _lease(self, host: str, turn: _Turn, delay: float) -> BaseFileLock:
        """The lease of a host, taken when its delay is over: who waits for that does not keep others from asking."""
        delay = max(delay, turn.minimum_delay)
        while True:
            await self._sleep(self._wait(host, delay))
            lease = self._leases.take(host)
            if lease is None:
                await self._sleep(POLL_SECONDS)
            elif self._wait(host, delay) > 0:
                # Another process had its turn just now.
                lease.release()
            else:
                self._leases.note_start(host, monotonic())
                return lease

    async def _sleep(self, seconds: float) -> None:
        if seconds > 0 and not self._closed.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._closed.wait(), seconds)
        if self._closed.is_set():
            raise NotAskedError("the crawl was stopped")

    def _wait(self, host: str, delay: float) -> float:
        known = self._leases.moments(host)
        now = monotonic()
        return max(known.last_start + delay, known.not_before) - now
