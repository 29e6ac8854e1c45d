"""The jobs run from the command line, in this process, on the same instance as the schedules."""

from collections.abc import Mapping, Sequence

import dagster as dg

from assets.definitions import defs
from assets.jobs import INGEST, PARSE, PUBLISH
from assets.partitions import contiguous_ranges
from assets.schedules import range_tags

QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def _execute(instance: dg.DagsterInstance, job: str, tags: Mapping[str, str]) -> dg.ExecuteInProcessResult:
    return defs.resolve_job_def(job).execute_in_process(
        instance=instance, run_config=QUIET, raise_on_error=False, tags={**tags, "gongkai/started_by": "command line"}
    )


def _failures(result: dg.ExecuteInProcessResult) -> tuple[str, ...]:
    """Why steps failed, the innermost cause of each, for people."""
    reasons = []
    for event in result.all_events:
        if event.is_step_failure and event.step_failure_data.error is not None:
            error = event.step_failure_data.error
            while error.cause is not None:
                error = error.cause
            reasons.append(f"{event.step_key}: {error.message.strip()}")
    return tuple(reasons)


def run_partitions(job: str, keys: Sequence[str]) -> tuple[str, ...]:
    """Run a partitioned job for these portals; returns the reasons of failures, empty when all went well."""
    with dg.DagsterInstance.get() as instance:
        results = [_execute(instance, job, range_tags(first, last)) for first, last in contiguous_ranges(keys)]
    return tuple(reason for result in results for reason in _failures(result))


def crawl(keys: Sequence[str]) -> tuple[str, ...]:
    """Crawl and parse these portals."""
    return run_partitions(INGEST, keys)


def parse(keys: Sequence[str]) -> tuple[str, ...]:
    """Parse what is archived of these portals."""
    return run_partitions(PARSE, keys)


def publish() -> tuple[str, ...]:
    """Rebuild, judge and replace the published file; returns the reasons of failures."""
    with dg.DagsterInstance.get() as instance:
        return _failures(_execute(instance, PUBLISH, {}))
