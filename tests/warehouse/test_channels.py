"""What a publication brings, which files stay, and what may be called stable."""

from pathlib import Path

import duckdb
import pytest

from pipelines.channels import OVERVIEW, previous_files, promote, stable_database
from pipelines.database import connect
from pipelines.errors import ConfigurationError, UsageError, WarehouseError
from pipelines.paths import DataPaths
from pipelines.warehouse import publish


def _rows(file: Path, select: str) -> list[tuple[object, ...]]:
    with connect(file, read_only=True) as connection:
        return connection.execute(select).fetchall()


def _change(paths: DataPaths, statement: str) -> None:
    with connect(paths.warehouse) as connection:
        connection.execute(statement)


def test_the_diff_names_new_changed_and_gone_reports(ready: DataPaths) -> None:
    first = publish(ready)
    assert (first.diff.new, first.diff.changed, first.diff.gone) == (120, 0, 0)
    again = publish(ready)
    assert (again.diff.new, again.diff.changed, again.diff.gone) == (0, 0, 0)
    with connect(ready.warehouse) as connection:
        ids = [row[0] for row in connection.execute("select report_id from core.dim_report order by 1").fetchall()]
        for relation in (
            "core.fact_application", "core.fact_disclosure", "core.fact_dispute", "core.fact_figure",
            "core.report_section", "core.report_table", "core.dim_report", "mart.report_overview",
            "quality.report_prose", "mart.report_count",
        ):  # fmt: skip
            connection.execute(f"delete from {relation} where report_id = ?", [ids[0]])  # noqa: S608
        connection.execute("delete from quality.check_result where report_id = ?", [ids[0]])
        connection.execute("update core.dim_report set document_id = 'other' where report_id = ?", [ids[1]])
        connection.execute("update mart.report_overview set fail_count = 9 where report_id = ?", [ids[2]])
        for name in ("disclosure", "application", "dispute"):
            connection.execute(f"update core.fact_{name} set document_id='other' where report_id = ?", [ids[1]])  # noqa: S608
    result = publish(ready)
    assert (result.diff.new, result.diff.changed, result.diff.gone) == (0, 2, 1)
    assert ("core.dim_report", 120, 119) in result.diff.by_table
    assert _rows(result.path, "select report_id, change, what_changed from quality.run_diff order by 1") == [
        (ids[0], "gone", None),
        (ids[1], "changed", "document"),
        (ids[2], "changed", "verdicts"),
    ]
    assert _rows(
        result.path,
        "select row_count_before, row_count_now from quality.run_diff_by_table where table_name = 'core.dim_report'",
    ) == [(120, 119)]
    assert _rows(result.path, "select previous_published_at < published_at from quality.publication") == [(True,)]


def test_a_file_of_another_shape_is_compared_as_far_as_it_goes(ready: DataPaths) -> None:
    ready.published.mkdir(parents=True)
    with duckdb.connect(ready.published_database) as old:
        old.execute("create schema core")
        old.execute("create table core.dim_report as select 'x' as report_id")
    assert publish(ready).diff.new == 120


def test_a_broken_published_file_is_named_and_left_alone(ready: DataPaths) -> None:
    ready.published.mkdir(parents=True)
    ready.published_database.write_bytes(b"no database" * 1000)
    with pytest.raises(WarehouseError, match="move it away"):
        publish(ready)
    assert ready.published_database.read_bytes() == b"no database" * 1000


def test_the_files_before_are_kept_as_many_as_asked(ready: DataPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_KEEP_PUBLISHED", "2")
    written = []
    for _ in range(4):
        publish(ready)
        written.append(ready.published_database.stat().st_ino)
    assert [path.stat().st_ino for path in previous_files(ready.published_database)] == [written[2], written[1]]
    assert _rows(previous_files(ready.published_database)[0], "select count(*) from core.dim_report") == [(120,)]
    monkeypatch.setenv("GONGKAI_KEEP_PUBLISHED", "many")
    with pytest.raises(ConfigurationError, match="GONGKAI_KEEP_PUBLISHED"):
        publish(ready)
    monkeypatch.setenv("GONGKAI_KEEP_PUBLISHED", "0")
    publish(ready)
    assert previous_files(ready.published_database) == []


def test_stable_is_promoted_by_a_person_and_never_by_accident_a_step_back(ready: DataPaths) -> None:
    with pytest.raises(UsageError, match="gongkai publish"):
        promote(ready)
    publish(ready)
    ready.published_database.with_name(OVERVIEW).write_text("<p>1</p>")
    stable = stable_database(ready)
    first = promote(ready)
    assert first.errors_before is None
    assert stable.samefile(ready.published_database)
    assert stable.with_name(OVERVIEW).read_text() == "<p>1</p>"
    with pytest.raises(UsageError, match="already"):
        promote(ready)
    before = stable.stat().st_ino
    _change(
        ready,
        "insert into quality.check_result select 'wrong', min(report_id), 'x', 'fail', '1', '2', null, 'error', 'parse'"
        " from core.dim_report",
    )
    publish(ready)
    assert stable.stat().st_ino == before
    with pytest.raises(WarehouseError, match="rose from"):
        promote(ready)
    assert stable.stat().st_ino == before
    vouched = promote(ready, even_if_worse=True)
    assert (vouched.errors_before, vouched.errors_now) == (first.errors_now, first.errors_now + 1)
    assert stable.samefile(ready.published_database)
