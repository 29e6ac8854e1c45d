"""安徽 Lonsun 龙讯: lists `/public/column/<body>?type=4&catId=…`, articles `/public/<body>/<id>.html`.

The list page shows its first entries and says `pageCount:N`; the others come as HTML from
`/site/label/8888?labelName=publicInfoList&…&pageIndex=N`. Site, template and page size stand in the page's scripts, the
site also in `<meta name="SiteId">`. Where a page spells the address of its interface out, that is taken; otherwise it
is put together from these values, and a page that names no site is read alone (unverified on most sites).
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from scrapy.http import TextResponse

from pipelines.crawl.families.base import MAX_LISTING_PAGES, PortalSpider
from pipelines.crawl.listing import ListPage

_PAGE_COUNT = re.compile(r"pageCount['\"]?\s*[:=]\s*['\"]?(\d{1,5})")
_LABEL = re.compile(r"['\"]([^'\"\s]{0,200}/site/label/8888)(?:\?([^'\"\s]{0,1500}))?['\"]")
_SITE = re.compile(r"<meta\s+name=['\"]SiteId['\"]\s+content=['\"](\d{1,20})['\"]", re.IGNORECASE)
_VALUE = re.compile(
    r"['\"]?\b(siteId|pageSize|organId|catId|catIds|type|file|dateFormat|length)['\"]?\s*:\s*['\"]?([\w/,.-]{1,120})"
)
_COLUMN = re.compile(r"(?P<base>.*/)public/column/(?P<body>\d+)/?")
_KEPT = ("type", "catId", "catIds", "nav", "sub")


class LonsunSpider(PortalSpider):
    """Crawls a portal of the family Lonsun."""

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterator[str]:
        """All further pages at once, as the first one counts them."""
        return page_addresses(page.url, page.text) if listed.number == 1 else iter(())


def page_addresses(url: str, text: str) -> Iterator[str]:
    """Addresses of the second and further pages of a list.

    Args:
        url: address of the list page.
        text: its markup.
    """
    counts = [int(count) for count in _PAGE_COUNT.findall(text)]
    column = _COLUMN.fullmatch(urlsplit(url).path)
    if not counts or not column:
        return
    label = _LABEL.search(text)
    query = {
        **dict(_VALUE.findall(text)),
        **{name: value for name, value in parse_qsl(urlsplit(url).query) if name in _KEPT},
        "organId": column["body"],
        **dict(parse_qsl((label[2] if label else None) or "", keep_blank_values=True)),
    }
    if "siteId" not in query and (site := _SITE.search(text)):
        query["siteId"] = site[1]
    if "siteId" not in query:
        return
    query = {"labelName": "publicInfoList", "action": "list", "isDate": "true", "dateFormat": "yyyy-MM-dd", **query}
    address = urljoin(url, label[1] if label else f"{column['base']}site/label/8888")
    for number in range(2, min(max(counts), MAX_LISTING_PAGES + 1) + 1):
        yield f"{address}?{urlencode({**query, 'pageIndex': str(number)})}"
