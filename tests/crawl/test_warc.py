import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from fake_portal import Answer, FakePortal, crawl, list_of, portal_of, report
from warcio.archiveiterator import ArchiveIterator

from pipelines.cli import gongkai
from pipelines.crawl.warc import export
from pipelines.errors import UsageError
from pipelines.inbox import drop
from pipelines.paths import DataPaths

TITLE = "测试局2023年政府信息公开工作年度报告"


def records(file: Path) -> list[tuple[str, str | None, str | None, dict[str, str], bytes]]:
    """Type, address, status, headers and payload of each record; their digests are verified on the way."""
    found = []
    with file.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            http = record.http_headers
            found.append(
                (
                    record.rec_type,
                    record.rec_headers.get_header("WARC-Target-URI"),
                    http.get_statuscode() if http else None,
                    dict(http.headers) if http else {},
                    record.content_stream().read(),
                )
            )
    return found


def test_two_nights_become_responses_revisits_and_metadata(fake: FakePortal, paths: DataPaths, tmp_path: Path) -> None:
    same, packed = report("same", ETag='"1"', Server="nginx"), report("packed")
    zipped = Answer(gzip.compress(packed.body), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    fake.answers = {
        "/nb/": list_of((TITLE, "/a.html"), (TITLE, "/b.html"), (TITLE, "/c.html")),
        "/a.html": same,
        "/b.html": zipped,
        "/c.html": [report("here"), Answer(b"", 404)],
    }
    crawl(paths, portal_of(fake.url + "/nb/"))
    crawl(paths, portal_of(fake.url + "/nb/"))
    target = tmp_path / "42-fake.warc.gz"
    result = CliRunner().invoke(gongkai, ["portals", "warc", "42-fake", "--to", str(target), "--data", str(paths.root)])
    assert result.exit_code == 0, result.output
    assert "8 answers" in result.output
    found = records(target)
    assert [kind for kind, *_ in found].count("warcinfo") == 1
    by_kind = {
        kind: {(url or "").removeprefix(fake.url): rest for each, url, *rest in found if each == kind}
        for kind in ("response", "revisit", "metadata")
    }
    assert set(by_kind["response"]) == {"/nb/", "/a.html", "/b.html", "/c.html"}
    assert set(by_kind["revisit"]) == {"/nb/", "/a.html", "/b.html"}
    status, headers, body = by_kind["response"]["/a.html"]
    assert (status, headers["Server"], body) == ("200", "nginx", same.body)
    assert by_kind["revisit"]["/a.html"][0] == "304"
    assert by_kind["response"]["/b.html"][2] == packed.body
    assert json.loads(by_kind["metadata"]["/c.html"][2])["http_status"] == 404


def test_a_dropped_file_is_a_resource(paths: DataPaths, tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text("测试局2023年政府信息公开工作年度报告", encoding="utf-8")
    drop(paths, [file], url="http://www.a.gov.cn/1.html")
    target = tmp_path / "inbox.warc"
    assert export(paths, "inbox", target) == 1
    (_, resource) = records(target)
    assert (resource[0], resource[1], resource[4]) == ("resource", "http://www.a.gov.cn/1.html", file.read_bytes())


def test_what_is_not_there_is_not_exported(paths: DataPaths, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds nothing of 42-nobody"):
        export(paths, "42-nobody", tmp_path / "x.warc.gz")
    with pytest.raises(UsageError, match=r"\.warc\.gz"):
        export(paths, "42-nobody", tmp_path / "x.zip")
    assert list(tmp_path.glob("*x*")) == []
