"""What a spider hands to the archive pipeline: the answer to one request."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Literal
from urllib.parse import urldefrag

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from pipelines.crawl.refusals import BlockedError
from pipelines.sightings import FetchStatus

_MAX_HEADER_LENGTH = 500
_MAX_HEADERS = 60
_MAX_DETAIL_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Target:
    """An address that a spider asks for, and how it came to know it.

    Attributes:
        url: the address as linked; redirects do not change it.
        title: text of the link.
        printed_on: date printed beside the link.
        listing_url: page that held the link.
    """

    url: str
    title: str | None = None
    printed_on: date | None = None
    listing_url: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """The answer to one request.

    Attributes:
        kind: `document`, or `listing` for pages that only lead to documents.
        status: None when there are bytes and the archive decides between new, changed and unchanged.
        body: decompressed bytes, None when there are none.
        headers: of the answer, in order.
    """

    kind: Literal["document", "listing"]
    target: Target
    status: FetchStatus | None = None
    body: bytes | None = field(default=None, repr=False)
    http_status: int | None = None
    media_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    detail: str | None = None
    headers: tuple[tuple[str, str], ...] = ()


def fetched(
    kind: Literal["document", "listing"], target: Target, response: Response, status: FetchStatus | None = None
) -> Fetched:
    """The answer with its headers; the body only when `status` leaves the decision to the archive."""
    redirected = response.url != urldefrag(target.url).url
    return Fetched(
        kind=kind,
        target=target,
        status=status,
        body=response.body if status is None else None,
        http_status=response.status,
        media_type=_header(response, "Content-Type"),
        etag=_header(response, "ETag"),
        last_modified=_header(response, "Last-Modified"),
        detail=f"redirected to {response.url}"[:_MAX_DETAIL_LENGTH] if redirected else None,
        headers=tuple(islice(_headers(response), _MAX_HEADERS)),
    )


def failed(kind: Literal["document", "listing"], target: Target, failure: Failure) -> Fetched:
    """The record of a request that gave no usable answer."""
    error = failure.value
    http_status = error.response.status if isinstance(error, HttpError) else None
    is_block = isinstance(error, BlockedError)
    detail = str(error) if isinstance(error, IgnoreRequest) else f"{type(error).__name__}: {error}"
    if http_status is not None:
        detail = f"the server answers {http_status}"
    return Fetched(
        kind=kind,
        target=target,
        status=FetchStatus.BLOCKED if is_block else FetchStatus.FAILED,
        http_status=http_status,
        detail=" ".join(detail.split())[:_MAX_DETAIL_LENGTH],
    )


def _headers(response: Response) -> Iterator[tuple[str, str]]:
    for name, values in response.headers.items():
        for value in values if isinstance(values, list) else [values]:
            yield name.decode("latin-1")[:_MAX_HEADER_LENGTH], value.decode("latin-1")[:_MAX_HEADER_LENGTH]


def _header(response: Response, name: str) -> str | None:
    """A header as text that can be sent back and shown; None when it is absent or no such text."""
    value = (response.headers.get(name) or b"").decode("latin-1").strip()
    return value if value.isprintable() and 0 < len(value) <= _MAX_HEADER_LENGTH else None
