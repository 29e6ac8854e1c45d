"""What becomes of parsed files and of the archive's index."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.archive import append_sighting, append_visit, store_bytes
from pipelines.batches import one_writer, write_batch
from pipelines.database import Connection
from pipelines.errors import ArchiveError
from pipelines.forms.template import form_identity_rows, form_item_rows
from pipelines.model import CellState, DocumentStatus, Fact, Hints, Identity, ParsedDocument, Report, TableReading
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus, PortalVisit, Sighting
from pipelines.sqlfiles import load_tables
from pipelines.warehouse import in_memory, load_staging
from tests.warehouse.conftest import build
from tests.warehouse.given import rows
from tests.warehouse.synthetic import write_reports


def _document(name: str, value: int, agency: str = "某局") -> ParsedDocument:
    fact = Fact("dispute", "review", "total", Decimal(value), "件", CellState.NUMBER, str(value), "line 1")
    report = Report(Identity(agency=agency, year=2023), (TableReading("dispute", "2021", "grid"),), (fact,))
    return ParsedDocument(name * 64, "text/html", 5, DocumentStatus.PARSED, report)


def _load(paths: DataPaths) -> Connection:
    connection = in_memory()
    load_staging(
        connection,
        paths,
        portals=[],
        regions=[],
        form_items=form_item_rows(),
        form_identities=form_identity_rows(),
    )
    return connection


def _values(connection: Connection) -> dict[str, int]:
    found = rows(connection, "select document_id, value::integer as value from staging.parsed_fact")
    assert len(found) == len({row["document_id"] for row in found})
    return {row["document_id"][0]: row["value"] for row in found}


def _write(paths: DataPaths, portal: str, version: str, *documents: ParsedDocument, claim: Hints | None = None) -> None:
    hints = {document.document_id: claim for document in documents} if claim else None
    with one_writer(paths, portal, version):
        write_batch(paths, portal, version, documents, hints=hints)


@pytest.fixture(params=["data", "data [1] with 'quotes' and *"])
def paths(request: pytest.FixtureRequest, tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / request.param)


def test_nothing_at_all_is_an_empty_staging(paths: DataPaths) -> None:
    connection = _load(paths)
    assert rows(connection, "from staging.parsed_fact") == []


def test_a_later_parse_of_the_same_bytes_replaces_the_earlier_one_whole(paths: DataPaths) -> None:
    _write(paths, "42-a", "1", _document("a", 1), _document("b", 2))
    _write(paths, "42-a", "2", _document("a", 10))
    connection = _load(paths)
    assert _values(connection) == {"a": 10, "b": 2}
    found = rows(connection, "select document_id, parser_version from staging.parsed_document order by 1")
    assert [(row["document_id"][0], row["parser_version"]) for row in found] == [("a", "2"), ("b", "1")]
    assert len(rows(connection, "from staging.parsed_reading")) == 2


def test_a_code_that_no_form_knows_comes_in_to_be_judged(paths: DataPaths) -> None:
    """Few-valued text is an ENUM while a publication is built; its values are those of the files."""
    later = _document("a", 1)
    assert later.report
    fact = later.report.facts[0]._replace(row="arbitration")
    _write(paths, "42-a", "9", replace(later, report=replace(later.report, facts=(fact,))))
    assert [row["row_code"] for row in rows(_load(paths), "from staging.parsed_fact")] == ["arbitration"]


def test_the_same_bytes_from_two_portals_are_one_document(paths: DataPaths) -> None:
    _write(paths, "42-a", "1", _document("a", 1))
    _write(paths, "42-b", "1", _document("a", 1))
    connection = _load(paths)
    assert _values(connection) == {"a": 1}


def test_what_a_person_claims_counts_before_a_later_parse_without_a_claim(paths: DataPaths) -> None:
    _write(paths, "inbox", "1", _document("a", 1, agency="乙局"), claim=Hints(agency="乙局"))
    _write(paths, "42-a", "1", _document("a", 1, agency="甲局"))
    (row,) = rows(_load(paths), "from staging.parsed_document")
    assert (row["agency"], row["portal_id"]) == ("乙局", "inbox")


def test_a_batch_that_was_never_finished_does_not_count(paths: DataPaths) -> None:
    _write(paths, "42-a", "1", _document("a", 1))
    _write(paths, "42-a", "1", _document("b", 2))
    folder = paths.parsed / "1" / "42-a"
    last = max(path for path in folder.iterdir() if not path.name.startswith("."))
    last.rename(folder / f".unfinished-{last.name}")
    assert _values(_load(paths)) == {"a": 1}


def test_sightings_and_visits_come_from_the_index_in_utc(paths: DataPaths) -> None:
    seen_at = datetime(2026, 3, 31, 23, 30, tzinfo=UTC)
    identifier = store_bytes(paths, b"report")
    append_sighting(paths, Sighting("42-a", "http://a", FetchStatus.NEW, seen_at, identifier, 200, "text/html", 6))
    append_sighting(paths, Sighting("42-a", "http://b", FetchStatus.BLOCKED, seen_at, detail="412"))
    append_visit(paths, PortalVisit("42-a", seen_at, seen_at, "partial", requests=2, blocked=1))
    connection = _load(paths)
    first, second = rows(connection, "from staging.sighting order by url")
    assert (first["document_id"], first["fetch_status"], first["byte_count"]) == (identifier, "new", 6)
    assert first["seen_at"] == seen_at.replace(tzinfo=None)
    assert (second["document_id"], second["fetch_status"], second["detail"]) == (None, "blocked", "412")
    (visit,) = rows(connection, "from staging.portal_visit")
    assert (visit["status"], visit["requests"], visit["blocked"], visit["new"]) == ("partial", 2, 1, 0)


def test_a_line_torn_by_a_crash_is_left_out_and_two_of_them_are_damage(paths: DataPaths) -> None:
    identifier = store_bytes(paths, b"report")
    append_sighting(paths, Sighting("42-a", "http://a", FetchStatus.NEW, datetime.now(UTC), identifier))
    index = paths.archive_index / "42-a.jsonl"
    index.write_bytes(index.read_bytes() + b'{"portal_id": "42-a", "ur')
    assert len(rows(_load(paths), "from staging.sighting")) == 1
    index.write_bytes(b'{"portal\n{"broken\n' + index.read_bytes())
    with pytest.raises(ArchiveError, match=r"42-a\.jsonl"):
        _load(paths)


def test_the_files_of_staging_are_those_of_the_moment_of_loading(paths: DataPaths) -> None:
    _write(paths, "42-a", "1", _document("a", 1))
    connection = _load(paths)
    _write(paths, "42-a", "1", _document("b", 2))
    assert _values(connection) == {"a": 1}


def test_every_table_of_staging_is_counted(paths: DataPaths) -> None:
    cells = write_reports(paths, 12, portals=2)
    loaded = build(paths)
    assert loaded["parsed_fact"] == cells
    assert loaded["parsed_document"] == loaded["sighting"] == 12
    assert {f"staging.{name}" for name in loaded} == {t.name for t in load_tables() if t.name.startswith("staging.")}


def test_index_lines_hold_nothing_that_staging_does_not_know(paths: DataPaths) -> None:
    identifier = store_bytes(paths, b"report")
    complete = Sighting(
        "42-a", "http://a", FetchStatus.DROPPED, datetime.now(UTC), identifier, 200, "text/html", 6, "t",
        datetime.now(UTC).date(), "http://l", "e", "m", "inbox", "甲局", 2020, "me", "d",
    )  # fmt: skip
    append_sighting(paths, complete)
    line = json.loads((paths.archive_index / "42-a.jsonl").read_text(encoding="utf-8"))
    (row,) = rows(_load(paths), "from staging.sighting")
    assert None not in row.values()
    assert {*line, "fetch_status"} - {"status"} == set(row)
