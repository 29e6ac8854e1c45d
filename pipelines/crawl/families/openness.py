"""OpennessContent (安徽, 内蒙古): lists `/OpennessContent/showList/<b>/<t>/page_N.html`, articles `/show/<id>.html`.

Annual reports stand below `OpennessAnnualReport`, on some sites with `/openness` or `Branch` before it. Pages count
from one. A list page links to the pages around it and to the last; all up to the highest that it names are asked for,
at most one more than a spider will ask. Many of these sites stand behind a cookie challenge (521): blocked, not passed.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from scrapy.http import TextResponse

from pipelines.crawl.families.base import MAX_LISTING_PAGES, PortalSpider
from pipelines.crawl.links import page_links
from pipelines.crawl.listing import ListPage

_PAGE = re.compile(r"(?P<list>.*/\w*Openness(?:Content|AnnualReport)/showList/[\w/]+/)page_(?P<number>\d{1,5})\.html")


class OpennessSpider(PortalSpider):
    """Crawls a portal of the family OpennessContent."""

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterator[str]:
        """Every page between this one and the highest that it links to."""
        del listed
        here = _PAGE.fullmatch(page.url)
        if not here:
            return
        linked = (_PAGE.fullmatch(link.url) for link in page_links(page))
        numbers = [int(found["number"]) for found in linked if found and found["list"] == here["list"]]
        first = int(here["number"]) + 1
        for each in range(first, min(max(numbers, default=0), first + MAX_LISTING_PAGES) + 1):
            yield urljoin(page.url, f"page_{each}.html")
