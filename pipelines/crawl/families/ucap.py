"""开普 UCAP: articles `/<column>/202203/<32 hex>.shtml`, lists `column-index-N.shtml` or `list.shtml`, `list_2.shtml`.

A list page links to further pages by name, or calls `createPageHTML('page', 5, 1, 'list', 'shtml', 93)`: five pages,
of which this is number 1. Unlike TRS, which counts this page as 0, the second page is `list_2.shtml`; so the number
that the call gives to its own page decides. Whether every version counts so is unverified: a page that does not exist
is a failed list page and makes the visit partial, it loses nothing in silence.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from scrapy.http import TextResponse

from pipelines.crawl.families.base import MAX_LISTING_PAGES, PortalSpider
from pipelines.crawl.families.generic import next_page_addresses
from pipelines.crawl.links import page_links
from pipelines.crawl.listing import ListPage

_COLUMN_INDEX = re.compile(r"(?P<list>.*/column-index-)(?P<number>\d{1,5})\.shtml")
_CALL = re.compile(
    r"createPageHTML\s*\(\s*(?:['\"][^'\"]{0,60}['\"]\s*,\s*)?(\d{1,5})\s*,\s*(\d{1,5})\s*,"
    r"\s*['\"]([\w-]{1,60})['\"]\s*,\s*['\"](\w{1,8})['\"]"
)


class UcapSpider(PortalSpider):
    """Crawls a portal of the family UCAP."""

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterator[str]:
        """Pages that are linked by number, pages that the first page's script counts, the page that says 下一页."""
        yield from linked_pages(page)
        if listed.number == 1:
            yield from page_addresses(page.url, page.text)
        yield from next_page_addresses(page)


def linked_pages(page: TextResponse) -> Iterator[str]:
    """All pages between this one and the highest `column-index-N.shtml` of the same folder that it links to."""
    here = _COLUMN_INDEX.fullmatch(page.url)
    first = int(here["number"]) + 1 if here else 2
    folder = urljoin(page.url, "column-index-")
    linked = (_COLUMN_INDEX.fullmatch(link.url) for link in page_links(page))
    numbers = [int(found["number"]) for found in linked if found and found["list"] == folder]
    for each in range(first, min(max(numbers, default=0), first + MAX_LISTING_PAGES) + 1):
        yield f"{folder}{each}.shtml"


def page_addresses(url: str, text: str) -> Iterator[str]:
    """Addresses of the second and further pages as a call of `createPageHTML` counts them.

    Args:
        url: address of the first page.
        text: its markup.
    """
    if call := _CALL.search(text):
        count, own, stem, suffix = int(call[1]), int(call[2]), call[3], call[4]
        mark = "-" if stem == "column-index" else "_"
        for each in range(own + 1, min(own + count, own + MAX_LISTING_PAGES + 2)):
            yield urljoin(url, f"{stem}{mark}{each}.{suffix}")
