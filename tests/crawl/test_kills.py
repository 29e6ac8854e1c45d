"""The whole night killed at random moments: what is left continues, and ends as if nothing had happened.

`GONGKAI_KILLS=20` asks for more kills than the few of a normal run.
"""

import os
import random
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import duckdb
import pytest

from pipelines import archive
from pipelines.paths import DataPaths

NIGHT = Path(__file__).with_name("one_night.py")
KILLS = int(os.environ.get("GONGKAI_KILLS", "2"))
SCHEMAS = ("core", "mart", "quality")
OF_THE_RUN = frozenset({"core.portal_visit", "quality.change_log", "quality.run_diff", "quality.run_diff_by_table"})
"""Tables whose rows are the story of the runs, which a kill is part of."""
AGAINST_THE_LAST_RUN = "years_keep_their_reports"
"""The check that compares with the publication before, which a night that was killed late has already made."""
WAIT_SECONDS = 240


def start(data: Path, port: int, log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, str(NIGHT), str(data), str(port)], stdout=output, stderr=output, start_new_session=True
        )


def run_to_the_end(data: Path, port: int, log: Path) -> float:
    began = time.monotonic()
    process = start(data, port, log)
    assert process.wait(timeout=WAIT_SECONDS) == 0, log.read_text(errors="replace")[-3000:]
    return time.monotonic() - began


def archived(data: Path) -> dict[str, str | None]:
    paths = DataPaths(data)
    return {
        url: seen.document_id
        for key in archive.portal_ids(paths)
        for url, seen in archive.known_urls(paths, key).items()
    }


def stored(data: Path) -> set[str]:
    return {path.name for path in (data / "archive").glob("??/*")}


def published(data: Path) -> Mapping[str, list[tuple[object, ...]]]:
    """Every row of every published table, without when and how often things were seen."""
    found = {}
    with duckdb.connect(str(data / "published" / "gongkai.duckdb"), read_only=True) as connection:
        tables = connection.execute(
            "select table_schema || '.' || table_name from information_schema.tables where table_schema in ?",
            [SCHEMAS],
        ).fetchall()
        for (table,) in tables:
            columns = [row[0] for row in connection.execute(f"describe {table}").fetchall()]
            kept = ", ".join(f'"{name}"' for name in columns if not name.endswith("_at") and name != "sighting_count")
            chosen = f"where check_name is distinct from '{AGAINST_THE_LAST_RUN}'" if "check_name" in columns else ""
            rows = connection.execute(f"select {kept} from {table} {chosen}").fetchall()  # noqa: S608 - own names
            found[table] = sorted(rows, key=repr)
    return found


@pytest.mark.slow
@pytest.mark.timeout(3600)
def test_a_night_killed_at_random_moments_ends_like_an_undisturbed_one(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    undisturbed, killed, log = tmp_path / "undisturbed", tmp_path / "killed", tmp_path / "log"
    seconds = run_to_the_end(undisturbed, port, log)
    chance = random.Random(20260101)  # noqa: S311 - moments, no secrets
    for _ in range(KILLS):
        process = start(killed, port, log)
        time.sleep(chance.uniform(0.1, 0.95) * seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    run_to_the_end(killed, port, log)
    assert archived(killed) == archived(undisturbed)
    assert stored(killed) == stored(undisturbed)
    paths = DataPaths(killed)
    for key in archive.portal_ids(paths):
        new = Counter(seen.url for seen in archive.iter_sightings(paths, key) if seen.status == "new")
        assert set(new.values()) <= {1}
    expected, found = published(undisturbed), published(killed)
    assert found.keys() == expected.keys()
    for table in expected.keys() - OF_THE_RUN:
        assert found[table] == expected[table], table
