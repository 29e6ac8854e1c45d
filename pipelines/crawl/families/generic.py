"""Any site with list pages that link to the next one: `rel="next"`, or a link that says 下一页.

For sites of no known family. Conservative: it follows only links that name themselves as the next page and stops when
a page brings no address that was not seen before.
"""

from collections.abc import Iterator

from scrapy.http import TextResponse

from pipelines.crawl.families.base import PortalSpider
from pipelines.crawl.links import absolute_url, elements, text_of
from pipelines.crawl.listing import ListPage

_NEXT = frozenset({"下一页", "下页", "后一页", "下一頁", "下一页>", "下一页>>", "next", "next>", ">", "›", "»", "＞"})


class GenericSpider(PortalSpider):
    """Crawls a portal of no known family."""

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterator[str]:
        """The page that this one names as the next."""
        del listed
        return next_page_addresses(page)


def next_page_addresses(page: TextResponse) -> Iterator[str]:
    """Addresses that a list page names as its next page; usually one, the same one above and below the list."""
    seen = {page.url}
    for node in elements(page, "//link[@rel='next'][@href] | //a[@href]"):
        text = "".join(text_of(node).split()).lower()
        if "next" not in node.get("rel", "").split() and text not in _NEXT:
            continue
        url = absolute_url(page, node.get("href", ""))
        if url and url not in seen:
            seen.add(url)
            yield url
