import json
import os
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipelines import archive, inbox
from pipelines.errors import UsageError
from pipelines.inbox import collect, drop, read_bounded
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus

URL = "http://www.echeng.gov.cn/gk/t20200331_332267.html"


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data")


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "鄂城区 2019 年报.txt"
    file.write_text("一、总体情况", encoding="utf-8")
    return file


def sidecar(file: Path, text: str | bytes) -> None:
    data = text.encode() if isinstance(text, str) else text
    file.with_name(file.name + ".meta.json").write_bytes(data)


def test_a_file_is_stored_with_its_claims_and_who_dropped_it(paths: DataPaths, report: Path) -> None:
    (sighting,) = drop(paths, [report], url=URL, agency="鄂城区人民政府", year=2019, dropped_by="wang")
    assert sighting.portal_id == "inbox"
    assert (sighting.status, sighting.source, sighting.dropped_by) == (FetchStatus.DROPPED, "inbox", "wang")
    assert (sighting.url, sighting.claimed_agency, sighting.claimed_year) == (URL, "鄂城区人民政府", 2019)
    assert sighting.document_id is not None
    assert archive.read_bytes(paths, sighting.document_id) == report.read_bytes()
    assert list(archive.iter_sightings(paths, "inbox")) == [sighting]


def test_a_file_without_an_address_has_a_file_url_of_its_name(paths: DataPaths, report: Path) -> None:
    (sighting,) = drop(paths, [report])
    assert sighting.url == "file:%E9%84%82%E5%9F%8E%E5%8C%BA%202019%20%E5%B9%B4%E6%8A%A5.txt"
    assert sighting.dropped_by


def test_the_same_bytes_with_the_same_claims_are_nothing_new(paths: DataPaths, report: Path) -> None:
    assert len(drop(paths, [report], year=2019)) == 1
    assert drop(paths, [report], year=2019) == ()
    assert len(drop(paths, [report], year=2020)) == 1
    report.write_text("二、", encoding="utf-8")
    assert len(drop(paths, [report], year=2019)) == 1


def test_a_sidecar_wins_over_the_call(paths: DataPaths, report: Path) -> None:
    sidecar(report, json.dumps({"url": URL, "year": 2018, "published_on": "2020-03-31"}))
    (sighting,) = drop(paths, [report], agency="鄂城区人民政府", year=2019)
    assert (sighting.url, sighting.claimed_agency, sighting.claimed_year) == (URL, "鄂城区人民政府", 2018)
    assert sighting.link_date == date(2020, 3, 31)


def test_a_document_of_a_portal_that_blocks_us_joins_that_portal(paths: DataPaths, report: Path) -> None:
    sidecar(report, '{"portal": "42-echeng"}')
    (sighting,) = drop(paths, [report])
    assert sighting.portal_id == "42-echeng"
    assert list(archive.iter_sightings(paths, "inbox")) == []
    assert drop(paths, [report]) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{", "is no JSON"),
        ("[]", "a JSON object"),
        (b"\xff\xfe\x00", "is no JSON"),
        ("[" * 30_000, "is no JSON"),
        ('{"year": 2019, "year": 2020}', "given twice"),
        ('{"colour": "red"}', "colour: Extra inputs"),
        ('{"year": "2019"}', "year: Input should be a valid integer"),
        ('{"year": 12345}', "year: Input should be less"),
        ('{"url": "file:///etc/passwd"}', "url: is no address"),
        ('{"url": "http://a:b@c.gov.cn/"}', "url: is no address"),
        ('{"url": "http://a.gov.cn/\\u202e"}', "url: holds invisible"),
        ('{"agency": "a\\nb"}', "agency: holds invisible"),
        ('{"published_on": "31.3.2020"}', "published_on"),
        ('{"portal": "../../x"}', "portal"),
        (" " * 70_000, "larger than 64 KB"),
    ],
)
def test_a_wrong_sidecar_is_refused_and_named(paths: DataPaths, report: Path, text: str | bytes, expected: str) -> None:
    sidecar(report, text)
    with pytest.raises(UsageError) as caught:
        drop(paths, [report])
    assert "meta.json" in str(caught.value)
    assert expected in str(caught.value)
    assert archive.portal_ids(paths) == ()


def test_a_folder_is_walked_without_hidden_files_and_sidecars(paths: DataPaths, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    (folder / "2019").mkdir(parents=True)
    for name in ("b.pdf", "a.html", ".DS_Store", "2019/c.txt"):
        (folder / name).write_text(name)
    sidecar(folder / "a.html", '{"year": 2019}')
    found = drop(paths, [folder])
    assert [(each.url, each.claimed_year) for each in found] == [
        ("file:2019/c.txt", None),
        ("file:a.html", 2019),
        ("file:b.pdf", None),
    ]


def test_nothing_is_stored_when_one_path_is_wrong(paths: DataPaths, report: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"missing\.pdf"):
        drop(paths, [report, tmp_path / "missing.pdf"])
    assert not paths.root.exists()


def test_symbolic_links_are_refused_wherever_they_are(paths: DataPaths, report: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.txt").symlink_to(report)
    for path in (folder / "link.txt", folder):
        with pytest.raises(UsageError, match=r"link\.txt: is a symbolic link"):
            drop(paths, [path])
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="symbolic link"):
        drop(paths, [tmp_path / "dangling"])


def test_a_sidecar_that_is_a_link_is_refused(paths: DataPaths, report: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text('{"year": 2019}')
    report.with_name(report.name + ".meta.json").symlink_to(tmp_path / "secret.json")
    with pytest.raises(UsageError, match="symbolic link"):
        drop(paths, [report])


def test_a_pipe_is_no_document(paths: DataPaths, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UsageError, match="neither a file nor a folder"):
        drop(paths, [tmp_path / "pipe"])


def test_an_unreadable_file_is_named(paths: DataPaths, report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(UsageError, match=r"2019 年报\.txt: Permission denied"):
        drop(paths, [report])


def test_a_folder_without_rights_is_named(paths: DataPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(UsageError, match="rights of the folder"):
        drop(paths, [tmp_path])


def test_a_file_past_the_bound_is_refused_before_it_is_read(
    paths: DataPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MAX_DOCUMENT_BYTES", 10)
    (tmp_path / "large.pdf").write_bytes(b"x" * 11)
    for call in (lambda: drop(paths, [tmp_path / "large.pdf"]), lambda: read_bounded(tmp_path / "large.pdf")):
        with pytest.raises(UsageError, match="larger than"):
            call()


def test_one_address_cannot_belong_to_two_files(paths: DataPaths, report: Path, tmp_path: Path) -> None:
    (tmp_path / "second.txt").write_text("x")
    with pytest.raises(UsageError, match="fits one file, 2 were given"):
        drop(paths, [report, tmp_path / "second.txt"], url=URL)


def test_an_empty_folder_is_an_error_of_the_call(paths: DataPaths, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file in"):
        drop(paths, [tmp_path])


def test_an_empty_file_is_a_document_whose_status_tells(paths: DataPaths, tmp_path: Path) -> None:
    (tmp_path / "empty.pdf").touch()
    (sighting,) = drop(paths, [tmp_path / "empty.pdf"])
    assert sighting.byte_count == 0


def test_a_name_that_is_no_utf8_is_kept(paths: DataPaths, tmp_path: Path) -> None:
    name = os.fsdecode("年报".encode("gbk"))
    (tmp_path / name).write_text("x")
    (sighting,) = drop(paths, [tmp_path / name])
    assert sighting.url == "file:%C4%EA%B1%A8"
    assert list(archive.iter_sightings(paths, "inbox")) == [sighting]


def test_a_path_with_a_null_byte_is_wrong_usage(paths: DataPaths) -> None:
    for call in (lambda: drop(paths, [Path("a\0b")]), lambda: read_bounded(Path("a\0b"))):
        with pytest.raises(UsageError):
            call()


def test_the_inbox_folder_is_stored_once_and_its_bad_files_are_told_once(paths: DataPaths, report: Path) -> None:
    assert collect(paths) == ()
    paths.inbox.mkdir(parents=True)
    (paths.inbox / "good.txt").write_text("x")
    (paths.inbox / "bad.txt").symlink_to(report)
    found = {each.url: each.status for each in collect(paths)}
    assert found == {"file:good.txt": FetchStatus.DROPPED, "file:bad.txt": FetchStatus.FAILED}
    assert collect(paths) == ()


def test_a_bad_file_in_a_folder_of_the_inbox_stops_no_other_file(paths: DataPaths, report: Path) -> None:
    folder = paths.inbox / "2024" / "街道"
    folder.mkdir(parents=True)
    (folder / "a.txt").symlink_to(report)
    (folder / "b.txt").write_text("b")
    (folder / "b.txt.meta.json").write_text("{")
    (folder / "c.txt").write_text("c")
    (paths.inbox / "2024" / "z.txt").write_text("z")

    found = {unquote(each.url): each.status for each in collect(paths)}

    assert found == {
        "file:街道/a.txt": FetchStatus.FAILED,
        "file:街道/b.txt": FetchStatus.FAILED,
        "file:街道/c.txt": FetchStatus.DROPPED,
        "file:z.txt": FetchStatus.DROPPED,
    }
    assert collect(paths) == ()
