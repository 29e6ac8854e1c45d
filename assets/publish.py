"""The end of the line: the verdicts gathered, and the published file replaced."""

from datetime import timedelta

import dagster as dg

from assets.checks import all_checks
from assets.metadata import counts, markdown_table
from assets.resources import DataDirectory
from assets.sql_models import asset_key, models
from assets.staging import DUCKDB_POOL
from pipelines import warehouse

CHECK_RESULT_KEY = dg.AssetKey(["quality", "check_result"])
PUBLISHED_KEY = dg.AssetKey(["published", "gongkai"])


@dg.asset(
    key=CHECK_RESULT_KEY,
    deps=sorted({asset_key(check.table) for check in all_checks}),
    group_name="quality",
    kinds={"duckdb"},
    pool=DUCKDB_POOL,
)
def check_result(data_directory: DataDirectory) -> dg.MaterializeResult:
    """Every verdict of every check: check x report x subject, with pass, fail or not_assessable (核查结果)."""
    with warehouse.connect(data_directory.paths().warehouse) as connection:
        by_check = warehouse.verdict_counts(connection)
    totals = {
        status: sum(row[status] for row in by_check.values()) for status in ("pass", "fail", "not_assessable")
    }
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


@dg.asset(
    key=PUBLISHED_KEY,
    deps=sorted({asset_key(model.name) for model in models} | {CHECK_RESULT_KEY}),
    group_name="published",
    kinds={"duckdb"},
    pool=DUCKDB_POOL,
    freshness_policy=dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=36), warn_window=timedelta(hours=30)),
)
def published(data_directory: DataDirectory) -> dg.MaterializeResult:
    """The one file that analysts open: replaced atomically, only when every blocking check passed (发布库)."""
    result = warehouse.publish(data_directory.paths())
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(str(result.path)),
            "dagster/row_count": sum(result.rows_by_table.values()),
            "bytes": result.byte_count,
            "tables": markdown_table(["table", "rows"], sorted(result.rows_by_table.items())),
        }
    )
