"""The wiring: what Dagster is told, without running it."""

import importlib
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from pipelines.sqlfiles import load_checks, load_models


@pytest.fixture
def defs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dg.Definitions:
    monkeypatch.setenv("GONGKAI_DATA", str(tmp_path))
    return importlib.import_module("assets.definitions").defs


def test_every_model_is_an_asset_and_every_check_an_asset_check(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    keys = {key.to_user_string().replace("/", ".") for key in graph.get_all_asset_keys()}
    checks = {key.name for key in graph.asset_check_keys}

    assert {model.name for model in load_models()} <= keys
    assert {check.name for check in load_checks()} <= checks


def test_only_our_own_faults_stop_the_publication(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    blocking = {key.name for key in graph.asset_check_keys if graph.get_check_spec(key).blocking}

    assert blocking == {check.name for check in load_checks() if check.blocking}


def test_the_published_file_waits_for_everything(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    upstream = graph.get_ancestor_asset_keys(dg.AssetKey(["published", "gongkai"]))

    assert {dg.AssetKey(model.name.split(".")) for model in load_models()} <= upstream


def test_every_model_waits_for_the_working_database(defs: dg.Definitions) -> None:
    graph = defs.resolve_asset_graph()
    staging = dg.AssetKey(["staging", "tables"])

    for model in load_models():
        assert staging in graph.get_ancestor_asset_keys(dg.AssetKey(model.name.split("."))), model.name


def test_a_province_is_one_range_and_a_double_tick_has_the_same_run_key(defs: dg.Definitions) -> None:
    schedule = defs.resolve_schedule_def("nightly_ingest")
    with dg.DagsterInstance.ephemeral() as instance:
        contexts = [
            dg.build_schedule_context(
                instance,
                scheduled_execution_time=datetime(2026, 11, 23, 1, 0, second, tzinfo=ZoneInfo("Asia/Shanghai")),
            )
            for second in (0, 30)
        ]
        nights = [[request.run_key for request in schedule.evaluate_tick(context).run_requests] for context in contexts]

    assert nights[0] == nights[1]
    provinces = [key[:2] for key in nights[0] if not key.startswith("inbox")]
    assert len(provinces) == len(set(provinces))
    assert "inbox...inbox 2026-11-23" in nights[0]


def test_neighbouring_portals_are_covered_by_one_range(monkeypatch: pytest.MonkeyPatch) -> None:
    partitions = importlib.import_module("assets.partitions")
    monkeypatch.setattr(partitions, "PARTITION_KEYS", ("11-a", "11-b", "12-c", "42-d", "inbox"))

    assert partitions.contiguous_ranges(["11-a", "11-b", "42-d"]) == (("11-a", "11-b"), ("42-d", "42-d"))
    assert partitions.contiguous_ranges([]) == ()
