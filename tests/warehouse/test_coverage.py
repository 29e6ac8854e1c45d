"""Who should have reported, and whether they did in time."""

from datetime import date, datetime
from typing import Any

import pytest

from pipelines.database import Connection
from pipelines.sqlfiles import load_models
from pipelines.warehouse import build_model
from tests.warehouse.given import Row, insert, rows, with_forms

MODELS = ("core.dim_region", "core.organisation_alias", "core.dim_document", "core.dim_organisation", "core.dim_portal",
          "core.report_version", "core.dim_report", "quality.coverage")  # fmt: skip
REGION = {"adcode": "420704", "region_name": "鄂城区", "level": "county", "province_adcode": "420000"}


def _coverage(
    documents: list[Row],
    *,
    roster: list[Row] | None = None,
    portal: str | None = "ok",
    looked: datetime = datetime(2023, 6, 1),  # noqa: DTZ001 - columns are UTC without a zone
    region: Row | None = None,
) -> list[dict[str, Any]]:
    """Coverage as of a day on which the portal was visited, one organisation after the other."""
    connection: Connection = with_forms()
    insert(connection, "staging.region", {**REGION, "valid_from_year": 1984, **(region or {})})
    for number, document in enumerate(documents):
        filled = {
            "document_id": f"{number:064}",
            "portal_id": "42-p",
            "status": "parsed",
            "agency": "鄂城区民政局",
            "adcode": "420704",
            "kind": "department",
            **document,
        }
        insert(connection, "staging.parsed_document", filled)
    for row in roster or ():
        insert(connection, "staging.roster", {"portal_id": "42-p", "adcode": "420704", **row})
    if portal:
        visit = {"portal_id": "42-p", "status": portal, "started_at": looked, "finished_at": looked}
        insert(connection, "staging.portal_visit", visit)
    for model in load_models():
        if model.name in MODELS:
            build_model(connection, model)
    return rows(connection, "from quality.coverage order by organisation_id, report_year")


def _statuses(found: list[dict[str, Any]]) -> dict[int, str]:
    return {row["report_year"]: row["coverage_status"] for row in found}


@pytest.mark.parametrize(
    ("kind", "published", "status", "due", "days_late"),
    [
        ("department", date(2023, 1, 31), "on_time", date(2023, 1, 31), 0),
        ("department", date(2023, 2, 1), "late", date(2023, 1, 31), 1),
        ("local_government", date(2023, 3, 31), "on_time", date(2023, 3, 31), 0),
        ("local_government", date(2023, 4, 2), "late", date(2023, 3, 31), 2),
        ("township", date(2023, 1, 20), "on_time", date(2023, 1, 31), -11),
        (None, date(2023, 1, 20), "on_time", None, None),
        (None, date(2023, 2, 20), "unknown", None, None),
        (None, date(2023, 4, 20), "late", None, None),
        # A date in the middle of the reported year is of something else.
        ("department", date(2022, 5, 1), "unknown", date(2023, 1, 31), None),
        ("department", date(2022, 12, 30), "on_time", date(2023, 1, 31), -32),
    ],
)
def test_departments_are_due_in_january_and_governments_in_march(
    kind: str | None, published: date, status: str, due: date | None, days_late: int | None
) -> None:
    (row,) = _coverage([{"report_year": 2022, "kind": kind, "published_date": published}])
    assert (row["coverage_status"], row["due_date"], row["days_late"]) == (status, due, days_late)


def test_the_earliest_version_decides_about_punctuality() -> None:
    documents = [{"report_year": 2022, "published_date": date(2023, month, 20)} for month in (1, 5)]
    (row,) = _coverage(documents)
    assert (row["coverage_status"], row["published_date"]) == ("on_time", date(2023, 1, 20))


def test_a_gap_between_reports_is_a_missing_report() -> None:
    documents = [{"report_year": year, "published_date": date(year + 1, 1, 9)} for year in (2019, 2021)]
    assert _statuses(_coverage(documents)) == {2019: "on_time", 2020: "missing", 2021: "on_time", 2022: "missing"}


def test_who_fell_silent_for_years_may_be_no_more_unless_a_roster_names_it() -> None:
    documents: list[Row] = [{"report_year": 2019, "published_date": date(2020, 1, 9)}]
    found = _coverage(documents)
    assert _statuses(found) == {2019: "on_time", 2020: "missing", 2021: "unknown", 2022: "unknown"}
    assert found[2]["detail"] == "it has not reported since 2019 and may be no more"
    listed = _coverage(documents, roster=[{"agency": "民政局", "kind": "department"}])
    assert _statuses(listed) == {2019: "on_time", 2020: "missing", 2021: "missing", 2022: "missing"}
    assert all(row["is_on_roster"] for row in listed)


def test_who_is_on_a_roster_should_have_reported_since_2019_or_since_its_division_began() -> None:
    roster = [{"agency": "民政局", "kind": "department"}]
    assert _statuses(_coverage([], roster=roster)) == dict.fromkeys(range(2019, 2023), "missing")
    assert _statuses(_coverage([], roster=roster, region={"valid_from_year": 2021})) == {
        2021: "missing",
        2022: "missing",
    }


def test_a_division_that_ended_owes_nothing_more() -> None:
    documents: list[Row] = [{"report_year": 2019, "published_date": date(2020, 1, 9)}]
    assert _statuses(_coverage(documents, region={"valid_to_year": 2020})) == {2019: "on_time", 2020: "missing"}


@pytest.mark.parametrize(
    ("looked", "last_year"),
    [(datetime(2023, 1, 31, 12), 2021), (datetime(2023, 2, 1, 1), 2022), (datetime(2023, 1, 31, 17), 2022)],  # noqa: DTZ001
    ids=["the last day is not over", "the day after", "the day after in Beijing"],
)
def test_a_report_is_missing_only_when_it_was_due(looked: datetime, last_year: int) -> None:
    found = _coverage([], roster=[{"agency": "民政局", "kind": "department"}], looked=looked)
    assert found[-1]["report_year"] == last_year


@pytest.mark.parametrize(
    ("portal", "status", "detail"),
    [
        ("ok", "missing", None),
        ("blocked", "blocked", "the portal refuses to answer"),
        ("failed", "unknown", "the last visit of its portal ended failed"),
        ("partial", "unknown", "the last visit of its portal ended partial"),
    ],
)
def test_a_report_is_missing_only_where_somebody_could_look(portal: str, status: str, detail: str | None) -> None:
    (row,) = _coverage([], roster=[{"agency": "民政局", "kind": "department"}], portal=portal,
                       region={"valid_from_year": 2022})  # fmt: skip
    assert (row["coverage_status"], row["detail"]) == (status, detail)


def test_nothing_is_missing_where_no_portal_was_visited() -> None:
    documents = [{"report_year": year, "published_date": date(year + 1, 1, 9)} for year in (2019, 2021)]
    assert _statuses(_coverage(documents, portal=None)) == {2019: "on_time", 2020: "unknown", 2021: "on_time"}


@pytest.mark.parametrize(
    ("status", "expected"), [("no_tables", "no_tables"), ("needs_ocr", "no_tables"), ("old_form", "old_form")]
)
def test_a_report_without_the_tables_is_named_so(status: str, expected: str) -> None:
    documents: list[Row] = [{"report_year": 2022, "status": status, "published_date": date(2023, 1, 9)}]
    assert _statuses(_coverage(documents)) == {2022: expected}


def test_who_need_not_report_owes_nothing() -> None:
    assert _coverage([{"report_year": 2021, "kind": "mass_org", "published_date": date(2022, 1, 9)}]) == []
