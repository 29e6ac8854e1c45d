"""From portals to parsed files: one partition per portal, a whole range in one run.

A portal that is blocked, down or absurd is a row of its history and a failed check; it never stops its neighbours.
"""

from collections import Counter
from collections.abc import Iterator

import dagster as dg

from assets.metadata import counts, markdown_table
from assets.partitions import portal_partitions, portals
from assets.resources import DataDirectory
from pipelines.crawl.run import crawl_portals
from pipelines.inbox import INBOX_PORTAL_ID, collect
from pipelines.parsed import parse_pending
from pipelines.sightings import PortalVisit

VISIT_COUNTS = (
    "requests", "bytes_received", "listing_pages", "links", "reports",
    "new", "changed", "unchanged", "not_modified", "postponed", "blocked", "gone", "failed",
)  # fmt: skip
EVERY_PORTAL_ANSWERED = "every_portal_answered"


def _visit_metadata(visits: tuple[PortalVisit, ...]) -> dict[str, dg.MetadataValue | int]:
    totals = {name: sum(getattr(visit, name) for visit in visits) for name in VISIT_COUNTS}
    table = markdown_table(
        ["portal", "status", *VISIT_COUNTS, "detail"],
        (
            [visit.portal_id, visit.status, *(getattr(visit, name) for name in VISIT_COUNTS), visit.detail]
            for visit in visits
        ),
    )
    by_status = Counter[str](visit.status for visit in visits)
    return {"portals": len(visits), **counts("portals", by_status), **totals, "visits": table}


@dg.asset(
    key=["archive", "documents"],
    partitions_def=portal_partitions,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="ingest",
    kinds={"scrapy"},
    check_specs=[
        dg.AssetCheckSpec(
            EVERY_PORTAL_ANSWERED,
            asset=["archive", "documents"],
            description="No portal of this run was blocked, down or answered in part only.",
        )
    ],
)
def documents(
    context: dg.AssetExecutionContext, data_directory: DataDirectory
) -> Iterator[dg.MaterializeResult[None] | dg.AssetCheckResult]:
    """Fetched bytes, content-addressed, with an index of every visit of every address (抓取的原始文件)."""
    paths = data_directory.paths()
    keys = context.partition_keys
    visits = crawl_portals([portals[key] for key in keys if key in portals], paths)
    dropped = collect(paths) if INBOX_PORTAL_ID in keys else ()
    yield dg.MaterializeResult(metadata={**_visit_metadata(visits), "dropped_into_inbox": len(dropped)})
    silent = [visit for visit in visits if visit.status != "ok"]
    yield dg.AssetCheckResult(
        check_name=EVERY_PORTAL_ANSWERED,
        passed=not silent,
        severity=dg.AssetCheckSeverity.WARN,
        metadata={
            "portals_without_answer": len(silent),
            "sample": markdown_table(
                ["portal", "status", "detail"], ([v.portal_id, v.status, v.detail] for v in silent[:20])
            ),
        },
    )


@dg.asset(
    key=["parsed", "reports"],
    deps=[documents],
    partitions_def=portal_partitions,
    backfill_policy=dg.BackfillPolicy.single_run(),
    group_name="ingest",
    kinds={"parquet"},
)
def reports(context: dg.AssetExecutionContext, data_directory: DataDirectory) -> dg.MaterializeResult[None]:
    """What the documents say, in contract codes, as Parquet per portal; nothing is parsed twice (解析结果)."""
    paths = data_directory.paths()
    by_status: Counter[str] = Counter()
    rows = []
    skipped = 0
    for key in context.partition_keys:
        portal = portals.get(key)
        summary = parse_pending(paths, key, portal.adcode if portal else None)
        by_status.update(summary.by_status)
        skipped += summary.skipped
        rows.append(
            [key, sum(summary.by_status.values()), summary.skipped, dict(summary.by_status), f"{summary.seconds:.2f}"]
        )
    return dg.MaterializeResult(
        metadata={
            "documents_parsed_now": sum(by_status.values()),
            "documents_parsed_before": skipped,
            **counts("documents", by_status),
            "portals": markdown_table(["portal", "parsed now", "parsed before", "by status", "seconds"], rows),
        }
    )
