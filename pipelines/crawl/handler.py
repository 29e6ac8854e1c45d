"""The download handler: Scrapy's own, but a host is asked by one spider at a time and refusals say their reason."""

from typing import cast

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached

from pipelines.crawl.addresses import PublicAddressResolver
from pipelines.crawl.families.base import PortalSpider
from pipelines.crawl.refusals import ForbiddenAddressError


class TurnTakingHandler(HTTP11DownloadHandler):
    """Waits for the host's turn, then downloads; the wait is no part of the time that a request may take."""

    lazy = True

    async def download_request(self, request: Request) -> Response:
        """Download one request.

        Raises:
            ForbiddenAddressError: the host's name resolves to an address that is not public.
        """
        spider = cast(PortalSpider, self._crawler.spider)
        host = urlparse_cached(request).hostname or ""
        async with spider.session.turns.turn(host, spider.portal.delay_seconds):
            try:
                return await super().download_request(request)
            except CannotResolveHostError:
                reason = _refusal_of_resolver(host)
                if reason:
                    raise ForbiddenAddressError(f"refused: {reason}") from None
                raise


def _refusal_of_resolver(host: str) -> str | None:
    from twisted.internet import reactor

    resolver = reactor.nameResolver
    if not isinstance(resolver, PublicAddressResolver):
        # Nothing may be downloaded past the address test; a process without it is wired wrongly.
        raise ForbiddenAddressError("refused: the process runs without the address test")
    return resolver.refused.get(host)
