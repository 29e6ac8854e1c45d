"""Every check against given rows: `tests/checks/<check>.yaml` holds a list of cases, each with `given` and `expect`.

`given` names tables and rows, only the columns that matter. Three short forms stand for facts and how they were read:

    application: [{report: r1, form: 2021, rest: 0, cells: {granted.natural_person: 3, carried_in.total: null}}]

`rest` fills every cell of the form that `cells` does not name; without it there are no other cells. A number is a
number, null a blank, `/` a slash, `?` an unreadable cell. `expect` lists verdicts by what matters of them; a verdict
that fails without being listed fails the test.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.checks import run_check
from pipelines.database import Connection, columns_of, row_count
from pipelines.forms.template import form_item_rows
from pipelines.sqlfiles import SqlCheck, load_checks, load_models, load_tables
from tests.warehouse.given import insert, with_forms

CASES = Path(__file__).parent
FACTS = {
    "disclosure": ("core.fact_disclosure", "item_code", "measure_code", "value"),
    "application": ("core.fact_application", "outcome_code", "applicant_code", "application_count"),
    "dispute": ("core.fact_dispute", "channel_code", "result_code", "case_count"),
}
STATES = {None: "blank", "/": "slash", "?": "unreadable"}

Case = Mapping[str, Any]


def _cases() -> Iterator[Any]:
    for check in load_checks():
        path = CASES / f"{check.name}.yaml"
        for case in yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else ():
            yield pytest.param(check, case, id=f"{check.name}: {case['name']}")


@cache
def _warehouse() -> tuple[Connection, Mapping[str, int]]:
    """A warehouse with the forms and nothing else, and how many rows each table has by them."""
    connection = with_forms()
    for model in load_models():
        # What the judgements are derived with follows the given rows.
        kind = "view" if model.layer == "quality" else model.kind
        connection.execute(f"create {kind} {model.name} as\n{model.select}")
    tables = [table.name for table in load_tables()]
    tables += [model.name for model in load_models() if model.kind == "table" and model.layer != "quality"]
    return connection, {name: row_count(connection, name) for name in tables}


@pytest.mark.parametrize(("check", "case"), list(_cases()))
def test_a_check_says_what_its_case_expects(check: SqlCheck, case: Case) -> None:
    connection, standing = _warehouse()
    for table, size in standing.items():
        connection.execute(f"delete from {table} where rowid >= {size}")  # noqa: S608
    derived = [model for model in load_models() if model.layer == "quality" and model.name in case["given"]]
    for model in derived:
        connection.execute(f"drop view {model.name}")
        connection.execute(f"create table {model.name} as from (\n{model.select}\n) limit 0")
    try:
        for table, rows in case["given"].items():
            for row in rows:
                _insert(connection, table, row)
        run_check(connection, check)
        verdicts = _verdicts(connection)
    finally:
        for model in derived:
            connection.execute(f"drop table {model.name}")
            connection.execute(f"create view {model.name} as\n{model.select}")
    for expected in case["expect"]:
        wanted = {name: str(value) if value is not None else None for name, value in expected.items()}
        found = [verdict for verdict in verdicts if wanted.items() <= verdict.items()]
        assert len(found) == 1, f"{len(found)} of the verdicts {verdicts} are {wanted}"
        verdicts.remove(found[0])
    assert [verdict for verdict in verdicts if verdict["status"] == "fail"] == []


@pytest.mark.parametrize("check", load_checks(), ids=lambda check: check.name)
def test_every_check_has_a_case_for_each_verdict_it_can_reach(check: SqlCheck) -> None:
    cases = yaml.safe_load((CASES / f"{check.name}.yaml").read_text(encoding="utf-8"))
    covered = {verdict["status"] for case in cases for verdict in case["expect"]}
    statuses = {"pass", "fail"}
    if "not_assessable" in check.select or "quality.sum_verdict" in check.dependencies:
        statuses.add("not_assessable")
    assert covered == statuses


def test_every_case_belongs_to_a_check() -> None:
    assert {path.stem for path in CASES.glob("*.yaml")} == {check.name for check in load_checks()}


def _verdicts(connection: Connection) -> list[dict[str, str | None]]:
    names = [name for name, _ in columns_of(connection, "from quality.check_result")]
    return [dict(zip(names, row, strict=True)) for row in connection.execute("from quality.check_result").fetchall()]


def _insert(connection: Connection, table: str, row: Mapping[str, Any]) -> None:
    if table in FACTS:
        _insert_cells(connection, table, row)
    else:
        insert(connection, table, row)


def _insert_cells(connection: Connection, table: str, given: Mapping[str, Any]) -> None:
    relation, row_name, column_name, value_name = FACTS[table]
    report, form = given["report"], str(given["form"])
    cells = dict(given.get("cells", {}))
    if "rest" in given:
        for item in form_item_rows():
            if (item["form_version"], item["table_code"]) == (form, table):
                cells.setdefault(f"{item['row_code']}.{item['column_code']}", given["rest"])
    for absent in given.get("absent", ()):
        del cells[absent]
    _insert(
        connection,
        "core.report_table",
        {
            "report_id": report,
            "table_code": table,
            "form_version": form,
            "failure_attribution": given.get("attribution", "unknown"),
        },
    )
    for key, value in cells.items():
        row_code, column_code = key.split(".")
        is_number = isinstance(value, int | float)
        _insert(
            connection,
            relation,
            {
                "report_id": report,
                row_name: row_code,
                column_name: column_code,
                value_name: value if is_number else None,
                "cell_state": "number" if is_number else STATES[value],
                "form_version": form,
            },
        )
