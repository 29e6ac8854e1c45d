"""Benchmarks print and assert nothing; they run only where they are asked for, by `make bench`."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if "benchmark" not in config.option.markexpr:
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(pytest.mark.skip(reason="run by make bench"))
