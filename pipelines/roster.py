"""Who should report: the bodies that portals are described to hold reports of.

Comes in: portals. Goes out: rows of `staging.roster`. A name is placed as a report's agency would be, by what it says
and by the portal's own division; where that does not decide, the code stays unknown.
"""

from collections.abc import Iterable, Mapping

from pipelines.portals.registry import Portal
from pipelines.regions.match import Surroundings, locate

_YEAR_OF_NAMES = 2100
"""A roster is written in today's names: those in force after every known change."""


def roster_rows(portals: Iterable[Portal]) -> tuple[Mapping[str, object], ...]:
    """One row per portal and name of its `organisations`; a name twice in one portal is one row."""
    return tuple(
        _row(portal, agency)
        for portal in sorted(portals, key=lambda portal: portal.key)
        for agency in dict.fromkeys(portal.organisations)
    )


def _row(portal: Portal, agency: str) -> Mapping[str, object]:
    place = locate(agency, _YEAR_OF_NAMES, Surroundings(portal_adcode=portal.adcode))
    return {
        "portal_id": portal.key,
        "agency": agency,
        "adcode": place.adcode,
        "level": place.level,
        "kind": place.kind,
    }
