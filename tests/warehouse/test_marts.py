"""Metrics, trends and sums, against numbers worked out by hand."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from pipelines.database import Connection
from pipelines.forms.template import form_item_rows
from pipelines.sqlfiles import SqlModel, load_models
from pipelines.warehouse import build_model
from tests.warehouse.given import Row, insert, rows, with_forms

REGIONS: list[Row] = [
    {"adcode": "420000", "region_name": "湖北省", "level": "province", "province_adcode": "420000"},
    {"adcode": "420700", "region_name": "鄂州市", "level": "prefecture", "parent_adcode": "420000"},
    {"adcode": "420702", "region_name": "梁子湖区", "level": "county", "parent_adcode": "420700"},
    {"adcode": "420704", "region_name": "鄂城区", "level": "county", "parent_adcode": "420700"},
]
REGIONS = [{**region, "province_adcode": "420000", "valid_from_year": 1984} for region in REGIONS]

ROWS = tuple(
    dict.fromkeys(
        str(item["row_code"])
        for item in form_item_rows()
        if item["table_code"] == "application" and item["form_version"] == "2021"
    )
)
# The report of a county: 45 accepted, 40 processed.
COUNTY = {
    "received_new": 41,
    "carried_in": 4,
    "granted": 10,
    "granted_in_part": 5,
    "denied_by_law": 4,
    "denied_deliberative": 2,
    "unavailable_not_held": 9,
    "not_processed_repeat": 3,
    "other_misc": 7,
    "total_processed": 40,
    "carried_forward": 5,
}


def _report(name: str, year: int, **columns: Any) -> Row:
    return {
        "document_id": name * 64,
        "portal_id": "42-p",
        "status": "parsed",
        "agency": "鄂城区人民政府",
        "adcode": "420704",
        "report_year": year,
        "kind": "local_government",
        "level": "county",
        "scope": "government_aggregate",
        "published_date": date(year + 1, 3, 1),
        **columns,
    }


def _cell(name: str, table: str, row: str, column: str, value: int | None, state: str = "number") -> Row:
    return {
        "document_id": name * 64,
        "table_code": table,
        "form_version": "2021",
        "row_code": row,
        "column_code": column,
        "value": value,
        "cell_state": state if value is not None else "blank",
    }


def _table(name: str, totals: dict[str, int], *, parts: dict[str, int] | None = None) -> list[Row]:
    """Table three, all rows: totals that are not given are zero; `parts` are applicants of 本年新收."""
    cells = [_cell(name, "application", row, "total", totals.get(row, 0)) for row in ROWS]
    return cells + [
        _cell(name, "application", "received_new", column, value) for column, value in (parts or {}).items()
    ]


def _warehouse(documents: list[Row], cells: list[Row], **staging: list[Row]) -> Connection:
    readings = [
        {
            "document_id": document["document_id"],
            "table_code": "disclosure",
            "form_version": document.pop("form", "2021"),
        }
        for document in documents
    ]
    given = {
        "staging.region": REGIONS,
        "staging.parsed_document": documents,
        "staging.parsed_reading": readings,
        "staging.parsed_fact": cells,
    }
    connection = with_forms()
    for table, listed in {**given, **{f"staging.{name}": table for name, table in staging.items()}}.items():
        for row in listed:
            insert(connection, table, row)
    for model in _needed():
        build_model(connection, model)
    return connection


@cache
def _needed() -> tuple[SqlModel, ...]:
    """The marts under test and what they are built from."""
    wanted = {"mart.metric", "mart.trend", "mart.application_by_region_year", "mart.find_text"}
    for model in reversed(load_models()):
        if model.name in wanted:
            wanted.update(model.dependencies)
    return tuple(model for model in load_models() if model.name in wanted)


def _metrics(connection: Connection) -> dict[str, dict[str, Any]]:
    return {row["metric_code"]: row for row in rows(connection, "from mart.metric")}


def test_every_metric_is_what_was_worked_out_by_hand() -> None:
    dispute = [
        _cell("a", "dispute", row, column, value)
        for row, values in {"review": (20, 9, 1, 5), "litigation_direct": (10, 4, 0, 2),
                            "litigation_after_review": (12, 6, 3, 5)}.items()
        for column, value in zip(("upheld", "corrected", "other", "pending"), values, strict=True)
    ] + [
        _cell("a", "dispute", "review", "total", 35),
        _cell("a", "dispute", "litigation_direct", "total", 16),
        _cell("a", "dispute", "litigation_after_review", "total", 26),
    ]  # fmt: skip
    disclosure = [
        _cell("a", "disclosure", row, column, value)
        for (row, column), value in {
            ("normative_documents", "issued"): 40,
            ("normative_documents", "repealed"): 10,
            ("licences", "decisions"): 900,
            ("penalties", "decisions"): 300,
            ("compulsory_measures", "decisions"): 60,
        }.items()
    ]
    figure = {
        "document_id": "a" * 64,
        "figure_ordinal": 1,
        "section_no": 6,
        "indicator_code": "fee.processing_yuan",
        "value": 500,
        "unit": "元",
        "qualifier": "exact",
        "modality": "reported",
    }
    found = _metrics(
        _warehouse(
            [_report("a", 2022)],
            _table("a", {**COUNTY, "denied_by_law": 24, "denied_deliberative": 12, "total_processed": 70},
                   parts={"natural_person": 30, "legal_service_org": 11}) + dispute + disclosure,
            population=[
                {"adcode": "420704", "population_year": year, "population_count": count, "source": "people.csv"}
                for year, count in ((2010, 600_000), (2020, 820_000), (2023, 1))
            ],
            parsed_figure=[figure],
        )
    )  # fmt: skip
    expected = {
        "granted_share": (10, 70, 10 / 70),
        "granted_in_part_share": (5, 70, 5 / 70),
        "substantively_granted_share": (15, 70, 15 / 70),
        "denied_share": (36, 70, 36 / 70),
        "unavailable_share": (9, 70, 9 / 70),
        "not_held_share": (9, 70, 9 / 70),
        "not_processed_share": (3, 70, 3 / 70),
        "other_share": (7, 70, 7 / 70),
        "completed_share": (70, 45, None),  # more processed than accepted: a contradiction, no share
        "carried_forward_share": (5, 45, 5 / 45),
        "dispute_ratio": (77, 70, 1.1),
        "dispute_per_received_ratio": (77, 41, 77 / 41),
        "review_corrected_share": (9, 35, 9 / 35),
        "review_corrected_of_concluded_share": (9, 30, 0.3),
        "litigation_lost_share": (10, 42, 10 / 42),
        "litigation_lost_of_concluded_share": (10, 35, 10 / 35),
        "after_review_share": (26, 42, 26 / 42),
        "applicant_natural_person_share": (30, 41, 30 / 41),
        "applicant_legal_service_org_share": (11, 41, 11 / 41),
        "reason_by_law_share": (24, 36, 24 / 36),
        "reason_deliberative_share": (12, 36, 12 / 36),
        "reason_state_secret_share": (0, 36, 0),
        "received_per_100k_ratio": (41, 820_000, 5),
        "normative_net_increase_count": (30, None, 30),
        "normative_repealed_ratio": (10, 40, 0.25),
        "licence_per_penalty_ratio": (900, 300, 3),
        "measure_per_penalty_ratio": (60, 300, 0.2),
        "processing_fee_yuan": (500, None, 500),
        "processing_fee_per_1000_ratio": (500, 70, 500 / 70 * 1000),
        "publication_delay_days": (-30, None, -30),
    }
    for code, (numerator, denominator, value) in expected.items():
        row = found[code]
        assert (row["numerator"], row["denominator"]) == (numerator, denominator), code
        assert row["value"] == (None if value is None else pytest.approx(value)), code
    reasons = {f"reason_{reason}_share" for reason in ("safety_stability", "third_party_rights", "internal_affairs",
               "enforcement_file", "administrative_inquiry")}  # fmt: skip
    assert found.keys() - expected.keys() == reasons
    assert found["received_per_100k_ratio"]["denominator_source"] == "population 2020 people.csv"
    assert found["granted_share"]["denominator_source"] == "printed"
    # Wilson's formula for 9 of 35: (0.312023 -/+ 0.154849) / 1.109760.
    assert found["review_corrected_share"]["wilson_low"] == pytest.approx(0.1416, abs=5e-5)
    assert found["review_corrected_share"]["wilson_high"] == pytest.approx(0.4207, abs=5e-5)
    assert found["reason_state_secret_share"]["wilson_low"] == 0
    assert found["completed_share"]["wilson_low"] is None
    assert found["dispute_ratio"]["wilson_high"] is None


def test_every_metric_has_its_definition_and_every_definition_its_metric() -> None:
    select = next(model.select for model in load_models() if model.name == "mart.metric")
    codes = [row["metric_code"] for row in rows(_warehouse([], []), "from core.dim_metric order by metric_ordinal")]
    assert len(codes) == len(set(codes)) == 40
    assert [code for code in codes if f"'{code}'" not in select] == []
    assert select.count("'metric_code':") == len(codes)


def test_fewer_than_thirty_cases_carry_no_rate_but_their_numbers() -> None:
    found = _metrics(_warehouse([_report("a", 2022)], _table("a", {**COUNTY, "total_processed": 29})))
    row = found["granted_share"]
    assert (row["numerator"], row["denominator"], row["value"], row["wilson_low"]) == (10, 29, None, None)
    assert _metrics(_warehouse([_report("a", 2022)], _table("a", {**COUNTY, "total_processed": 30})))["granted_share"][
        "value"
    ] == pytest.approx(1 / 3)


def test_a_total_that_is_not_printed_is_summed_and_said_to_be() -> None:
    cells = [cell for cell in _table("a", COUNTY) if cell["row_code"] != "total_processed"]
    row = _metrics(_warehouse([_report("a", 2022)], cells))["granted_share"]
    assert (row["denominator"], row["denominator_source"]) == (40, "summed")


@pytest.mark.parametrize("lost", ["absent", "unreadable"])
def test_a_group_without_one_of_its_rows_has_no_sum(lost: str) -> None:
    cells = _table("a", COUNTY)
    kept = [cell for cell in cells if cell["row_code"] != "denied_state_secret"]
    if lost == "unreadable":
        kept.append({**_cell("a", "application", "denied_state_secret", "total", None), "cell_state": "unreadable"})
    found = _metrics(_warehouse([_report("a", 2022)], kept))
    assert "denied_share" not in found
    assert found["granted_share"]["value"] == 0.25


def test_only_a_government_is_measured_against_its_residents() -> None:
    people: list[Row] = [{"adcode": "420704", "population_year": 2020, "population_count": 100_000, "source": "x"}]
    department = _report("a", 2022, kind="department", scope="own_organ", agency="鄂城区民政局")
    assert "received_per_100k_ratio" not in _metrics(_warehouse([department], _table("a", COUNTY), population=people))
    assert "received_per_100k_ratio" not in _metrics(_warehouse([_report("a", 2022)], _table("a", COUNTY)))


def _trend(connection: Connection) -> dict[str, dict[str, Any]]:
    return {row["series_code"]: row for row in rows(connection, "from mart.trend")}


def test_a_trend_is_in_points_for_shares_and_in_per_cent_for_counts() -> None:
    cells = _table("a", COUNTY) + _table("b", {**COUNTY, "received_new": 82, "granted": 20, "total_processed": 50})
    found = _trend(_warehouse([_report("a", 2021), _report("b", 2022)], cells))
    received = found["received"]
    assert (received["value"], received["previous_value"], received["difference"]) == (82, 41, 41)
    assert received["change_ratio"] == 1
    share = found["granted_share"]
    assert (share["value"], share["previous_value"], share["change_ratio"]) == (0.4, 0.25, None)
    assert share["difference"] == pytest.approx(0.15)
    # From ten to twenty is no doubling worth a percentage.
    assert found["granted"]["change_ratio"] is None
    assert {row["break_code"] for row in found.values()} == {None}


def test_a_year_between_makes_no_trend() -> None:
    cells = _table("a", COUNTY) + _table("b", COUNTY)
    assert _trend(_warehouse([_report("a", 2020), _report("b", 2022)], cells)) == {}


def test_the_change_of_the_form_breaks_the_series_of_documents_only() -> None:
    documents = [_report("a", 2020, form="2019"), _report("b", 2021)]
    disclosure = [
        _cell(name, "disclosure", row, column, 50)
        for name, made in (("a", "made"), ("b", "issued"))
        for row, column in (("normative_documents", made), ("licences", "decisions"))
    ]
    found = _trend(_warehouse(documents, _table("a", COUNTY) + _table("b", COUNTY) + disclosure))
    assert (found["normative_new"]["break_code"], found["normative_new"]["value"]) == ("form", None)
    assert (found["licence"]["break_code"], found["licence"]["difference"]) == (None, 0)
    assert found["granted_share"]["break_code"] is None


def test_another_scope_breaks_every_series() -> None:
    documents = [_report("a", 2021, scope="own_organ"), _report("b", 2022)]
    found = _trend(_warehouse(documents, _table("a", COUNTY) + _table("b", COUNTY)))
    assert {row["break_code"] for code, row in found.items() if code != "publication_delay_days"} == {"scope"}
    assert {row["difference"] for code, row in found.items() if code != "publication_delay_days"} == {None}


def test_sums_climb_the_tree_with_how_many_reported_and_never_mix_scopes_or_levels() -> None:
    other = {"agency": "梁子湖区人民政府", "adcode": "420702"}
    documents = [
        _report("a", 2022),
        _report("b", 2022, **other),
        _report("c", 2022, agency="鄂州市人民政府", adcode="420700", level="prefecture", scope="region_aggregate"),
        _report("d", 2022, agency="鄂城区民政局", kind="department", scope="own_organ"),
        # 梁子湖区 of the year before is unread in one row: found, not counted.
        _report("e", 2021, **other),
        _report("f", 2021),
    ]
    cells = [cell for name in "abcdef" for cell in _table(name, COUNTY)]
    cells = [cell for cell in cells if not (cell["document_id"][0] == "e" and cell["row_code"] == "granted")]
    connection = _warehouse(documents, cells)
    found = {
        (row["adcode"], row["report_year"], row["body_level"], row["scope"]): row
        for row in rows(connection, "from mart.application_by_region_year")
    }
    for above in ("420700", "420000", "000000"):
        row = found[above, 2022, "county", "government_aggregate"]
        assert (row["expected_count"], row["reported_count"], row["counted_count"]) == (2, 2, 2)
        assert (row["received_count"], row["processed_count"], row["not_held_count"]) == (82, 80, 18)
        assert found[above, 2022, "prefecture", "region_aggregate"]["received_count"] == 41
        assert found[above, 2022, "county", "own_organ"]["received_count"] == 41
    assert found["420704", 2022, "county", "government_aggregate"]["received_count"] == 41
    before = found["420000", 2021, "county", "government_aggregate"]
    assert (before["expected_count"], before["reported_count"], before["counted_count"]) == (2, 2, 1)
    assert (before["coverage_ratio"], before["received_count"]) == (0.5, 41)
    assert found["420000", 2022, "county", "government_aggregate"]["region_name"] == "湖北省"
    assert ("420702", 2022, "prefecture", "region_aggregate") not in found


def test_a_body_that_did_not_report_is_expected_all_the_same() -> None:
    connection = _warehouse(
        [_report("a", 2020), _report("b", 2022)],
        _table("a", COUNTY) + _table("b", COUNTY),
    )
    (row,) = rows(connection, "from mart.application_by_region_year where adcode = '420704' and report_year = 2021")
    assert (row["expected_count"], row["reported_count"], row["received_count"]) == (1, 0, None)
    assert row["scope"] == "government_aggregate"


def test_text_is_found_by_any_piece_of_it() -> None:
    connection = _warehouse(
        [_report("a", 2022)],
        [],
        parsed_section=[
            {"document_id": "a" * 64, "section_no": 5, "title": "存在的主要问题", "text": "部分科室不掌握公开要求。"}
        ],
        parsed_figure=[{"document_id": "a" * 64, "figure_ordinal": 1, "value": 9, "context": "不掌握9件"}],
        sighting=[{"portal_id": "42-p", "url": "http://a", "document_id": "a" * 64, "source": "crawl"}],
    )
    found = rows(connection, "from mart.find_text where contains(text, '不掌握') order by text_kind")
    assert [(row["text_kind"], row["section_no"], row["url"]) for row in found] == [
        ("figure", 0, "http://a"),
        ("section", 5, "http://a"),
    ]
    assert {row["organisation_name"] for row in found} == {"鄂城区人民政府"}
    assert len(rows(connection, "from mart.find_text where contains(text, '主要问')")) == 1
