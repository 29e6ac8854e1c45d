"""The published file is always whole, whatever happens while it is written."""

import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from pipelines.channels import UNFINISHED, previous_files
from pipelines.database import connect, exclusive, row_count
from pipelines.errors import BlockingCheckError, WarehouseError
from pipelines.paths import PROJECT_ROOT, DataPaths
from pipelines.publishing import published_relations
from pipelines.sqlfiles import load_checks, split_languages
from pipelines.warehouse import publish, verdict_counts
from tests.warehouse.conftest import build

KILLS = 20
KILLS_OF_REBUILDS = 4

PUBLISH = """
import sys
from pathlib import Path
from pipelines.paths import DataPaths
from pipelines.warehouse import publish
print("ready", flush=True)
sys.stdin.readline()
publish(DataPaths(Path(sys.argv[1])))
print("done", flush=True)
"""

REBUILD = """
import sys
from pathlib import Path
from pipelines.paths import DataPaths
from pipelines.warehouse import publish
from tests.warehouse.conftest import build
paths = DataPaths(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
build(paths)
publish(paths)
"""

HOLD = """
import sys
from pathlib import Path
from pipelines.database import exclusive
with exclusive(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.readline()
"""

READ = """
import sys
from pathlib import Path
import duckdb
published, stop = Path(sys.argv[1]), Path(sys.argv[2])
print("ready", flush=True)
count = 0
while not stop.exists():
    with duckdb.connect(published, read_only=True) as connection:
        reports, = connection.execute("select count(*) from core.dim_report").fetchone()
        overviews, = connection.execute("select count(*) from mart.report_overview").fetchone()
        cells, = connection.execute("select count(*) from mart.cell_provenance where table_code = 'dispute'").fetchone()
        marks, = connection.execute("select count(*) from quality.check_result where check_name = 'mark'").fetchone()
    assert reports == overviews and cells == 15 * reports, (reports, overviews, cells, marks)
    count += 1
print(count, flush=True)
"""


def _mark(paths: DataPaths) -> None:
    """Make the next publication tell itself from the last."""
    with connect(paths.warehouse) as connection:
        connection.execute(
            "insert into quality.check_result values ('mark', null, 'x', 'pass', null, null, null, 'warn', null)"
        )


def _marks(paths: DataPaths) -> int:
    with connect(paths.published_database, read_only=True) as connection:
        assert connection.execute("select count(*) from core.dim_report").fetchone() == (120,)
        assert connection.execute("select count(*) from mart.report_overview").fetchone() == (120,)
        return verdict_counts(connection).get("mark", {"pass": 0})["pass"]


@contextmanager
def _process(script: str, *arguments: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        cwd=PROJECT_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        try:
            yield process
        finally:
            process.kill()


def test_the_published_file_holds_everything_but_staging(ready: DataPaths) -> None:
    result = publish(ready)
    assert result.path == ready.published_database
    assert result.byte_count == result.path.stat().st_size
    assert result.rows_by_table["core.dim_report"] == 120
    with connect(result.path, read_only=True) as connection:
        schemas = {row[0] for row in connection.execute("select schema_name from duckdb_tables()").fetchall()}
        assert schemas == {"core", "quality", "mart", "storage"}
        found = {
            row[0]
            for row in connection.execute(
                "select schema_name || '.' || table_name from duckdb_tables()"
                " union select schema_name || '.' || view_name from duckdb_views() where not internal"
            ).fetchall()
            if not row[0].startswith("storage.")
        }
        assert found == {relation.name for relation in published_relations()}


def test_every_table_and_column_carries_a_comment_in_both_languages(ready: DataPaths) -> None:
    publish(ready)
    with connect(ready.published_database, read_only=True) as connection:
        commented = connection.execute(
            "select schema_name || '.' || table_name, comment from duckdb_tables()"
            " union all select schema_name || '.' || view_name, comment from duckdb_views() where not internal"
            " union all select schema_name || '.' || table_name || '.' || column_name, comment from duckdb_columns()"
            " where not internal"
        ).fetchall()
    assert len(commented) > 500
    for name, comment in commented:
        assert comment, name
        english, chinese = split_languages(comment)
        assert re.search("[A-Za-z]", english), name
        assert re.search("[\u4e00-\u9fff]", chinese), name


def test_views_work_when_the_file_is_attached_under_another_name(ready: DataPaths) -> None:
    publish(ready)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{ready.published_database}' as other (read_only)")
        row = connection.execute(
            "select count(*), count(url) from other.mart.cell_provenance where table_code = 'dispute'"
        ).fetchone()
        assert row == (1800, 1800)
        assert connection.execute("select count(*) from other.quality.identity_judgement").fetchone() == (4960,)


def test_a_failing_blocking_check_leaves_yesterdays_file(ready: DataPaths) -> None:
    publish(ready)
    before = ready.published_database.read_bytes()
    blocking = next(check for check in load_checks() if check.blocking)
    with connect(ready.warehouse) as connection:
        connection.execute("update quality.check_result set status = 'fail' where check_name = ?", [blocking.name])
    with pytest.raises(BlockingCheckError, match=blocking.name):
        publish(ready)
    with connect(ready.warehouse) as connection:
        connection.execute("delete from quality.check_result where check_name = ?", [blocking.name])
    with pytest.raises(BlockingCheckError, match=f"{blocking.name} was not run"):
        publish(ready)
    assert ready.published_database.read_bytes() == before
    assert list(ready.published.glob(f"{UNFINISHED}*")) == []


def test_a_warehouse_that_is_not_built_is_not_published(ready: DataPaths) -> None:
    with connect(ready.warehouse) as connection:
        connection.execute("drop table mart.report_overview")
    with pytest.raises(WarehouseError, match=r"has no mart\.report_overview"):
        publish(ready)
    ready.warehouse.unlink()
    with pytest.raises(WarehouseError, match="does not exist"):
        publish(ready)
    assert not ready.published_database.exists()


def test_one_process_writes_at_a_time(ready: DataPaths) -> None:
    with (
        _process(HOLD, ready.warehouse),
        pytest.raises(WarehouseError, match="another process is writing it"),
        exclusive(ready.warehouse, seconds=0.2),
    ):
        pass
    with exclusive(ready.warehouse, seconds=5), exclusive(ready.warehouse, seconds=0.2):
        pass


def test_a_connection_is_closed_when_its_block_fails(ready: DataPaths) -> None:
    with pytest.raises(KeyError), connect(ready.warehouse) as connection:
        raise KeyError
    with pytest.raises(duckdb.ConnectionException):
        connection.execute("select 1")
    with pytest.raises(FileNotFoundError, match="gongkai publish"), connect(ready.root / "none", read_only=True):
        pass


def _kill(script: str, paths: DataPaths, after: float) -> None:
    """Start a script on a data directory and kill it some seconds later, wherever it is."""
    with _process(script, paths.root) as process:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
        time.sleep(after)
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_file(ready: DataPaths) -> None:
    began = time.monotonic()
    publish(ready)
    duration = time.monotonic() - began
    moments = random.Random(7)  # noqa: S311 - moments, no secrets
    outcomes = []
    for _ in range(KILLS):
        old = _marks(ready)
        _mark(ready)
        _kill(PUBLISH, ready, moments.uniform(0, 1.1 * duration))
        new = _marks(ready)
        # The mark is cumulative: an old file holds what the last publication held, a new one everything until now.
        with connect(ready.warehouse) as connection:
            now = verdict_counts(connection)["mark"]["pass"]
        assert new in (old, now)
        outcomes.append(new == now)
    publish(ready)
    with connect(ready.warehouse) as connection:
        assert _marks(ready) == verdict_counts(connection)["mark"]["pass"] == KILLS
    _require_tidy(ready)


@pytest.mark.slow
def test_a_kill_of_a_whole_rebuild_leaves_the_old_or_the_new_file(ready: DataPaths) -> None:
    publish(ready)
    began = time.monotonic()
    build(ready)
    publish(ready)
    duration = time.monotonic() - began
    for number in range(KILLS_OF_REBUILDS):
        old = _publication(ready)
        _kill(REBUILD, ready, (number + 0.5) * duration / KILLS_OF_REBUILDS)
        new = _publication(ready)
        # The new file names the old one as the one before it.
        assert new == old or new[1] == old[0]
    build(ready)
    publish(ready)
    _require_tidy(ready)


def _publication(paths: DataPaths) -> tuple[object, ...]:
    """When the published file and the one before it were written; the file must be whole."""
    assert _marks(paths) == 0
    with connect(paths.published_database, read_only=True) as connection:
        for relation in published_relations():
            row_count(connection, relation.name)
        row = connection.execute("select published_at, previous_published_at from quality.publication").fetchone()
    assert row is not None
    return row


def _require_tidy(paths: DataPaths) -> None:
    """No half file is left, and every earlier file that is kept is whole."""
    assert list(paths.published.rglob(f"{UNFINISHED}*")) == []
    for file in previous_files(paths.published_database):
        with connect(file, read_only=True) as connection:
            assert connection.execute("select count(*) from core.dim_report").fetchone() == (120,)


@pytest.mark.slow
def test_readers_never_notice_publications(ready: DataPaths, tmp_path: Path) -> None:
    publish(ready)
    stop = tmp_path / "stop"
    with _process(READ, ready.published_database, stop) as reader:
        for number in range(4):
            _mark(ready)
            publish(ready)
            assert _marks(ready) == number + 1
        stop.touch()
        output, errors = reader.communicate(timeout=60)
    assert errors == ""
    assert int(output) > 4
