"""Decisions and corrections as files."""

from pathlib import Path

import pytest

from pipelines.corrections.records import correction_rows, decision_rows
from pipelines.errors import ConfigurationError

DECISION = """
- check: results_sum_to_total
  report: 320813-1a2b3c4d-2023
  subject: dispute review
  expected: 11
  actual: 0
  decision: dismissed
  reason: the page was corrected in May
  author: someone
  decided_on: 2026-11-20
"""
CORRECTION = """
- report: 320813-1a2b3c4d-2023
  cell: dispute review total
  expect: "0"
  value: 11
  reason: corrected on the agency's page
  author: someone
  corrected_on: 2026-11-20
"""


def _file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "entries.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_files_that_ship_are_valid() -> None:
    assert decision_rows() == ()
    assert correction_rows() == ()


def test_a_decision_keeps_the_values_it_judged_as_text(tmp_path: Path) -> None:
    (row,) = decision_rows(_file(tmp_path, DECISION))
    assert (row["check_name"], row["expected"], row["actual"]) == ("results_sum_to_total", "11", "0")


def test_a_correction_names_its_cell_and_the_print_it_holds_for(tmp_path: Path) -> None:
    (row,) = correction_rows(_file(tmp_path, CORRECTION))
    assert (row["table_code"], row["row_code"], row["column_code"]) == ("dispute", "review", "total")
    assert (row["expected_raw_text"], row["corrected_value"]) == ("0", 11)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (DECISION.replace("dismissed", "maybe"), "line 2: decision: Input should be 'confirmed' or 'dismissed'"),
        (DECISION.replace("  author: someone\n", ""), "line 2: author: Field required"),
        (DECISION + DECISION.lstrip(), "line 11: the same check and report and subject as on line 2"),
        (DECISION + "  expected: 12\n", "line 11: expected is given twice"),
        (DECISION + "  colour: red\n", "line 2: colour: Extra inputs are not permitted"),
        ("a: 1\n", "line 1: a list of entries is expected"),
        ("- 1\n", "line 1: an entry is a mapping"),
        ("- [\n", "no YAML"),
        (DECISION.replace("reason: the page was corrected in May", "reason: no"), "line 2: reason"),
    ],
)
def test_a_wrong_entry_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigurationError, match=r"entries\.yaml") as error:
        decision_rows(_file(tmp_path, text))
    assert message in str(error.value)
