"""One asset per SQL file under sql/core, sql/quality and sql/mart; what it reads is asked of the SQL itself."""

import dagster as dg

from assets.metadata import column_schema
from assets.resources import DataDirectory
from assets.staging import DUCKDB_POOL, STAGING_KEY
from pipelines import warehouse
from pipelines.sqlfiles import SqlModel, load_models

models: tuple[SqlModel, ...] = load_models()


def asset_key(table: str) -> dg.AssetKey:
    """Asset of a table: all of staging is one asset, every other table its own."""
    return STAGING_KEY if table.startswith("staging.") else dg.AssetKey(table.split("."))


def _model_asset(model: SqlModel) -> dg.AssetsDefinition:
    @dg.asset(
        key=asset_key(model.name),
        # A model of constants reads nothing, but there must be a database to build it in.
        deps=sorted({asset_key(table) for table in model.dependencies} or {STAGING_KEY}),
        group_name=model.layer,
        description=f"{model.description}\n\nGrain: {model.grain}.",
        kinds={"duckdb", "sql"},
        pool=DUCKDB_POOL,
    )
    def build(data_directory: DataDirectory) -> dg.MaterializeResult[None]:
        with warehouse.connect(data_directory.paths().warehouse) as connection:
            result = warehouse.build_model(connection, model)
        return dg.MaterializeResult(
            metadata={
                **(
                    {}
                    if result.row_count is None
                    else {"dagster/row_count": result.row_count, "rows": result.row_count}
                ),
                "dagster/column_schema": column_schema(result.columns),
                "dagster/table_name": model.name,
            }
        )

    return build


model_assets: list[dg.AssetsDefinition] = [_model_asset(model) for model in models]
