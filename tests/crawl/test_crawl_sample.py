import hashlib
from collections.abc import Iterator

import pytest

from pipelines import archive
from pipelines.crawl.run import crawl_portals
from pipelines.paths import DataPaths
from pipelines.portals.registry import load_portals
from pipelines.sample.content import entries
from pipelines.sample.pages import LISTS, MIXED, site
from pipelines.sample.server import ServedSample, serve
from pipelines.sightings import FetchStatus


@pytest.fixture
def sample() -> Iterator[ServedSample]:
    with serve(port=0) as served:
        yield served


def published(served: ServedSample) -> dict[str, str]:
    """SHA-256 by address of every document that a crawl must find."""
    pages = site()
    found = {}
    for entry in entries():
        if entry.kind != "look_alike":
            path = MIXED + entry.file if entry.kind == "attachment" else LISTS[entry.site] + entry.path
            found[served.base_url + path] = hashlib.sha256(pages[path][1]).hexdigest()
    return found


def archived(paths: DataPaths) -> dict[str, str | None]:
    return {
        url: sighting.document_id
        for portal_id in archive.portal_ids(paths)
        for url, sighting in archive.latest_sightings(paths, portal_id).items()
    }


def test_every_report_of_the_sample_is_found_and_no_look_alike(sample: ServedSample, paths: DataPaths) -> None:
    portals = load_portals(sample.portals_root)
    visits = crawl_portals(tuple(portals.values()), paths)
    assert [visit.status for visit in visits] == ["ok", "ok"]
    assert archived(paths) == published(sample)
    for visit in visits:
        assert visit.reports == visit.new == portals[visit.portal_id].expected_reports_per_year
        assert visit.listing_pages == 2
    (echeng,) = (each for each in archive.iter_sightings(paths, "00-sample") if "332267" in each.url)
    assert echeng.link_title == "鄂城区人民政府2019年政府信息公开工作年度报告"
    assert str(echeng.link_date) == "2020-03-31"
    assert echeng.listing_url == f"{sample.base_url}{MIXED}index_1.html"


def test_a_second_crawl_downloads_nothing_again(sample: ServedSample, paths: DataPaths) -> None:
    portals = tuple(load_portals(sample.portals_root).values())
    first = crawl_portals(portals, paths)
    second = crawl_portals(portals, paths)
    assert sum(visit.not_modified for visit in second) == sum(visit.new for visit in first) == len(published(sample))
    assert sum(visit.new + visit.changed + visit.unchanged for visit in second) == 0
    assert archived(paths) == published(sample)
    for portal_id in ("00-sample", "31-sample"):
        listings = archive.known_listings(paths, portal_id).values()
        assert {sighting.status for sighting in listings} == {FetchStatus.NOT_MODIFIED}
    assert sum(visit.bytes_received for visit in second) < sum(visit.bytes_received for visit in first) / 10


def test_the_crawl_says_nothing_in_a_pipe(
    sample: ServedSample, paths: DataPaths, capfd: pytest.CaptureFixture[str]
) -> None:
    crawl_portals(tuple(load_portals(sample.portals_root).values()), paths)
    assert capfd.readouterr() == ("", "")
