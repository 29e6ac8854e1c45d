import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from pipelines import archive
from pipelines.errors import ArchiveError
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus, PortalVisit, Sighting

SEEN = datetime(2026, 1, 20, 17, 5, 9, 250000, tzinfo=UTC)
URL = "http://www.echeng.gov.cn/gk/t20260120_1.html"


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data")


def sighting(paths: DataPaths, data: bytes = b"report", **changes: object) -> Sighting:
    values: dict[str, object] = {
        "portal_id": "42-echeng",
        "url": URL,
        "status": FetchStatus.NEW,
        "seen_at": SEEN,
        "document_id": archive.store_bytes(paths, data),
        "http_status": 200,
        "media_type": "text/html; charset=gbk",
        "byte_count": len(data),
        "link_title": "鄂城区2025年政府信息公开工作年度报告",
        "link_date": date(2026, 1, 20),
        "etag": '"1"',
    }
    return Sighting(**(values | changes))  # type: ignore[arg-type]


def index_file(paths: DataPaths) -> Path:
    return paths.archive_index / "42-echeng.jsonl"


def test_bytes_come_back_under_their_sha256(paths: DataPaths) -> None:
    document_id = archive.store_bytes(paths, b"report")
    assert document_id == hashlib.sha256(b"report").hexdigest()
    assert archive.read_bytes(paths, document_id) == b"report"
    assert (paths.archive / document_id[:2] / document_id).is_file()


def test_storing_the_same_bytes_again_changes_nothing(paths: DataPaths) -> None:
    document_id = archive.store_bytes(paths, b"report")
    before = (paths.archive / document_id[:2] / document_id).stat()
    assert archive.store_bytes(paths, b"report") == document_id
    assert (paths.archive / document_id[:2] / document_id).stat().st_mtime_ns == before.st_mtime_ns
    assert list((paths.archive / "incoming").iterdir()) == []


def test_other_bytes_under_a_name_are_an_error_and_stay(paths: DataPaths) -> None:
    document_id = archive.store_bytes(paths, b"report")
    file = paths.archive / document_id[:2] / document_id
    file.write_bytes(b"forged")
    with pytest.raises(ArchiveError, match="does not hold the bytes it is named for"):
        archive.store_bytes(paths, b"report")
    with pytest.raises(ArchiveError, match="changed or damaged"):
        archive.read_bytes(paths, document_id)
    assert file.read_bytes() == b"forged"


def test_a_missing_document_is_named(paths: DataPaths) -> None:
    with pytest.raises(ArchiveError, match="0" * 64):
        archive.read_bytes(paths, "0" * 64)


@pytest.mark.parametrize("document_id", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_what_is_no_hash_is_no_document(paths: DataPaths, document_id: str) -> None:
    with pytest.raises(ArchiveError, match="no document id"):
        archive.read_bytes(paths, document_id)


@pytest.mark.parametrize("portal_id", ["", "..", "../x", "a/b", "a\\b", "A", "-x", "a\n", "x" * 65, "a.b", "鄂城"])
def test_a_hostile_portal_id_reaches_no_file(paths: DataPaths, portal_id: str) -> None:
    with pytest.raises(ArchiveError, match="no portal id"):
        archive.append_sighting(paths, sighting(paths, portal_id=portal_id))
    with pytest.raises(ArchiveError, match="no portal id"):
        list(archive.iter_sightings(paths, portal_id))


def test_sightings_come_back_equal_and_in_order(paths: DataPaths) -> None:
    gone = sighting(paths, document_id=None, status=FetchStatus.GONE, http_status=404, byte_count=None)
    written = [sighting(paths), sighting(paths, b"second", status=FetchStatus.CHANGED), gone]
    for each in written:
        archive.append_sighting(paths, each)
    assert list(archive.iter_sightings(paths, "42-echeng")) == written
    assert archive.known_urls(paths, "42-echeng") == {URL: written[1]}
    assert archive.latest_sightings(paths, "42-echeng") == {URL: gone}
    assert archive.portal_ids(paths) == ("42-echeng",)


def test_list_pages_are_no_documents(paths: DataPaths) -> None:
    listing = sighting(paths, url="http://www.echeng.gov.cn/gk/index.html")
    archive.append_listing(paths, listing)
    assert list(archive.iter_sightings(paths, "42-echeng")) == []
    assert archive.known_listings(paths, "42-echeng") == {listing.url: listing}


def test_visits_come_back_equal(paths: DataPaths) -> None:
    visit = PortalVisit("42-echeng", SEEN, SEEN, "partial", requests=9, new=2, detail="one address failed")
    archive.append_visit(paths, visit)
    assert list(archive.iter_visits(paths, "42-echeng")) == [visit]
    assert archive.portal_ids(paths) == ("42-echeng",)


def test_a_portal_never_visited_has_no_story(paths: DataPaths) -> None:
    assert list(archive.iter_sightings(paths, "42-echeng")) == []
    assert archive.portal_ids(paths) == ()


def test_a_sighting_without_its_bytes_is_refused(paths: DataPaths) -> None:
    with pytest.raises(ArchiveError, match="must be stored before"):
        archive.append_sighting(paths, sighting(paths, document_id="0" * 64))
    assert not index_file(paths).exists()


def test_a_time_without_a_zone_is_refused(paths: DataPaths) -> None:
    with pytest.raises(ArchiveError, match="no time zone"):
        archive.append_sighting(paths, sighting(paths, seen_at=SEEN.replace(tzinfo=None)))


@pytest.mark.parametrize("torn", [b"{", b'{"portal_id": "42-ech', '{"url": "鄂'.encode()[:-1], b"\0" * 5000])
def test_a_torn_last_line_is_ignored_and_cut_off_before_the_next(paths: DataPaths, torn: bytes) -> None:
    first, second = sighting(paths), sighting(paths, b"second")
    archive.append_sighting(paths, first)
    with index_file(paths).open("ab") as file:
        file.write(torn)
    assert list(archive.iter_sightings(paths, "42-echeng")) == [first]
    archive.append_sighting(paths, second)
    assert list(archive.iter_sightings(paths, "42-echeng")) == [first, second]
    assert index_file(paths).read_bytes().count(b"\n") == 2


def test_a_torn_first_line_longer_than_a_block_is_cut_off(paths: DataPaths) -> None:
    paths.archive_index.mkdir(parents=True)
    index_file(paths).write_bytes(b"x" * 200_000)
    archive.append_sighting(paths, sighting(paths))
    assert list(archive.iter_sightings(paths, "42-echeng")) == [sighting(paths)]


def test_a_broken_line_in_the_middle_is_an_error_with_its_number(paths: DataPaths) -> None:
    archive.append_sighting(paths, sighting(paths))
    with index_file(paths).open("ab") as file:
        file.write(b'{"portal_id": "42-echeng"}\n')
    archive.append_sighting(paths, sighting(paths))
    with pytest.raises(ArchiveError, match=r"42-echeng\.jsonl line 2"):
        list(archive.iter_sightings(paths, "42-echeng"))


def test_a_field_of_another_version_is_an_error_not_a_loss(paths: DataPaths) -> None:
    archive.append_sighting(paths, sighting(paths))
    line = json.loads(index_file(paths).read_text())
    index_file(paths).write_text(json.dumps(line | {"colour": "red"}) + "\n")
    with pytest.raises(ArchiveError, match="colour"):
        list(archive.iter_sightings(paths, "42-echeng"))


def test_a_process_killed_between_bytes_and_line_leaves_a_sound_archive(paths: DataPaths) -> None:
    archive.append_sighting(paths, sighting(paths))
    script = """
import os, signal, sys
from pathlib import Path
from pipelines import archive
from pipelines.paths import DataPaths
archive.store_bytes(DataPaths(Path(sys.argv[1])), b"the second report")
os.kill(os.getpid(), signal.SIGKILL)
"""
    ended = subprocess.run([sys.executable, "-c", script, str(paths.root)], check=False)
    assert ended.returncode == -signal.SIGKILL
    assert len(list(archive.iter_sightings(paths, "42-echeng"))) == 1
    again = sighting(paths, b"the second report")
    archive.append_sighting(paths, again)
    assert list(archive.iter_sightings(paths, "42-echeng"))[-1] == again


def test_a_process_killed_at_any_moment_leaves_only_whole_lines_with_their_bytes(paths: DataPaths) -> None:
    script = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from pipelines import archive
from pipelines.sightings import FetchStatus, Sighting
from pipelines.paths import DataPaths
paths = DataPaths(Path(sys.argv[1]))
print("ready", flush=True)
for number in range(100_000):
    document_id = archive.store_bytes(paths, b"%s %d" % (sys.argv[2].encode(), number) * 500)
    archive.append_sighting(paths, Sighting("42-echeng", f"http://x.gov.cn/{number}", FetchStatus.NEW,
                            datetime.now(UTC), document_id))
"""
    counts = []
    for round_number in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", script, str(paths.root), str(round_number)], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        child.stdout.readline()
        before = len(list(archive.iter_sightings(paths, "42-echeng")))
        while len(list(archive.iter_sightings(paths, "42-echeng"))) < before + 3 + round_number:
            time.sleep(0.02)
        child.kill()
        child.wait()
        child.stdout.close()
        sightings = list(archive.iter_sightings(paths, "42-echeng"))
        for each in sightings:
            assert each.document_id is not None
            archive.read_bytes(paths, each.document_id)
        counts.append(len(sightings))
    assert counts == sorted(counts)


def test_writers_at_the_same_time_lose_no_line(paths: DataPaths) -> None:
    urls = {f"http://x.gov.cn/{number}" for number in range(60)}
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda url: archive.append_sighting(paths, sighting(paths, url.encode(), url=url)), urls))
    assert {each.url for each in archive.iter_sightings(paths, "42-echeng")} == urls


def test_only_old_leftovers_are_swept(paths: DataPaths) -> None:
    incoming = paths.archive / "incoming"
    incoming.mkdir(parents=True)
    for name, age in (("old.part", 2 * 24 * 3600), ("young.part", 60)):
        (incoming / name).write_bytes(b"half")
        os.utime(incoming / name, (SEEN.timestamp(), (incoming / name).stat().st_mtime - age))
    assert archive.remove_leftovers(paths) == 1
    assert [path.name for path in incoming.iterdir()] == ["young.part"]
