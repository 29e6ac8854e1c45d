"""Which family a site runs on, and a first draft of its YAML, from one polite visit or from a saved page.

In: an address or a page. Out: a `Probe`. The visit is a crawl of one portal that reads its first page and nothing else,
with the manners and refusals of every crawl.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import yaml
from bs4 import BeautifulSoup
from pydantic import ValidationError
from scrapy.http import HtmlResponse

from pipelines import archive
from pipelines.crawl.fingerprint import Fingerprint, fingerprint
from pipelines.crawl.links import page_links
from pipelines.crawl.run import crawl_portals
from pipelines.crawl.titles import folded_title, leads_to_list
from pipelines.errors import GongkaiError, UsageError
from pipelines.inbox import read_bounded
from pipelines.paths import DataPaths, data_paths
from pipelines.portals.registry import Portal

TIME_LIMIT_SECONDS = 90.0
_KEY = "00-probe"
_LIST_TITLE = re.compile(r"信息公开.{0,6}(?:年报|年度报告)")
_MAX_LISTS = 10
_NAME_LENGTH = 60


class ProbeError(GongkaiError):
    """The page could not be read, so nothing can be said about it."""


@dataclass(frozen=True, slots=True)
class Probe:
    """What a page tells about its portal.

    Attributes:
        fingerprint: the family and what speaks for it.
        name: name of the site, as its markup has it; empty when it has none.
        adcode: division code by the site's identification code; empty when there is none that exists.
        lists: addresses that may be lists of reports, the page itself first when nothing else is known.
    """

    fingerprint: Fingerprint
    name: str
    adcode: str
    lists: tuple[str, ...]

    def draft(self) -> str:
        """YAML of the portal, to be completed by a person; what is unknown says so in a comment."""
        label = re.sub(r"^www\d*\.|\.gov\.cn$|[^a-z0-9]+", "-", urlsplit(self.lists[0]).hostname or "").strip("-")
        adcode = self.adcode or "000000"
        values = {
            "key": f"{adcode[:2]}-{label or 'portal'}",
            "name": self.name or "?",
            "adcode": adcode,
            "family": self.fingerprint.family,
            "start_urls": list(self.lists),
            "verified": "never",
        }
        notes = [f"# recognised by {mark}" for mark in self.fingerprint.marks] or ["# no mark of a known family"]
        notes += [] if self.adcode else ["# adcode: unknown, the site names none; 000000 is the central government"]
        return "\n".join(notes) + "\n" + yaml.safe_dump(values, allow_unicode=True, sort_keys=False)


def probe(source: str, *, known_adcodes: Collection[str]) -> Probe:
    """Look at an address or a saved page.

    Args:
        source: `http://...`, `https://...`, or the path of a file.
        known_adcodes: division codes that exist.

    Raises:
        ProbeError: the site did not answer, blocked us, or sent no page of text.
        UsageError: the file cannot be read.
    """
    if re.match(r"https?://", source):
        return _judged(source, _visited(source), known_adcodes)
    path = Path(source)
    if not path.exists():
        raise UsageError(
            f"{source[:200]}: neither a saved page nor an address; an address begins with http:// or https://"
        )
    return _judged(_saved_from(data := read_bounded(path)), data, known_adcodes)


def _visited(url: str) -> bytes:
    try:
        portal = Portal.model_validate(
            {"key": _KEY, "name": "probe", "adcode": "000000", "family": "generic", "start_urls": [url]}
        )
    except ValidationError as error:
        reason = error.errors(include_url=False)[0]["msg"].removeprefix("Value error, ")
        raise UsageError(f"{url[:200]}: {reason}; http:// or https:// and the host of a site are expected") from None
    with TemporaryDirectory(prefix="gongkai-probe-") as folder:
        paths = DataPaths(Path(folder))
        (visit,) = crawl_portals(
            [portal],
            paths,
            time_limit_seconds=TIME_LIMIT_SECONDS,
            first_pages_only=True,
            # A crawl that is under way at this host takes turns with the probe.
            leases=data_paths().crawl_leases,
        )
        pages = [seen for seen in archive.known_listings(paths, _KEY).values() if seen.document_id]
        if not pages or pages[0].document_id is None:
            raise ProbeError(
                f"{url}: {visit.status}: {visit.detail or 'no page was read'}; a saved page can be probed too"
            )
        return archive.read_bytes(paths, pages[0].document_id)


def _saved_from(data: bytes) -> str:
    """The address that browsers write into a saved page; empty without one."""
    found = re.search(rb"<!-- saved from url=\(\d+\)(https?://[^\s>]{1,500})", data[:2000])
    return found[1].decode("latin-1") if found else ""


def _judged(url: str, data: bytes, known_adcodes: Collection[str]) -> Probe:
    page = HtmlResponse(url or "http://unknown.invalid/", body=data)
    soup = BeautifulSoup(page.text[: 2 * 2**20], "lxml")
    metas = {str(meta.get("name")).lower(): str(meta.get("content") or "") for meta in soup.find_all("meta", limit=100)}
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    name = " ".join((metas.get("sitename") or title).split())[:_NAME_LENGTH]
    code = metas.get("siteidcode", "")[:6]
    lists = tuple(
        dict.fromkeys(
            link.url
            for link in page_links(page)
            if any(_LIST_TITLE.search(folded_title(each)) for each in link.titles) and leads_to_list(link.url)
        )
    )
    return Probe(
        fingerprint(url, page.text), name, code if code in known_adcodes else "", (lists or (page.url,))[:_MAX_LISTS]
    )
