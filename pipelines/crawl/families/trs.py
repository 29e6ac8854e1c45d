"""拓尔思 TRS WCM: pages `t20210131_123.html`, lists paged by a script on their first page.

The first page calls `createPageHTML(5, 0, "index", "html")`: five pages, of which this is number 0. The second page is
`index_1.html`, the fifth `index_4.html`: counting from one on the page and from zero in the address is the known trap.
Some sites put the id of an element before the count and the number of records behind the suffix; some count in a
variable, `countPage = 5`, and call `createPageHTML(countPage, currentPage, "index", "html")`.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from scrapy.http import TextResponse

from pipelines.crawl.families.base import MAX_LISTING_PAGES, PortalSpider
from pipelines.crawl.listing import ListPage

_CALL = re.compile(r"createPageHTML\s*\(([^()]{1,200})\)")
_QUOTED = re.compile(r"['\"]([A-Za-z0-9_-]{1,60})['\"]")
_COUNT = re.compile(r"\bcountPage\s*=\s*(\d{1,5})")


class TrsSpider(PortalSpider):
    """Crawls a portal of the family TRS."""

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterator[str]:
        """All further pages at once, as the first one counts them."""
        return page_addresses(page.url, page.text) if listed.number == 1 else iter(())


def page_addresses(url: str, text: str) -> Iterator[str]:
    """Addresses of the second and further pages of a list, at most one more than a spider will ask.

    Args:
        url: address of the first page.
        text: its markup.
    """
    for call in _CALL.finditer(text):
        arguments = [argument.strip() for argument in call[1].split(",")]
        # The definition of the function names parameters, a call quotes stem and suffix.
        words = [word[1] for argument in arguments if (word := _QUOTED.fullmatch(argument)) and not word[1].isdigit()]
        numbers = [int(argument) for argument in arguments if argument.isascii() and argument.isdigit()]
        numbers += [int(found[1]) for found in _COUNT.finditer(text) if not numbers]
        if numbers and len(words) >= 2:
            stem, suffix = words[-2:]
            for index in range(1, min(numbers[0], MAX_LISTING_PAGES + 2)):
                yield urljoin(url, f"{stem}_{index}.{suffix}")
            return
