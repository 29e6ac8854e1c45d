"""Defects of one report's tables, beside those of single cells that `tests.generator.plant` knows."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from pipelines.model import DocumentStatus, TableCode
from tests.generator.cells import draw_cells
from tests.generator.forms import APPLICANTS, ORGANISATIONS, PARTS, FormVersion, application_rows
from tests.generator.truth import Truth
from tests.planted.defects.planting import (
    Planting,
    Values,
    defect,
    has_no_applications,
    number,
    planted,
    report_of,
    told,
    total,
    usual_form,
    with_values,
    with_words,
    without,
)

DECISIONS = ("licences", "penalties", "compulsory_measures")
SUMS = (
    "applicants_sum_to_total",
    "outcomes_sum_to_total_processed",
    "inflow_equals_outflow",
    "numbers_stand_in_their_column",
)


@defect
def year_in_a_cell(truth: Truth, random: Random) -> Planting | None:
    row, column = random.choice(application_rows(truth.forms["application"])), random.choice(PARTS)
    if number(truth, "application", row, column) == truth.year:
        return None
    wrong = with_values(truth, {("application", row, column): truth.year}).to_parsed_document()
    return planted(wrong, "years_are_no_counts", f"application {row} {column}", *SUMS)


@defect
def telephone_number_in_a_cell(truth: Truth, random: Random) -> Planting | None:
    wrong = with_values(truth, {("application", "received_new", "total"): random.randrange(20_000_000, 90_000_000)})
    return planted(
        wrong.to_parsed_document(),
        "counts_look_like_counts",
        "application received_new total",
        *SUMS,
        "counts_in_prose_agree_with_tables",
    )


@defect
def words_in_table_two(truth: Truth, random: Random) -> Planting | None:
    cell = random.choice([cell for cell in truth.cells if cell.table == "disclosure" and cell.column != "items_change"])
    wrong = with_words(truth, cell.key, "详见附件").to_parsed_document()
    return planted(wrong, "cells_of_table_two_are_numbers", f"disclosure {cell.row} {cell.column}")


@defect
def change_in_words(truth: Truth, _: Random) -> Planting | None:
    if truth.forms["disclosure"] != "2019":
        return None
    wrong = with_words(truth, ("disclosure", "licences", "items_change"), "有所增加").to_parsed_document()
    return planted(wrong, "changes_of_items_are_readable", "disclosure items_change")


@defect
def procurement_without_amount(truth: Truth, _: Random) -> Planting | None:
    if not number(truth, "disclosure", "central_procurement", "projects"):
        return None
    wrong = with_values(truth, {("disclosure", "central_procurement", "amount"): None}).to_parsed_document()
    return planted(wrong, "procurement_has_its_amount", "disclosure central_procurement amount")


@defect
def idle_government(truth: Truth, _: Random) -> Planting | None:
    if truth.agency.kind != "local_government":
        return None
    wrong = with_values(truth, {("disclosure", row, "decisions"): 0 for row in DECISIONS}).to_parsed_document()
    return planted(wrong, "governments_decide_on_something", "disclosure decisions")


@defect
def fees_in_another_unit(truth: Truth, random: Random) -> Planting | None:
    if truth.forms["disclosure"] != "2021" or truth.agency.level not in {"county", "township"}:
        return None
    # Three million yuan and more, in a column of 万元.
    yuan = Decimal(random.randrange(3_000_000, 90_000_000)) * 10_000
    wrong = with_values(truth, {("disclosure", "administrative_fees", "amount"): yuan}).to_parsed_document()
    return planted(wrong, "fees_are_of_a_plausible_size", "disclosure administrative_fees amount")


@defect
def block_lost(truth: Truth, _: Random) -> Planting | None:
    wrong = without(truth.to_parsed_document(), lambda fact: fact.row in {"penalties", "compulsory_measures"})
    return planted(wrong, "blocks_are_present", "disclosure article_20_6")


@defect
def row_of_table_two_lost(truth: Truth, _: Random) -> Planting | None:
    wrong = without(truth.to_parsed_document(), lambda fact: fact.row == "compulsory_measures")
    return planted(wrong, "disclosure_rows_are_present", "disclosure rows")


@defect
def row_of_table_three_lost(truth: Truth, random: Random) -> Planting | None:
    lost = random.choice(application_rows(truth.forms["application"]))
    wrong = without(truth.to_parsed_document(), lambda fact: fact.table == "application" and fact.row == lost)
    return planted(wrong, "application_rows_are_present", "application rows")


@defect
def row_of_table_four_lost(truth: Truth, _: Random) -> Planting | None:
    wrong = without(truth.to_parsed_document(), lambda fact: fact.row == "litigation_after_review")
    return planted(wrong, "dispute_rows_are_present", "dispute rows", "counts_in_prose_agree_with_tables")


@defect
def table_lost(truth: Truth, _: Random) -> Planting | None:
    document = without(truth.to_parsed_document(), lambda fact: fact.table == "dispute")
    report = report_of(document)
    readings = tuple(reading for reading in report.readings if reading.table != "dispute")
    wrong = replace(document, status=DocumentStatus.PARTIAL, report=replace(report, readings=readings))
    return planted(wrong, "tables_are_present", "dispute table")


@defect
def form_of_another_year(truth: Truth, random: Random) -> Planting | None:
    other: FormVersion = "2021" if usual_form(truth.year) == "2019" else "2019"
    forms: dict[TableCode, FormVersion] = {**truth.forms, "application": other}
    cells = draw_cells(random, forms, rule_making=False, empties=False)
    drawn = replace(truth, forms=forms, cells=cells)
    if not any(number(drawn, "disclosure", row, "decisions") for row in DECISIONS):
        return None
    return planted(told(drawn, random), "form_matches_report_year", "application form")


@defect
def columns_blank(truth: Truth, _: Random) -> Planting | None:
    cells = [cell for cell in truth.cells if cell.table == "application" and cell.column in ORGANISATIONS]
    if any(cell.value for cell in cells) or has_no_applications(truth):
        return None
    wrong = with_values(truth, dict.fromkeys((cell.key for cell in cells), None)).to_parsed_document()
    return planted(wrong, "cells_of_table_three_are_filled", "application columns")


@defect
def disputes_without_applications(truth: Truth, random: Random) -> Planting | None:
    if not has_no_applications(truth):
        return None
    values: Values = {
        ("dispute", "review", "upheld"): 4,
        **{("dispute", "review", column): 0 for column in ("corrected", "other", "pending")},
        ("dispute", "review", "total"): 4,
    }
    return planted(told(with_values(truth, values), random), "disputes_follow_applications", "disputes")


@defect
def nothing_granted(truth: Truth, random: Random) -> Planting | None:
    if total(truth, "total_processed") < 30:
        return None
    values: Values = {}
    for column in APPLICANTS:
        granted = [number(truth, "application", row, column) for row in ("granted", "granted_in_part")]
        held = number(truth, "application", "unavailable_not_held", column)
        values["application", "granted", column] = values["application", "granted_in_part", column] = 0
        values["application", "unavailable_not_held", column] = held + sum(granted)
    return planted(told(with_values(truth, values), random), "outcomes_are_of_a_usual_mix", "outcomes")
