"""The first step of `publish`: a new working database with everything that Python wrote."""

import dataclasses

import dagster as dg

from assets.ingest import reports
from assets.metadata import markdown_table
from assets.partitions import PARTITION_KEYS, portals
from assets.resources import DataDirectory
from pipelines import warehouse
from pipelines.corrections.records import correction_rows, decision_rows
from pipelines.forms.template import form_identity_rows, form_item_rows
from pipelines.inbox import INBOX_PORTAL_ID
from pipelines.regions.codes import load_regions
from pipelines.regions.population import configured_population
from pipelines.roster import roster_rows

STAGING_KEY = dg.AssetKey(["staging", "tables"])
DUCKDB_POOL = "duckdb"
UNKNOWN_ADCODE = "000000"


def portal_rows() -> tuple[dict[str, object], ...]:
    """Rows of `staging.portal`: every YAML, and every portal that only the archive knows."""
    described: list[dict[str, object]] = [
        {
            "portal_id": portal.key,
            "portal_name": portal.name,
            "adcode": portal.adcode,
            "cms_family": portal.family,
            "expected_reports_per_year": portal.expected_reports_per_year,
        }
        for portal in portals.values()
    ]
    remembered: list[dict[str, object]] = [
        {
            "portal_id": key,
            "portal_name": key,
            "adcode": UNKNOWN_ADCODE,
            "cms_family": "inbox" if key == INBOX_PORTAL_ID else "unknown",
            "expected_reports_per_year": None,
        }
        for key in PARTITION_KEYS
        if key not in portals
    ]
    return (*described, *remembered)


@dg.asset(key=STAGING_KEY, deps=[reports], group_name="staging", kinds={"duckdb"}, pool=DUCKDB_POOL)
def staging(data_directory: DataDirectory) -> dg.MaterializeResult[None]:
    """Parsed files, the archive's index, portals, regions and forms, loaded into a new working database (暂存层)."""
    paths = data_directory.paths()
    warehouse.start(paths)
    with warehouse.connect(paths.warehouse) as connection:
        loaded = warehouse.load_staging(
            connection,
            paths,
            portals=portal_rows(),
            regions=tuple(dataclasses.asdict(region) for region in load_regions()),
            form_items=form_item_rows(),
            form_identities=form_identity_rows(),
            roster=roster_rows(portals.values()),
            population=configured_population(),
            decisions=decision_rows(),
            corrections=correction_rows(),
        )
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": sum(loaded.values()),
            **{f"rows_{name}": count for name, count in sorted(loaded.items())},
            "tables": markdown_table(["table", "rows"], sorted(loaded.items())),
        }
    )
