"""新点 Epoint: lists as JSON from `…/rest/frontAppCustomAction/getPageInfoListNew`, articles by their infoGuid.

The interface takes `params={"siteGuid", "categoryNum", "pageIndex": 0, "pageSize": 15}`, also in the query of a GET,
and answers `{"custom": {"count": 93, "infodata": [{"title", "infourl", "infodate"}]}}`; pages count from zero. The YAML
names either that address with its parameters, or a list page that names site, category and interface. Sites whose pages
keep the site's guid in a script of its own (`webBuilderCommon.js`) need the former (unverified which are more). A page
without the interface is read like that of an unknown site.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from scrapy.http import TextResponse

from pipelines.crawl.families.base import PortalSpider
from pipelines.crawl.families.generic import next_page_addresses
from pipelines.crawl.links import Link, page_links
from pipelines.crawl.listing import ListingError, ListPage, json_object
from pipelines.crawl.titles import MAX_TITLE_LENGTH

_INTERFACE = re.compile(r"['\"]([^'\"\s]{0,200}/rest/frontAppCustomAction/getPageInfoListNew\w{0,8})['\"]")
_VALUE = re.compile(r"\b(siteGuid|categoryNum)['\"]?\s*[:=]\s*['\"]([\w-]{1,60})['\"]")
_TAG = re.compile(r"<[^<>]{0,200}>")
_PAGE_SIZE = 15
_MAX_ENTRIES = 5000


class EpointSpider(PortalSpider):
    """Crawls a portal of the family Epoint."""

    covered = True

    def links_of(self, page: TextResponse) -> Iterator[Link]:
        """Links of a list page, or the entries of the interface's answer."""
        if not is_interface(page.url):
            yield from page_links(page)
            return
        for entry in _entries(page):
            url, title = entry.get("infourl"), entry.get("title") or entry.get("customtitle")
            if isinstance(url, str) and isinstance(title, str):
                address = urljoin(page.url, url)
                if address.startswith(("http://", "https://")):
                    yield Link(address, (_TAG.sub("", title)[:MAX_TITLE_LENGTH],), _day(entry.get("infodate")))

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterator[str]:
        """The next page until the count is reached, or one is empty."""
        if not is_interface(page.url):
            interface = first_address(page.url, page.text) if listed.number == 1 else None
            yield from (interface,) if interface else next_page_addresses(page)
            return
        params = _params(page.url)
        size, index = int(params.get("pageSize", _PAGE_SIZE)), int(params.get("pageIndex", 0))
        count = _custom(page).get("count")
        if _entries(page) and (not isinstance(count, int) or (index + 1) * size < count):
            yield _address(page.url.partition("?")[0], {**params, "pageIndex": index + 1})


def is_interface(url: str) -> bool:
    """Whether an address is one of the interface."""
    return "/rest/frontAppCustomAction/getPageInfoListNew" in urlsplit(url).path


def first_address(url: str, text: str) -> str | None:
    """Address of the interface's first page for a list page; None when the page does not name all it takes."""
    named = dict(_VALUE.findall(text))
    interface = _INTERFACE.search(text)
    if not interface or named.keys() != {"siteGuid", "categoryNum"}:
        return None
    return _address(urljoin(url, interface[1]), {**named, "pageIndex": 0, "pageSize": _PAGE_SIZE})


def _address(interface: str, params: dict[str, Any]) -> str:
    return f"{interface}?{urlencode({'params': json.dumps(params, separators=(',', ':'))})}"


def _params(url: str) -> dict[str, Any]:
    try:
        params = json.loads(dict(parse_qsl(urlsplit(url).query))["params"])
        return {**params, "pageIndex": int(params.get("pageIndex", 0)), "pageSize": int(params["pageSize"])}
    except (KeyError, TypeError, ValueError) as error:
        raise ListingError(f"the address holds no params with a pageSize: {error}") from None


def _custom(page: TextResponse) -> dict[str, Any]:
    custom = json_object(page).get("custom")
    if isinstance(custom, str):
        # Some versions send the object as a string inside the object.
        try:
            custom = json.loads(custom)
        except (ValueError, RecursionError):
            custom = None
    if not isinstance(custom, dict):
        raise ListingError("the interface answers without custom")
    return custom


def _entries(page: TextResponse) -> list[dict[str, Any]]:
    entries = _custom(page).get("infodata")
    if not isinstance(entries, list):
        raise ListingError("the interface answers without infodata")
    return [entry for entry in entries[:_MAX_ENTRIES] if isinstance(entry, dict)]


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10])
    except ValueError:
        return None
