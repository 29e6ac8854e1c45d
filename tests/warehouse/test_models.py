"""What the SQL models make of rows of staging."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from pipelines.checks import run_check, run_checks
from pipelines.database import Connection
from pipelines.errors import SqlFileError, WarehouseError
from pipelines.sqlfiles import SqlModel, load_checks, load_models
from pipelines.warehouse import build_model
from tests.generator.forms import application_rows
from tests.warehouse.given import Row, built, rows, with_forms

REGIONS = [
    {"adcode": "420000", "region_name": "湖北省", "level": "province", "province_adcode": "420000"},
    {"adcode": "420700", "region_name": "鄂州市", "level": "prefecture", "parent_adcode": "420000"},
    {"adcode": "420704", "region_name": "鄂城区", "level": "county", "parent_adcode": "420700"},
]
for region in REGIONS:
    region.update({"province_adcode": "420000", "valid_from_year": 1984})


def _document(name: str, **columns: Any) -> Row:
    return {
        "document_id": name * 64,
        "portal_id": "42-p",
        "parser_version": "1",
        "status": "parsed",
        "agency": "鄂城区人民政府",
        "adcode": "420704",
        "report_year": 2019,
        **columns,
    }


def _cell(name: str, table: str, row: str, column: str, value: Any, state: str = "number") -> Row:
    return {
        "document_id": name * 64,
        "table_code": table,
        "form_version": "2019",
        "row_code": row,
        "column_code": column,
        "value": value,
        "unit": "件",
        "cell_state": state,
        "raw_text": str(value),
        "locator": f"{row} {column}",
    }


def _reading(name: str, table: str = "application", **columns: Any) -> Row:
    return {
        "document_id": name * 64,
        "table_code": table,
        "form_version": "2019",
        "method": "grid",
        "differing_cells": 0,
        **columns,
    }


def _sighting(name: str | None, url: str, day: int, **columns: Any) -> Row:
    return {
        "portal_id": "42-p",
        "url": url,
        "document_id": name and name * 64,
        "seen_at": datetime(2020, 4, day),  # noqa: DTZ001 - the column is UTC without a zone
        "source": "crawl",
        **columns,
    }


@pytest.fixture(scope="module")
def empty() -> Connection:
    return built({})


@pytest.mark.parametrize("model", load_models(), ids=lambda model: model.name)
def test_every_model_runs_on_the_real_schema_and_returns_what_its_header_says(
    empty: Connection, model: SqlModel
) -> None:
    empty.execute(f"explain {model.select}")
    found = [row[0] for row in empty.execute(f"describe {model.select}").fetchall()]
    assert found == list(model.columns)


def test_every_check_runs_on_the_real_schema(empty: Connection) -> None:
    for check in load_checks():
        empty.execute(f"explain {check.select}")
        run_check(empty, check)


def test_several_checks_leave_all_their_verdicts_or_none(empty: Connection) -> None:
    good, other = load_checks()[:2]
    run_checks(empty, [good, other])
    before = rows(empty, "from quality.check_result order by all")
    wrong = replace(other, select="select 1 / 0 as nothing from core.absent")
    empty.execute("update quality.check_result set detail = 'older' where check_name = ?", [good.name])
    with pytest.raises(SqlFileError, match=other.path.name):
        run_checks(empty, [good, wrong])
    older = rows(empty, "from quality.check_result where detail = 'older'")
    assert {row["check_name"] for row in older} == {good.name}
    run_checks(empty, [good, other])
    assert rows(empty, "from quality.check_result order by all") == before


def test_a_verdict_of_no_known_status_is_refused(empty: Connection) -> None:
    check = load_checks()[0]
    odd = "select null as report_id, 'x' as subject, 'maybe' as status, 1 as expected, 2 as actual, null as detail"
    with pytest.raises(SqlFileError, match=rf"(?s){check.path.name}.*'maybe'.*a status is pass, fail or not"):
        run_check(empty, replace(check, select=odd))


def test_verdicts_that_cannot_be_written_end_in_a_message_and_no_open_transaction() -> None:
    connection = built({})
    connection.execute("drop table quality.check_result")
    with pytest.raises(WarehouseError, match=r"verdicts of 1 checks were left as they were.*check_result"):
        run_checks(connection, load_checks()[:1])
    connection.execute("begin")


def test_a_model_that_returns_other_columns_than_its_header_leaves_the_old_table(tmp_path: Any) -> None:
    connection = with_forms()
    for model in load_models():
        build_model(connection, model)
    model = next(model for model in load_models() if model.name == "core.dim_form_item")
    wrong = SqlModel(**{**_fields(model), "select": "select 1 as surprise"})
    with pytest.raises(SqlFileError, match="surprise"):
        build_model(connection, wrong)
    broken = SqlModel(**{**_fields(model), "select": "select form_version from staging.absent"})
    with pytest.raises(SqlFileError, match="absent"):
        build_model(connection, broken)
    assert rows(connection, "select count(*) as n from core.dim_form_item")[0]["n"] == 398


def _fields(model: SqlModel) -> dict[str, Any]:
    return {name: getattr(model, name) for name in SqlModel.__slots__}


def test_names_of_superior_regions_before_the_own_region_make_no_second_organisation() -> None:
    names = ["鄂城区人民政府", "鄂州市鄂城区人民政府", "湖北省鄂州市鄂城区人民政府", "湖北省鄂城区 人民政府\u3000"]
    connection = built(
        {
            "staging.region": REGIONS,
            "staging.parsed_document": [
                _document(str(number), agency=name, report_year=2019 + number) for number, name in enumerate(names)
            ],
        }
    )
    (organisation,) = rows(connection, "from core.dim_organisation")
    assert organisation["organisation_name"] == "鄂城区人民政府"
    assert organisation["organisation_id"].startswith("420704-")
    assert organisation["report_count"] == 4
    assert rows(connection, "select count(distinct report_id) as n from core.dim_report")[0]["n"] == 4


def test_a_superior_name_stays_where_the_own_region_does_not_follow() -> None:
    connection = built(
        {
            "staging.region": REGIONS,
            "staging.parsed_document": [_document("a", agency="鄂州市自然资源和规划局鄂城分局")],
        }
    )
    assert rows(connection, "select organisation_name from core.dim_organisation") == [
        {"organisation_name": "鄂州市自然资源和规划局鄂城分局"}
    ]


def test_the_same_name_under_another_code_is_another_organisation() -> None:
    connection = built(
        {"staging.parsed_document": [_document("a"), _document("b", adcode="110105"), _document("c", adcode=None)]}
    )
    ids = [row["organisation_id"] for row in rows(connection, "from core.dim_organisation order by organisation_id")]
    assert [identifier.partition("-")[0] for identifier in ids] == ["110105", "420704", "unknown"]


@pytest.mark.parametrize("unknown", [{"agency": None}, {"report_year": None}, {"agency": " \u3000"}])
def test_a_document_of_unknown_body_or_year_is_a_report_of_its_own(unknown: dict[str, Any]) -> None:
    connection = built({"staging.parsed_document": [_document("a", **unknown), _document("b", **unknown)]})
    reports = rows(connection, "select report_id, organisation_id from core.dim_report order by report_id")
    assert reports == [
        {"report_id": "document-aaaaaaaaaaaa", "organisation_id": None},
        {"report_id": "document-bbbbbbbbbbbb", "organisation_id": None},
    ]


@pytest.mark.parametrize(
    ("documents", "official"),
    [
        ([{"status": "partial", "published_date": date(2020, 5, 1)}, {"status": "parsed"}], "b"),
        ([{"published_date": date(2020, 1, 1)}, {"published_date": date(2020, 2, 1)}], "b"),
        ([{"published_date": date(2020, 1, 1)}, {"published_date": None}], "a"),
        ([{}, {}], "b"),
    ],
    ids=["the best read", "the latest published", "a dated before an undated", "the latest found"],
)
def test_the_official_version_is(documents: list[dict[str, Any]], official: str) -> None:
    connection = built(
        {
            "staging.parsed_document": [
                _document(name, **columns) for name, columns in zip("ab", documents, strict=True)
            ],
            "staging.sighting": [_sighting("a", "http://a", 1), _sighting("b", "http://b", 2)],
        }
    )
    (report,) = rows(connection, "from core.dim_report")
    assert report["document_id"] == official * 64
    assert report["version_count"] == 2
    versions = rows(connection, "from core.report_version order by version_number")
    assert [(v["document_id"][0], v["version_number"], v["is_current"]) for v in versions] == [
        ("a", 1, official == "a"),
        ("b", 2, official == "b"),
    ]


def test_facts_come_from_the_official_document_only_and_keep_every_state() -> None:
    connection = built(
        {
            "staging.parsed_document": [_document("a"), _document("b", status="partial")],
            "staging.parsed_fact": [
                _cell("a", "application", "granted", "total", 3),
                _cell("a", "application", "granted", "other_org", None, "blank"),
                _cell("a", "application", "carried_in", "total", None, "slash"),
                _cell("b", "application", "granted", "total", 9),
                _cell("a", "disclosure", "central_procurement", "amount", "20243794.5"),
                _cell("a", "dispute", "review", "total", 1),
            ],
        }
    )
    facts = rows(connection, "from core.fact_application order by outcome_code, applicant_code")
    assert [(f["outcome_code"], f["applicant_code"], f["application_count"], f["cell_state"]) for f in facts] == [
        ("carried_in", "total", None, "slash"),
        ("granted", "other_org", None, "blank"),
        ("granted", "total", 3, "number"),
    ]
    assert str(rows(connection, "from core.fact_disclosure")[0]["value"]) == "20243794.5000"
    assert rows(connection, "from core.fact_dispute")[0]["case_count"] == 1


def test_a_count_with_a_fraction_is_never_rounded() -> None:
    connection = built(
        {
            "staging.parsed_document": [_document("a")],
            "staging.parsed_fact": [_cell("a", "application", "granted", "total", "2.5")],
        }
    )
    (fact,) = rows(connection, "from core.fact_application")
    assert (fact["application_count"], fact["cell_state"], fact["raw_text"]) == (None, "unreadable", "2.5")


def test_every_document_is_there_whatever_became_of_it() -> None:
    connection = built(
        {
            "staging.parsed_document": [_document("a", status="challenge_page"), _document("b", status="old_form")],
            "staging.sighting": [
                _sighting("a", "file:///inbox/a.html", 1, source="inbox", portal_id="inbox"),
                _sighting("a", "http://a", 3),
                _sighting("a", "http://a/again", 5),
                _sighting("c", "http://c", 2),
                _sighting(None, "http://gone", 2),
            ],
        }
    )
    documents = {row["document_id"][0]: row for row in rows(connection, "from core.dim_document")}
    assert {name: row["status"] for name, row in documents.items()} == {
        "a": "challenge_page",
        "b": "old_form",
        "c": "not_parsed",
    }
    assert documents["a"]["url"] == "http://a"
    assert documents["a"]["portal_id"] == "42-p"
    assert documents["a"]["first_seen_at"].day == 1
    assert documents["a"]["last_seen_at"].day == 5
    assert documents["a"]["sighting_count"] == 3
    assert rows(connection, "from core.dim_report") == []


def test_a_portal_has_the_status_of_its_last_visit_and_remembers_its_last_success() -> None:
    visits = [("ok", 1), ("blocked", 2)]
    connection = built(
        {
            "staging.portal": [{"portal_id": "42-p", "portal_name": "P"}, {"portal_id": "42-new", "portal_name": "N"}],
            "staging.portal_visit": [
                {"portal_id": "42-p", "status": status, "started_at": day, "finished_at": day}
                for status, number in visits
                for day in [datetime(2020, 4, number)]  # noqa: DTZ001
            ],
            "staging.sighting": [_sighting("a", "http://a", 1, portal_id="42-old")],
        }
    )
    portals = {row["portal_id"]: row for row in rows(connection, "from core.dim_portal")}
    assert {name: row["status"] for name, row in portals.items()} == {
        "42-p": "blocked",
        "42-new": "not_visited",
        "42-old": "not_visited",
    }
    assert portals["42-p"]["last_success_at"].day == 1
    assert portals["42-p"]["last_visit_at"].day == 2
    assert portals["42-old"]["document_count"] == 1


def test_a_failure_is_of_the_source_only_when_two_readings_agree() -> None:
    connection = built(
        {
            "staging.parsed_document": [_document("a")],
            "staging.parsed_reading": [
                _reading("a", "disclosure"),
                _reading("a", "application", second_method="sequence"),
                _reading("a", "dispute", second_method="sequence", differing_cells=2),
            ],
        }
    )
    found = rows(connection, "select table_code, failure_attribution from core.report_table order by table_code")
    assert [tuple(row.values()) for row in found] == [
        ("application", "source"),
        ("disclosure", "unknown"),
        ("dispute", "parse"),
    ]


def _overview(cells: list[Row]) -> dict[str, Any]:
    connection = built(
        {
            "staging.region": REGIONS,
            "staging.parsed_document": [_document("a")],
            "staging.parsed_reading": [_reading("a"), _reading("a", "dispute")],
            "staging.parsed_fact": cells,
        }
    )
    (row,) = rows(connection, "from mart.report_overview")
    return row


def test_the_overview_counts_groups_and_rates_with_their_denominators() -> None:
    totals = {"received_new": 40, "carried_in": 5, "granted": 10, "granted_in_part": 5, "denied_by_law": 4,
              "denied_deliberative": 2, "unavailable_not_held": 9, "not_processed_repeat": 3, "other": 7,
              "total_processed": 40, "carried_forward": 5}  # fmt: skip
    totals = dict.fromkeys(application_rows("2019"), 0) | totals
    disputes = {"review": 4, "litigation_direct": 1, "litigation_after_review": 3}
    row = _overview(
        [_cell("a", "application", name, "total", value) for name, value in totals.items()]
        + [_cell("a", "dispute", name, "total", value) for name, value in disputes.items()]
    )
    assert (row["region_name"], row["province_name"]) == ("鄂城区", "湖北省")
    assert (row["received_count"], row["carried_in_count"], row["accepted_count"]) == (40, 5, 45)
    assert (row["denied_count"], row["unavailable_count"], row["not_processed_count"], row["other_count"]) == (
        6,
        9,
        3,
        7,
    )
    assert (row["processed_count"], row["granted_ratio"], row["denied_ratio"]) == (40, 0.25, 0.15)
    assert row["completed_ratio"] == pytest.approx(40 / 45)
    assert (row["review_count"], row["litigation_count"], row["dispute_ratio"]) == (4, 4, 0.2)
    assert row["has_computed_count"] is False


@pytest.mark.parametrize("lost", ["denied_by_law", "unavailable_not_held", "not_processed_repeat"])
def test_a_group_that_lacks_a_row_has_no_sum_wherever_it_is_counted(lost: str) -> None:
    group = lost.split("_by_law")[0].split("_not_held")[0].split("_repeat")[0]
    for absent, expected in ((None, 5), (lost, None)):
        connection = built(
            {
                "staging.parsed_document": [_document("a")],
                "staging.parsed_reading": [_reading("a")],
                "staging.parsed_fact": [
                    _cell("a", "application", row, "total", 5 if row == "total_processed" else int(row == lost) * 5)
                    for row in application_rows("2019")
                    if row != absent
                ],
            }
        )
        for relation in ("quality.application_count", "mart.report_count", "mart.report_overview"):
            (row,) = rows(connection, f"select {group}_count as number, processed_count from {relation}")  # noqa: S608
            assert (relation, row["number"], row["processed_count"]) == (relation, expected, 5)


def test_fewer_than_thirty_cases_carry_no_rate() -> None:
    row = _overview(
        [
            _cell("a", "application", name, "total", value)
            for name, value in {"granted": 10, "total_processed": 29}.items()
        ]
    )
    assert (row["granted_count"], row["processed_count"], row["granted_ratio"]) == (10, 29, None)


def test_a_blank_total_is_summed_and_said_to_be() -> None:
    row = _overview(
        [
            _cell("a", "application", "granted", "natural_person", 7),
            _cell("a", "application", "granted", "other_org", None, "blank"),
            _cell("a", "application", "granted", "total", None, "blank"),
        ]
    )
    assert (row["granted_count"], row["has_computed_count"]) == (7, True)


def test_a_blank_row_is_no_zero_and_an_unread_part_spoils_the_sum() -> None:
    row = _overview(
        [
            _cell("a", "application", "granted", "natural_person", None, "blank"),
            _cell("a", "application", "granted", "total", None, "blank"),
            _cell("a", "application", "denied_by_law", "natural_person", 2),
            _cell("a", "application", "denied_by_law", "other_org", None, "unreadable"),
            _cell("a", "application", "denied_by_law", "total", None, "blank"),
            _cell("a", "application", "denied_deliberative", "total", 5),
        ]
    )
    assert (row["granted_count"], row["denied_count"]) == (None, None)


def test_grades_follow_the_verdicts() -> None:
    connection = built(
        {
            "staging.parsed_document": [
                _document(name, report_year=2019 + n, status=status)
                for n, (name, status) in enumerate(zip("abcd", ["parsed", "parsed", "parsed", "partial"], strict=True))
            ]
        }
    )
    for year, status, severity in ((2019, "pass", "error"), (2020, "fail", "warn"), (2021, "fail", "error")):
        connection.execute(
            "insert into quality.check_result select 'some_check', report_id, 'x', ?, null, null, null, ?, null"
            " from core.dim_report where report_year = ?",
            [status, severity, year],
        )
    build_model(connection, next(m for m in load_models() if m.name == "mart.report_overview"))
    found = rows(
        connection, "select quality_grade, fail_count, quality_score from mart.report_overview order by report_year"
    )
    assert [tuple(row.values()) for row in found] == [
        ("A", 0, 1.0),
        ("B", 1, 0.0),
        ("C", 1, 0.0),
        ("D", 0, None),
    ]


def test_any_number_leads_to_its_print_place_and_address() -> None:
    connection = built(
        {
            "staging.parsed_document": [_document("a")],
            "staging.sighting": [_sighting("a", "http://a", 1)],
            "staging.parsed_fact": [
                _cell("a", table, row, column, 1)
                for table, row, column in (
                    ("disclosure", "licences", "decisions"),
                    ("application", "granted", "total"),
                    ("dispute", "review", "total"),
                )
            ],
            "staging.parsed_figure": [
                {"document_id": "a" * 64, "figure_ordinal": 3, "value": 93, "raw_text": "93条", "locator": "line 5"}
            ],
        }
    )
    found = rows(connection, "from mart.cell_provenance order by table_code")
    assert [row["table_code"] for row in found] == ["application", "disclosure", "dispute", "figure"]
    assert {(row["url"], row["parser_version"], row["fetched_at"].day) for row in found} == {("http://a", "1", 1)}
    assert (found[3]["raw_text"], found[3]["locator"], found[3]["row_code"]) == ("93条", "line 5", "3")
