"""Why an address was not read: each reason is an exception that a spider turns into a sighting."""

from scrapy.exceptions import IgnoreRequest


class RefusedError(IgnoreRequest):
    """We refuse: the address leaves the portal, or is none that may be asked."""


class ForbiddenAddressError(RefusedError):
    """The name resolves to an address that is not public."""


class NotAskedError(IgnoreRequest):
    """The crawl was stopped before this address had its turn; nothing is known about it and nothing is recorded."""


class BlockedError(IgnoreRequest):
    """The portal refuses: a challenge page, a status that forbids, or its robots.txt. Never worked around."""


class BrokenBodyError(Exception):
    """The answer broke off or was damaged on the way, each time it was asked for."""
