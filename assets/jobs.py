"""The two jobs: `ingest` per portal, `publish` for everything."""

import dagster as dg

from assets.ingest import documents, reports

INGEST = "ingest"
PARSE = "parse"
PUBLISH = "publish"

_ingest_assets = dg.AssetSelection.assets(documents, reports)

# One process per run: a run per step costs about ten seconds of process start, a step in this process milliseconds.
ingest_job = dg.define_asset_job(
    INGEST,
    selection=_ingest_assets,
    executor_def=dg.in_process_executor,
    description="Crawl portals politely and read what is new. One partition per portal, a range in one run.",
)
parse_job = dg.define_asset_job(
    PARSE,
    selection=dg.AssetSelection.assets(reports),
    executor_def=dg.in_process_executor,
    description="Read archived documents that this parser version has not read yet; no network.",
)
publish_job = dg.define_asset_job(
    PUBLISH,
    selection=dg.AssetSelection.all() - _ingest_assets,
    executor_def=dg.in_process_executor,
    description="Rebuild the warehouse, judge it, and replace the published file if no blocking check failed.",
)
