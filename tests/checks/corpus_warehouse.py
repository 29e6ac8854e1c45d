"""Documents in a warehouse as the nightly run builds it, checks between models, published."""

from collections.abc import Sequence
from dataclasses import asdict

import pyarrow.parquet as pq

from pipelines.checks import run_check
from pipelines.database import connect
from pipelines.forms.template import form_identity_rows, form_item_rows
from pipelines.model import ParsedDocument
from pipelines.paths import DataPaths
from pipelines.regions.codes import load_regions
from pipelines.rows import arrow_schema, tables_from_documents
from pipelines.sqlfiles import load_checks, load_models
from pipelines.warehouse import build_model, load_staging, publish, start

CHECK_RESULT = "quality.check_result"


def published_warehouse(paths: DataPaths, documents: Sequence[ParsedDocument]) -> DataPaths:
    """Write the documents as one batch, build everything, publish."""
    folder = paths.parsed / "test" / "inbox" / "20260101T000000.000000Z-00000000"
    folder.mkdir(parents=True)
    for name, rows in tables_from_documents(documents, portal_id="inbox", parser_version="test").items():
        pq.write_table(rows, folder / f"{name}.parquet")
    start(paths)
    names = arrow_schema("staging.region").names
    regions = [{name: asdict(region)[name] for name in names} for region in load_regions()]
    with connect(paths.warehouse) as connection:
        load_staging(
            connection,
            paths,
            portals=[],
            regions=regions,
            form_items=form_item_rows(),
            form_identities=form_identity_rows(),
        )
        counting = {CHECK_RESULT}
        for model in load_models():
            if counting.intersection(model.dependencies):
                counting.add(model.name)
        early = [model for model in load_models() if model.name not in counting]
        late = [model for model in load_models() if model.name in counting]
        for model in early:
            build_model(connection, model)
        checks = load_checks()
        for check in checks:
            if not counting.intersection({check.table, *check.dependencies}):
                run_check(connection, check)
        for model in late:
            build_model(connection, model)
        for check in checks:
            if counting.intersection({check.table, *check.dependencies}):
                run_check(connection, check)
    publish(paths)
    return paths
