"""Fixtures of the crawler's tests: the guard in its process, a portal and a trap on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fake_portal import FakePortal

from pipelines.paths import DataPaths

GUARD = Path(__file__).parent / "guard"


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data")


@pytest.fixture(autouse=True)
def guarded_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(GUARD))
    monkeypatch.setenv("GONGKAI_ALLOW_LOOPBACK", "1")
    monkeypatch.delenv("GONGKAI_USER_AGENT", raising=False)


@pytest.fixture
def fake() -> Iterator[FakePortal]:
    portal = FakePortal()
    yield portal
    portal.close()


@pytest.fixture
def trap() -> Iterator[FakePortal]:
    """Another port of loopback that no portal names: nothing may be asked of it."""
    portal = FakePortal()
    yield portal
    portal.close()
    assert portal.asked == []
