"""Who may ask a host, agreed on by all crawl processes that use one data directory.

In: names of hosts and portals. Out: leases, of which there is one per name at a time. A lease is a lock of the
operating system on a file, so that a process that is killed leaves none behind. Beside it stands when the host was last
asked and until when it is to rest, in seconds of the machine's monotonic clock, which all processes share.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from struct import Struct
from time import monotonic
from urllib.parse import quote

from filelock import FileLock, Timeout

MAX_PAUSE_SECONDS = 300.0
"""The longest rest that a host is given; a longer one was written down before the machine started anew."""
POLL_SECONDS = 0.05
"""How often a process looks whether another one has given a lease back."""
_MOMENT = Struct("<d")
_LONG_AGO = float("-inf")


@dataclass(frozen=True, slots=True)
class Moments:
    """What all processes know about a host, on the monotonic clock.

    Attributes:
        last_start: when the last request began.
        not_before: until when the host rests.
    """

    last_start: float = _LONG_AGO
    not_before: float = _LONG_AGO


class Leases:
    """The leases of one data directory.

    Args:
        folder: where the files are, made when the first lease is taken; they may be deleted while nobody crawls.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def take(self, name: str) -> FileLock | None:
        """The lease of a host or portal, to be released; None while another process holds it."""
        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._path(name, "lock"), blocking=False)
        try:
            lock.acquire()
        except Timeout:
            return None
        return lock

    def moments(self, host: str) -> Moments:
        """What is known about a host. The clock begins anew with the machine: what it cannot have said is left out."""
        try:
            known = self._path(host, "moments").read_bytes()
        except FileNotFoundError:
            return Moments()
        if len(known) != 2 * _MOMENT.size:
            return Moments()
        (last_start,), (not_before,) = _MOMENT.iter_unpack(known)
        now = monotonic()
        return Moments(min(last_start, now), not_before if not_before <= now + MAX_PAUSE_SECONDS else _LONG_AGO)

    def note_start(self, host: str, moment: float) -> None:
        """Write down when a request to a host begins; only who holds its lease does."""
        self._write(host, 0, moment)

    def note_rest(self, host: str, until: float) -> None:
        """Write down until when a host is to rest, if that is later than what others wrote."""
        if until > self.moments(host).not_before:
            self._write(host, _MOMENT.size, until)

    def _write(self, host: str, offset: int, moment: float) -> None:
        """Each moment has its own place and is one small write, so that no process undoes what another one wrote."""
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path(host, "moments"), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            if os.fstat(descriptor).st_size != 2 * _MOMENT.size:
                os.ftruncate(descriptor, 0)
                os.pwrite(descriptor, 2 * _MOMENT.pack(_LONG_AGO), 0)
            os.pwrite(descriptor, _MOMENT.pack(moment), offset)
        finally:
            os.close(descriptor)

    def _path(self, name: str, suffix: str) -> Path:
        return self._folder / f"{quote(name, safe='')}.{suffix}"
