"""What a person says about a file: the words of a call, or of the `<file>.meta.json` beside it (contract, section 2).

In come values from outside, out come validated `Claims`. The one idea: claims are hints, never proof.
"""

import json
import stat
from datetime import date
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from pipelines.errors import UsageError

SIDECAR_SUFFIX = ".meta.json"
_MAX_SIDECAR_BYTES = 64 * 1024


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


def claims_beside(path: Path, common: Claims) -> Claims:
    """The sidecar's claims over the common ones.

    Raises:
        UsageError: the sidecar cannot be read, or claims what cannot be.
    """
    sidecar = path.with_name(path.name + SIDECAR_SUFFIX)
    if not sidecar.exists() and not sidecar.is_symlink():
        return common
    refuse_link_or_missing(sidecar)
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
    return common.model_copy(update=validated_claims(str(sidecar), values).model_dump(exclude_none=True))


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key is given twice")
    return values


def validated_claims(source: str, values: dict[str, object]) -> Claims:
    """Claims as they were given.

    Raises:
        UsageError: one of them cannot be; names the source and what is expected.
    """
    try:
        return Claims.model_validate(values)
    except ValidationError as error:
        complaints = "; ".join(
            f"{'.'.join(map(str, detail['loc']))}: {detail['msg'].removeprefix('Value error, ')}"
            for detail in error.errors(include_url=False)
        )
        raise UsageError(f"{source}: {complaints}") from None


def refuse_link_or_missing(path: Path) -> None:
    """Raise `UsageError` for a path that is missing, or a symbolic link: it could lead to any file of the machine."""
    try:
        mode = path.lstat().st_mode
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}; check the path and its rights") from None
    except ValueError as error:
        raise UsageError(f"{str(path)!r}: {error}") from None
    if stat.S_ISLNK(mode):
        raise UsageError(f"{path}: is a symbolic link; name the file that it leads to")
