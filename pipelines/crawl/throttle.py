"""AutoThrottle that also speeds up again on a night when nothing changed."""

from scrapy.core.downloader import Slot
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response

_OK, _NOT_MODIFIED = 200, 304


class ConditionalAutoThrottle(AutoThrottle):
    """Scrapy's own lets only a 200 shorten a delay, since error pages are quick; a 304 is no error."""

    def _adjust_delay(self, slot: Slot, latency: float, response: Response) -> None:
        if response.status == _NOT_MODIFIED:
            response = response.replace(status=_OK)
        super()._adjust_delay(slot, latency, response)
