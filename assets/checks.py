"""Every SQL check as an asset check, one step per table and kind.

Gates are the checks of our own faults (`blocking: yes`): they run right after their table, and what lies downstream
waits for them and is not built when one fails. Everything else judges the source: the asset `quality.check_result`
computes these verdicts in one step, so that the marts can count them, and the checks report them to the UI as
warnings. What is wrong in print is published, flagged.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

import dagster as dg

from assets.metadata import counts, markdown_table
from assets.resources import DataDirectory
from assets.sql_models import asset_key
from assets.staging import DUCKDB_POOL
from pipelines import warehouse
from pipelines.checks import check_summary, run_check, run_checks
from pipelines.database import Connection
from pipelines.sqlfiles import SqlCheck, load_checks
from pipelines.verdicts import CheckSummary

CHECK_RESULT_KEY = dg.AssetKey(["quality", "check_result"])

_checks: tuple[SqlCheck, ...] = load_checks()
_gates = tuple(check for check in _checks if check.blocking)
_judgements = tuple(check for check in _checks if not check.blocking)


@dg.asset(
    key=CHECK_RESULT_KEY,
    deps=sorted({asset_key(name) for check in _checks for name in (check.table, *check.dependencies)}),
    group_name="quality",
    kinds={"duckdb", "sql"},
    pool=DUCKDB_POOL,
)
def check_result(data_directory: DataDirectory) -> dg.MaterializeResult[None]:
    """Every verdict of every check: check x report x subject, with pass, fail or not_assessable (核查结果)."""
    with warehouse.connect(data_directory.paths().warehouse) as connection:
        run_checks(connection, _judgements)
        by_check = warehouse.verdict_counts(connection)
    totals = {status: sum(row[status] for row in by_check.values()) for status in ("pass", "fail", "not_assessable")}
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": sum(totals.values()),
            **counts("verdicts", totals),
            "checks": markdown_table(
                ["check", "pass", "fail", "not assessable"],
                ([name, row["pass"], row["fail"], row["not_assessable"]] for name, row in sorted(by_check.items())),
            ),
        }
    )


def _result(summary: CheckSummary) -> dg.AssetCheckResult:
    judged = summary.passed + summary.failed
    return dg.AssetCheckResult(
        asset_key=asset_key(summary.table),
        check_name=summary.check,
        passed=summary.failed == 0,
        severity=dg.AssetCheckSeverity.ERROR if summary.blocking else dg.AssetCheckSeverity.WARN,
        description=f"{summary.failed} of {judged} fail" if summary.failed else f"{judged} judged, none fails",
        metadata={
            "passed": summary.passed,
            "failed": summary.failed,
            "not_assessable": summary.not_assessable,
            "failed_ratio": summary.failed / judged if judged else 0.0,
            "severity": summary.severity,
            "sample": markdown_table(
                ["report", "subject", "expected", "actual", "detail", "attribution", "source"],
                (
                    [row.report_id, row.subject, row.expected, row.actual, row.detail, row.attribution, row.url]
                    for row in summary.sample
                ),
            ),
        },
    )


def _spec(check: SqlCheck, deps: Iterable[dg.AssetKey]) -> dg.AssetCheckSpec:
    return dg.AssetCheckSpec(
        check.name,
        asset=asset_key(check.table),
        blocking=check.blocking,
        description=check.description + (f"\n\nSource of the rule: {check.source}" if check.source else ""),
        additional_deps=sorted(set(deps) - {asset_key(check.table)}),
        metadata={"severity": check.severity},
    )


def _step(
    name: str,
    checks: tuple[SqlCheck, ...],
    specs: list[dg.AssetCheckSpec],
    verdicts: Callable[[Connection, SqlCheck], CheckSummary],
) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(name=name, specs=specs, can_subset=True, pool=DUCKDB_POOL)
    def judge(context: dg.AssetCheckExecutionContext, data_directory: DataDirectory) -> Iterator[dg.AssetCheckResult]:
        selected = {key.name for key in context.selected_asset_check_keys}
        with warehouse.connect(data_directory.paths().warehouse) as connection:
            for check in checks:
                if check.name in selected:
                    yield _result(verdicts(connection, check))

    return judge


def _gates_of(table: str, checks: tuple[SqlCheck, ...]) -> dg.AssetChecksDefinition:
    specs = [_spec(check, map(asset_key, check.dependencies)) for check in checks]
    return _step(f"gates_{table.replace('.', '_')}", checks, specs, run_check)


def _judgements_of(table: str, checks: tuple[SqlCheck, ...]) -> dg.AssetChecksDefinition:
    specs = [_spec(check, [CHECK_RESULT_KEY]) for check in checks]
    return _step(f"checks_{table.replace('.', '_')}", checks, specs, check_summary)


def _by_table(checks: Iterable[SqlCheck]) -> Iterator[tuple[str, tuple[SqlCheck, ...]]]:
    ordered = sorted(checks, key=lambda check: (check.table, check.name))
    return ((table, tuple(group)) for table, group in groupby(ordered, key=lambda check: check.table))


table_checks: list[dg.AssetChecksDefinition] = [
    *(_gates_of(table, checks) for table, checks in _by_table(_gates)),
    *(_judgements_of(table, checks) for table, checks in _by_table(_judgements)),
]
