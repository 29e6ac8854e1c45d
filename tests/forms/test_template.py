"""The forms as data: what the national forms print, and what a damaged YAML says."""

from collections import Counter
from pathlib import Path

import pytest

from pipelines.errors import ConfigurationError
from pipelines.forms.template import FORMS_ROOT, form_identity_rows, form_item_rows, load_form, load_forms


def test_the_forms_have_198_and_200_cells() -> None:
    counts = Counter((row["form_version"], row["table_code"]) for row in form_item_rows())
    assert counts == {
        ("2019", "disclosure"): 22,
        ("2019", "application"): 161,
        ("2019", "dispute"): 15,
        ("2021", "disclosure"): 10,
        ("2021", "application"): 175,
        ("2021", "dispute"): 15,
    }


def test_every_cell_is_listed_once() -> None:
    keys = [(r["form_version"], r["table_code"], r["row_code"], r["column_code"]) for r in form_item_rows()]
    assert len(keys) == len(set(keys))


def test_table_three_has_39_identities_in_2021_and_37_in_2019() -> None:
    subjects = {
        (r["form_version"], r["identity_code"], r["subject"])
        for r in form_identity_rows()
        if r["table_code"] == "application"
    }
    assert Counter(version for version, _, _ in subjects) == {"2019": 7 + 7 + 23, "2021": 7 + 7 + 25}


def test_outcomes_of_a_column_are_19_rows_in_2019_and_21_in_2021() -> None:
    terms = Counter(
        (r["form_version"], r["side"])
        for r in form_identity_rows()
        if r["identity_code"] == "outcome_sum" and r["column_code"] == "total"
    )
    assert terms == {("2019", "left"): 19, ("2019", "right"): 1, ("2021", "left"): 21, ("2021", "right"): 1}


def test_every_term_of_an_identity_is_a_cell_of_the_form() -> None:
    cells = {(r["form_version"], r["table_code"], r["row_code"], r["column_code"]) for r in form_item_rows()}
    for row in form_identity_rows():
        assert (row["form_version"], row["table_code"], row["row_code"], row["column_code"]) in cells


def test_money_is_in_yuan_whatever_the_form_prints() -> None:
    fees = load_forms()["2021"].tables["disclosure"].column("amount")
    assert (fees.unit, fees.printed_unit, fees.money) == ("元", "万元", True)
    assert {row["unit"] for row in form_item_rows() if row["is_money"]} == {"元"}


def test_other_is_a_row_in_2019_and_a_group_of_three_in_2021() -> None:
    old, new = (load_forms()[version].tables["application"] for version in ("2019", "2021"))
    assert old.rows_of("other") == ("other",)
    assert new.rows_of("other") == ("other_overdue_correction", "other_unpaid_fee", "other_misc")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("unit: 件}", "unit: 个}", "tables.disclosure.columns.0.unit"),
        ("{code: review, ", "{cod: review, ", "tables.dispute.rows.0"),
        ("group: denied}", "group: refused}", "refused"),
        ("right: [total_processed]", "right: [totals]", "totals"),
        ("      - {code: granted, label: （一）予以公开, group: results}\n", "", "168 cells"),
        ('version: "2021"', 'version: "2022"', "version"),
    ],
)
def test_a_damaged_form_is_refused_with_file_and_key(tmp_path: Path, old: str, new: str, expected: str) -> None:
    text = (FORMS_ROOT / "2021.yaml").read_text(encoding="utf-8")
    assert old in text
    damaged = tmp_path / "2021.yaml"
    damaged.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load_form(damaged)
    assert str(damaged) in str(caught.value)
    assert expected in str(caught.value)


def test_a_file_that_is_no_yaml_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "2021.yaml"
    damaged.write_text("a: [", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="not a readable YAML"):
        load_form(damaged)
