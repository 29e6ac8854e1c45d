"""What a publication and a question cost, against bare statements; size by `GONGKAI_BENCH_REPORTS`.

Ratios are of one run on one machine. Processor seconds are printed beside wall seconds: on a shared machine only they
are comparable. The peak is of this process alone; the generator runs in another.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from pipelines.database import connect, literal, settings
from pipelines.export import export
from pipelines.paths import PROJECT_ROOT, DataPaths
from pipelines.sqlfiles import load_checks
from pipelines.warehouse import publish
from tests.warehouse.conftest import build

REPORTS = int(os.environ.get("GONGKAI_BENCH_REPORTS", "20000"))
FACTS = ("disclosure", "application", "dispute")

GENERATE = """
import sys
from pathlib import Path
from pipelines.paths import DataPaths
from tests.warehouse.synthetic import write_reports
print(write_reports(DataPaths(Path(sys.argv[1])), int(sys.argv[2])))
"""

Cost = tuple[float, float]


def _cost(work: Callable[[], object]) -> Cost:
    """Wall seconds and processor seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def _generate(paths: DataPaths, count: int) -> int:
    command = [sys.executable, "-c", GENERATE, str(paths.root), str(count)]
    return int(subprocess.run(command, cwd=PROJECT_ROOT, check=True, capture_output=True, text=True).stdout.split()[-1])


def _bare(paths: DataPaths, file: Path) -> Cost:
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

        return _cost(work)


@pytest.mark.benchmark
@pytest.mark.timeout(7200)
def test_a_publication_against_bare_statements(tmp_path: Path) -> None:
    lines = [f"\nDuckDB {duckdb.__version__}; wall seconds (processor seconds)"]
    per_report = {}
    for count in sorted({1000, REPORTS // 10, REPORTS}):
        paths = DataPaths(tmp_path / str(count))
        cells = _generate(paths, count)
        bare = _bare(paths, tmp_path / f"{count}.duckdb")
        building = _cost(lambda paths=paths: build(paths))
        publishing = _cost(lambda paths=paths: publish(paths))
        size = paths.published_database.stat().st_size
        ratios = [(building[kind] + publishing[kind]) / bare[kind] for kind in (0, 1)]
        per_report[count] = 1000 * (building[1] + publishing[1]) / count
        lines.append(f"{count:,} reports, {cells:,} cells")
        for name, cost in (("bare", bare), ("build and check", building), ("publish", publishing)):
            lines.append(f"  {name} {cost[0]:.1f} s ({cost[1]:.1f} s)")
        lines.append(f"  ratio {ratios[0]:.2f} ({ratios[1]:.2f}); processor time {per_report[count]:.2f} ms a report")
        lines.append(f"  file {size / 1e6:.1f} MB, {size / cells:.2f} bytes a cell")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    lines.append(f"  peak memory {peak:.2f} GiB")
    sys.stdout.write("\n".join([*lines, ""]))


QUESTIONS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "granted by year": (
        """
        select report.report_year, sum(fact.application_count)
        from core.fact_application as fact join core.dim_report as report using (report_id)
        where fact.outcome_code = 'granted' and fact.applicant_code = 'total' group by 1
        """,
        lambda folder: (
            _facts(folder, ["report_id", "outcome_code", "applicant_code", "application_count"])
            .query("outcome_code == 'granted' and applicant_code == 'total'")
            .merge(pd.read_csv(folder / "dim_report.csv", usecols=["report_id", "report_year"]), on="report_id")
            .groupby("report_year")["application_count"]
            .sum()
        ),
    ),
    "outcomes by applicant": (
        "select outcome_code, applicant_code, sum(application_count) from core.fact_application group by 1, 2",
        lambda folder: (
            _facts(folder, ["outcome_code", "applicant_code", "application_count"])
            .groupby(["outcome_code", "applicant_code"])["application_count"]
            .sum()
        ),
    ),
    "one report": (
        "from core.fact_application where report_id = (select max(report_id) from core.dim_report)",
        lambda folder: (facts := _facts(folder, None))[facts["report_id"] == facts["report_id"].max()],
    ),
    "cells that are no numbers": (
        "select cell_state, count(*) from core.fact_application group by 1",
        lambda folder: _facts(folder, ["cell_state"])["cell_state"].value_counts(),
    ),
}


def _facts(folder: Path, columns: list[str] | None) -> pd.DataFrame:
    return pd.read_csv(folder / "fact_application.csv", usecols=columns, dtype={"raw_text": str})


@pytest.mark.benchmark
@pytest.mark.timeout(7200)
def test_questions_against_pandas_on_the_csv_export(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path / "data")
    cells = _generate(paths, REPORTS)
    build(paths)
    publish(paths)
    export(paths, tmp_path / "csv", formats=("csv",), tables=("core.fact_application", "core.dim_report"))
    lines = [f"\n{REPORTS:,} reports, {cells:,} cells; wall seconds"]
    for name, (select, through_pandas) in QUESTIONS.items():

        def ask(select: str = select) -> None:
            with connect(paths.published_database, read_only=True) as connection:
                connection.execute(select).fetchall()

        asked, read = _cost(ask)[0], _cost(lambda work=through_pandas: work(tmp_path / "csv/csv/core"))[0]
        lines.append(f"  {name}: {asked:.2f} s against {read:.2f} s, ratio {asked / read:.3f}")
    sys.stdout.write("\n".join([*lines, ""]))
