"""广东 gkmlpt, the province's disclosure platform: lists and details as JSON.

A list is `/gkmlpt/annualreport#<column>` (also `/gkmlpt/index#<column>`), a town's below its own folder. Its links come
from `/gkmlpt/api/all/<column>?page=N&sid=<site>`: `{"classify": {"post_count": 203}, "articles": [{"title", "url",
"date"}]}` with `date` in seconds since 1970; pages count from one, page zero is the first again. The site's number
stands in the YAML's address, else in a script of the page that it names (`SID: '755041'`), which is asked for first.
Counts of a column and of its list differ on real sites, so pages are asked for until one holds no article. A detail
page keeps its text in a script, `DETAIL: {…}`, with the attachments inside: the archive keeps the page as it came, and
the reader of documents finds the text in it (`read.html_script`).
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from html import escape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from scrapy.http import TextResponse

from pipelines.crawl.families.base import PortalSpider
from pipelines.crawl.links import Link
from pipelines.crawl.listing import Further, ListingError, ListPage, html_page, json_object
from pipelines.crawl.titles import MAX_TITLE_LENGTH

_COLUMN = re.compile(r"(?P<base>.*/gkmlpt/)(?:annualreport|index)/?")
_DETAIL = re.compile(r"\bDETAIL['\"]?\s*:\s*(?=\{)")
_CHINA = timezone(timedelta(hours=8))
_SITE = re.compile(r"\bSID['\"]?\s*:\s*['\"]?(\d{1,12})\b")
_MAX_ARTICLES = 5000
_DECODER = json.JSONDecoder(strict=False)


class GkmlptSpider(PortalSpider):
    """Crawls a portal of the family gkmlpt."""

    covered = True

    def first_page(self, url: str) -> Further:
        """The interface behind a list; the page that names the site's number where the address does not."""
        behind = interface(url)
        return Further(behind if names_site(behind) or not is_interface(behind) else url)

    def links_of(self, page: TextResponse) -> Iterator[Link]:
        """Titles and addresses of the articles; a page of the site itself shows none without its scripts."""
        if not is_interface(page.url):
            return
        for article in _articles(page):
            url, title = article.get("url") or article.get("post_url"), article.get("title")
            if isinstance(url, str) and isinstance(title, str):
                address = urljoin(page.url, url)
                if address.startswith(("http://", "https://")):
                    yield Link(address, (title[:MAX_TITLE_LENGTH],), _day(article.get("date")))

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterator[str]:
        """The interface behind the page of a list; the interface's next page, as long as this one holds articles."""
        if not is_interface(page.url):
            yield _interface_behind(listed.further.url, page.text)
        elif _articles(page):
            query = dict(parse_qsl(urlsplit(page.url).query))
            number = query.get("page", "1")
            if not number.isdecimal():
                raise ListingError(f"the address counts pages with {number[:40]!r}, a number is expected")
            yield f"{page.url.partition('?')[0]}?{urlencode({**query, 'page': str(int(number) + 1)})}"

    def article(self, page: TextResponse) -> TextResponse:
        """Text and attachments of a detail page, out of its script."""
        markup = detail_markup(page.text)
        return page if markup is None else html_page(page, markup)


def is_interface(url: str) -> bool:
    """Whether an address is one of the interface."""
    return "/gkmlpt/api/" in urlsplit(url).path


def names_site(url: str) -> bool:
    """Whether an address of the interface says of which site the column is."""
    return "sid" in dict(parse_qsl(urlsplit(url).query))


def interface(url: str, text: str = "") -> str:
    """Address of the JSON behind a list; an address of another form is kept as it is.

    Args:
        url: address of the list's page, with the column behind `#`.
        text: the page, which may name the site's number.
    """
    parts = urlsplit(url)
    found = _COLUMN.fullmatch(parts.path)
    column = parts.fragment.strip("/")
    if not found or not column.isdigit():
        return url
    site = _SITE.search(text)
    query = {"page": "1"} | ({"sid": site[1]} if site else {}) | dict(parse_qsl(parts.query))
    return f"{parts.scheme}://{parts.netloc}{found['base']}api/all/{column}?{urlencode(query)}"


def _interface_behind(url: str, text: str) -> str:
    behind = interface(url, text)
    if not is_interface(behind):
        raise ListingError("the address names no column: …/gkmlpt/annualreport#<number> is expected")
    return behind


def detail_markup(text: str) -> str | None:
    """Content and attachments of a detail page as HTML; None when it holds no such script."""
    found = _DETAIL.search(text)
    if not found:
        return None
    try:
        detail, _ = _DECODER.raw_decode(text, found.end())
    except (ValueError, RecursionError):
        return None
    content = detail.get("content")
    files = detail.get("attachment") or detail.get("attachments") or ()
    named = [(file.get("url"), file.get("name")) for file in files if isinstance(file, dict)] if files else []
    anchors = (f'<a href="{escape(str(url))}">{escape(str(name))}</a>' for url, name in named if url)
    return (content if isinstance(content, str) else "") + "".join(anchors)


def _articles(page: TextResponse) -> list[dict[str, Any]]:
    articles = json_object(page).get("articles")
    if not isinstance(articles, list):
        raise ListingError("the interface answers without articles")
    return [article for article in articles[:_MAX_ARTICLES] if isinstance(article, dict)]


def _day(seconds: object) -> date | None:
    if not isinstance(seconds, int) or not 0 < seconds < 2**33:
        return None
    return datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date()
