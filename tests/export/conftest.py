"""A published file of a few reports; one cell holds what a hostile page may print."""

from pathlib import Path
from shutil import copytree

import pytest

from pipelines.database import connect
from pipelines.paths import DataPaths
from pipelines.warehouse import publish
from tests.warehouse.conftest import finished

__all__ = ["finished"]

HOSTILE = "=cmd|' /C calc'!A0"
MARKUP = "<script>alert(1)</script>"


@pytest.fixture(scope="session")
def published(finished: DataPaths, tmp_path_factory: pytest.TempPathFactory) -> DataPaths:
    """A data directory with a published file; do not write to it."""
    root: Path = tmp_path_factory.mktemp("published") / "data"
    copytree(finished.root, root)
    paths = DataPaths(root)
    with connect(paths.warehouse) as connection:
        connection.execute("update core.dim_report set title = ? where report_year = 2020", [HOSTILE])
        connection.execute("update mart.report_overview set title = ?, organisation_name = ?", [HOSTILE, MARKUP])
        connection.execute(
            "update core.fact_application set application_count = null, cell_state = 'blank', raw_text = ''"
            " where outcome_code = 'granted' and applicant_code = 'other_org'"
        )
    publish(paths)
    return paths
