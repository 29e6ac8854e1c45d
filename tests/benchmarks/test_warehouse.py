"""What a publication and a question cost, against bare statements; most reports by `GONGKAI_BENCH_REPORTS`.

Ratios are of one run on one machine. Processor seconds are printed beside wall seconds: on a shared machine only they
are comparable. The peak is of this process alone; the generator, the command and pandas run in others. Each line is
printed as soon as it is known, and each size leaves the disk before the next one comes. A hundred thousand reports
want 4 GiB of memory and 10 GB of disk for about six minutes of two processors.
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from shutil import disk_usage, rmtree

import duckdb
import pytest

from pipelines.database import connect, literal, open_database
from pipelines.export import export
from pipelines.paths import PROJECT_ROOT, DataPaths
from pipelines.sqlfiles import load_checks, load_models
from pipelines.warehouse import publish
from tests.warehouse.conftest import build

REPORTS = int(os.environ.get("GONGKAI_BENCH_REPORTS", "20000"))
DISK_PER_REPORT = 100_000
FACTS = ("disclosure", "application", "dispute")

GENERATE = """
import sys
from pathlib import Path
from pipelines.paths import DataPaths
from tests.warehouse.synthetic import write_reports
print(write_reports(DataPaths(Path(sys.argv[1])), int(sys.argv[2])))
"""

Cost = tuple[float, float]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def cost_of(work: Callable[[], object]) -> Cost:
    """Wall seconds and processor seconds, those of child processes included."""
    wall, processor = time.perf_counter(), _processor()
    work()
    return time.perf_counter() - wall, _processor() - processor


def _processor() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def _written(cost: Cost) -> str:
    return f"{cost[0]:.2f} s ({cost[1]:.2f} s)"


def _python(script: str, *arguments: object) -> str:
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, cwd=PROJECT_ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def generate(paths: DataPaths, count: int) -> int:
    """Write so many reports as parsed Parquet, in a process of its own for its memory; how many cells they have."""
    return int(_python(GENERATE, paths.root, count).split()[-1])


def _bare(paths: DataPaths, file: Path) -> None:
    """Load the same cells and figures, and scan the largest table once for each check."""
    with open_database(file) as connection:
        for table in FACTS:
            connection.execute(
                f"create table {table} as {_parquet(paths, 'parsed_fact')} where table_code = {literal(table)}"
            )
        connection.execute(f"create table figure as {_parquet(paths, 'parsed_figure')}")
        for _ in load_checks():
            connection.execute("select count(*), sum(value), min(raw_text) from application").fetchall()


def _parquet(paths: DataPaths, table: str) -> str:
    files = ", ".join(literal(str(path)) for path in sorted(paths.parsed.glob(f"*/*/*/{table}.parquet")))
    return f"from read_parquet([{files}])"


def _command(paths: DataPaths) -> None:
    """The whole command on what is parsed, with Dagster and its record of the run."""
    command = [sys.executable, "-m", "pipelines.cli", "--data", str(paths.root), "publish"]
    environment = os.environ | {"GONGKAI_DAGSTER_STORAGE": str(paths.dagster)}
    subprocess.run(command, cwd=PROJECT_ROOT, check=True, stdout=subprocess.DEVNULL, env=environment)


def _measure(paths: DataPaths, count: int) -> Cost:
    """Print what one size costs; returns building and publishing together."""
    _say(f"{count:,} reports: being generated")
    cells = generate(paths, count)
    _say(f"  {cells:,} cells; the bare statements run")
    file = paths.root / "bare.duckdb"
    bare = cost_of(lambda: _bare(paths, file))
    file.unlink()
    _say(f"  bare {_written(bare)}; the warehouse is built and judged")
    building = cost_of(lambda: build(paths))
    _say(f"  build and check {_written(building)}; it is published")
    publishing = cost_of(lambda: publish(paths))
    _say(f"  publish {_written(publishing)}")
    whole = (building[0] + publishing[0], building[1] + publishing[1])
    _say(f"  ratio {whole[0] / bare[0]:.2f} ({whole[1] / bare[1]:.2f}); {1000 * whole[1] / count:.2f} ms a report")
    size = paths.published_database.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    _say(f"  file {size / 1e6:.1f} MB, {size / cells:.2f} bytes a cell; peak memory until now {peak:.2f} GiB")
    return whole


@pytest.mark.benchmark
@pytest.mark.timeout(14400)
def test_publications_and_questions(tmp_path: Path) -> None:
    needed, free = REPORTS * DISK_PER_REPORT, disk_usage(tmp_path).free
    if free < needed:
        pytest.skip(f"{REPORTS:,} reports want {needed / 1e9:.0f} GB of disk, {tmp_path} has {free / 1e9:.0f} GB")
    _say(f"\nDuckDB {duckdb.__version__}; wall seconds (processor seconds)")
    reading = cost_of(load_checks)
    _say(f"reading {len(load_models())} models and {len(load_checks())} checks, once in a process: {_written(reading)}")
    before: tuple[int, float] | None = None
    for count in sorted({1000, REPORTS // 10, REPORTS}):
        paths = DataPaths(tmp_path / str(count))
        try:
            whole = _measure(paths, count)
            if before:
                rise = 1000 * (whole[1] - before[1]) / (count - before[0])
                _say(f"  {rise:.2f} ms for each report more than {before[0]:,}")
            else:
                _say("  the command runs")
                _say(f"  gongkai publish {_written(cost_of(lambda paths=paths: _command(paths)))}")
            before = (count, whole[1])
            if count == REPORTS:
                _ask(paths, tmp_path / "csv")
        finally:
            rmtree(paths.root, ignore_errors=True)
            rmtree(tmp_path / "csv", ignore_errors=True)


THROUGH_PANDAS = """
import sys, time
from pathlib import Path
import pandas as pd
folder = Path(sys.argv[1])
def facts(columns, **more):
    return pd.read_csv(folder / "fact_application.csv", usecols=columns, dtype={"raw_text": str}, **more)
began = time.perf_counter()
%s
print(time.perf_counter() - began)
"""

QUESTIONS = {
    "granted by year": (
        """
        select report.report_year, sum(fact.application_count)
        from core.fact_application as fact join core.dim_report as report using (report_id)
        where fact.outcome_code = 'granted' and fact.applicant_code = 'total' group by 1
        """,
        """
cells = facts(["report_id", "outcome_code", "applicant_code", "application_count"])
cells = cells.query("outcome_code == 'granted' and applicant_code == 'total'")
reports = pd.read_csv(folder / "dim_report.csv", usecols=["report_id", "report_year"])
cells.merge(reports, on="report_id").groupby("report_year")["application_count"].sum()
        """,
    ),
    "outcomes by applicant": (
        "select outcome_code, applicant_code, sum(application_count) from core.fact_application group by 1, 2",
        """
cells = facts(["outcome_code", "applicant_code", "application_count"])
cells.groupby(["outcome_code", "applicant_code"])["application_count"].sum()
        """,
    ),
    "one report": (
        "from core.fact_application where report_id = (select max(report_id) from core.dim_report)",
        # In pieces: all columns of all cells at once want ten gigabytes.
        """
wanted = pd.read_csv(folder / "dim_report.csv", usecols=["report_id"])["report_id"].max()
pd.concat(piece[piece["report_id"] == wanted] for piece in facts(None, chunksize=1_000_000))
        """,
    ),
    "cells that are no numbers": (
        "select cell_state, count(*) from core.fact_application group by 1",
        """facts(["cell_state"])["cell_state"].value_counts()""",
    ),
}
"""The same question in SQL on the published file, and through pandas on the CSV export."""


def _ask(paths: DataPaths, folder: Path) -> None:
    _say("  tables are exported as CSV")
    export(paths, folder, formats=("csv",), tables=("core.fact_application", "core.dim_report"))
    for name, (select, through_pandas) in QUESTIONS.items():

        def ask(select: str = select) -> None:
            with connect(paths.published_database, read_only=True) as connection:
                connection.execute(select).fetchall()

        asked = cost_of(ask)[0]
        read = float(_python(THROUGH_PANDAS % through_pandas.strip(), folder / "csv/core"))
        _say(f"  {name}: {asked:.2f} s against {read:.2f} s, ratio {asked / read:.3f}")
