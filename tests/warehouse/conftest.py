"""A small warehouse on disk, built once from reports that contradict nothing."""

from pathlib import Path
from shutil import copytree

import pytest

from pipelines.checks import run_checks
from pipelines.forms.template import form_identity_rows, form_item_rows
from pipelines.paths import DataPaths
from pipelines.sqlfiles import load_checks, load_models
from pipelines.warehouse import build_model, connect, load_staging, start
from tests.warehouse.synthetic import write_reports


def build(paths: DataPaths) -> dict[str, int]:
    """Everything that comes before publication; returns rows of staging by table."""
    start(paths)
    with connect(paths.warehouse) as connection:
        loaded = load_staging(
            connection,
            paths,
            portals=[],
            regions=[],
            form_items=form_item_rows(),
            form_identities=form_identity_rows(),
        )
        for model in load_models():
            if model.layer != "mart":
                build_model(connection, model)
        run_checks(connection, load_checks())
        for model in load_models():
            if model.layer == "mart":
                build_model(connection, model)
    return loaded


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> DataPaths:
    """A data directory whose working database is ready to be published; do not write to it."""
    paths = DataPaths(tmp_path_factory.mktemp("finished"))
    write_reports(paths, 120, portals=3)
    build(paths)
    return paths


@pytest.fixture
def ready(finished: DataPaths, tmp_path: Path) -> DataPaths:
    """A copy of it."""
    copytree(finished.root, tmp_path / "data")
    return DataPaths(tmp_path / "data")
