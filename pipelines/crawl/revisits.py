"""When a known document is asked for again. Pure.

Reports of the last two years may still be corrected and are asked for every night. Older ones rest for as many days as
the portal's YAML says, spread by their address, so that those first seen in one night do not all come due in one. What
an interrupted crawl already fetched is not asked for again by the next, whether or not the server knows validators.
"""

import re
import zlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from pipelines.crawl.titles import folded_title
from pipelines.sightings import PortalVisit, Sighting

RESUME_HOURS = 12
"""Within this time a crawl continues the one before; later it is another night."""
_EVERY_NIGHT_YEARS = 2
_SPREAD = 0.25
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


def is_due(
    seen: Sighting, title: str | None, now: datetime, *, older_years_every_days: int, last_whole: datetime | None
) -> bool:
    """Whether a document is to be asked for again.

    Args:
        seen: its last sighting with bytes.
        title: title of the link that leads to it now.
        now: the present.
        older_years_every_days: how long older reports rest; 0 for not at all.
        last_whole: end of the last crawl that read everything; None when there was none.
    """
    age = now - seen.seen_at
    if (last_whole is None or seen.seen_at > last_whole) and age < timedelta(hours=RESUME_HOURS):
        return False
    year = report_year(title, seen.link_date)
    if year is None or year >= now.year - _EVERY_NIGHT_YEARS:
        return True
    share = zlib.crc32(seen.url.encode()) / 2**32
    return age >= older_years_every_days * timedelta(days=1 + _SPREAD * (2 * share - 1))


def report_year(title: str | None, printed_on: date | None) -> int | None:
    """The year that a title names, else the one before the date beside the link; None when neither is there."""
    found = _YEAR.search(folded_title(title or ""))
    if found:
        return int(found[0])
    return printed_on.year - 1 if printed_on else None


def last_whole_visit(visits: Iterable[PortalVisit]) -> datetime | None:
    """End of the last crawl that read everything; None when there was none."""
    return max((visit.finished_at for visit in visits if visit.status == "ok"), default=None)
