"""The nightly schedules, Beijing time: crawl at 01:00, publish at 06:30."""

from collections.abc import Iterator

import dagster as dg
from dagster import ScheduleEvaluationContext

from assets.jobs import ingest_job, publish_job
from assets.partitions import province_ranges
from pipelines.inbox import INBOX_PORTAL_ID

TIMEZONE = "Asia/Shanghai"
RANGE_START = "dagster/asset_partition_range_start"
RANGE_END = "dagster/asset_partition_range_end"


def range_tags(first: str, last: str) -> dict[str, str]:
    """Run tags that make one run of a partition range."""
    return {RANGE_START: first, RANGE_END: last}


@dg.schedule(
    job=ingest_job,
    cron_schedule="0 1 * * *",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
)
def nightly_ingest(context: ScheduleEvaluationContext) -> Iterator[dg.RunRequest]:
    """One run per province, and one for the inbox. The run key holds the night, so a double tick never crawls twice."""
    night = context.scheduled_execution_time.date().isoformat()
    for first, last in (*province_ranges().values(), (INBOX_PORTAL_ID, INBOX_PORTAL_ID)):
        yield dg.RunRequest(run_key=f"{first}...{last} {night}", tags=range_tags(first, last))


nightly_publish = dg.ScheduleDefinition(
    name="nightly_publish",
    job=publish_job,
    cron_schedule="30 6 * * *",
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Rebuild and replace the published file after the night's crawls.",
)
