"""Resident population by division and year, from an operator's own file.

Comes in: a CSV with the columns `adcode,year,population`. Goes out: rows of `staging.population`. No free table of it
exists by division code (domain, 4.5), so nothing ships; without a file every figure per head stays null.
"""

import csv
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipelines.errors import ConfigurationError
from pipelines.regions.codes import CENTRAL_ADCODE, load_regions

VARIABLE = "GONGKAI_POPULATION"
COLUMNS = ("adcode", "year", "population")
_MOST_BYTES = 64 * 1024 * 1024
_YEARS = range(1980, 2101)
_MOST_PEOPLE = 2_000_000_000


def configured_population() -> tuple[Mapping[str, object], ...]:
    """Rows from the file that `$GONGKAI_POPULATION` names; none without it."""
    named = os.environ.get(VARIABLE)
    return load_population(Path(named).expanduser()) if named else ()


def load_population(path: Path) -> tuple[Mapping[str, object], ...]:
    """Rows of `staging.population` from a CSV in UTF-8, with or without a byte order mark.

    Args:
        path: file with the header `adcode,year,population`; persons, whole numbers.

    Raises:
        ConfigurationError: the file is absent, has another header, or a row that cannot be right; names the line.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ConfigurationError(f"{path}: more than {_MOST_BYTES} bytes; expected one row per division and year")
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(_rows(path, csv.reader(file, strict=True)))
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}; ${VARIABLE} names a CSV {','.join(COLUMNS)}") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise ConfigurationError(f"{path}: no CSV in UTF-8: {error}") from error


def _rows(path: Path, reader: Iterator[list[str]]) -> Iterator[Mapping[str, object]]:
    header = tuple(name.strip() for name in next(reader, []))
    if header != COLUMNS:
        raise ConfigurationError(f"{path} line 1: expected {','.join(COLUMNS)}, found {','.join(header)}")
    known = {region.adcode for region in load_regions()} | {CENTRAL_ADCODE}
    seen: dict[tuple[str, int], int] = {}
    for line, values in enumerate(reader, 2):
        if not any(value.strip() for value in values):
            continue
        if len(values) != len(COLUMNS):
            raise ConfigurationError(f"{path} line {line}: expected {len(COLUMNS)} values, found {len(values)}")
        adcode = values[0].strip()
        if adcode not in known:
            raise ConfigurationError(f"{path} line {line}: {adcode!r} is no division code of any year since 1980")
        year = _whole(path, line, "year", values[1], _YEARS)
        people = _whole(path, line, "population", values[2], range(1, _MOST_PEOPLE))
        if (adcode, year) in seen:
            raise ConfigurationError(f"{path} line {line}: {adcode} {year} is already on line {seen[adcode, year]}")
        seen[adcode, year] = line
        yield {"adcode": adcode, "population_year": year, "population_count": people, "source": path.name}


def _whole(path: Path, line: int, name: str, text: str, bounds: range) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) < 12 and int(digits) in bounds):
        expected = f"a whole number from {bounds.start} to {bounds.stop - 1}"
        raise ConfigurationError(f"{path} line {line}: {name} is {text!r}; expected {expected}")
    return int(digits)
