"""What all checks cost together, against the `group by` that proves the keys of the largest fact table unique.

Size by `GONGKAI_BENCH_REPORTS`; processor seconds are comparable on a busy machine. Comparing prose has its own
benchmark, and is left out here with the relations that it builds.
"""

import resource
import sys
from pathlib import Path

import pytest

from pipelines.checks import run_check
from pipelines.database import connect
from pipelines.paths import DataPaths
from pipelines.sqlfiles import load_checks
from tests.benchmarks.test_prose import KEYS, MODELS
from tests.benchmarks.test_warehouse import REPORTS, Cost, cost_of, generate
from tests.warehouse.conftest import build

SLOWEST = 8


@pytest.mark.benchmark
@pytest.mark.timeout(7200)
def test_all_checks_against_proving_keys(tmp_path: Path) -> None:
    paths = DataPaths(tmp_path)
    generate(paths, REPORTS)
    build(paths)
    costs: dict[str, Cost] = {}
    with connect(paths.warehouse) as connection:
        keys = cost_of(lambda: connection.execute(KEYS).fetchall())
        # As in a publication: no verdicts of an earlier run are to be replaced.
        connection.execute("truncate quality.check_result")
        for check in (check for check in load_checks() if check.table not in MODELS):
            costs[check.name] = cost_of(lambda check=check: run_check(connection, check))
    total = tuple(sum(cost[kind] for cost in costs.values()) for kind in (0, 1))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    lines = [
        f"\n{REPORTS:,} reports, {len(costs)} checks; wall seconds (processor seconds)",
        f"  keys {keys[0]:.2f} s ({keys[1]:.2f} s), all checks {total[0]:.2f} s ({total[1]:.2f} s)",
        f"  ratio {total[0] / keys[0]:.2f} ({total[1] / keys[1]:.2f}); peak memory of the whole build {peak:.2f} GiB",
    ]
    for name in sorted(costs, key=lambda name: -costs[name][1])[:SLOWEST]:
        lines.append(f"  {name} {costs[name][0]:.2f} s ({costs[name][1]:.2f} s)")
    sys.stdout.write("\n".join([*lines, ""]))
