"""The end of the line: the published file, replaced when every gate let the build pass."""

from datetime import timedelta

import dagster as dg

from assets.checks import CHECK_RESULT_KEY
from assets.metadata import markdown_table
from assets.resources import DataDirectory
from assets.sql_models import asset_key, models
from assets.staging import DUCKDB_POOL
from pipelines import warehouse
from pipelines.overview import write_overview

PUBLISHED_KEY = dg.AssetKey(["published", "gongkai"])


@dg.asset(
    key=PUBLISHED_KEY,
    deps=sorted({asset_key(model.name) for model in models} | {CHECK_RESULT_KEY}),
    group_name="published",
    kinds={"duckdb"},
    pool=DUCKDB_POOL,
    freshness_policy=dg.FreshnessPolicy.time_window(fail_window=timedelta(hours=36), warn_window=timedelta(hours=30)),
)
def published(data_directory: DataDirectory) -> dg.MaterializeResult[None]:
    """The one file that analysts open: replaced atomically, only when every blocking check passed (发布库)."""
    result = warehouse.publish(data_directory.paths())
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(str(result.path)),
            "dagster/row_count": sum(result.rows_by_table.values()),
            "bytes": result.byte_count,
            "reports_new": result.diff.new,
            "reports_changed": result.diff.changed,
            "reports_gone": result.diff.gone,
            "tables": markdown_table(["table", "rows before", "rows now"], result.diff.by_table),
        }
    )


@dg.asset(
    key=dg.AssetKey(["published", "overview"]),
    deps=[PUBLISHED_KEY],
    group_name="published",
    kinds={"html"},
    pool=DUCKDB_POOL,
)
def overview(data_directory: DataDirectory) -> dg.MaterializeResult[None]:
    """One page to look at, beside the published file: coverage, timeliness, outcomes, contradictions (概览)."""
    path = write_overview(data_directory.paths())
    return dg.MaterializeResult(metadata={"path": dg.MetadataValue.path(str(path)), "bytes": path.stat().st_size})
