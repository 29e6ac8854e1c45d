"""Divisions with their history, and the bodies that report, on the real division codes."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from pipelines.database import Connection
from pipelines.portals.registry import Portal
from pipelines.regions.codes import ancestors, load_regions, regions_in_force
from pipelines.roster import roster_rows
from pipelines.rows import table_from_mappings
from pipelines.sqlfiles import load_models
from pipelines.warehouse import build_model
from tests.warehouse.given import Row, insert, rows, with_forms

MODELS = ("core.dim_region", "core.region_closure", "core.organisation_alias", "core.dim_document",
          "core.dim_organisation")  # fmt: skip


def _country(documents: list[Row], roster: list[Mapping[str, object]] | None = None) -> Connection:
    """Bodies and divisions, built on all division codes that ship."""
    connection = with_forms()
    regions = table_from_mappings("staging.region", map(dataclasses.asdict, load_regions()))
    connection.register("arrow_rows", regions)
    connection.execute("insert into staging.region from arrow_rows")
    for number, document in enumerate(documents):
        insert(connection, "staging.parsed_document", {"document_id": f"{number:064}", "status": "parsed", **document})
    for row in roster or ():
        insert(connection, "staging.roster", row)
    for model in load_models():
        if model.name in MODELS:
            build_model(connection, model)
    return connection


@pytest.fixture(scope="module")
def country() -> Connection:
    return _country([])


@pytest.mark.parametrize("year", [2013, 2018, 2019, 2021, 2024, 2026])
def test_the_closure_is_the_tree_of_every_year(country: Connection, year: int) -> None:
    expected = {(region.adcode, region.adcode, 0) for region in regions_in_force(year)} | {("000000", "000000", 0)}
    for region in regions_in_force(year):
        above = [parent.adcode for parent in ancestors(region, year)]
        expected |= {(region.adcode, code, steps) for steps, code in enumerate([*above, "000000"], 1)}
    found = country.execute(
        "select adcode, ancestor_adcode, distance from core.region_closure"
        " where $year between valid_from_year and coalesce(valid_to_year, 9999)",
        {"year": year},
    ).fetchall()
    assert len(found) == len(set(found))
    assert set(found) == expected


@pytest.mark.parametrize(
    ("adcode", "year", "current", "origin"),
    [
        ("420704", 2021, "420704", "420704"),
        ("320684", 2019, "320614", "320684"),  # 海门市 became 海门区
        ("320614", 2021, "320614", "320684"),
        ("220381", 2019, "220184", "220381"),  # 公主岭市 moved to 长春市
        ("330103", 2020, "330105", "330103"),  # 下城区 went into 拱墅区, which goes on as itself
        ("330105", 2023, "330105", "330105"),
        ("330104", 2020, None, "330104"),  # 江干区 was divided between two
        ("320829", 2015, "320813", "320829"),  # 洪泽县 became 洪泽区 before the forms of 2019: no line over it
        ("320813", 2019, "320813", "320813"),
        ("000000", 2023, "000000", "000000"),
    ],
)
def test_a_code_leads_to_the_current_one_and_to_where_its_line_began(
    country: Connection, adcode: str, year: int, current: str | None, origin: str
) -> None:
    found = country.execute(
        "select adcode_current, origin_adcode from core.dim_region"
        " where adcode = ? and ? between valid_from_year and coalesce(valid_to_year, 9999)",
        [adcode, year],
    ).fetchall()
    assert found == [(current, origin)]


def test_every_division_in_force_is_its_own_current_one(country: Connection) -> None:
    assert rows(
        country,
        "from core.dim_region where valid_to_year is null and adcode_current is distinct from adcode",
    ) == []  # fmt: skip


def _named(agency: str, adcode: str | None, year: int, **columns: Any) -> Row:
    return {"agency": agency, "adcode": adcode, "report_year": year, **columns}


def test_a_body_is_one_over_the_change_of_its_code_and_name() -> None:
    connection = _country(
        [
            _named("海门市人民政府", "320684", 2019),
            _named("江苏省南通市海门区人民政府", "320614", 2021),
            _named("海门市民政局", "320684", 2019),
            _named("海门区民政局", "320614", 2020),
        ]
    )
    found = rows(
        connection,
        "select organisation_name, adcode, adcode_current, first_report_year, last_report_year, report_count,"
        " name_count from core.dim_organisation order by last_report_year",
    )
    assert [tuple(row.values()) for row in found] == [
        ("海门区民政局", "320614", "320614", 2019, 2020, 2, 2),
        ("海门区人民政府", "320614", "320614", 2019, 2021, 2, 2),
    ]


def test_bodies_of_divisions_that_were_merged_stay_two() -> None:
    connection = _country([_named("民政局", "330103", 2019), _named("民政局", "330105", 2019)])
    assert len(rows(connection, "from core.dim_organisation")) == 2


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("鄂城区民政局", "民政局", True),
        ("鄂城区政府", "湖北省鄂州市鄂城区人民政府", True),
        ("鄂城区", "鄂城区人民政府", True),
        ("鄂城区人民政府", "鄂城区人民政府办公室", False),
        ("鄂州市民政局", "鄂城区民政局", False),
        ("政府", "鄂城区人民政府", False),
    ],
)
def test_two_names_are_one_body_only_where_stripping_regions_proves_it(one: str, other: str, is_same: bool) -> None:  # noqa: FBT001
    connection = _country([_named(one, "420704", 2019), _named(other, "420704", 2020)])
    assert len(rows(connection, "from core.dim_organisation")) == (1 if is_same else 2)


def test_a_report_on_an_older_form_is_of_its_body_and_no_report_here() -> None:
    connection = _country(
        [_named("鄂城区人民政府", "420704", 2016, status="old_form"), _named("鄂城区人民政府", "420704", 2020)]
    )
    (body,) = rows(connection, "from core.dim_organisation")
    assert (body["first_report_year"], body["last_report_year"], body["report_count"]) == (2016, 2020, 1)
    assert rows(connection, "select report_id is null as n from core.dim_document order by report_year") == [
        {"n": True},
        {"n": False},
    ]


def test_who_is_on_a_roster_is_a_body_before_its_first_report(tmp_path: Path) -> None:
    portal = Portal.model_validate(
        {
            "key": "42-echeng",
            "name": "鄂城区人民政府",
            "adcode": "420704",
            "family": "trs",
            "start_urls": ["http://www.echeng.gov.cn/"],
            "organisations": ["鄂城区人民政府", "区民政局", "花湖镇人民政府", "花湖镇人民政府"],
        }
    )
    listed = roster_rows([portal])
    assert [(row["agency"], row["adcode"], row["kind"]) for row in listed] == [
        ("鄂城区人民政府", "420704", "local_government"),
        ("区民政局", "420704", "department"),
        ("花湖镇人民政府", "420704", "township"),
    ]
    connection = _country([_named("鄂州市鄂城区人民政府", "420704", 2020)], [*listed])
    found = rows(connection, "from core.dim_organisation order by organisation_name")
    assert [(row["organisation_name"], row["report_count"], row["roster_portal_id"]) for row in found] == [
        ("区民政局", 0, "42-echeng"),
        ("花湖镇人民政府", 0, "42-echeng"),
        ("鄂城区人民政府", 1, "42-echeng"),
    ]
