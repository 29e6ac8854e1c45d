"""Settings of the crawler: politeness and safety as values that tests look at (portals.md, last part)."""

import os
import re
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any

from pipelines.archive import MAX_DOCUMENT_BYTES
from pipelines.crawl.addresses import AddressPolicy
from pipelines.crawl.encodings import ASKED_FOR
from pipelines.errors import UsageError

MAX_REDIRECTS = 5
RETRY_TIMES = 3
REQUEST_SECONDS = 120


def crawler_settings(policy: AddressPolicy, *, user_agent: str) -> Mapping[str, Any]:
    """Scrapy's settings for all spiders; a spider adds its portal's delay."""
    return {
        "BOT_NAME": "gongkai",
        "USER_AGENT": user_agent,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "*/*",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": ", ".join(ASKED_FOR),
        },
        # Politeness: one request at a time per host, its portal's delay between two, slower when the host is slow.
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        # Few requests wait in the downloader, the others in the scheduler, so that a spider stops soon when it is told.
        "CONCURRENT_REQUESTS": 4,
        "DOWNLOAD_DELAY_JITTER": 0.0,
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": 0.0,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1.0,
        # A spider asks each address once by itself; Scrapy's filter would drop redirects to known addresses in silence.
        "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",
        "RETRY_TIMES": RETRY_TIMES,
        "RETRY_HTTP_CODES": [408, 429, 500, 502, 503, 504, 522, 524],
        "RETRY_GIVE_UP_LOG_LEVEL": "INFO",
        # Bounds: sizes hold on the wire and again after decompression.
        "DOWNLOAD_MAXSIZE": MAX_DOCUMENT_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": REQUEST_SECONDS,
        "REDIRECT_MAX_TIMES": MAX_REDIRECTS,
        "METAREFRESH_MAXDELAY": 5,
        "REACTOR_THREADPOOL_MAXSIZE": 20,
        # Safety: what an address may be is decided by `HostRule` and by the resolver, so nothing may resolve elsewhere.
        "TWISTED_DNS_RESOLVER": "pipelines.crawl.addresses.PublicAddressResolver",
        "GONGKAI_ADDRESS_POLICY": policy,
        "HTTPPROXY_ENABLED": False,
        "COOKIES_ENABLED": False,
        "REFERRER_POLICY": "scrapy.spidermiddlewares.referer.SameOriginPolicy",
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "DOWNLOAD_HANDLERS": {
            "http": "pipelines.crawl.handler.TurnTakingHandler",
            "https": "pipelines.crawl.handler.TurnTakingHandler",
            "data": None,
            "file": None,
            "ftp": None,
            "s3": None,
        },
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "pipelines.crawl.middlewares.HostRuleMiddleware": 50,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "pipelines.crawl.middlewares.RobotsMiddleware": 100,
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
            # Before the retry (550), so that the host rests first.
            "pipelines.crawl.middlewares.PauseMiddleware": 551,
            # Before decompression (590), which hands on the first half of a torn body as if it were the whole.
            "pipelines.crawl.middlewares.WholeBodyMiddleware": 595,
            # After decompression (590) and before anything looks into the page (meta refresh, 580).
            "pipelines.crawl.middlewares.ChallengeMiddleware": 585,
        },
        "EXTENSIONS": {
            "scrapy.extensions.throttle.AutoThrottle": None,
            "pipelines.crawl.throttle.ConditionalAutoThrottle": 0,
        },
        "ITEM_PIPELINES": {"pipelines.crawl.storage.ArchivePipeline": 100},
        # One document is stored at a time, so that a crash loses at most one.
        "CONCURRENT_ITEMS": 1,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "LOG_LEVEL": "WARNING",
        "STATS_DUMP": False,
    }


def user_agent_from_environment() -> str:
    """`$GONGKAI_USER_AGENT`, else our name and version.

    Raises:
        UsageError: it holds more than printable ASCII, or pretends to be a browser.
    """
    chosen = os.environ.get("GONGKAI_USER_AGENT", "").strip()
    if not chosen:
        return f"gongkai/{version('gongkai')} (archive of disclosure reports)"
    if not re.fullmatch(r"[\x20-\x7e]{1,200}", chosen):
        raise UsageError("GONGKAI_USER_AGENT: at most 200 printable ASCII characters are expected")
    if re.match(r"mozilla/|opera/", chosen, re.IGNORECASE):
        raise UsageError("GONGKAI_USER_AGENT: must say who we are, as in 'name/1.0 (+https://contact)', not a browser")
    return chosen


def loopback_is_allowed() -> bool:
    """Whether `$GONGKAI_ALLOW_LOOPBACK` is 1: for the sample portal and tests."""
    return os.environ.get("GONGKAI_ALLOW_LOOPBACK") == "1"
