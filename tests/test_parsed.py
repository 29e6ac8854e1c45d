"""Archived documents become parsed Parquet, each once, whatever some of them do."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from pyarrow import parquet

from pipelines.archive import append_sighting, read_bytes, store_bytes
from pipelines.errors import ArchiveError
from pipelines.model import DocumentStatus, Identity, ParsedDocument, Report
from pipelines.parsed import PARSER_VERSION, Job, ParseSummary, parse_pending
from pipelines.paths import PROJECT_ROOT, DataPaths
from pipelines.rows import PARSED_TABLES, arrow_schema
from pipelines.sightings import FetchStatus, Sighting


def _obedient(job: Job) -> ParsedDocument:
    """A parser that does what the document says, and tells the hints it was given."""
    text = read_bytes(job.paths, job.document_id).decode()
    if text.startswith("die"):
        os.kill(os.getpid(), signal.SIGKILL)
    if text.startswith("wait"):
        time.sleep(60)
    identity = Identity(
        agency=job.hints.agency, year=job.hints.year, title=repr(job.hints), adcode=job.hints.portal_adcode
    )
    return ParsedDocument(job.document_id, job.media_type or "?", len(text), DocumentStatus.NO_TABLES, Report(identity))


def _archive(paths: DataPaths, text: str, portal: str = "42-a", **columns: object) -> str:
    identifier = store_bytes(paths, text.encode())
    values = {
        "media_type": "text/html",
        "byte_count": len(text),
        "url": f"http://a.gov.cn/{identifier[:8]}.html",
        **columns,
    }
    append_sighting(
        paths,
        Sighting(portal_id=portal, status=FetchStatus.NEW, seen_at=datetime.now(UTC), document_id=identifier, **values),  # type: ignore[arg-type]
    )
    return identifier


def _parse(paths: DataPaths, portal: str = "42-a") -> ParseSummary:
    return parse_pending(paths, portal, "420700", workers=2, parse=_obedient)


def _batches(paths: DataPaths, portal: str = "42-a") -> list[Path]:
    folder = paths.parsed / PARSER_VERSION / portal
    return sorted(path for path in folder.iterdir() if path.is_dir())


def _documents(paths: DataPaths) -> list[dict[str, object]]:
    return [
        row for batch in _batches(paths) for row in parquet.read_table(batch / "parsed_document.parquet").to_pylist()
    ]


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data")


def test_a_document_is_parsed_once(paths: DataPaths) -> None:
    _archive(paths, "one")
    first = _parse(paths)
    assert (dict(first.by_status), first.skipped) == ({"no_tables": 1}, 0)
    _archive(paths, "two")
    second = _parse(paths)
    assert (dict(second.by_status), second.skipped) == ({"no_tables": 1}, 1)
    assert (dict(_parse(paths).by_status), len(_batches(paths))) == ({}, 2)


def test_a_batch_holds_every_table_with_exact_types(paths: DataPaths) -> None:
    _archive(paths, "one")
    _parse(paths)
    (batch,) = _batches(paths)
    assert {path.name for path in batch.iterdir()} == {f"{table}.parquet" for table in PARSED_TABLES}
    for table in PARSED_TABLES:
        assert parquet.read_schema(batch / f"{table}.parquet").equals(arrow_schema(f"staging.{table}"))


def test_hints_come_from_every_sighting_of_the_bytes(paths: DataPaths) -> None:
    _archive(paths, "one", url="http://a.gov.cn/%E5%B9%B4%E6%8A%A5.html?x=1")
    _archive(paths, "one", url="http://a.gov.cn/b", link_title="2023年度报告", link_date=date(2024, 1, 20))
    _archive(paths, "one", url="http://a.gov.cn/c", link_title="另一标题", claimed_agency="乙局", claimed_year=2023)
    _parse(paths)
    (row,) = _documents(paths)
    assert (row["agency"], row["report_year"], row["adcode"]) == ("乙局", 2023, "420700")
    assert "link_title='2023年度报告'" in str(row["title"])
    assert "url='http://a.gov.cn/%E5%B9%B4%E6%8A%A5.html?x=1'" in str(row["title"])


def test_a_new_claim_is_a_reason_to_parse_again(paths: DataPaths) -> None:
    _archive(paths, "one")
    _parse(paths)
    _archive(paths, "one", claimed_agency="乙局")
    assert dict(_parse(paths).by_status) == {"no_tables": 1}
    assert dict(_parse(paths).by_status) == {}
    assert [row["claimed_agency"] for row in _documents(paths)] == [None, "乙局"]


def test_a_document_that_kills_its_worker_is_unreadable_and_its_neighbours_are_read(paths: DataPaths) -> None:
    texts = [f"page {number}" for number in range(10)]
    for text in [*texts[:5], "die at once", *texts[5:]]:
        _archive(paths, text, media_type="application/pdf")
    summary = _parse(paths)
    assert dict(summary.by_status) == {"no_tables": 10, "unreadable": 1}
    by_id = {row["document_id"]: row for row in _documents(paths)}
    killed = by_id[sha256(b"die at once").hexdigest()]
    assert (killed["status"], killed["media_type"], killed["byte_count"]) == ("unreadable", "application/pdf", 11)
    (issue,) = parquet.read_table(_batches(paths)[0] / "parsed_issue.parquet").to_pylist()
    assert (issue["document_id"], issue["kind"]) == (killed["document_id"], "parser_stopped")
    assert "ChildProcessError" in issue["detail"]
    assert dict(_parse(paths).by_status) == {}


def test_bytes_that_the_archive_does_not_give_are_told_and_tried_again(paths: DataPaths) -> None:
    lost = _archive(paths, "one")
    _archive(paths, "two")
    file = paths.archive / lost[:2] / lost
    file.rename(file.with_suffix(".away"))
    summary = _parse(paths)
    assert dict(summary.by_status) == {"no_tables": 1}
    assert len(summary.damaged) == 1
    assert lost in summary.damaged[0]
    file.with_suffix(".away").rename(file)
    assert dict(_parse(paths).by_status) == {"no_tables": 1}


def test_a_portal_without_documents_leaves_nothing(paths: DataPaths) -> None:
    assert dict(_parse(paths).by_status) == {}
    with pytest.raises(ArchiveError):
        _parse(paths, "../escape")
    assert not (paths.root / "escape").exists()


def test_a_killed_parse_leaves_no_half_batch(paths: DataPaths) -> None:
    for number in range(6):
        _archive(paths, f"page {number}")
    _archive(paths, "wait for ever")
    script = (
        "import sys\nfrom pathlib import Path\nfrom pipelines.paths import DataPaths\n"
        "from pipelines.parsed import parse_pending\nfrom tests.test_parsed import _obedient\n"
        "parse_pending(DataPaths(Path(sys.argv[1])), '42-a', None, parse=_obedient)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(paths.root)], cwd=PROJECT_ROOT)
    folder = paths.parsed / PARSER_VERSION / "42-a"
    for _ in range(300):
        if list(folder.glob(".unfinished-*/*.parquet")):
            break
        time.sleep(0.1)
    assert list(folder.glob(".unfinished-*/*.parquet"))
    process.kill()
    process.wait()
    assert _finished(paths) == []
    _archive(paths, "late")
    (paths.archive / sha256(b"wait for ever").hexdigest()[:2] / sha256(b"wait for ever").hexdigest()).unlink()
    summary = _parse(paths)
    assert dict(summary.by_status) == {"no_tables": 7}
    assert len(_finished(paths)) == 1
    assert list(folder.glob(".unfinished-*")) == []


def _finished(paths: DataPaths) -> list[Path]:
    return [path for path in _batches(paths) if not path.name.startswith(".")]


def test_the_real_parser_reads_a_real_report(paths: DataPaths, corpus: Path) -> None:
    _archive(paths, (corpus / "reports" / "shuyang-fgj-2023.html").read_text(encoding="utf-8"))
    summary = parse_pending(paths, "42-a", "321322")
    assert dict(summary.by_status) == {"parsed": 1}
    (batch,) = _batches(paths)
    assert parquet.read_metadata(batch / "parsed_fact.parquet").num_rows == 200
