"""大汉 jcms: lists `/col/col123/index.html`, articles `/art/2020/1/2/art_123_456.html`, further pages by POST as XML.

The list page holds its first records in a `<datastore>` and a script that fetches the others: a POST of the column's
parameters to `/module/web/jpage/dataproxy.jsp?startrecord&endrecord&perpage` (older sites: `/module/jpage/...`,
`/module/jslib/jquery/jpage/...`), answered with `<datastore><totalrecord/><recordset><record><![CDATA[...`. Which
parameters the script names differs between versions (unverified), so those that a page names are sent back as they
are and nothing is made up.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from scrapy.http import TextResponse

from pipelines.crawl.families.base import PortalSpider
from pipelines.crawl.links import Link, page_links
from pipelines.crawl.listing import Further, ListPage, html_page

_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_PROXY = re.compile(r"[\w./:-]{0,200}/jpage/(?:more\w{0,20})?dataproxy\.jsp(?:\?[^\s'\"<>\]]{0,800})?")
_TOTAL = re.compile(r"total_?[rR]ecord['\"]?\s*(?:[:=]\s*['\"]?|>\s*)(\d{1,6})")
_PER_PAGE = re.compile(r"per_?[pP]age['\"]?\s*[:=]\s*['\"]?(\d{1,3})")
_PARAMETER = re.compile(
    r"['\"]?\b(col|appid|webid|path|columnid|sourceContentType|unitid|webname|permissiontype)['\"]?\s*:\s*"
    r"(?:'([^']{0,300})'|\"([^\"]{0,300})\"|(\d{1,20}))"
)
_PAGING = frozenset({"startrecord", "endrecord", "perpage", "page", "group"})
_PAGES_A_REQUEST = 3
"""As many pages as the script of the site fetches at a time."""
_DEFAULT_PER_PAGE = 15


class JcmsSpider(PortalSpider):
    """Crawls a portal of the family jcms."""

    covered = True

    def links_of(self, page: TextResponse) -> Iterator[Link]:
        """Plain links, then those of the records inside a `<datastore>`."""
        records = _RECORD.findall(page.text)
        if not page.text.lstrip().startswith(("<?xml", "<datastore")):
            yield from page_links(page)
        yield from page_links(html_page(page, "\n".join(records)))

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterable[Further]:
        """The next records: after those of the list page itself, then after those that the last form asked for."""
        if listed.number == 1:
            return first_request(page.url, page.text)
        return next_request(listed.further, page.text)


def first_request(url: str, text: str) -> Iterator[Further]:
    """The request for the records behind those that a list page holds; nothing when it holds all or names no source."""
    proxy = _PROXY.search(text)
    if not proxy:
        return
    held = len(_RECORD.findall(text))
    per_page = int(found[1]) if (found := _PER_PAGE.search(text)) else _DEFAULT_PER_PAGE
    total = int(found[1]) if (found := _TOTAL.search(text)) else None
    address, _, query = proxy[0].replace("&amp;", "&").partition("?")
    named = {name: single or double or number for name, single, double, number in _PARAMETER.findall(text)}
    named |= {name: value for name, value in parse_qsl(query) if name not in _PAGING}
    if "columnid" in named and (total is None or held < total):
        yield _request(urljoin(url, address), urlencode(named), held + 1, max(1, min(per_page, 100)))


def next_request(answered: Further, text: str) -> Iterator[Further]:
    """The request after one that was answered with records, until the total that the answer names is reached."""
    total = _TOTAL.search(text)
    asked = dict(parse_qsl(urlsplit(answered.url).query))
    last, per_page = asked.get("endrecord", ""), asked.get("perpage", "")
    if not last.isdigit() or not per_page.isdigit() or not _RECORD.search(text):
        return
    if total is None or int(last) < int(total[1]):
        yield _request(answered.url.partition("?")[0], answered.form or "", int(last) + 1, int(per_page))


def _request(address: str, form: str, start: int, per_page: int) -> Further:
    end = start + _PAGES_A_REQUEST * per_page - 1
    return Further(f"{address}?startrecord={start}&endrecord={end}&perpage={per_page}", form)
