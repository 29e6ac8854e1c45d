"""A population file of the operator: read, or refused with its line."""

from pathlib import Path

import pytest

from pipelines.errors import ConfigurationError
from pipelines.regions.population import VARIABLE, configured_population, load_population


def _file(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "people.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_rows_carry_their_source_and_blank_lines_are_none(tmp_path: Path) -> None:
    path = _file(
        tmp_path, "adcode,year,population\r\n420704,2020,689700\r\n\r\n000000,2020,1411778724\r\n", "utf-8-sig"
    )
    assert load_population(path) == (
        {"adcode": "420704", "population_year": 2020, "population_count": 689700, "source": "people.csv"},
        {"adcode": "000000", "population_year": 2020, "population_count": 1411778724, "source": "people.csv"},
    )


def test_without_a_file_there_are_no_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert configured_population() == ()


def test_the_environment_names_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(VARIABLE, str(_file(tmp_path, "adcode,year,population\n420704,2020,1\n")))
    assert len(configured_population()) == 1


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("420704,2020,1\n420704,2020,2\n", "line 3: 420704 2020 is already on line 2"),
        ("999999,2020,1\n", "line 2: '999999' is no division code"),
        ("420704,1820,1\n", "line 2: year is '1820'"),
        ("420704,2020,0\n", "line 2: population is '0'"),
        ("420704,2020,68.97\n", "line 2: population is '68.97'"),
        ("420704,2020,６８\n", "line 2: population is '６８'"),
        ("420704,2020\n", "line 2: expected 3 values, found 2"),
        ('420704,2020,"1\n', "no CSV in UTF-8"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused_with_its_line(tmp_path: Path, rows: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=message):
        load_population(_file(tmp_path, "adcode,year,population\n" + rows))


@pytest.mark.parametrize(
    ("data", "message"), [(b"", "line 1: expected"), (b"code,y,p\n", "line 1: expected"), (b"\xff\xfe\x00", "UTF-8")]
)
def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(data)
    with pytest.raises(ConfigurationError, match=message):
        load_population(path)


def test_an_absent_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"No such file.*GONGKAI_POPULATION"):
        load_population(tmp_path / "absent.csv")
