from dataclasses import dataclass

import pytest
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import Settings

from pipelines.crawl.addresses import AddressPolicy
from pipelines.crawl.families.generic import GenericSpider
from pipelines.crawl.settings import crawler_settings, user_agent_from_environment
from pipelines.crawl.throttle import ConditionalAutoThrottle

SETTINGS = Settings(dict(crawler_settings(AddressPolicy(), user_agent="gongkai/test")))


def test_politeness_and_safety_are_settings() -> None:
    assert SETTINGS.getbool("ROBOTSTXT_OBEY")
    assert SETTINGS.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert SETTINGS.getfloat("DOWNLOAD_DELAY_JITTER") == 0
    assert SETTINGS.getbool("AUTOTHROTTLE_ENABLED")
    assert not {403, 412, 521} & set(SETTINGS.getlist("RETRY_HTTP_CODES"))
    assert {408, 429, 500, 502, 503, 504} <= set(SETTINGS.getlist("RETRY_HTTP_CODES"))
    assert SETTINGS.getint("DOWNLOAD_MAXSIZE") == 64 * 2**20
    assert SETTINGS.getint("REDIRECT_MAX_TIMES") == 5
    assert 0 < SETTINGS.getint("DOWNLOAD_TIMEOUT") <= 120
    assert SETTINGS.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    for off in ("COOKIES_ENABLED", "TELNETCONSOLE_ENABLED", "REMOTE_CONTROL_ENABLED", "HTTPPROXY_ENABLED"):
        assert not SETTINGS.getbool(off)
    for scheme in ("file", "ftp", "s3", "data"):
        assert SETTINGS["DOWNLOAD_HANDLERS"][scheme] is None


def test_the_default_name_is_our_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GONGKAI_USER_AGENT", raising=False)
    assert user_agent_from_environment().startswith("gongkai/")


@dataclass
class _Slot:
    delay: float


def test_a_quick_not_modified_shortens_the_delay_and_a_quick_error_does_not() -> None:
    throttle = ConditionalAutoThrottle(Crawler(GenericSpider, SETTINGS))
    throttle.mindelay, throttle.maxdelay = 1.0, 60.0
    delays = {}
    for status in (200, 304, 500):
        slot = _Slot(9.0)
        throttle._adjust_delay(slot, 0.1, Response("http://www.echeng.gov.cn/", status=status))
        delays[status] = slot.delay
    assert delays[304] == delays[200] < 9.0
    assert delays[500] == 9.0
