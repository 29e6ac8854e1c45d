"""The crawler's own process: killed, orphaned, started again."""

import itertools
import json
import subprocess
import sys
import time

import pytest
from fake_portal import Answer, FakePortal, crawl, list_of, portal_of, report

from pipelines import archive
from pipelines.crawl.run import crawl_portals
from pipelines.paths import DataPaths
from pipelines.portals.registry import Portal

TITLE = "测试局2023年政府信息公开工作年度报告"
PAGES = [f"/{number}.html" for number in range(12)]


@pytest.fixture
def portal(fake: FakePortal) -> Portal:
    fake.answers = {"/nb/": list_of(*((TITLE, page) for page in PAGES))}
    fake.answers |= {
        page: Answer(report(page).body, headers={"Content-Type": "text/html", "ETag": f'"{page}"'}, after=0.05)
        for page in PAGES
    }
    return portal_of(fake.url + "/nb/")


def start(*portals: Portal, paths: DataPaths) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-P", "-m", "pipelines.crawl"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    job = {
        "data": str(paths.root),
        "portals": [portal.model_dump(mode="json") for portal in portals],
        "user_agent": "gongkai/test",
        "allow_loopback": True,
        "time_limit_seconds": 60,
    }
    assert child.stdin is not None
    child.stdin.write(json.dumps(job) + "\n")
    child.stdin.flush()
    return child


def wait_until_asked(fake: FakePortal, count: int) -> None:
    deadline = time.monotonic() + 90
    while len(fake.asked) < count and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len(fake.asked) >= count


@pytest.mark.clock
def test_after_a_kill_the_next_run_continues_and_nothing_is_lost_or_doubled(
    fake: FakePortal, portal: Portal, paths: DataPaths
) -> None:
    for asked in (5, 12):
        child = start(portal, paths=paths)
        wait_until_asked(fake, asked)
        child.kill()
        child.wait()
        assert child.stdin is not None
        child.stdin.close()
    (visit,) = crawl(paths, portal)
    assert visit.status == "ok"
    assert visit.postponed >= 1
    assert visit.new + visit.not_modified + visit.postponed == len(PAGES)
    known = archive.known_urls(paths, "42-fake")
    assert {url.removeprefix(fake.url) for url in known} == set(PAGES)
    new = [each.url for each in archive.iter_sightings(paths, "42-fake") if each.status == "new"]
    assert len(new) == len(set(new)) == len(PAGES)


@pytest.mark.clock
def test_when_the_parent_is_gone_the_crawl_stops_and_says_so(
    fake: FakePortal, portal: Portal, paths: DataPaths
) -> None:
    child = start(portal, paths=paths)
    wait_until_asked(fake, 4)
    assert child.stdin is not None
    child.stdin.close()
    assert child.wait(timeout=60) == 0
    (visit,) = archive.iter_visits(paths, "42-fake")
    assert visit.status == "partial"
    assert "the parent process ended" in (visit.detail or "")
    assert len(fake.asked) < 2 + len(PAGES)


def test_a_child_that_dies_leaves_a_failed_visit_with_its_last_words(
    paths: DataPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths.root.write_text("a file where the data directory should be")
    monkeypatch.setattr("pipelines.crawl.run.append_visit", lambda *_: None)
    (visit,) = crawl_portals([portal_of("http://127.0.0.1:9/")], paths, time_limit_seconds=20)
    assert visit.status == "failed"
    assert "ended with code 1" in (visit.detail or "")


def test_no_portals_are_no_crawl(paths: DataPaths) -> None:
    assert crawl_portals([], paths) == ()
    assert not paths.root.exists()


def test_a_portal_given_twice_is_crawled_once(fake: FakePortal, portal: Portal, paths: DataPaths) -> None:
    visits = crawl(paths, portal, portal)
    assert len(visits) == 1
    assert fake.paths_asked().count("/nb/") == 1


@pytest.mark.parametrize("limit", [0.01, 0.2, 0.4, 0.6, 0.9])
def test_a_crawl_that_is_stopped_while_it_starts_ends_and_says_so(
    fake: FakePortal, portal: Portal, paths: DataPaths, limit: float
) -> None:
    # An engine that is told to stop before it runs would never end; how long the start takes depends on the machine.
    began = time.monotonic()
    (visit,) = crawl(paths, portal, seconds=limit)
    assert time.monotonic() - began < 60
    assert visit.status in {"ok", "partial", "failed"}
    if visit.status != "ok":
        assert f"time limit of {limit} s" in (visit.detail or "")


def ended(child: subprocess.Popen[str]) -> None:
    assert child.wait(timeout=120) == 0
    assert child.stdin is not None
    child.stdin.close()


@pytest.mark.clock
def test_two_crawl_processes_never_ask_a_host_at_the_same_time_and_keep_its_delay(
    fake: FakePortal, paths: DataPaths
) -> None:
    pages = [f"/{number}.html" for number in range(8)]
    slow = Answer(report().body, headers={"Content-Type": "text/html"}, after=0.1)
    fake.answers = {f"/{key}/": list_of(*((TITLE, f"/{key}{page}") for page in pages)) for key in "ab"}
    fake.answers |= {f"/{key}{page}": slow for key in "ab" for page in pages}
    children = [
        start(portal_of(f"{fake.url}/{key}/", key=f"{province}-{key}", delay_seconds=0.3), paths=paths)
        for key, province in (("a", "42"), ("b", "11"))
    ]
    for child in children:
        ended(child)
    assert {url.removeprefix(fake.url) for key in ("42-a", "11-b") for url in archive.known_urls(paths, key)} == {
        f"/{key}{page}" for key in "ab" for page in pages
    }
    assert fake.most_at_a_time == 1
    moments = [each.at for each in fake.asked]
    assert min(later - earlier for earlier, later in itertools.pairwise(moments)) >= 0.2
    # Both got their turns: the one did not wait for the end of the other.
    order = [each.path[1] for each in fake.asked if each.path.endswith(".html")]
    assert len([1 for before, after in itertools.pairwise(order) if before != after]) >= 2


def test_a_portal_that_two_processes_crawl_is_crawled_by_one_after_the_other(
    fake: FakePortal, portal: Portal, paths: DataPaths
) -> None:
    for child in [start(portal, paths=paths), start(portal, paths=paths)]:
        ended(child)
    visits = sorted(archive.iter_visits(paths, "42-fake"), key=lambda visit: visit.finished_at)
    assert [(visit.status, visit.new, visit.not_modified) for visit in visits] == [
        ("ok", len(PAGES), 0),
        ("ok", 0, len(PAGES)),
    ]
    assert fake.most_at_a_time == 1


def test_a_killed_process_leaves_no_host_and_no_portal_locked(
    fake: FakePortal, portal: Portal, paths: DataPaths
) -> None:
    answers = fake.answers
    fake.answers = {**answers, **dict.fromkeys(PAGES, Answer(b"late", after=30))}
    child = start(portal, paths=paths)
    wait_until_asked(fake, 3)
    child.kill()
    child.wait()
    fake.answers = answers
    (visit,) = crawl(paths, portal)
    assert (visit.status, visit.new) == ("ok", len(PAGES))
