"""What a portal gave, as evidence that other tools read: one WARC 1.1 file per portal (ISO 28500).

In: a portal's sightings and the archived bytes. Out: per answer with new bytes a `response`, per answer that repeated
known bytes a `revisit` that refers to it, per answer without bytes (gone, blocked, failed) a `metadata` record. Bytes
are archived without their content encoding, so headers that speak of the encoded form are kept under `X-Archive-Orig-`.
Files that people dropped in were no answers of a server and are `resource` records.
"""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from http.client import responses
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import uuid4

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pipelines import archive
from pipelines.errors import UsageError
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus, Sighting

_OF_THE_ENCODED_FORM = frozenset({"content-encoding", "content-length", "transfer-encoding"})


def export(paths: DataPaths, portal_id: str, target: Path) -> int:
    """Write everything that a portal gave, its list pages included, in the order of time.

    Args:
        paths: the data directory.
        portal_id: key of the portal, or `inbox`.
        target: file to write, `.warc.gz` or `.warc`; it is there in whole or not at all.

    Returns:
        How many answers were written.

    Raises:
        UsageError: the archive knows nothing of the portal, or the name has another ending.
        ArchiveError: bytes are missing or damaged.
    """
    if not target.name.endswith((".warc.gz", ".warc")):
        raise UsageError(f"{target}: a name that ends in .warc.gz or .warc is expected")
    sightings = sorted(
        chain(archive.iter_listings(paths, portal_id), archive.iter_sightings(paths, portal_id)),
        key=lambda sighting: sighting.seen_at,
    )
    if not sightings:
        raise UsageError(f"the archive holds nothing of {portal_id}; `gongkai crawl --portal {portal_id}` fetches it")
    part = target.with_name(f".{target.name}.{uuid4().hex}.part")
    try:
        with part.open("xb") as file:
            writer: Any = WARCWriter(file, gzip=target.name.endswith(".gz"), warc_version="WARC/1.1")
            info = {"software": "gongkai", "isPartOf": portal_id, "format": "WARC File Format 1.1"}
            writer.write_record(writer.create_warcinfo_record(target.name, info))
            for record in _records(writer, paths, sightings):
                writer.write_record(record)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return len(sightings)


def _records(writer: Any, paths: DataPaths, sightings: list[Sighting]) -> Iterator[Any]:
    """One record per sighting; bytes are written where they were seen first."""
    first: dict[tuple[str, str], Sighting] = {}
    for sighting in sightings:
        headers = {"WARC-Date": _date(sighting.seen_at)}
        if sighting.document_id is None:
            yield _metadata(writer, sighting, headers)
            continue
        digest = f"sha256:{sighting.document_id}"
        before = first.setdefault((sighting.url, sighting.document_id), sighting)
        if before is not sighting:
            yield writer.create_revisit_record(
                sighting.url, digest, before.url, _date(before.seen_at), _http(sighting, None), headers
            )
            continue
        data = archive.read_bytes(paths, sighting.document_id)
        headers["WARC-Payload-Digest"] = digest
        if sighting.status is FetchStatus.DROPPED:
            headers["Content-Type"] = "application/octet-stream"
            yield writer.create_warc_record(
                sighting.url, "resource", BytesIO(data), len(data), warc_headers_dict=headers
            )
        else:
            http = _http(sighting, len(data))
            yield writer.create_warc_record(
                sighting.url, "response", BytesIO(data), len(data), warc_headers_dict=headers, http_headers=http
            )


def _http(sighting: Sighting, size: int | None) -> Any:
    """Status line and headers of an answer; those of before headers were archived are the few that the index has."""
    code = sighting.http_status or 200
    named = {"Content-Type": sighting.media_type, "ETag": sighting.etag, "Last-Modified": sighting.last_modified}
    received = sighting.headers or tuple((name, value) for name, value in named.items() if value)
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_ENCODED_FORM else name, value) for name, value in received
    ]
    if size is not None:
        headers.append(("Content-Length", str(size)))
    return StatusAndHeaders(f"{code} {responses.get(code, '')}".rstrip(), headers, protocol="HTTP/1.1")


def _metadata(writer: Any, sighting: Sighting, headers: dict[str, str]) -> Any:
    story = {"status": sighting.status.value, "http_status": sighting.http_status, "detail": sighting.detail}
    body = json.dumps({**story, "headers": sighting.headers}, ensure_ascii=False).encode()
    headers["Content-Type"] = "application/json"
    return writer.create_warc_record(sighting.url, "metadata", BytesIO(body), len(body), warc_headers_dict=headers)


def _date(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
