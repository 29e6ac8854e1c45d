"""What portals do to a crawler, each on a fake portal on loopback and in the crawler's own process."""

import gzip
import itertools
from collections.abc import Iterator

import pytest
from fake_portal import Answer, FakePortal, crawl, html, list_of, portal_of, report

from pipelines import archive
from pipelines.errors import UsageError
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus, Sighting

TITLE = "测试局2023年政府信息公开工作年度报告"
LIST = "/nb/"


def by_path(paths: DataPaths, key: str = "42-fake") -> dict[str, Sighting]:
    return {"/" + url.split("/", 3)[3]: each for url, each in archive.latest_sightings(paths, key).items()}


@pytest.mark.parametrize(
    "challenge",
    [
        Answer(b"<script>$_ts=window['$_ts'];</script>", 412, {"Content-Type": "text/html"}),
        Answer(b"<script>document.cookie='__jsl_clearance=1'</script>", 521, {"Content-Type": "text/html"}),
        Answer("<title>滑动验证</title>".encode(), 200, {"Content-Type": "text/html"}),
        Answer(b"no", 403),
    ],
)
def test_a_challenge_page_is_blocked_never_read_and_never_asked_again(
    fake: FakePortal, paths: DataPaths, challenge: Answer
) -> None:
    fake.answers = {"/robots.txt": Answer(), LIST: challenge}
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, visit.blocked, visit.listing_pages) == ("blocked", 1, 0)
    assert visit.detail
    assert fake.paths_asked() == [LIST]
    assert by_path(paths) == {}


def test_a_document_behind_a_challenge_is_blocked_and_its_bytes_are_not_kept(
    fake: FakePortal, paths: DataPaths
) -> None:
    page = gzip.compress(b"<html><script>$_ts=window['$_ts']</script>")
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    fake.answers = {
        LIST: list_of((TITLE, "/a.html"), (TITLE, "/b.html")),
        "/a.html": Answer(page, headers=headers),
        "/b.html": report(),
    }
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, visit.blocked, visit.new) == ("partial", 1, 1)
    blocked = by_path(paths)["/a.html"]
    assert (blocked.status, blocked.document_id) == (FetchStatus.BLOCKED, None)
    assert "$_ts" in (blocked.detail or "")


def test_robots_txt_is_obeyed(fake: FakePortal, paths: DataPaths) -> None:
    fake.answers = {
        "/robots.txt": Answer(b"User-agent: gongkai\nDisallow: /secret/\n\nUser-agent: *\nDisallow: /"),
        LIST: list_of((TITLE, "/secret/a.html"), (TITLE, "/b.html")),
        "/b.html": report(),
    }
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert fake.paths_asked() == [LIST, "/b.html"]
    assert by_path(paths)["/secret/a.html"].status is FetchStatus.BLOCKED
    assert "robots.txt" in (visit.detail or "")


def test_a_portal_whose_robots_txt_cannot_be_read_is_not_asked(fake: FakePortal, paths: DataPaths) -> None:
    fake.answers = {"/robots.txt": Answer(b"", 500), LIST: list_of((TITLE, "/a.html"))}
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, fake.paths_asked()) == ("failed", [])
    assert "robots.txt answers 500" in (visit.detail or "")


def test_links_that_leave_the_portal_are_refused(fake: FakePortal, trap: FakePortal, paths: DataPaths) -> None:
    outside = ("http://mirror.example.com/a.html", f"{trap.url}/b.html", "http://user:x@a.gov.cn/c.html")
    fake.answers = {LIST: list_of(*((TITLE, url) for url in outside), (TITLE, "/d.html")), "/d.html": report()}
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, visit.new, visit.failed) == ("partial", 1, 3)
    for each in archive.latest_sightings(paths, "42-fake").values():
        if not each.url.endswith("d.html"):
            assert (each.detail or "").startswith("refused: ")


def test_a_redirect_into_a_trap_is_refused(fake: FakePortal, trap: FakePortal, paths: DataPaths) -> None:
    fake.answers = {
        LIST: list_of((TITLE, "/a.html"), (TITLE, "/b.html"), (TITLE, "/c.html")),
        "/a.html": Answer(b"", 302, {"Location": f"{trap.url}/latest/meta-data/"}),
        "/b.html": Answer(b"", 301, {"Location": "file:///etc/passwd"}),
        "/c.html": html(f'<meta http-equiv="refresh" content="0;url={trap.url}/x">'),
    }
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert visit.new == 0
    assert by_path(paths)["/a.html"].detail is not None
    assert all(each.document_id is None for each in by_path(paths).values())


def test_a_name_of_the_portal_that_resolves_inside_is_refused_after_resolution(
    fake: FakePortal, trap: FakePortal, paths: DataPaths
) -> None:
    inside = ("http://inside.gov.cn/a.html", f"http://rebound.gov.cn:{trap.port}/b.html")
    fake.answers = {LIST: list_of(*((TITLE, url) for url in inside))}
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    reasons = {each.url: each.detail or "" for each in archive.latest_sightings(paths, "42-fake").values()}
    assert visit.failed == 2
    assert "10.0.0.7 is no public address" in reasons[inside[0]]
    assert f"127.0.0.1 port {trap.port} is loopback" in reasons[inside[1]]


def test_loopback_is_refused_unless_it_is_allowed(
    fake: FakePortal, paths: DataPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GONGKAI_ALLOW_LOOPBACK")
    fake.answers = {LIST: list_of((TITLE, "/a.html"))}
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert visit.status == "failed"
    assert "127.0.0.1 is no public address" in (visit.detail or "")
    assert fake.asked == []


def _endless() -> Iterator[bytes]:
    while True:
        yield b"0" * 2**20


def test_bombs_are_bounded(fake: FakePortal, paths: DataPaths) -> None:
    bomb = gzip.compress(b"0" * (archive.MAX_DOCUMENT_BYTES + 2**20), 1)
    fake.answers = {
        LIST: list_of((TITLE, "/gzip.html"), (TITLE, "/endless.pdf"), (TITLE, "/declared.pdf"), (TITLE, "/good.html")),
        "/gzip.html": Answer(bomb, headers={"Content-Encoding": "gzip", "Content-Type": "text/html"}),
        "/endless.pdf": Answer(stream=_endless),
        "/declared.pdf": Answer(b"%PDF", declared_length=10**11),
        "/good.html": report(),
    }
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, visit.new, visit.failed) == ("partial", 1, 3)
    stored = sum(file.stat().st_size for file in paths.archive.rglob("*") if file.is_file())
    assert stored < 2**20


@pytest.mark.clock
def test_an_overloaded_portal_is_asked_again_after_the_pause_it_asks_for(fake: FakePortal, paths: DataPaths) -> None:
    fake.answers = {
        LIST: list_of((TITLE, "/a.html")),
        "/a.html": [Answer(b"", 503, {"Retry-After": "1"}), Answer(b"", 429), report()],
    }
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, visit.new) == ("ok", 1)
    first, second, _ = (each.at for each in fake.asked if each.path == "/a.html")
    assert second - first >= 0.9


def test_a_portal_that_stays_overloaded_is_left_alone(fake: FakePortal, paths: DataPaths) -> None:
    fake.answers = {LIST: list_of((TITLE, "/a.html")), "/a.html": Answer(b"", 503)}
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, visit.failed) == ("partial", 1)
    assert fake.paths_asked().count("/a.html") == 4
    assert by_path(paths)["/a.html"].http_status == 503


def test_half_a_body_is_no_document(fake: FakePortal, paths: DataPaths) -> None:
    fake.answers = {LIST: list_of((TITLE, "/a.pdf")), "/a.pdf": Answer(b"%PDF-1.7 half", declared_length=4000)}
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.new, visit.failed) == (0, 1)
    assert by_path(paths)["/a.pdf"].document_id is None


def test_a_compressed_body_that_is_torn_or_damaged_is_asked_again_and_never_half_a_document(
    fake: FakePortal, paths: DataPaths
) -> None:
    whole = gzip.compress(report("年度报告" * 500).body)
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    fake.answers = {
        LIST: list_of(*((TITLE, f"/{name}.html") for name in ("torn", "once", "damaged", "unasked", "two"))),
        "/torn.html": Answer(whole[: len(whole) // 2], headers=headers),
        "/once.html": [Answer(whole[:-4], headers=headers), Answer(whole, headers=headers)],
        "/damaged.html": Answer(whole[:40] + b"\xff\xff\xff" + whole[43:], headers=headers),
        "/unasked.html": Answer(whole, headers={**headers, "Content-Encoding": "br"}),
        "/two.html": Answer(whole + whole, headers=headers),
    }
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, visit.new, visit.failed) == ("partial", 2, 3)
    found = by_path(paths)
    assert "breaks off after" in (found["/torn.html"].detail or "")
    assert "damaged" in (found["/damaged.html"].detail or "")
    assert "'br'" in (found["/unasked.html"].detail or "")
    assert fake.paths_asked().count("/torn.html") == 4
    assert fake.paths_asked().count("/once.html") == 2
    assert archive.read_bytes(paths, found["/two.html"].document_id or "") == gzip.decompress(whole) * 2


def test_a_connection_that_is_reset_is_tried_again_and_then_recorded(fake: FakePortal, paths: DataPaths) -> None:
    fake.answers = {
        LIST: list_of((TITLE, "/never.html"), (TITLE, "/once.html")),
        "/never.html": Answer(reset=True),
        "/once.html": [Answer(reset=True), report()],
    }
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, visit.new, visit.failed) == ("partial", 1, 1)
    assert by_path(paths)["/never.html"].document_id is None
    # A connection that was kept open and is gone is opened anew without counting, as every HTTP client does.
    assert 4 <= fake.paths_asked().count("/never.html") <= 8


def test_a_redirect_loop_ends(fake: FakePortal, paths: DataPaths) -> None:
    fake.answers = {
        LIST: list_of((TITLE, "/a.html")),
        "/a.html": Answer(b"", 302, {"Location": "/b.html"}),
        "/b.html": Answer(b"", 302, {"Location": "/a.html"}),
    }
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert visit.failed == 1
    assert len(fake.paths_asked()) <= 8


def test_an_endless_list_ends_where_it_repeats_itself(fake: FakePortal, paths: DataPaths) -> None:
    def page(number: int) -> Answer:
        return list_of((TITLE, "/a.html"), more=f'<a href="/nb/?page={number + 1}">下一页</a>')

    # Every page is the first one again, under another address and with a link to yet another.
    fake.answers = {"/a.html": report(), LIST: page(1)} | {f"/nb/?page={n}": page(n) for n in range(2, 400)}
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, visit.new, visit.listing_pages) == ("ok", 1, 2)


@pytest.mark.slow
def test_a_list_without_end_is_cut_off_and_the_visit_says_so(fake: FakePortal, paths: DataPaths) -> None:
    call = '<script>createPageHTML(100000, 0, "index", "html")</script>'
    fake.answers = {LIST: list_of((TITLE, "/a.html"), more=call), "/a.html": report()}
    fake.answers |= {f"/nb/index_{n}.html": list_of((f"第{n}条", f"/{n}.html")) for n in range(1, 400)}
    (visit,) = crawl(paths, portal_of(fake.url + LIST, family="trs"))
    assert (visit.status, visit.new, visit.listing_pages) == ("partial", 1, 300)
    assert "cut off after 300 pages" in (visit.detail or "")


def test_session_ids_and_fragments_make_no_second_document(fake: FakePortal, paths: DataPaths) -> None:
    links = ("/a.html;jsessionid=1", "/a.html;jsessionid=2", "/a.html#top", "/a.html")
    fake.answers = {LIST: list_of(*((TITLE, link) for link in links)), "/a.html": report()}
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.reports, visit.new) == (1, 1)
    assert fake.paths_asked() == [LIST, "/a.html"]


def test_a_list_in_gbk_is_read(fake: FakePortal, paths: DataPaths) -> None:
    item = f'<li><a href="/a.html">{TITLE}</a></li>'
    page = f'<html><head><meta charset="gb2312"></head><body>{item}</body></html>'.encode("gbk")
    fake.answers = {LIST: Answer(page, headers={"Content-Type": "text/html"}), "/a.html": report()}
    crawl(paths, portal_of(fake.url + LIST))
    assert by_path(paths)["/a.html"].link_title == TITLE


def test_an_attachment_stands_for_a_page_without_a_table(fake: FakePortal, paths: DataPaths) -> None:
    prose = "<p>" + "本机关按照规定主动公开政府信息，办理申请，保障公众的知情权。" * 20 + "</p>"
    pdf = Answer(b"%PDF-1.7 x", headers={"Content-Type": "application/pdf"})
    link = '<a href="/files/{}.pdf">附件</a>'
    fake.answers = {
        LIST: list_of((TITLE, "/short.html"), (TITLE, "/long.html"), (TITLE, "/table.html")),
        "/short.html": html("<p>见附件</p>" + link.format("short")),
        "/long.html": html(prose + link.format("long")),
        "/table.html": report(link.format("table")),
        **{f"/files/{name}.pdf": pdf for name in ("short", "long", "table")},
    }
    crawl(paths, portal_of(fake.url + LIST))
    found = by_path(paths)
    assert set(found) == {"/files/short.pdf", "/long.html", "/files/long.pdf", "/table.html"}
    assert found["/files/short.pdf"].link_title == TITLE
    assert (found["/files/short.pdf"].listing_url or "").endswith("/short.html")


def test_over_three_nights_pages_change_vanish_and_stay_known(fake: FakePortal, paths: DataPaths) -> None:
    both = ("/changed.html", "/gone.html", "/unlisted.html", "/same.html")
    fake.answers = {
        LIST: list_of(*((TITLE, path) for path in both)),
        "/changed.html": report("first", ETag='"1"'),
        "/gone.html": report("here"),
        "/unlisted.html": report("kept", ETag='"u"'),
        "/same.html": report("same"),
    }
    (first,) = crawl(paths, portal_of(fake.url + LIST))
    assert (first.status, first.new) == ("ok", 4)
    fake.answers |= {
        LIST: list_of(*((TITLE, path) for path in both if path != "/unlisted.html")),
        "/changed.html": report("second", ETag='"2"'),
        "/gone.html": Answer(b"", 404),
    }
    (second,) = crawl(paths, portal_of(fake.url + LIST))
    assert (second.status, second.changed, second.gone, second.unchanged, second.not_modified) == ("ok", 1, 1, 1, 1)
    found = by_path(paths)
    assert (found["/gone.html"].status, found["/unlisted.html"].status) == (FetchStatus.GONE, FetchStatus.NOT_MODIFIED)
    versions = {each.document_id for each in archive.iter_sightings(paths, "42-fake") if "changed" in each.url}
    assert len(versions) == 2
    assert archive.known_urls(paths, "42-fake")[f"{fake.url}/gone.html"].document_id
    fake.answers[LIST] = list_of((TITLE, "/changed.html"), (TITLE, "/same.html"))
    (third,) = crawl(paths, portal_of(fake.url + LIST))
    assert (third.gone, third.not_modified) == (0, 2)


def test_a_broken_portal_never_touches_its_neighbours(fake: FakePortal, trap: FakePortal, paths: DataPaths) -> None:
    fake.answers = {LIST: list_of((TITLE, "/a.html")), "/a.html": report(), "/wall/": Answer(b"", 412)}
    dead = FakePortal()
    dead.close()
    visits = crawl(
        paths,
        portal_of(dead.url + LIST, key="11-dead"),
        portal_of(fake.url + "/wall/", key="12-blocked"),
        portal_of(fake.url + LIST, key="13-good"),
        portal_of(fake.url + LIST, key="14-strange", family="gkmlpt"),
        portal_of(fake.url + "/missing/", key="15-empty"),
    )
    assert [(visit.portal_id, visit.status) for visit in visits] == [
        ("11-dead", "failed"),
        ("12-blocked", "blocked"),
        ("13-good", "ok"),
        ("14-strange", "failed"),
        ("15-empty", "failed"),
    ]
    assert "annualreport#<number> is expected" in (visits[3].detail or "")
    for visit in visits:
        assert list(archive.iter_visits(paths, visit.portal_id)) == [visit]


def test_two_portals_on_one_host_never_ask_at_the_same_time(fake: FakePortal, paths: DataPaths) -> None:
    pages = [f"/{number}.html" for number in range(6)]
    slow = Answer(report().body, headers={"Content-Type": "text/html"}, after=0.05)
    fake.answers = {f"/{key}/": list_of(*((TITLE, f"/{key}{page}") for page in pages)) for key in "ab"}
    fake.answers |= {f"/{key}{page}": slow for key in "ab" for page in pages}
    visits = crawl(paths, *(portal_of(f"{fake.url}/{key}/", key=f"42-{key}") for key in "ab"))
    assert [visit.new for visit in visits] == [6, 6]
    assert fake.most_at_a_time == 1


@pytest.mark.clock
def test_the_delay_of_the_portal_is_kept(fake: FakePortal, paths: DataPaths) -> None:
    fake.answers = {LIST: list_of((TITLE, "/a.html"), (TITLE, "/b.html")), "/a.html": report(), "/b.html": report()}
    crawl(paths, portal_of(fake.url + LIST, delay_seconds=0.4))
    moments = [each.at for each in fake.asked]
    assert len(moments) == 4
    # The server notes when it begins to answer, which on a busy machine is later than the request was sent.
    assert min(later - earlier for earlier, later in itertools.pairwise(moments)) >= 0.3
    assert moments[-1] - moments[0] >= 1.1


@pytest.mark.clock
def test_the_delay_that_robots_txt_asks_for_is_kept(fake: FakePortal, paths: DataPaths) -> None:
    fake.answers = {
        "/robots.txt": Answer(b"User-agent: *\nCrawl-delay: 0.5"),
        LIST: list_of((TITLE, "/a.html")),
        "/a.html": report(),
    }
    crawl(paths, portal_of(fake.url + LIST))
    listing, document = (each.at for each in fake.asked if each.path != "/robots.txt")
    assert document - listing >= 0.4


def test_we_say_who_we_are_and_take_no_cookies(
    fake: FakePortal, paths: DataPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGKAI_USER_AGENT", "statistics-office/2.1 (+https://example.org/contact)")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    fake.answers = {LIST: list_of((TITLE, "/a.html")), "/a.html": report(**{"Set-Cookie": "id=1"})}
    fake.answers[LIST] = html(f'<a href="/a.html">{TITLE}</a>', **{"Set-Cookie": "id=1"})
    crawl(paths, portal_of(fake.url + LIST))
    assert len(fake.asked) == 3
    for each in fake.asked:
        assert each.headers["User-Agent"] == "statistics-office/2.1 (+https://example.org/contact)"
        assert "Cookie" not in each.headers


@pytest.mark.parametrize("name", ["Mozilla/5.0 (Windows NT 10.0)", "a\nb", "统计局", "x" * 201])
def test_a_dishonest_name_is_refused(paths: DataPaths, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("GONGKAI_USER_AGENT", name)
    with pytest.raises(UsageError, match="GONGKAI_USER_AGENT"):
        crawl(paths, portal_of("http://127.0.0.1:9/"))


def test_a_portal_that_stalls_is_stopped_at_the_time_limit(fake: FakePortal, paths: DataPaths) -> None:
    fake.answers = {LIST: list_of((TITLE, "/a.html"), (TITLE, "/b.html")), "/a.html": report(), "/b.html": report()}
    fake.answers["/b.html"] = Answer(b"late", after=4)
    fake.answers["/a.html"] = Answer(b"late", after=4)
    (visit,) = crawl(paths, portal_of(fake.url + LIST), seconds=2)
    # Which of its steps the limit meets depends on the machine, that it ends there and says so does not.
    assert visit.status in {"partial", "failed"}
    assert "time limit of 2 s" in (visit.detail or "")
    assert {"/a.html", "/b.html"} - set(fake.paths_asked())


def test_where_no_list_of_reports_is_known_few_pages_are_read_and_the_visit_says_what_to_do(
    fake: FakePortal, paths: DataPaths
) -> None:
    call = '<script>createPageHTML(40, 0, "index", "html")</script>'
    fake.answers = {LIST: list_of((TITLE, "/a.html"), more=call), "/a.html": report()}
    fake.answers |= {f"/nb/index_{n}.html": list_of((f"第{n}条", f"/{n}.html")) for n in range(1, 40)}
    (visit,) = crawl(paths, portal_of(fake.url + LIST, family="trs", list_known=False))
    assert (visit.status, visit.new, visit.listing_pages) == ("partial", 1, 3)
    assert "find it on the site" in (visit.detail or "")


def test_a_redirect_to_a_login_page_is_blocked_and_no_document(fake: FakePortal, paths: DataPaths) -> None:
    login = html("<form>用户名</form>")
    fake.answers = {
        LIST: list_of((TITLE, "/a.html"), (TITLE, "/b.html")),
        "/a.html": Answer(b"", 302, {"Location": "/cas/login?service=/a.html"}),
        "/cas/login?service=/a.html": login,
        "/b.html": Answer(b"", 302, {"Location": "/2024/catalogin.html"}),
        "/2024/catalogin.html": report(),
    }
    (visit,) = crawl(paths, portal_of(fake.url + LIST))
    assert (visit.status, visit.new, visit.blocked) == ("partial", 1, 1)
    blocked = by_path(paths)["/a.html"]
    assert (blocked.status, blocked.document_id) == (FetchStatus.BLOCKED, None)
    assert "login page" in (blocked.detail or "")
