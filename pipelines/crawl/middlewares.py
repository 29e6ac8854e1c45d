"""What stands between the spiders and the network: hosts, robots.txt, whole bodies, challenge pages, back-off."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.httpobj import urlparse_cached

from pipelines.challenge import LOOKED_AT_BYTES, challenge_reason, login_reason
from pipelines.crawl.encodings import breakage
from pipelines.crawl.families.base import PortalSpider
from pipelines.crawl.hosts import host_rule
from pipelines.crawl.refusals import BlockedError, BrokenBodyError, RefusedError

_MAX_ROBOTS_BYTES = 500 * 1024
"""What RFC 9309 asks a robot to read at least; the rest is ignored."""
_BACK_OFF_FLOOR_SECONDS = 0.1


class HostRuleMiddleware:
    """Refuses addresses outside the portal; sees every request, those after a redirect and for robots.txt included."""

    def __init__(self, crawler: Crawler) -> None:
        self._rule = host_rule(_spider(crawler).portal)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "HostRuleMiddleware":
        """Called by Scrapy."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raise `RefusedError` for an address that is not the portal's."""
        reason = self._rule.refusal(request.url)
        if reason:
            raise RefusedError(reason)


class WholeBodyMiddleware:
    """Asks again for a compressed answer that broke off or was damaged on the way; it never becomes a document."""

    def __init__(self, crawler: Crawler) -> None:
        self._spider = _spider(crawler)
        self._most = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "WholeBodyMiddleware":
        """Called by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Hand on a whole answer, or the request once more; raise `BrokenBodyError` when it stays broken."""
        encoding = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1")
        reason = breakage(encoding, response.body, most=self._most)
        if reason is None:
            return response
        again = get_retry_request(request, spider=self._spider, reason="broken body")
        if again is None:
            raise BrokenBodyError(reason)
        return again


class ChallengeMiddleware:
    """Turns challenge pages and refusing statuses into `BlockedError` before anything reads them."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Raise `BlockedError` for a challenge page; hand on every other answer."""
        media_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        reason = challenge_reason(response.status, media_type, response.body[:LOOKED_AT_BYTES])
        if reason is None and (passed := request.meta.get("redirect_urls")):
            reason = login_reason(passed[0], request.url)
        if reason:
            raise BlockedError(reason)
        return response


class PauseMiddleware:
    """Lets a host rest before Scrapy asks it again: twice as long each time, or as long as Retry-After asks."""

    def __init__(self, crawler: Crawler) -> None:
        self._spider = _spider(crawler)
        self._statuses = {int(code) for code in crawler.settings.getlist("RETRY_HTTP_CODES")}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PauseMiddleware":
        """Called by Scrapy."""
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Pause after an answer that says the host is overloaded."""
        if response.status in self._statuses:
            self._pause(request, retry_after_seconds(response) or 0.0)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Pause after a request that failed on the way; refusals of our own never reached the host."""
        if not isinstance(exception, IgnoreRequest):
            self._pause(request, 0.0)

    def _pause(self, request: Request, asked: float) -> None:
        base = max(2 * self._spider.portal.delay_seconds, _BACK_OFF_FLOOR_SECONDS)
        seconds = base * 2 ** request.meta.get("retry_times", 0)
        self._spider.session.turns.pause(urlparse_cached(request).hostname or "", max(seconds, asked))


class RobotsMiddleware(RobotsTxtMiddleware):
    """Obeys robots.txt as RFC 9309 has it: refused (4xx) allows all, unreachable allows nothing."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._unreachable: dict[str, Exception] = {}

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        """Raise when the file forbids the address or could not be read."""
        parts = urlparse_cached(request)
        error = self._unreachable.get(parts.netloc)
        if isinstance(error, IgnoreRequest):
            raise error
        if error is not None:
            raise RefusedError(f"robots.txt could not be read, so nothing is asked: {type(error).__name__}: {error}")
        if rp is None:
            return
        agent = str(self._default_useragent)
        if not rp.allowed(request.url, agent):
            raise BlockedError("robots.txt forbids this address")
        delay = rp.crawl_delay(agent)
        if delay:
            _spider(self.crawler).session.turns.slow_down(parts.hostname or "", float(delay))

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500:
            raise RefusedError(f"robots.txt answers {response.status}, so nothing is asked")
        body = response.body[:_MAX_ROBOTS_BYTES] if response.status == 200 else b""
        await super()._parse_robots(response.replace(body=body), netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._unreachable[netloc] = exc
        super()._robots_error(exc, netloc)


def retry_after_seconds(response: Response) -> float | None:
    """How long the server asks to wait: seconds or a date; None when it does not or writes nonsense."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()


def _spider(crawler: Crawler) -> PortalSpider:
    return cast(PortalSpider, crawler.spider)
