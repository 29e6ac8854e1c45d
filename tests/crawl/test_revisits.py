from datetime import UTC, date, datetime, timedelta

import pytest
from fake_portal import Answer, FakePortal, crawl, list_of, portal_of, report

from pipelines import archive
from pipelines.crawl.revisits import is_due, last_whole_visit, report_year
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus, PortalVisit, Sighting

NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


def seen(days_ago: float, url: str = "http://a.gov.cn/1.html", link_date: date | None = None) -> Sighting:
    return Sighting(
        "42-a", url, FetchStatus.NEW, NOW - timedelta(days=days_ago), document_id="0" * 64, link_date=link_date
    )


def due(title: str | None, days_ago: float, *, every: int = 30, url: str = "http://a.gov.cn/1.html") -> bool:
    return is_due(seen(days_ago, url), title, NOW, older_years_every_days=every, last_whole=NOW - timedelta(hours=1))


@pytest.mark.parametrize("title", ["某局2025年政府信息公开工作年度报告", "某局2024年度报告", "政府信息公开年报", None])
def test_the_last_two_years_and_reports_of_an_unknown_year_are_due_every_night(title: str | None) -> None:
    assert due(title, 1)


def test_older_years_rest_for_about_as_long_as_the_yaml_says() -> None:
    title = "某局2021年政府信息公开工作年度报告"
    assert not due(title, 1)
    assert not due(title, 22)
    assert due(title, 38)
    assert due(title, 1, every=0)


def test_older_reports_first_seen_in_one_night_do_not_all_come_due_in_one() -> None:
    urls = [f"http://a.gov.cn/{number}.html" for number in range(200)]
    due_by_day = [sum(due("某局2021年报", day, url=url) for url in urls) for day in (22, 26, 30, 34, 38)]
    assert due_by_day[0] == 0
    assert due_by_day == sorted(set(due_by_day))
    assert due_by_day[-1] == len(urls)


def test_what_an_interrupted_crawl_fetched_is_not_due_until_the_next_night() -> None:
    title = "某局2025年政府信息公开工作年度报告"
    for last_whole in (None, NOW - timedelta(days=1)):
        assert not is_due(seen(0.2), title, NOW, older_years_every_days=0, last_whole=last_whole)
        assert is_due(seen(0.6), title, NOW, older_years_every_days=0, last_whole=last_whole)


def test_the_year_is_that_of_the_title_else_the_one_before_the_date() -> None:
    assert report_year("某局２０２１年报", date(2024, 1, 1)) == 2021
    assert report_year("政府信息公开年报", date(2024, 1, 1)) == 2023
    assert report_year(None, None) is None


def test_only_a_visit_that_read_everything_is_whole() -> None:
    visits = [PortalVisit("42-a", NOW, NOW + timedelta(hours=n), status) for n, status in enumerate(("ok", "partial"))]
    assert last_whole_visit(visits) == NOW
    assert last_whole_visit(visits[1:]) is None


def test_an_older_report_is_left_alone_and_neither_gone_nor_lost(fake: FakePortal, paths: DataPaths) -> None:
    older, newer = "甲局2021年政府信息公开工作年度报告", f"甲局{datetime.now(UTC).year - 1}年政府信息公开工作年度报告"
    attached = Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"})
    page = '<p>见附件</p><a href="/b.pdf">附件</a>'
    fake.answers = {
        "/nb/": list_of((older, "/a.html"), (newer, "/c.html")),
        "/a.html": Answer(f"<html>{page}</html>".encode(), headers={"Content-Type": "text/html"}),
        "/b.pdf": attached,
        "/c.html": report(),
    }
    portal = portal_of(fake.url + "/nb/", older_years_every_days=30)
    (first,) = crawl(paths, portal)
    assert (first.new, first.postponed) == (2, 0)
    fake.asked.clear()
    (second,) = crawl(paths, portal)
    assert (second.status, second.postponed, second.unchanged) == ("ok", 2, 1)
    assert fake.paths_asked() == ["/nb/", "/c.html"]
    assert {each.status for each in archive.latest_sightings(paths, "42-fake").values()} <= {
        FetchStatus.NEW,
        FetchStatus.UNCHANGED,
    }
