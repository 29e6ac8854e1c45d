"""The division codes of the People's Republic with their history, 1980-2024 and until they change again.

Comes in: `regions.csv` and `successions.csv` beside this module (their origin: `build.py`). Goes out: look-ups by code
and year, by name and year, up and down the tree.

A year means its last day. Years after the last fact find what was then in force. Counties below a virtual code
(`469xxx`, `4290xx`, `6590xx`) and the districts of 北京, 天津, 上海 and 重庆 have the province as their parent.
"""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_HERE = Path(__file__).parent

CENTRAL_ADCODE = "000000"
"""Stands for the State Council and its departments (domain, 4.3); it is no division and has no row here."""


@dataclass(frozen=True, slots=True)
class Region:
    """A division under one code, name and parent, for an unbroken run of years; a row of `staging.region`.

    Attributes:
        adcode: six digits.
        level: `province`, `prefecture` or `county`.
        parent_adcode: None for provinces.
        valid_from_year: first year on whose last day it was in force; 1980 where it is older.
        valid_to_year: last such year; None while it is in force.
        successor_adcode: who took over; None while in force, and where several took over or none is proven.
    """

    adcode: str
    region_name: str
    level: str
    parent_adcode: str | None
    province_adcode: str
    valid_from_year: int
    valid_to_year: int | None
    successor_adcode: str | None

    def in_force(self, year: int) -> bool:
        """Whether it was in force on the last day of the year."""
        return self.valid_from_year <= year and (self.valid_to_year is None or year <= self.valid_to_year)


@dataclass(frozen=True, slots=True)
class Succession:
    """A division ended and another took over its territory, or a part of it.

    Attributes:
        year: the first year in which the old one was no longer in force.
    """

    year: int
    adcode: str
    region_name: str
    successor_adcode: str


@cache
def load_regions() -> tuple[Region, ...]:
    """All regions that ever were, ordered by code and first year."""
    with (_HERE / "regions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Region(
                adcode=row["adcode"],
                region_name=row["region_name"],
                level=row["level"],
                parent_adcode=row["parent_adcode"] or None,
                province_adcode=row["province_adcode"],
                valid_from_year=int(row["valid_from_year"]),
                valid_to_year=int(row["valid_to_year"]) if row["valid_to_year"] else None,
                successor_adcode=row["successor_adcode"] or None,
            )
            for row in csv.DictReader(file)
        )


@cache
def load_successions() -> tuple[Succession, ...]:
    """Who took over from whom, one entry per heir, ordered by year and code."""
    with (_HERE / "successions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Succession(int(row["year"]), row["adcode"], row["region_name"], row["successor_adcode"])
            for row in csv.DictReader(file)
        )


@cache
def _by_code() -> Mapping[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = defaultdict(list)
    for region in load_regions():
        found[region.adcode].append(region)
    return {code: tuple(regions) for code, regions in found.items()}


@cache
def _by_name() -> Mapping[str, tuple[Region, ...]]:
    found: dict[str, list[Region]] = defaultdict(list)
    for region in load_regions():
        found[region.region_name].append(region)
    return {name: tuple(regions) for name, regions in found.items()}


@cache
def _heirs() -> Mapping[tuple[int, str], tuple[str, ...]]:
    found: dict[tuple[int, str], list[str]] = defaultdict(list)
    for succession in load_successions():
        found[succession.year, succession.adcode].append(succession.successor_adcode)
    return {key: tuple(heirs) for key, heirs in found.items()}


def region_at(adcode: str, year: int) -> Region | None:
    """The region that had this code on the last day of the year."""
    return next((region for region in _by_code().get(adcode, ()) if region.in_force(year)), None)


def region_at_or_after(adcode: str, year: int) -> Region | None:
    """The region of the code, or the one that had taken it over by then; a site keeps the code it was once given."""
    region = region_at(adcode, year)
    for old in () if region else reversed(_by_code().get(adcode, ())):
        if old.valid_to_year is not None and old.valid_to_year < year and old.successor_adcode not in (None, adcode):
            return region_at(str(old.successor_adcode), year)
    return region


def regions_named(name: str, year: int) -> tuple[Region, ...]:
    """Every region of exactly this official name on the last day of the year; several share 朝阳区."""
    return tuple(region for region in _by_name().get(name, ()) if region.in_force(year))


def regions_named_nearby(name: str, year: int) -> tuple[Region, ...]:
    """Regions in force whose only neighbour in time had this name; for reports of a year of change.

    A report for 2019 written in 2020 may carry the name of either year. Where the name ended in the year, or began in
    the next, and exactly one region took over from exactly one, that region is meant.
    """
    found = {
        region for old in _by_name().get(name, ()) if old.valid_to_year == year - 1 for region in _sole_heir(old, year)
    }
    for new in _by_name().get(name, ()):
        if new.valid_from_year == year + 1:
            found |= {region for region in _in_force(year) if new in _sole_heir(region, year + 1)}
    return tuple(sorted(found, key=lambda region: region.adcode))


def _sole_heir(old: Region, year: int) -> tuple[Region, ...]:
    """The one region that took over all of the old one, and of nothing else, in the year."""
    heirs = _heirs().get((year, old.adcode), ())
    if len(heirs) != 1:
        return ()
    ancestors_of_heir = [code for (when, code), new in _heirs().items() if when == year and heirs[0] in new]
    heir = region_at(heirs[0], year)
    return (heir,) if heir and len(ancestors_of_heir) == 1 else ()


@cache
def _in_force(year: int) -> tuple[Region, ...]:
    return tuple(region for region in load_regions() if region.in_force(year))


def regions_in_force(year: int) -> tuple[Region, ...]:
    """Everything in force on the last day of the year, ordered by code."""
    return _in_force(min(year, _last_fact_year()))


@cache
def _last_fact_year() -> int:
    return max(region.valid_from_year for region in load_regions())


def ancestors(region: Region, year: int) -> tuple[Region, ...]:
    """Prefecture and province, nearest first; empty for a province."""
    found: list[Region] = []
    parent = region_at(region.parent_adcode, year) if region.parent_adcode else None
    while parent:
        found.append(parent)
        parent = region_at(parent.parent_adcode, year) if parent.parent_adcode else None
    return tuple(found)


def children(adcode: str, year: int) -> tuple[Region, ...]:
    """Regions directly below, ordered by code."""
    return tuple(region for region in regions_in_force(year) if region.parent_adcode == adcode)


def is_within(region: Region, adcode: str, year: int) -> bool:
    """Whether the code is that of the region itself or of one of its ancestors."""
    return region.adcode == adcode or any(above.adcode == adcode for above in ancestors(region, year))
