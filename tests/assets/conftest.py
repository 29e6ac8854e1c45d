"""A data directory of its own for every test of the Dagster layer."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Gongkai = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def gongkai(data: Path, tmp_path: Path) -> Gongkai:
    """The real command in a process of its own, as a user runs it; stdout and stderr are kept apart."""

    def run(*arguments: str | Path, timeout: float = 120, **environment: str) -> "subprocess.CompletedProcess[str]":
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GONGKAI_", "DAGSTER_"))}
        return subprocess.run(
            [sys.executable, "-m", "pipelines.cli", *map(str, arguments)],
            cwd=tmp_path,
            env={**kept, "PYTHONPATH": str(ROOT), "GONGKAI_DATA": str(data), **environment},
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )

    return run
