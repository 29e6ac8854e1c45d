"""What a connection may use of the machine, and what it says when that is not enough."""

from pathlib import Path

import duckdb
import pytest

from pipelines.database import open_database, reason
from pipelines.errors import ConfigurationError

LARGE = "create table large as select hash(i)::varchar as text from range(3000000) as r(i) order by text"


def test_what_does_not_fit_into_memory_has_a_bound_on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_SPILL_LIMIT", "1MB")
    with open_database(spill=tmp_path / "spill") as connection:
        connection.execute("set memory_limit = '60MB'")
        with pytest.raises(duckdb.OutOfMemoryException) as caught:
            connection.execute(LARGE)
    assert "1MB of disk; free disk and raise $GONGKAI_SPILL_LIMIT" in reason(caught.value)
    monkeypatch.delenv("GONGKAI_SPILL_LIMIT")
    with open_database(spill=tmp_path / "spill") as connection:
        connection.execute("set memory_limit = '60MB'")
        connection.execute(LARGE)
    assert list(tmp_path.glob("spill/*")) == []


def test_a_bound_that_is_no_size_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGKAI_SPILL_LIMIT", "much")
    with pytest.raises(ConfigurationError, match="GONGKAI_SPILL_LIMIT is 'much'"):
        open_database()


def test_a_full_disk_and_other_errors_are_said_as_they_are() -> None:
    assert reason(duckdb.IOException("IO Error: No space left on device")).startswith("the disk is full; free some")
    assert reason(duckdb.BinderException("no such column")) == "no such column"
