"""Portals as data: `<root>/<province>/<portal>.yaml` in, frozen `Portal`s out (contract, section 5).

A portal describes a site, never how to crawl it: the family names the spider class that can. Every mistake in a file
is refused with file and line, because a wrong portal that loads looks like a portal without reports.
"""

import ipaddress
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from pipelines.errors import ConfigurationError

DEFAULT_DELAY_SECONDS = 5.0
DEFAULT_OLDER_YEARS_EVERY_DAYS = 30
_MAX_FILE_BYTES = 256 * 1024
_KEY = re.compile(r"\d{2}-[a-z0-9][a-z0-9-]{0,58}")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:\d{1,5})?")

Family = Literal["trs", "jcms", "jpaas", "gkmlpt", "lonsun", "openness", "ucap", "epoint", "xxgk", "generic"]


def _checked_url(url: str) -> str:
    """An address that a crawler can ask for: http or https, a host, no credentials, nothing invisible."""
    if not url.isprintable() or any(sign.isspace() for sign in url) or len(url) > 2000:
        raise ValueError("is no URL: white space, invisible characters or more than 2000 characters")
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"}:
        raise ValueError("must begin with http:// or https://")
    if not parts.hostname:
        raise ValueError("names no host")
    if parts.username or parts.password:
        raise ValueError("must not hold a user name or password")
    if parts.port == 0:
        raise ValueError("names port 0")
    return url


def _checked_host(host: str) -> str:
    if not _HOST.fullmatch(host):
        raise ValueError("must be a host name in lower case, with :port if it is not the usual one")
    return host


def _checked_title_rule(rule: str) -> str:
    try:
        re.compile(rule)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    return rule


Url = Annotated[str, AfterValidator(_checked_url)]
Host = Annotated[str, AfterValidator(_checked_host)]
TitleRule = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_checked_title_rule)]
Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]


class Portal(BaseModel):
    """One portal.

    Attributes:
        key: `<province, two digits>-<name>`, equal to the place of its file; also the key of its partition.
        adcode: division code of the portal; 000000 for the central government.
        family: CMS family, decides the spider class.
        start_urls: first pages of the lists that hold the reports.
        hosts: further hosts (`host` or `host:port`) that the portal's reports are on; hosts under gov.cn need no entry.
        include: regular expressions; a title that one of them finds is a report, besides the usual titles.
        exclude: regular expressions; a title that one of them finds is never a report.
        delay_seconds: pause between two requests to one host; under 5 s on loopback only.
        older_years_every_days: how many days a known report older than the last two years rests before it is asked for
            again; 0 for every night.
        list_known: whether the start addresses are known to list annual reports; when they are not, only the first
            pages are read, and somebody must find the list.
        expected_reports_per_year: how many reports a year should bring, None when unknown.
        organisations: who should report here.
        verified: the day on which somebody last ran it against the site, or `never`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    key: str
    name: Name
    adcode: Annotated[str, Field(pattern=r"^\d{6}$")]
    family: Family
    start_urls: Annotated[tuple[Url, ...], Field(min_length=1, max_length=200, strict=False)]
    hosts: Annotated[tuple[Host, ...], Field(strict=False)] = ()
    include: Annotated[tuple[TitleRule, ...], Field(strict=False)] = ()
    exclude: Annotated[tuple[TitleRule, ...], Field(strict=False)] = ()
    delay_seconds: Annotated[float, Field(ge=0, le=300, allow_inf_nan=False, strict=False)] = DEFAULT_DELAY_SECONDS
    older_years_every_days: Annotated[int, Field(ge=0, le=366)] = DEFAULT_OLDER_YEARS_EVERY_DAYS
    list_known: bool = True
    expected_reports_per_year: Annotated[int, Field(ge=1)] | None = None
    organisations: Annotated[tuple[Name, ...], Field(strict=False)] = ()
    verified: date | Literal["never"] = "never"

    @field_validator("key")
    @classmethod
    def _key_has_its_form(cls, key: str) -> str:
        if not _KEY.fullmatch(key):
            raise ValueError("must be two digits, a hyphen, and a name of lower-case letters, digits and hyphens")
        return key

    @model_validator(mode="after")
    def _parts_fit_together(self) -> "Portal":
        if self.key[:2] != self.adcode[:2]:
            raise ValueError(f"key {self.key} and adcode {self.adcode} name different provinces")
        if self.delay_seconds < DEFAULT_DELAY_SECONDS and not all(map(is_loopback, self.start_urls)):
            raise ValueError(f"delay_seconds below {DEFAULT_DELAY_SECONDS:g} is accepted for loopback addresses only")
        return self


def is_loopback(url: str) -> bool:
    """Whether the address is written as loopback; names that merely resolve to it do not count."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def load_portals(root: Path, *, known_adcodes: Collection[str] | None = None) -> Mapping[str, Portal]:
    """All portals below a folder, by key in ascending order.

    Args:
        root: folder of `<province>/<portal>.yaml`.
        known_adcodes: division codes that exist (000000 always does); None skips this test.

    Raises:
        ConfigurationError: the folder or a file cannot be read or is wrong; names file and line.
    """
    if not root.is_dir():
        raise ConfigurationError(f"{root}: no such folder of portals; $GONGKAI_PORTALS or the project names it")
    portals = (load_portal(path, known_adcodes=known_adcodes) for path in _portal_files(root))
    return {portal.key: portal for portal in sorted(portals, key=lambda portal: portal.key)}


def load_portal(path: Path, *, known_adcodes: Collection[str] | None = None) -> Portal:
    """One portal from its file; see `load_portals`."""
    node = _compose(path)
    lines = dict(_lines(node))
    try:
        portal = Portal.model_validate(_plain(path, node))
    except ValidationError as error:
        raise ConfigurationError("\n".join(_complaints(path, lines, error))) from None
    place = f"{path.parent.name}-{path.stem}"
    if portal.key != place:
        raise ConfigurationError(f"{path} line {lines[('key',)]}: key is {portal.key}, its place says {place}")
    if known_adcodes is not None and portal.adcode not in known_adcodes and portal.adcode != "000000":
        line = lines[("adcode",)]
        raise ConfigurationError(f"{path} line {line}: adcode: {portal.adcode} is no division code that ever existed")
    return portal


def _portal_files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*.y*ml")):
        depth = len(path.relative_to(root).parts)
        if path.suffix != ".yaml" or depth != 2 or not re.fullmatch(r"\d{2}", path.parent.name):
            raise ConfigurationError(f"{path}: a portal is a file <province, two digits>/<portal>.yaml below {root}")
        yield path


def _compose(path: Path) -> yaml.MappingNode:
    """The YAML tree with its line marks; aliases are refused, they can blow a small file up."""
    try:
        if path.stat().st_size > _MAX_FILE_BYTES:
            raise ConfigurationError(f"{path}: more than {_MAX_FILE_BYTES // 1024} KB; a portal is a page of text")
        text = path.read_text(encoding="utf-8")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, yaml.SafeLoader)):
            raise ConfigurationError(f"{path}: YAML aliases (*name) are not accepted")
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigurationError(f"{path} line {line}: no YAML: {error.problem}") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        raise ConfigurationError(f"{path}: cannot be read as YAML: {error}") from None
    if not isinstance(node, yaml.MappingNode):
        raise ConfigurationError(f"{path} line 1: a mapping of key, name, adcode ... is expected")
    return node


def _plain(path: Path, node: yaml.MappingNode) -> object:
    seen: set[object] = set()
    for key, _ in node.value:
        if key.value in seen:
            raise ConfigurationError(f"{path} line {key.start_mark.line + 1}: {key.value} is given twice")
        seen.add(key.value)
    try:
        return yaml.SafeLoader("").construct_document(node)
    except (yaml.YAMLError, ValueError) as error:
        raise ConfigurationError(f"{path}: {error}") from None


def _lines(node: yaml.Node, place: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], int]]:
    """Line number of every value, keyed like the places in pydantic's complaints."""
    yield place, node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield (*place, key.value), key.start_mark.line + 1
            if not isinstance(value, yaml.ScalarNode):
                yield from _lines(value, (*place, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _lines(value, (*place, number))


def _complaints(path: Path, lines: Mapping[tuple[str | int, ...], int], error: ValidationError) -> Iterator[str]:
    for detail in error.errors(include_url=False):
        place = detail["loc"]
        while place not in lines:
            place = place[:-1]
        label = ".".join(str(step) for step in detail["loc"][: 2 if len(detail["loc"]) > 1 else 1])
        what = {"extra_forbidden": "unknown key", "missing": "is missing"}.get(detail["type"])
        message = what or detail["msg"].removeprefix("Value error, ")
        found = "" if what or not detail["loc"] else f", found {str(detail['input'])[:80]!r}"
        yield f"{path} line {lines[place]}: {f'{label}: ' if label else ''}{message}{found}"


def own_hosts(portal: Portal) -> frozenset[str]:
    """Hosts that the portal itself names, as `host` or `host:port` when the port is not the scheme's own."""
    named = {urlsplit(url).netloc.lower() for url in portal.start_urls}
    return frozenset(named | set(portal.hosts))
