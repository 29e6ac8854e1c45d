"""What comparing prose costs, by itself; size by `GONGKAI_BENCH_REPORTS`.

The ratio is against the `group by` that proves the keys of the largest fact table unique, in the same run. The first
publication compares every report, the next one only what is new since.
"""

import resource
import sys
import time
from pathlib import Path

import pytest

from pipelines.checks import run_check
from pipelines.database import Connection, connect
from pipelines.model import Identity, Section
from pipelines.parse.signature import sign
from pipelines.paths import DataPaths
from pipelines.sqlfiles import load_checks, load_models
from pipelines.warehouse import build_model
from tests.benchmarks.test_warehouse import REPORTS, cost_of, generate
from tests.warehouse.conftest import build

MODELS = ("quality.report_prose", "quality.common_prose", "quality.prose_pair", "quality.prose_twin")
NEW_SHARE = 0.01
KEYS = "select count(*) from (select report_id, outcome_code, applicant_code from core.fact_application group by all having count(*) > 1)"  # noqa: E501


def _compare(connection: Connection) -> None:
    for model in load_models():
        if model.name in MODELS:
            build_model(connection, model)
    for check in load_checks():
        if check.table in MODELS:
            run_check(connection, check)


@pytest.mark.benchmark
@pytest.mark.timeout(7200)
def test_comparing_prose_against_proving_keys(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path)
    generate(paths, REPORTS)
    build(paths)
    with connect(paths.warehouse) as connection:
        keys = cost_of(lambda: connection.execute(KEYS).fetchall())
        everything = cost_of(lambda: _compare(connection))
        connection.execute(
            "insert into staging.previous_prose select document_id, parser_version from quality.report_prose"  # noqa: S608
            f" where hash(document_id) % 10000 >= {round(NEW_SHARE * 10000)}"
        )
        connection.execute(
            "insert into staging.previous_prose_pair select * from quality.prose_pair"
            " semi join staging.previous_prose using (document_id)"
        )
        pairs = connection.execute("select count(*) from quality.prose_pair").fetchall()
        some = cost_of(lambda: _compare(connection))
        assert connection.execute("select count(*) from quality.prose_pair").fetchall() == pairs
        found = connection.execute(
            "select count(*) from quality.check_result where status = 'fail' and check_name like 'prose_differs%'"
        ).fetchall()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    began = time.perf_counter()
    section = Section(1, "总体情况", "line 1", "全区各部门认真落实政府信息公开条例，主动公开各类信息。" * 50)
    for _ in range(100):
        sign((section,), Identity("鄂城区人民政府", "420704", 2019))
    signing = (time.perf_counter() - began) * 10
    sys.stdout.write(
        f"\n{REPORTS:,} reports; wall seconds (processor seconds)\n"
        f"  keys of table three {keys[0]:.2f} s ({keys[1]:.2f} s)\n"
        f"  all prose compared {everything[0]:.2f} s ({everything[1]:.2f} s), ratio {everything[1] / keys[1]:.2f}\n"
        f"  {NEW_SHARE:.0%} of it new {some[0]:.2f} s ({some[1]:.2f} s), ratio {some[1] / keys[1]:.2f}\n"
        f"  {pairs[0][0]:,} pairs, {found[0][0]:,} findings; peak memory of the whole build {peak:.2f} GiB\n"
        f"  one signature of 1,350 characters {signing:.2f} ms\n"
    )
