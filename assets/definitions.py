"""The Definitions object that Dagster loads: names only."""

import dagster as dg

from assets.alerts import failed_run_alert, morning_digest
from assets.checks import check_result, table_checks
from assets.ingest import documents, reports
from assets.jobs import ingest_job, parse_job, publish_job
from assets.publish import overview, published
from assets.resources import DataDirectory
from assets.schedules import nightly_ingest, nightly_publish
from assets.sql_models import model_assets
from assets.staging import staging

defs = dg.Definitions(
    assets=[documents, reports, staging, *model_assets, check_result, published, overview],
    asset_checks=table_checks,
    jobs=[ingest_job, parse_job, publish_job],
    schedules=[nightly_ingest, nightly_publish],
    sensors=[failed_run_alert, morning_digest],
    resources={"data_directory": DataDirectory()},
    executor=dg.in_process_executor,
)
