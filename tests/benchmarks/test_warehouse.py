"""What a publication costs, against bare DuckDB statements for the same facts; size by `GONGKAI_BENCH_REPORTS`."""

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipelines.database import connect, literal, settings
from pipelines.paths import DataPaths
from pipelines.sqlfiles import load_checks
from pipelines.warehouse import publish
from tests.warehouse.conftest import build
from tests.warehouse.synthetic import write_reports

REPORTS = int(os.environ.get("GONGKAI_BENCH_REPORTS", "20000"))
FACTS = {"disclosure": "core.fact_disclosure", "application": "core.fact_application", "dispute": "core.fact_dispute"}


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _bare(paths: DataPaths, file: Path) -> float:
    """Load the same cells, and scan the largest table once for each check."""
    files = ", ".join(literal(str(path)) for path in sorted(paths.parsed.glob("*/*/*/parsed_fact.parquet")))
    with duckdb.connect(file, config=settings()) as connection:

        def work() -> None:
            for table in FACTS:
                connection.execute(
                    f"create table {table} as from read_parquet([{files}]) where table_code = {literal(table)}"
                )
            for _ in load_checks():
                connection.execute("select count(*), sum(value), min(raw_text) from application").fetchall()

        return _seconds(work)


@pytest.mark.benchmark
@pytest.mark.timeout(3600)
def test_a_publication_against_bare_statements(tmp_path: Path) -> None:
    lines = [""]
    for count in (REPORTS // 10, REPORTS):
        paths = DataPaths(tmp_path / str(count))
        cells = write_reports(paths, count)
        bare = _bare(paths, tmp_path / f"{count}.duckdb")
        building = _seconds(lambda paths=paths: build(paths))
        publishing = _seconds(lambda paths=paths: publish(paths))
        with connect(paths.published_database, read_only=True) as connection:
            key = _seconds(
                lambda connection=connection: connection.execute(
                    "select count(*) from (select 1 from core.fact_application"
                    " group by report_id, outcome_code, applicant_code having count(*) > 1)"
                ).fetchall()
            )
        size = paths.published_database.stat().st_size
        lines.append(f"{count:,} reports, {cells:,} cells")
        lines.append(f"  build and check {building:.1f} s, publish {publishing:.1f} s, bare statements {bare:.1f} s")
        lines.append(
            f"  ratio {(building + publishing) / bare:.2f}, per report {1000 * (building + publishing) / count:.2f} ms"
        )
        lines.append(f"  proof of unique keys of table three {key:.2f} s; file {size / cells:.1f} bytes a cell")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    lines.append(f"  peak memory of the process, with the generator {peak:.2f} GiB")
    sys.stdout.write("\n".join([*lines, ""]))
