"""大汉 JPAAS: list pages whose links come from `/api-gateway/jpaas-publish-server/front/page/build/unit`.

The page holds `<script src=".../unitbuild.js" url="..." queryData="{'webId':'…','pageId':'…'}">`; its parameters and
`paramJson={"pageNo":1,"pageSize":20}` give JSON whose `data.html` is the list. The interface answers 403 without a
Referer, which the crawler sends as every browser does. Pages are asked for until one brings no new address, since no
total is documented. Links to attachments expire, so they are asked for in the same visit.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup
from scrapy.http import TextResponse

from pipelines.crawl.families.base import PortalSpider
from pipelines.crawl.links import Link, page_links
from pipelines.crawl.listing import ListingError, ListPage, html_page, json_object

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_PAIR = re.compile(r"['\"](\w{1,40})['\"]\s*:\s*['\"]([^'\"]{0,200})['\"]")
_PAGE_SIZE = 20
_MAX_UNITS = 5


class JpaasSpider(PortalSpider):
    """Crawls a portal of the family JPAAS."""

    covered = True

    def links_of(self, page: TextResponse) -> Iterator[Link]:
        """Links of the page, or of the list inside the interface's answer."""
        return page_links(html_page(page, _list_markup(page)) if is_unit(page.url) else page)

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterator[str]:
        """The first page of every unit of the list page; then the page after this one."""
        if is_unit(page.url):
            query = dict(parse_qsl(urlsplit(page.url).query))
            if _list_markup(page).strip():
                yield _address(page.url.partition("?")[0], query, _page_number(query) + 1)
        elif listed.number == 1:
            yield from unit_addresses(page.url, page.text)


def is_unit(url: str) -> bool:
    """Whether an address is one of the interface."""
    return urlsplit(url).path.endswith(UNIT)


def unit_addresses(url: str, text: str) -> Iterator[str]:
    """Addresses of the first page of every list that a page fetches, at most a few."""
    # The parser writes the names of attributes in lower case.
    for script in BeautifulSoup(text, "lxml").find_all("script", querydata=re.compile("pageId"), limit=_MAX_UNITS):
        parameters = dict(_PAIR.findall(str(script["querydata"])))
        yield _address(urljoin(url, str(script.get("url") or UNIT)), parameters, 1)


def _address(interface: str, query: dict[str, str], number: int) -> str:
    asked = json.dumps({"pageNo": number, "pageSize": _PAGE_SIZE}, separators=(",", ":"))
    return f"{interface}?{urlencode({**query, 'paramJson': asked})}"


def _page_number(query: dict[str, str]) -> int:
    try:
        return int(json.loads(query["paramJson"])["pageNo"])
    except (KeyError, TypeError, ValueError) as error:
        raise ListingError(f"the address of a page tells no page number: {error}") from None


def _list_markup(page: TextResponse) -> str:
    data = json_object(page).get("data")
    markup = data.get("html") if isinstance(data, dict) else None
    if not isinstance(markup, str):
        raise ListingError("the interface answers without data.html")
    return markup
