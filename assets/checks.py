"""Every SQL check as an asset check, one step per table.

All checks are gates in time: what lies downstream of a table waits for them, so that the marts can count the verdicts.
Only a check whose file says `blocking: yes` fails with severity ERROR, which stops the publication: these are our own
faults. What is wrong in print is a warning and is published, flagged.
"""

from collections.abc import Iterator
from itertools import groupby

import dagster as dg

from assets.metadata import markdown_table
from assets.resources import DataDirectory
from assets.sql_models import asset_key
from assets.staging import DUCKDB_POOL
from pipelines import warehouse
from pipelines.checks import run_check
from pipelines.model import CheckSummary
from pipelines.sqlfiles import SqlCheck, load_checks


def _result(summary: CheckSummary, table: str) -> dg.AssetCheckResult:
    judged = summary.passed + summary.failed
    return dg.AssetCheckResult(
        asset_key=asset_key(table),
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
                ["report", "subject", "expected", "actual", "detail", "source"],
                (
                    [row.report_id, row.subject, row.expected, row.actual, row.detail, row.url]
                    for row in summary.sample
                ),
            ),
        },
    )


def _table_checks(table: str, checks: tuple[SqlCheck, ...]) -> dg.AssetChecksDefinition:
    @dg.multi_asset_check(
        name=f"checks_{table.replace('.', '_')}",
        specs=[
            dg.AssetCheckSpec(
                check.name,
                asset=asset_key(table),
                blocking=True,
                description=check.description + (f"\n\nSource of the rule: {check.source}" if check.source else ""),
                additional_deps=sorted(
                    {asset_key(name) for name in check.dependencies} - {asset_key(table)}
                ),
                metadata={"severity": check.severity, "stops publication": check.blocking},
            )
            for check in checks
        ],
        can_subset=True,
        pool=DUCKDB_POOL,
    )
    def judge(context: dg.AssetCheckExecutionContext, data_directory: DataDirectory) -> Iterator[dg.AssetCheckResult]:
        selected = {key.name for key in context.selected_asset_check_keys}
        with warehouse.connect(data_directory.paths().warehouse) as connection:
            for check in checks:
                if check.name in selected:
                    yield _result(run_check(connection, check), table)

    return judge


all_checks: tuple[SqlCheck, ...] = load_checks()
table_checks: list[dg.AssetChecksDefinition] = [
    _table_checks(table, tuple(group))
    for table, group in groupby(sorted(all_checks, key=lambda check: (check.table, check.name)), key=lambda c: c.table)
]
