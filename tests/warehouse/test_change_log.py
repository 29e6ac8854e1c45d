"""What changed between versions of a report and between publications, and why."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest

from pipelines.archive import append_sighting, store_bytes
from pipelines.batches import one_writer, write_batch
from pipelines.database import connect
from pipelines.errors import WarehouseError
from pipelines.model import CellState, DocumentStatus, Fact, Identity, ParsedDocument, Report, TableReading
from pipelines.paths import DataPaths
from pipelines.sightings import FetchStatus, Sighting
from pipelines.sqlfiles import load_models
from pipelines.warehouse import build_model, load_staging, publish, start
from tests.warehouse.conftest import build
from tests.warehouse.given import rows

PORTAL = "42-p"
MODELS = ("core.dim_region", "core.organisation_alias", "core.dim_document", "core.report_version", "core.dim_report",
          "core.fact_disclosure", "core.fact_application", "core.fact_dispute", "quality.document_change",
          "quality.change_log")  # fmt: skip
LOG = (
    "select row_code, old_value::integer as old, new_value::integer as new, old_state, new_state, reason,"
    " old_document_id, new_document_id, seen_at"
    " from quality.change_log order by seen_at, row_code"
)


STATES = {None: CellState.BLANK, "/": CellState.SLASH}
Cells = Mapping[str, int | str | None]


def _read(paths: DataPaths, name: str, cells: Cells, *, version: str = "1") -> None:
    """A document of one report, as a version of the parser reads it; None is a blank cell."""
    facts = tuple(
        Fact(
            "dispute",
            row,
            "total",
            Decimal(value) if isinstance(value, int) else None,
            "件",
            CellState.NUMBER if isinstance(value, int) else STATES[value],
            "" if value is None else str(value),
            "line 1",
        )
        for row, value in cells.items()
    )
    report = Report(Identity(agency="某局", year=2023), (TableReading("dispute", "2021", "grid"),), facts)
    document = ParsedDocument(store_bytes(paths, name.encode()), "text/html", 5, DocumentStatus.PARTIAL, report)
    with one_writer(paths, PORTAL, version):
        write_batch(paths, PORTAL, version, [document])


def _see(paths: DataPaths, name: str, day: int, url: str = "http://a") -> None:
    append_sighting(
        paths,
        Sighting(
            PORTAL,
            url,
            FetchStatus.CHANGED,
            datetime(2024, 2, day, tzinfo=UTC),
            document_id=store_bytes(paths, name.encode()),
        ),
    )


def _night(paths: DataPaths) -> list[dict[str, Any]]:
    """The part of a night that the log depends on; the working file stands for the published one."""
    start(paths)
    with connect(paths.warehouse) as connection:
        load_staging(connection, paths, portals=[], regions=[], form_items=[], form_identities=[])
        for model in load_models():
            if model.name in MODELS:
                build_model(connection, model)
        found = rows(connection, LOG)
    paths.published.mkdir(exist_ok=True)
    copyfile(paths.warehouse, paths.published_database)
    names = {store_bytes(paths, name.encode()): name for name in "ab"}
    return [{**row, **{side: names[row[side]] for side in ("old_document_id", "new_document_id")}} for row in found]


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path)


def test_a_first_publication_has_no_changes(paths: DataPaths) -> None:
    _read(paths, "a", {"review": 1})
    _see(paths, "a", 1)
    assert _night(paths) == []


def test_other_bytes_at_the_same_address_are_an_edit_of_the_source(paths: DataPaths) -> None:
    _read(paths, "a", {"review": 1, "litigation_direct": 2, "litigation_after_review": None})
    _read(paths, "b", {"review": 1, "litigation_direct": 3, "litigation_after_review": 0})
    _see(paths, "a", 1)
    _see(paths, "a", 2)
    _see(paths, "b", 3)
    found = _night(paths)
    assert [tuple(row.values())[:8] for row in found] == [
        ("litigation_after_review", None, 0, "blank", "number", "source_edit", "a", "b"),
        ("litigation_direct", 2, 3, "number", "number", "source_edit", "a", "b"),
    ]
    assert {row["seen_at"].day for row in found} == {3}
    # The next night sees the same history, once.
    assert _night(paths) == found


def test_an_edit_between_two_nights_is_logged_once_and_as_an_edit(paths: DataPaths) -> None:
    _read(paths, "a", {"review": 1})
    _see(paths, "a", 1)
    assert _night(paths) == []
    _read(paths, "b", {"review": 4})
    _see(paths, "b", 2)
    assert [(row["old"], row["new"], row["reason"]) for row in _night(paths)] == [(1, 4, "source_edit")]


def test_a_page_that_goes_back_is_two_edits(paths: DataPaths) -> None:
    _read(paths, "a", {"review": 1})
    _read(paths, "b", {"review": 4})
    for day, name in enumerate("aba", 1):
        _see(paths, name, day)
    assert [(row["old"], row["new"], row["seen_at"].day) for row in _night(paths)] == [(1, 4, 2), (4, 1, 3)]


def test_the_same_bytes_read_differently_are_the_parsers_change_and_stay_logged(paths: DataPaths) -> None:
    _read(paths, "a", {"review": 1, "litigation_direct": 2})
    _see(paths, "a", 1)
    assert _night(paths) == []
    _read(paths, "a", {"review": 7, "litigation_after_review": 5}, version="2")
    found = _night(paths)
    assert [tuple(row.values())[:8] for row in found] == [
        ("litigation_after_review", None, 5, None, "number", "parser_version", "a", "a"),
        ("litigation_direct", 2, None, "number", None, "parser_version", "a", "a"),
        ("review", 1, 7, "number", "number", "parser_version", "a", "a"),
    ]
    assert _night(paths) == found


def test_a_new_parser_version_that_reads_the_same_changes_nothing(paths: DataPaths) -> None:
    _read(paths, "a", {"review": 1})
    _see(paths, "a", 1)
    _night(paths)
    _read(paths, "a", {"review": 1}, version="2")
    assert _night(paths) == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"review": None, "litigation_direct": None}, {"review": "/", "litigation_direct": "/"}),
        ({"review": None, "litigation_direct": None}, {"review": 0, "litigation_direct": 0}),
        ({"review": 5, "litigation_direct": 7}, {"review": 7, "litigation_direct": 5}),
    ],
)
def test_two_cells_that_change_alike_or_change_places_are_both_logged(
    paths: DataPaths, before: Cells, after: Cells
) -> None:
    _read(paths, "a", before)
    _see(paths, "a", 1)
    _night(paths)
    _read(paths, "a", after, version="2")
    assert [row["row_code"] for row in _night(paths)] == sorted(before)


def test_a_better_document_elsewhere_is_a_change_of_the_official_version(paths: DataPaths) -> None:
    _read(paths, "a", {"review": 1})
    _see(paths, "a", 1)
    _night(paths)
    _read(paths, "b", {"review": 9})
    _see(paths, "b", 2, url="http://elsewhere")
    found = _night(paths)
    assert [(row["old"], row["new"], row["reason"]) for row in found] == [(1, 9, "official_version")]
    assert _night(paths) == found


def test_two_copies_at_two_addresses_are_no_change(paths: DataPaths) -> None:
    _read(paths, "a", {"review": 1})
    _read(paths, "b", {"review": 9})
    _see(paths, "a", 1)
    _see(paths, "b", 2, url="http://elsewhere")
    assert _night(paths) == []


def test_a_really_published_file_is_compared_with(paths: DataPaths) -> None:
    _read(paths, "a", {"review": 1})
    _see(paths, "a", 1)
    build(paths)
    publish(paths)
    _read(paths, "a", {"review": 7}, version="2")
    assert [(row["old"], row["new"], row["reason"]) for row in _night(paths)] == [(1, 7, "parser_version")]


def test_a_published_file_that_cannot_be_opened_is_named(paths: DataPaths) -> None:
    _read(paths, "a", {"review": 1})
    paths.published.mkdir()
    paths.published_database.write_bytes(b"no database" * 1000)
    with pytest.raises(WarehouseError, match=r"gongkai\.duckdb: cannot be opened.*move it away"):
        _night(paths)


def test_a_published_file_of_another_shape_is_no_hindrance(paths: DataPaths) -> None:
    paths.published.mkdir()
    with connect(paths.published_database) as connection:
        connection.execute("create schema core; create table core.dim_report (report_id varchar)")
    _read(paths, "a", {"review": 1})
    _see(paths, "a", 1)
    assert _night(paths) == []
