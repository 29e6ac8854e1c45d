"""The spider that all families share: list pages to links, links to documents, every answer to the archive.

A family says how a list goes on (`next_pages`) and, where it is no plain page of links, what a list page links to
(`links_of`). Pages that are known are asked for conditionally; when the server says 304, the archived bytes are read
instead, so that an unchanged portal costs one small request per page and still leads to every document.
"""

from collections import defaultdict
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any, ClassVar, Literal, Self

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Headers, Response, TextResponse
from scrapy.responsetypes import responsetypes
from twisted.python.failure import Failure

from pipelines import archive
from pipelines.crawl.fetched import Fetched, Target, failed, fetched
from pipelines.crawl.fingerprint import fingerprint
from pipelines.crawl.links import Link, attachments, holds_prose, holds_table, page_links, script_markup
from pipelines.crawl.listing import MAX_FOLDER_DEPTH, Further, ListingError, ListPage, html_page, is_folder_below
from pipelines.crawl.refusals import NotAskedError
from pipelines.crawl.revisits import is_due, last_whole_visit
from pipelines.crawl.session import CrawlSession, VisitRecord
from pipelines.crawl.titles import title_rule
from pipelines.portals.registry import Portal
from pipelines.sightings import FetchStatus, Sighting

MAX_LISTING_PAGES = 300
MAX_PAGES_WITHOUT_LIST = 3
"""Where no list of annual reports is known, further pages are somebody else's documents."""
MAX_REPORTS = 20_000
MAX_ATTACHMENTS = 10
MAX_PAGE_BYTES = 8 * 2**20
"""Larger list pages are refused, larger documents are archived but not searched for attachments."""
_NO_LIST = "no list of annual reports is known: find it on the site, name it in start_urls, remove list_known"
_NOT_MODIFIED = 304
_GONE = frozenset({404, 410})
Kind = Literal["document", "listing"]
Answers = Iterator[Fetched | Request]


class PortalSpider(Spider):
    """Crawls one portal.

    Attributes:
        portal: what its YAML says.
        session: what the spiders of the process share.
        record: the running count.
        known_documents: last sighting with bytes of every document's address; kept current while crawling.
        known_listings: the same for list pages.
        covered: whether the first page of a list only covers an interface, which may repeat what the page shows.
    """

    covered: ClassVar[bool] = False

    def __init__(self, portal: Portal, session: CrawlSession) -> None:
        super().__init__(name=portal.key)
        self.portal = portal
        self.session = session
        self.record = VisitRecord(portal.key)
        self.known_documents: dict[str, Sighting] = dict(archive.known_urls(session.paths, portal.key))
        self.known_listings: dict[str, Sighting] = dict(archive.known_listings(session.paths, portal.key))
        self._last_whole = last_whole_visit(archive.iter_visits(session.paths, portal.key))
        self._rule = title_rule(portal.include, portal.exclude)
        self._links: set[str] = set()
        self._listings: set[str] = set()
        self._links_by_list: defaultdict[str, set[str]] = defaultdict(set)
        self._reports: set[str] = set()
        self._unlisted_are_asked = False

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Called by Scrapy; the portal's delay becomes a setting, signals are connected."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.set("DOWNLOAD_DELAY", spider.portal.delay_seconds, priority="spider")
        crawler.signals.connect(spider.ask_unlisted, signal=signals.spider_idle)
        crawler.signals.connect(spider.note_error, signal=signals.spider_error)
        crawler.signals.connect(spider.finish, signal=signals.spider_closed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """Begin with the first page of every list."""
        for url in self.portal.start_urls:
            further = self.first_page(url)
            for request in self._ask_listing(ListPage(further, first=further.key)):
                yield request

    def first_page(self, url: str) -> Further:
        """What asks for the first page of a list that the YAML names."""
        return Further(url)

    def links_of(self, page: TextResponse) -> Iterable[Link]:
        """What a list page links to.

        Raises:
            ListingError: the page is not what the family sends.
        """
        return page_links(page)

    def next_pages(self, page: TextResponse, listed: ListPage) -> Iterable[str | Further]:
        """Further pages of a list, as one of its pages tells them.

        Args:
            page: a page of the list.
            listed: which page of which list it is.
        """
        raise NotImplementedError

    def article(self, page: TextResponse) -> TextResponse:
        """The part of a document's page that people read; the page itself, unless a script carries its tables."""
        if holds_table(page):
            return page
        carried = (html_page(page, markup) for markup in script_markup(page))
        return next((each for each in carried if holds_table(each)), page)

    def parse_listing(self, response: Response, target: Target, listed: ListPage) -> Answers:
        """Read a list page: its reports, the lists below it, then the list's further pages."""
        try:
            page = self._readable_list(response, target)
            links = tuple(self.links_of(page))
            further = [Further(each) if isinstance(each, str) else each for each in self.next_pages(page, listed)]
        except ListingError as error:
            yield Fetched("listing", target, FetchStatus.FAILED, http_status=response.status, detail=str(error))
            return
        yield fetched("listing", target, response, _unless_new(response))
        self.record.listing_pages += 1
        if listed.number == 1:
            self.record.families[fingerprint(page.url, page.text).family] += 1
        if self.session.first_pages_only:
            return
        for link in links:
            if title := self.report_title(link):
                yield from self._ask_report(Target(link.url, title, link.printed_on, target.url))
            elif listed.depth < MAX_FOLDER_DEPTH and is_folder_below(link, page.url):
                yield from self._ask_listing(ListPage(Further(link.url), first=link.url, depth=listed.depth + 1))
        urls = {link.url for link in links}
        self._links |= urls
        self.record.links = len(self._links)
        known = self._links_by_list[listed.first]
        fresh = urls - known - {each.url for each in further}
        if listed.number > 1 or not self.covered:
            known |= urls
        # An endless list repeats itself under ever new addresses.
        if listed.number == 1 or fresh:
            for each in further:
                yield from self._ask_listing(ListPage(each, listed.first, listed.number + 1, listed.depth))

    def report_title(self, link: Link) -> str | None:
        """The title that makes a link one to a report; None for other links."""
        return next((title for title in link.titles if self._rule.accepts(title, link.url)), None)

    def parse_report(self, response: Response, target: Target) -> Answers:
        """Archive a document; of a page that holds no table, ask for its attachments too."""
        if response.status in _GONE:
            yield fetched("document", target, response, FetchStatus.GONE)
            return
        if response.status != _NOT_MODIFIED and not response.body:
            detail = "the answer is empty"
            yield Fetched("document", target, FetchStatus.FAILED, http_status=response.status, detail=detail)
            return
        page = self._readable(response, target)
        article = page and self.article(page)
        files = self._files_of_interest(article)
        # A page that only carries its attachment is on the way to a document and is none itself.
        kind: Kind = "listing" if files and article is not None and not holds_prose(article) else "document"
        yield fetched(kind, target, response, _unless_new(response))
        yield from self._ask_files(files, target)

    def request_failed(self, failure: Failure, *, kind: Kind, target: Target) -> Answers:
        """An address gave no usable answer."""
        if isinstance(failure.value, NotAskedError):
            self._note_stop(str(failure.value))
        else:
            yield failed(kind, target, failure)

    def count(self, item: Fetched, sighting: Sighting) -> None:
        """Count an archived answer; called by the archive pipeline."""
        if item.kind == "document":
            self.record.documents[sighting.status] += 1
        elif sighting.status is FetchStatus.BLOCKED:
            self.record.listings_blocked += 1
        elif sighting.status is FetchStatus.FAILED:
            self.record.listings_failed += 1
        if sighting.status in {FetchStatus.BLOCKED, FetchStatus.FAILED}:
            self.record.add_reason(f"{sighting.url}: {sighting.detail}")
        if item.kind == "document" or sighting.status in {FetchStatus.BLOCKED, FetchStatus.FAILED}:
            self.session.report({"event": "answer", "portal": self.portal.key, "status": sighting.status.value})

    def ask_unlisted(self) -> None:
        """When all lists are read: ask for known documents that none of them names any more; they may be gone."""
        lists_are_whole = self.record.listing_pages and not (self.record.listings_failed + self.record.listings_blocked)
        if self._unlisted_are_asked or not lists_are_whole:
            return
        self._unlisted_are_asked = True
        latest = archive.latest_sightings(self.session.paths, self.portal.key)
        requests = [
            request
            for url, seen in self.known_documents.items()
            if seen.source == "crawl" and latest[url].status is not FetchStatus.GONE
            for request in self._ask_report(
                Target(url, seen.link_title, seen.link_date, seen.listing_url), listed=False
            )
        ]
        for request in requests:
            self.crawler.engine.crawl(request)
        if requests:
            raise DontCloseSpider

    def note_error(self, failure: Failure, response: Response) -> None:
        """An error of our own while a page was read: the visit is partial and says so."""
        self.record.add_reason(f"{response.url}: {type(failure.value).__name__}: {failure.value}")

    def finish(self, reason: str) -> None:
        """Write the visit into the portal's history."""
        if reason != "finished":
            self._note_stop(reason)
        if not self.portal.list_known:
            self.record.add_reason(_NO_LIST)
        stats = self.crawler.stats
        visit = self.record.finished(
            requests=stats.get_value("downloader/request_count", 0),
            bytes_received=stats.get_value("downloader/response_bytes", 0),
        )
        self.session.close_visit(visit)

    def _note_stop(self, reason: str) -> None:
        self.record.add_reason(f"stopped before its end: {self.session.stop_reason or reason}")

    def _ask_listing(self, listed: ListPage) -> Iterator[Request]:
        key, form = listed.further.key, listed.further.form
        if key in self._listings:
            return
        if not self.portal.list_known and len(self._listings) >= MAX_PAGES_WITHOUT_LIST:
            return
        if len(self._listings) >= MAX_LISTING_PAGES:
            self.record.add_reason(f"the lists were cut off after {MAX_LISTING_PAGES} pages")
            return
        self._listings.add(key)
        target = Target(key)
        headers = dict(self._validators(self.known_listings.get(key)))
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        yield Request(
            listed.further.url,
            method="GET" if form is None else "POST",
            body=form or "",
            callback=self.parse_listing,
            errback=partial(self.request_failed, kind="listing", target=target),
            headers=headers,
            meta={"handle_httpstatus_list": [_NOT_MODIFIED], "download_maxsize": MAX_PAGE_BYTES},
            cb_kwargs={"target": target, "listed": listed},
            priority=1,
        )

    def _ask_report(self, target: Target, *, listed: bool = True) -> Iterator[Request]:
        if target.url in self._reports:
            return
        if len(self._reports) >= MAX_REPORTS:
            self.record.add_reason(f"the reports were cut off after {MAX_REPORTS}")
            return
        self._reports.add(target.url)
        self.record.reports += listed
        seen = self._seen(target)
        if seen is not None and not self._is_due(seen, target):
            self.record.postponed += 1
            page = self._archived(target.url, seen)
            yield from self._ask_files(self._files_of_interest(page and self.article(page)), target)
            return
        yield Request(
            target.url,
            callback=self.parse_report,
            errback=partial(self.request_failed, kind="document", target=target),
            headers=self._validators(seen),
            meta={"handle_httpstatus_list": [_NOT_MODIFIED, *_GONE]},
            cb_kwargs={"target": target},
        )

    def _validators(self, seen: Sighting | None) -> Mapping[str, str]:
        """Headers of a conditional request, as long as the archive still holds the bytes that a 304 stands for."""
        if seen is None or seen.document_id is None or not archive.holds_bytes(self.session.paths, seen.document_id):
            return {}
        named = {"If-None-Match": seen.etag, "If-Modified-Since": seen.last_modified}
        return {name: value for name, value in named.items() if value}

    def _seen(self, target: Target) -> Sighting | None:
        return self.known_documents.get(target.url) or self.known_listings.get(target.url)

    def _is_due(self, seen: Sighting, target: Target) -> bool:
        if seen.document_id is None or not archive.holds_bytes(self.session.paths, seen.document_id):
            return True
        every_days = self.portal.older_years_every_days
        return is_due(
            seen, target.title, datetime.now(UTC), older_years_every_days=every_days, last_whole=self._last_whole
        )

    def _readable(self, response: Response, target: Target) -> TextResponse | None:
        """The page as text, from the archive when the server says 304; None for files and for absurdly long pages."""
        if response.status == _NOT_MODIFIED:
            return self._archived(response.url, self._seen(target))
        return _as_page(response)

    def _archived(self, url: str, seen: Sighting | None) -> TextResponse | None:
        if seen is None or seen.document_id is None:
            return None
        body = archive.read_bytes(self.session.paths, seen.document_id)
        headers = Headers({"Content-Type": seen.media_type} if seen.media_type else {})
        kind = responsetypes.from_args(headers=headers, url=url, body=body)
        return _as_page(kind(url, headers=headers, body=body))

    def _readable_list(self, response: Response, target: Target) -> TextResponse:
        page = self._readable(response, target)
        if page is None:
            raise ListingError("the list page is no readable page of text")
        return page

    def _files_of_interest(self, article: TextResponse | None) -> tuple[Link, ...]:
        """Attachments of an article without a table that are the report: those titled as one, or all when none is."""
        if article is None or holds_table(article):
            return ()
        files = attachments(article)
        titled = tuple(file for file in files if any(self._rule.accepts(title, file.url) for title in file.titles))
        return (titled or files)[:MAX_ATTACHMENTS]

    def _ask_files(self, files: Iterable[Link], target: Target) -> Iterator[Request]:
        for file in files:
            yield from self._ask_report(Target(file.url, target.title, target.printed_on, target.url), listed=False)


def _as_page(response: Response) -> TextResponse | None:
    if isinstance(response, TextResponse) and len(response.body) <= MAX_PAGE_BYTES:
        return response
    return None


def _unless_new(response: Response) -> FetchStatus | None:
    return FetchStatus.NOT_MODIFIED if response.status == _NOT_MODIFIED else None
