"""The inbox: documents dropped in by hand take the path of crawled ones, with who dropped them and what they claim.

In come files and folders, each file with an optional `<file>.meta.json` beside it (contract, section 2); out come
sightings in the archive. Claims are hints, never proof. Everything is looked at before anything is written, so a wrong
call leaves nothing behind; dropping the same bytes with the same claims again is nothing new.
"""

import getpass
import json
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from pipelines import archive
from pipelines.archive import MAX_DOCUMENT_BYTES
from pipelines.errors import UsageError
from pipelines.model import FetchStatus, Sighting
from pipelines.paths import DataPaths

INBOX_PORTAL_ID = "inbox"
SIDECAR_SUFFIX = ".meta.json"
_MAX_SIDECAR_BYTES = 64 * 1024
_MAX_FILES = 100_000
_MAX_DEPTH = 20


def _printable(text: str) -> str:
    if not text.isprintable() or text != text.strip():
        raise ValueError("holds invisible characters or outer white space")
    return text


def _web_address(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username or " " in url:
        raise ValueError("is no address of a page: http:// or https:// and a host are expected")
    return _printable(url)


class Claims(BaseModel):
    """What a person says about a file.

    Attributes:
        url: where it was published.
        agency: who reports.
        year: report year.
        published_on: day of publication.
        portal: key of the portal that it belongs to, for documents of a portal that blocks us.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Annotated[str, Field(max_length=2000), AfterValidator(_web_address)] | None = None
    agency: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_printable)] | None = None
    year: Annotated[int, Field(strict=True, ge=1990, le=2100)] | None = None
    published_on: date | None = None
    portal: Annotated[str, Field(pattern=r"^\d{2}-[a-z0-9][a-z0-9-]{0,58}$")] | None = None


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
    common = _validated_claims("the call", {"url": url, "agency": agency, "year": year})
    candidates = [candidate for path in files for candidate in _candidates(path, common)]
    if not candidates:
        raise UsageError(f"no file in {', '.join(map(str, files)) or 'the call'}; name files or folders that hold some")
    if url and len(candidates) > 1:
        raise UsageError(f"--url fits one file, {len(candidates)} were given; write a <file>{SIDECAR_SUFFIX} for each")
    for candidate in candidates:
        _check_readable(candidate.path)
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
    for path in sorted(paths.inbox.iterdir()):
        if _is_no_document(path):
            continue
        try:
            for candidate in _candidates(path, Claims()):
                _check_readable(candidate.path)
                sightings.append(_store(paths, candidate, "inbox folder", known))
        except UsageError as error:
            sightings.append(_refuse(paths, path, str(error), known))
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


def _refuse(paths: DataPaths, path: Path, reason: str, known: _Known) -> Sighting | None:
    sighting = Sighting(
        portal_id=INBOX_PORTAL_ID,
        url=_file_url(path.name),
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


def _candidates(path: Path, common: Claims, *, below: Path | None = None) -> Iterator[_Candidate]:
    """The documents at a path; folders are walked in the order of their names."""
    _refuse_link_or_missing(path)
    if not path.is_dir():
        if not path.is_file():
            raise UsageError(f"{path}: is neither a file nor a folder; only these can be dropped in")
        name = str(path.relative_to(below)) if below else path.name
        yield _Candidate(path, name, _claims_beside(path, common))
        return
    root = below or path
    if len(path.relative_to(root).parts) > _MAX_DEPTH:
        raise UsageError(f"{path}: more than {_MAX_DEPTH} folders inside each other")
    for count, entry in enumerate(_entries(path)):
        if count >= _MAX_FILES:
            raise UsageError(f"{path}: more than {_MAX_FILES} entries in one folder; split it")
        if not _is_no_document(entry):
            yield from _candidates(entry, common, below=root)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(f"{folder}: {error.strerror}; check the rights of the folder") from None


def _is_no_document(path: Path) -> bool:
    return path.name.startswith(".") or path.name.endswith(SIDECAR_SUFFIX)


def _refuse_link_or_missing(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; check the path and its rights") from None
    except ValueError as error:
        raise UsageError(f"{str(path)!r}: {error}") from None
    if stat.S_ISLNK(mode):
        raise UsageError(f"{path}: is a symbolic link; name the file that it leads to")


def _check_readable(path: Path) -> None:
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; check its rights") from None
    if size > MAX_DOCUMENT_BYTES:
        raise UsageError(f"{path}: {size // 2**20} MB, larger than {MAX_DOCUMENT_BYTES // 2**20} MB; no report is")


def _claims_beside(path: Path, common: Claims) -> Claims:
    """The sidecar's claims over the common ones."""
    sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
    if not sidecar.exists() and not sidecar.is_symlink():
        return common
    _refuse_link_or_missing(sidecar)
    try:
        with sidecar.open("rb") as file:
            text = file.read(_MAX_SIDECAR_BYTES + 1)
        if len(text) > _MAX_SIDECAR_BYTES:
            raise UsageError(f"{sidecar}: larger than {_MAX_SIDECAR_BYTES // 1024} KB; it holds a few claims only")
        values = json.loads(text, object_pairs_hook=_without_repeats)
    except OSError as error:
        raise UsageError(f"{sidecar}: {error.strerror}; check its rights") from None
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{sidecar}: is no JSON: {error}") from None
    if not isinstance(values, dict):
        raise UsageError(f"{sidecar}: a JSON object with url, agency, year, published_on or portal is expected")
    return common.model_copy(update=_validated_claims(str(sidecar), values).model_dump(exclude_none=True))


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key is given twice")
    return values


def _validated_claims(source: str, values: dict[str, object]) -> Claims:
    try:
        return Claims.model_validate(values)
    except ValidationError as error:
        complaints = "; ".join(
            f"{'.'.join(map(str, detail['loc']))}: {detail['msg'].removeprefix('Value error, ')}"
            for detail in error.errors(include_url=False)
        )
        raise UsageError(f"{source}: {complaints}") from None


def _user() -> str:
    """Name of the user of this process; a number where the machine knows no name (containers)."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return f"user {os.getuid()}"
