"""Every family on its simulated portal, two nights with changes: all reports, no look-alike, nothing fetched twice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

import pytest
from fake_portal import FakePortal, crawl, portal_of
from simulated_portals import FAMILIES, Entry, first_night, publish, second_night

from pipelines import archive
from pipelines.crawl.process import SPIDERS
from pipelines.paths import DataPaths
from pipelines.portals.registry import Family
from pipelines.sightings import FetchStatus, PortalVisit, Sighting


@dataclass(frozen=True)
class Night:
    """What one night gave at one portal: articles by path, last sightings by path, what was sent."""

    visit: PortalVisit
    articles: Mapping[str, Entry]
    sightings: Mapping[str, Sighting]
    sent: tuple[tuple[str, int], ...]

    @property
    def reports(self) -> set[str]:
        return {path for path, entry in self.articles.items() if entry.is_report}


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, list[Night]]]:
    """Both nights at all portals, each night one crawl of all of them."""
    paths = DataPaths(tmp_path_factory.mktemp("families"))
    fakes = {family: FakePortal() for family in FAMILIES}
    found: dict[str, list[Night]] = {family: [] for family in FAMILIES}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GONGKAI_ALLOW_LOOPBACK", "1")
        for entries in (first_night(), second_night()):
            published = {family: publish(fake, family, entries) for family, fake in fakes.items()}
            portals = [
                portal_of(fakes[family].url + start, key=f"42-{family}", family=family)
                for family, (start, _) in published.items()
            ]
            for portal, visit in zip(portals, crawl(paths, *portals), strict=True):
                family = portal.family
                latest = archive.latest_sightings(paths, portal.key)
                sightings = {url.removeprefix(fakes[family].url): each for url, each in latest.items()}
                found[family].append(Night(visit, published[family][1], sightings, tuple(fakes[family].sent)))
                fakes[family].sent.clear()
    yield found
    for fake in fakes.values():
        fake.close()


def test_every_family_has_a_spider_and_a_simulated_portal() -> None:
    assert set(SPIDERS) == set(get_args(Family)) == set(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES)
def test_all_reports_are_found_and_no_look_alike(nights: Mapping[str, list[Night]], family: str) -> None:
    first, second = nights[family]
    assert (first.visit.status, first.visit.detail) == ("ok", None)
    assert set(first.sightings) == first.reports
    assert {each.status for each in first.sightings.values()} == {FetchStatus.NEW}
    assert (second.visit.status, second.visit.detail) == ("ok", None)
    assert second.reports <= set(second.sightings)


@pytest.mark.parametrize("family", FAMILIES)
def test_the_second_night_sees_what_changed_and_downloads_nothing_else(
    nights: Mapping[str, list[Night]], family: str
) -> None:
    first, second = nights[family]
    statuses = {path: second.sightings[path].status for path in second.sightings}
    (new,) = second.reports - first.reports
    (gone,) = first.reports - second.reports
    changed = {path for path, entry in second.articles.items() if entry.version == 2}
    assert {path for path, status in statuses.items() if status is FetchStatus.NEW} == {new}
    assert {path for path, status in statuses.items() if status is FetchStatus.CHANGED} == changed
    assert {path for path, status in statuses.items() if status is FetchStatus.GONE} == {gone}
    unchanged = second.reports - {new} - changed
    assert {statuses[path] for path in unchanged} == {FetchStatus.NOT_MODIFIED}
    downloaded = {path for path, status in second.sent if status == 200 and path in first.articles}
    assert downloaded == changed


@pytest.mark.parametrize("family", FAMILIES)
def test_the_fingerprint_of_a_list_names_its_family(nights: Mapping[str, list[Night]], family: str) -> None:
    assert [night.visit.family_seen for night in nights[family]] == [family, family]


@pytest.mark.parametrize("family", FAMILIES)
def test_dates_of_lists_are_read(nights: Mapping[str, list[Night]], family: str) -> None:
    first = nights[family][0]
    if family != "xxgk":
        for path, sighting in first.sightings.items():
            assert str(sighting.link_date) == first.articles[path].date
            assert sighting.link_title == first.articles[path].title
