"""The inbox: documents dropped in by hand take the path of crawled ones, with who dropped them and what they claim.

In come files and folders, each file with an optional `<file>.meta.json` beside it (contract, section 2); out come
sightings in the archive. Claims are hints, never proof. Everything is looked at before anything is written, so a wrong
call leaves nothing behind; dropping the same bytes with the same claims again is nothing new.
"""

import getpass
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from pipelines import archive
from pipelines.archive import MAX_DOCUMENT_BYTES
from pipelines.claims import SIDECAR_SUFFIX, Claims, claims_beside, refuse_link_or_missing, validated_claims
from pipelines.errors import UsageError
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus, Sighting

INBOX_PORTAL_ID = "inbox"
_MAX_FILES = 100_000
_MAX_DEPTH = 20


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A file that will be stored: where it is, the name that its `file:` URL shows, and its claims."""

    path: Path
    name: str
    claims: Claims


def drop(
    paths: DataPaths,
    files: Sequence[Path],
    *,
    url: str | None = None,
    agency: str | None = None,
    year: int | None = None,
    dropped_by: str | None = None,
) -> tuple[Sighting, ...]:
    """Store files, and the files below folders, with their claims.

    A sidecar's claim wins over the call's. A file whose sidecar names a portal becomes a sighting of that portal, all
    others of `inbox`.

    Args:
        paths: the data directory.
        files: files or folders; hidden files and sidecars are not documents.
        url: claimed address, for a single file.
        agency: claimed agency of every file.
        year: claimed report year of every file.
        dropped_by: who drops them, by default the user of this process.

    Returns:
        The sightings that are new, in the order of the files.

    Raises:
        UsageError: a path is missing, unreadable, a symbolic link or too large, or its sidecar is wrong; then
            nothing is stored.
    """
    common = validated_claims("the call", {"url": url, "agency": agency, "year": year})
    candidates = [candidate for path in files for candidate in _candidates(path, common, _raise)]
    if not candidates:
        raise UsageError(f"no file in {', '.join(map(str, files)) or 'the call'}; name files or folders that hold some")
    if url and len(candidates) > 1:
        raise UsageError(f"--url fits one file, {len(candidates)} were given; write a <file>{SIDECAR_SUFFIX} for each")
    who = dropped_by or _user()
    known = _Known(paths)
    sightings = (_store(paths, candidate, who, known) for candidate in candidates)
    return tuple(sighting for sighting in sightings if sighting)


def collect(paths: DataPaths) -> tuple[Sighting, ...]:
    """Store what lies in the inbox folder; files may stay there, they are stored once.

    A file that cannot be taken becomes a failed sighting with the reason and does not stop the others.

    Returns:
        The sightings that are new.
    """
    if not paths.inbox.is_dir():
        return ()
    known = _Known(paths)
    sightings: list[Sighting | None] = []

    def refuse(name: str, error: UsageError) -> None:
        sightings.append(_refuse(paths, name, str(error), known))

    for path in sorted(paths.inbox.iterdir()):
        if _is_no_document(path):
            continue
        for candidate in _candidates(path, Claims(), refuse):
            try:
                sightings.append(_store(paths, candidate, "inbox folder", known))
            except UsageError as error:
                refuse(candidate.name, error)
    return tuple(sighting for sighting in sightings if sighting)


def read_bounded(path: Path) -> bytes:
    """The bytes of a file that a person names.

    Raises:
        UsageError: it is missing, no regular file, unreadable, or larger than `MAX_DOCUMENT_BYTES`.
    """
    try:
        with path.open("rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UsageError(f"{path}: is no file; name a file")
            data = file.read(MAX_DOCUMENT_BYTES + 1)
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; check the path and its rights") from None
    except ValueError as error:
        raise UsageError(f"{str(path)!r}: {error}") from None
    if len(data) > MAX_DOCUMENT_BYTES:
        raise UsageError(f"{path}: larger than {MAX_DOCUMENT_BYTES // 2**20} MB; no report is")
    return data


class _Known:
    """What was dropped before, per portal, read once."""

    def __init__(self, paths: DataPaths) -> None:
        self._paths = paths
        self._portals: dict[str, set[tuple[object, ...]]] = {}

    def is_new(self, sighting: Sighting) -> bool:
        """Whether nobody dropped the same with the same claims; from now on it counts as known."""
        if sighting.portal_id not in self._portals:
            earlier = archive.iter_sightings(self._paths, sighting.portal_id)
            self._portals[sighting.portal_id] = {_claim_key(each) for each in earlier if each.source == "inbox"}
        known = self._portals[sighting.portal_id]
        key = _claim_key(sighting)
        is_new = key not in known
        known.add(key)
        return is_new


def _claim_key(sighting: Sighting) -> tuple[object, ...]:
    claimed = (sighting.claimed_agency, sighting.claimed_year, sighting.link_date)
    return (sighting.document_id, sighting.url, *claimed, sighting.status, sighting.detail)


def _store(paths: DataPaths, candidate: _Candidate, who: str, known: _Known) -> Sighting | None:
    data = read_bounded(candidate.path)
    claims = candidate.claims
    sighting = Sighting(
        portal_id=claims.portal or INBOX_PORTAL_ID,
        url=claims.url or _file_url(candidate.name),
        status=FetchStatus.DROPPED,
        seen_at=datetime.now(UTC),
        document_id=archive.store_bytes(paths, data),
        byte_count=len(data),
        link_date=claims.published_on,
        source="inbox",
        claimed_agency=claims.agency,
        claimed_year=claims.year,
        dropped_by=who,
    )
    return _append_if_new(paths, sighting, known)


def _refuse(paths: DataPaths, name: str, reason: str, known: _Known) -> Sighting | None:
    sighting = Sighting(
        portal_id=INBOX_PORTAL_ID,
        url=_file_url(name),
        status=FetchStatus.FAILED,
        seen_at=datetime.now(UTC),
        source="inbox",
        dropped_by="inbox folder",
        detail=reason,
    )
    return _append_if_new(paths, sighting, known)


def _append_if_new(paths: DataPaths, sighting: Sighting, known: _Known) -> Sighting | None:
    if not known.is_new(sighting):
        return None
    archive.append_sighting(paths, sighting)
    return sighting


def _file_url(name: str) -> str:
    return "file:" + quote(os.fsencode(name))


_Refuse = Callable[[str, UsageError], None]
"""Told the name of a file or folder that cannot be taken, and why; the walk goes on when it returns."""


def _raise(_: str, error: UsageError) -> None:
    raise error


def _candidates(path: Path, common: Claims, refuse: _Refuse, *, below: Path | None = None) -> Iterator[_Candidate]:
    """The documents at a path; folders are walked in the order of their names."""
    name = str(path.relative_to(below)) if below else path.name
    candidate = None
    try:
        entries = _entries(path, depth=len(path.relative_to(below).parts) if below else 0)
        if entries is None:
            _check_readable(path)
            candidate = _Candidate(path, name, claims_beside(path, common))
    except UsageError as error:
        refuse(name, error)
        return
    if candidate:
        yield candidate
    for entry in entries or ():
        yield from _candidates(entry, common, refuse, below=below or path)


def _entries(path: Path, *, depth: int) -> list[Path] | None:
    """What lies in a folder, hidden files and sidecars left out; None for a file."""
    refuse_link_or_missing(path)
    if path.is_file():
        return None
    if not path.is_dir():
        raise UsageError(f"{path}: is neither a file nor a folder; only these can be dropped in")
    if depth > _MAX_DEPTH:
        raise UsageError(f"{path}: more than {_MAX_DEPTH} folders inside each other")
    try:
        entries = sorted(islice(path.iterdir(), _MAX_FILES + 1))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; check the rights of the folder") from None
    if len(entries) > _MAX_FILES:
        raise UsageError(f"{path}: more than {_MAX_FILES} entries in one folder; split it")
    return [entry for entry in entries if not _is_no_document(entry)]


def _is_no_document(path: Path) -> bool:
    return path.name.startswith(".") or path.name.endswith(SIDECAR_SUFFIX)


def _check_readable(path: Path) -> None:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; check its rights") from None
    if size > MAX_DOCUMENT_BYTES:
        raise UsageError(f"{path}: {size // 2**20} MB, larger than {MAX_DOCUMENT_BYTES // 2**20} MB; no report is")


def _user() -> str:
    """Name of the user of this process; a number where the machine knows no name (containers)."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"user {os.getuid()}"
