"""What people are told without looking: failed runs, and each morning a digest of the night.

A failing check that does not block leaves its run green, so failure alerts never see it: the digest reports quality.
Messages go to `$GONGKAI_ALERT_WEBHOOK` as JSON with the one key `text`; without it they are only logged.
"""

import logging
import os

import dagster as dg
import requests

from assets.jobs import ingest_job, parse_job, publish_job
from assets.resources import DataDirectory
from pipelines.digest import digest_lines

WEBHOOK = "GONGKAI_ALERT_WEBHOOK"
TIMEOUT_SECONDS = 20


def send(text: str, log: logging.Logger) -> None:
    """Send a message to the webhook; a webhook that is down is logged and never fails a run."""
    url = os.environ.get(WEBHOOK)
    if not url:
        log.info("%s is not set; the message stays here:\n%s", WEBHOOK, text)
        return
    try:
        requests.post(url, json={"text": text}, timeout=TIMEOUT_SECONDS).raise_for_status()
    except requests.RequestException as error:
        # The address may hold a secret: the type of the error says enough.
        log.error("%s did not take the message (%s); it was:\n%s", WEBHOOK, type(error).__name__, text)  # noqa: TRY400


@dg.run_failure_sensor(
    monitored_jobs=[ingest_job, parse_job, publish_job], default_status=dg.DefaultSensorStatus.RUNNING
)
def failed_run_alert(context: dg.RunFailureSensorContext) -> None:
    """A run failed: say which and why. The published file is still yesterday's."""
    run = context.dagster_run
    send(f"gongkai: {run.job_name} failed (run {run.run_id}): {context.failure_event.message}", context.log)


@dg.run_status_sensor(
    run_status=dg.DagsterRunStatus.SUCCESS,
    monitored_jobs=[publish_job],
    default_status=dg.DefaultSensorStatus.RUNNING,
)
def morning_digest(context: dg.RunStatusSensorContext, data_directory: DataDirectory) -> None:
    """After each publication: new documents, silent portals, failing checks."""
    send("\n".join(["gongkai:", *digest_lines(data_directory.paths())]), context.log)
