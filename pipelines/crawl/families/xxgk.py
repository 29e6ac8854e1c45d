"""大汉 xxgkAnnualReport.jsp: one address per body and report year, `?area=<code of the body>&fbtime=<report year>`.

The YAML names pages that lead there: an index of bodies, or the report page of one body, which leads to other years.
Addresses stand in links, in options of a select and in scripts; the title of a link is often only the body or the year,
so every address with both parameters counts as a report. Years are not tried out: which ones a site answers for without
naming them is unverified, and an empty page would pass for a document.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup
from scrapy import Request
from scrapy.http import Response, TextResponse
from scrapy.utils.response import get_base_url

from pipelines.crawl.families.base import Answers, PortalSpider
from pipelines.crawl.families.generic import next_page_addresses
from pipelines.crawl.fetched import Fetched, Target
from pipelines.crawl.links import Link, page_links
from pipelines.crawl.listing import ListPage
from pipelines.crawl.titles import MAX_TITLE_LENGTH

_NAME = "xxgkAnnualReport.jsp"
_ADDRESS = re.compile(r"[\w./:-]{0,200}xxgkAnnualReport\.jsp\?[\w=&;%.-]{1,200}")
_YEAR = re.compile(r"20[012]\d")
_MAX_ADDRESSES = 5000


class XxgkSpider(PortalSpider):
    """Crawls a portal of the family xxgkAnnualReport."""

    def links_of(self, page: TextResponse) -> Iterator[Link]:
        """Links of a page, those to reports in one form, and addresses that stand outside links."""
        yield from report_links(page)
        yield from (link for link in page_links(page) if _NAME not in link.url)

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterator[str]:
        """The page that this one names as the next."""
        del listed
        return next_page_addresses(page)

    def report_title(self, link: Link) -> str | None:
        """Every address of a body and a year is a report, whatever its link says."""
        if _NAME in link.url:
            return link.titles[0] if link.titles else ""
        return super().report_title(link)

    def parse_listing(self, response: Response, target: Target, listed: ListPage) -> Answers:
        """Read a list page; one that is a report itself is archived as one too."""
        yield from super().parse_listing(response, target, listed)
        own = report_address(target.url, target.url)
        if own:
            yield from self._ask_report(Target(own, listing_url=target.url))

    def parse_report(self, response: Response, target: Target) -> Iterator[Fetched | Request]:
        """Archive a report, then ask for the other years that its page names."""
        yield from super().parse_report(response, target)
        page = self._readable(response, target)
        for link in report_links(page) if page is not None else ():
            yield from self._ask_report(Target(link.url, target.title, listing_url=target.url))


def report_links(page: TextResponse) -> Iterator[Link]:
    """Every report that a page names, each address once: with the text of its link or option as title."""
    soup = BeautifulSoup(page.text, "lxml")
    base = get_base_url(page)
    named: dict[str, str] = {}
    for node in soup.find_all(["a", "option"], limit=_MAX_ADDRESSES):
        source = str(node.get("href") or node.get("value") or "")
        address = report_address(base, source) or report_address(base, str(node.get("onclick") or ""))
        if address:
            named.setdefault(address, str(node.get("title") or node.get_text(" ", strip=True)))
    for found in _ADDRESS.finditer(page.text):
        if (address := report_address(base, found[0])) and len(named) < _MAX_ADDRESSES:
            named.setdefault(address, "")
    return (Link(url, (title[:MAX_TITLE_LENGTH],) if title else ()) for url, title in named.items())


def report_address(base: str, text: str) -> str | None:
    """The address of a report inside a text, with its two parameters only and in one order; None without both."""
    found = _ADDRESS.search(text)
    if not found:
        return None
    parts = urlsplit(urljoin(base, found[0].replace("&amp;", "&")))
    query = dict(parse_qsl(parts.query))
    if not query.get("area") or not _YEAR.fullmatch(query.get("fbtime", "")):
        return None
    return (
        f"{parts.scheme}://{parts.netloc}{parts.path}?{urlencode({'area': query['area'], 'fbtime': query['fbtime']})}"
    )
