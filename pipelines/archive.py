"""The archive: bytes as fetched, and the story of every visit.

In come bytes and `Sighting`s, `PortalVisit`s; out come the same, whatever happened in between. Bytes are named by
their SHA-256 and never change. Each portal has append-only JSON Lines files: its sightings (what each visit of each
document's address gave), its listings (the same for list pages, which are no documents) and its visits (one line per
crawl). The one idea: bytes are on the disk before the line that names them, and a line counts only when its line
feed is there, so a crash at any moment loses at most the step under way and never leaves a line without its bytes.
"""

import hashlib
import json
import os
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from uuid import uuid4

from filelock import FileLock

from pipelines.errors import ArchiveError
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus, PortalVisit, Sighting

MAX_DOCUMENT_BYTES = 64 * 2**20
"""Larger documents are refused on the wire and in the inbox; the largest known report (scanned PDF) has 40 MB."""

_PORTAL_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_DOCUMENT_ID = re.compile(r"[0-9a-f]{64}")
_LEFTOVER_SECONDS = 24 * 3600

Record = TypeVar("Record", Sighting, PortalVisit)


def store_bytes(paths: DataPaths, data: bytes) -> str:
    """Store bytes under their SHA-256; storing the same bytes again changes nothing.

    Returns:
        The document id: SHA-256 in lower-case hex.

    Raises:
        ArchiveError: the archive already holds other bytes under this name.
    """
    document_id = hashlib.sha256(data).hexdigest()
    target = _bytes_path(paths, document_id)
    if target.exists():
        if target.read_bytes() != data:
            raise ArchiveError(f"{target} does not hold the bytes it is named for; move it away and fetch them again")
        return document_id
    incoming = paths.archive / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    part = incoming / f"{document_id}.{uuid4().hex}.part"
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    _sync_folder(target.parent)
    return document_id


def read_bytes(paths: DataPaths, document_id: str) -> bytes:
    """The bytes of a document.

    Raises:
        ArchiveError: the id is no SHA-256, the bytes are absent, or they are not the ones that were stored.
    """
    target = _bytes_path(paths, document_id)
    try:
        data = target.read_bytes()
    except FileNotFoundError:
        raise ArchiveError(f"{target} is missing although the index names it") from None
    found = hashlib.sha256(data).hexdigest()
    if found != document_id:
        raise ArchiveError(f"{target} holds bytes with the SHA-256 {found}: the file was changed or damaged")
    return data


def holds_bytes(paths: DataPaths, document_id: str) -> bool:
    """Whether the archive has a file of this name; does not read it."""
    return _bytes_path(paths, document_id).is_file()


def remove_leftovers(paths: DataPaths) -> int:
    """Delete half-written files of processes that were killed more than a day ago; returns how many."""
    removed = 0
    for part in (paths.archive / "incoming").glob("*.part"):
        with suppress(FileNotFoundError):
            if time.time() - part.stat().st_mtime > _LEFTOVER_SECONDS:
                part.unlink()
                removed += 1
    return removed


def append_sighting(paths: DataPaths, sighting: Sighting) -> None:
    """Add one visit of one document's address to the portal's index, durably.

    Raises:
        ArchiveError: it names bytes that the archive does not hold, or its portal id is not one.
    """
    _append_sighting(paths, _index_path(paths.archive_index, sighting.portal_id), sighting)


def append_listing(paths: DataPaths, sighting: Sighting) -> None:
    """Add one visit of one list page, durably; list pages lead to documents and are none themselves."""
    _append_sighting(paths, _index_path(paths.archive / "listings", sighting.portal_id), sighting)


def append_visit(paths: DataPaths, visit: PortalVisit) -> None:
    """Add one crawl to the portal's history, durably."""
    _append_line(_index_path(paths.visits, visit.portal_id), _to_json(visit))


def iter_sightings(paths: DataPaths, portal_id: str) -> Iterator[Sighting]:
    """All sightings of a portal in the order they were appended; nothing for a portal never visited."""
    return _iter_records(_index_path(paths.archive_index, portal_id), Sighting)


def iter_visits(paths: DataPaths, portal_id: str) -> Iterator[PortalVisit]:
    """All crawls of a portal, oldest first."""
    return _iter_records(_index_path(paths.visits, portal_id), PortalVisit)


def portal_ids(paths: DataPaths) -> tuple[str, ...]:
    """Portals with sightings or visits, the inbox among them, sorted."""
    names = {path.stem for folder in (paths.archive_index, paths.visits) for path in folder.glob("*.jsonl")}
    return tuple(sorted(name for name in names if _PORTAL_ID.fullmatch(name)))


def known_urls(paths: DataPaths, portal_id: str) -> Mapping[str, Sighting]:
    """For each address of a document, its last sighting with bytes: what a conditional request needs."""
    return {sighting.url: sighting for sighting in iter_sightings(paths, portal_id) if sighting.document_id}


def known_listings(paths: DataPaths, portal_id: str) -> Mapping[str, Sighting]:
    """The same for list pages."""
    return {sighting.url: sighting for sighting in iter_listings(paths, portal_id) if sighting.document_id}


def iter_listings(paths: DataPaths, portal_id: str) -> Iterator[Sighting]:
    """All visits of a portal's list pages in the order they were appended."""
    return _iter_records(_index_path(paths.archive / "listings", portal_id), Sighting)


def latest_sightings(paths: DataPaths, portal_id: str) -> Mapping[str, Sighting]:
    """For each address of a document, its last sighting of any status."""
    return {sighting.url: sighting for sighting in iter_sightings(paths, portal_id)}


def _bytes_path(paths: DataPaths, document_id: str) -> Path:
    if not _DOCUMENT_ID.fullmatch(document_id):
        raise ArchiveError(f"{document_id[:80]!r} is no document id: 64 lower-case hex digits are expected")
    return paths.archive / document_id[:2] / document_id


def _index_path(folder: Path, portal_id: str) -> Path:
    if not _PORTAL_ID.fullmatch(portal_id):
        raise ArchiveError(f"{portal_id[:80]!r} is no portal id: lower-case letters, digits, - and _ are expected")
    return folder / f"{portal_id}.jsonl"


def _append_sighting(paths: DataPaths, path: Path, sighting: Sighting) -> None:
    if sighting.document_id and not holds_bytes(paths, sighting.document_id):
        raise ArchiveError(f"{sighting.url}: the bytes {sighting.document_id} must be stored before their sighting")
    _append_line(path, _to_json(sighting))


def _append_line(path: Path, text: str) -> None:
    """Append one line under the file's lock, first cutting off a line that a crash left without its end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(f"{path}.lock"), _opened_for_append(path) as descriptor:
        size = os.lseek(descriptor, 0, os.SEEK_END)
        end = _end_of_last_line(descriptor, size)
        if end < size:
            os.ftruncate(descriptor, end)
            os.lseek(descriptor, end, os.SEEK_SET)
        remaining = memoryview(text.encode() + b"\n")
        while remaining:
            remaining = remaining[os.write(descriptor, remaining) :]
        os.fsync(descriptor)
        if size == 0:
            _sync_folder(path.parent)


@contextmanager
def _opened_for_append(path: Path) -> Iterator[int]:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _end_of_last_line(descriptor: int, size: int) -> int:
    """Offset after the last line feed, looking backwards; 0 when there is none."""
    end = size
    while end > 0:
        start = max(0, end - 65536)
        found = os.pread(descriptor, end - start, start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0


def _sync_folder(folder: Path) -> None:
    """Make a new name in a folder durable; without it a power cut may lose the file though its bytes are safe."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _to_json(record: Sighting | PortalVisit) -> str:
    values: dict[str, object] = {}
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(value, datetime):
            if value.tzinfo is None:
                raise ArchiveError(f"{record.portal_id}: {field.name} {value} has no time zone; UTC is expected")
            value = value.astimezone(UTC).isoformat()
        elif isinstance(value, date):
            value = value.isoformat()
        if value not in (None, ()):
            values[field.name] = value
    return json.dumps(values, ensure_ascii=False)


def _iter_records(path: Path, kind: type[Record]) -> Iterator[Record]:
    if not path.exists():
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.endswith(b"\n"):
                return
            try:
                yield _from_json(line, kind)
            except (ValueError, TypeError, KeyError) as error:
                raise ArchiveError(f"{path} line {number} is no {kind.__name__}: {error}") from error


def _from_json(line: bytes, kind: type[Record]) -> Record:
    values = json.loads(line)
    for name in ("seen_at", "started_at", "finished_at"):
        if name in values:
            values[name] = datetime.fromisoformat(values[name])
    if "link_date" in values:
        values["link_date"] = date.fromisoformat(values["link_date"])
    if kind is Sighting:
        values["status"] = FetchStatus(values["status"])
        values["headers"] = tuple((str(name), str(value)) for name, value in values.get("headers", ()))
    return kind(**values)
