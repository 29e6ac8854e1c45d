"""Defects that only last year's report of the same body shows."""

from random import Random

from tests.generator.forms import APPLICANTS, Key, application_rows
from tests.generator.truth import Truth
from tests.planted.defects.planting import (
    Planting,
    Values,
    defect,
    number,
    of_two_years,
    total,
    with_values,
    year_before,
)


def _carrying(before: Truth, more: dict[str, int]) -> Truth | None:
    """Last year with so many more carried forward of each applicant, received to fit."""
    values: Values = {}
    for column, extra in (*more.items(), ("total", sum(more.values()))):
        for row in ("received_new", "carried_forward"):
            values["application", row, column] = number(before, "application", row, column) + extra
    return None if min(int(value or 0) for value in values.values()) < 0 else with_values(before, values)


@defect
def carried_in_is_another_number(truth: Truth, random: Random) -> Planting | None:
    before = year_before(truth)
    wrong = _carrying(before, {"natural_person": 3}) if before else None
    if wrong is None:
        return None
    check, subject = "carried_in_equals_last_years_carried_forward", "application carried_in total"
    return of_two_years(wrong, truth, random, check, subject)


@defect
def carried_in_by_other_applicants(truth: Truth, random: Random) -> Planting | None:
    before = year_before(truth)
    wrong = _carrying(before, {"natural_person": -1, "commercial_enterprise": 1}) if before else None
    if wrong is None:
        return None
    check, subject = "applicants_carried_in_are_those_carried_forward", "application carried_in applicants"
    return of_two_years(wrong, truth, random, check, subject)


@defect
def documents_come_from_nowhere(truth: Truth, random: Random) -> Planting | None:
    before = year_before(truth)
    if before is None or truth.forms["disclosure"] != "2021":
        return None
    stock = number(before, "disclosure", "normative_documents", "in_force")
    wrong = with_values(before, {("disclosure", "normative_documents", "in_force"): stock + 7})
    check, subject = "documents_in_force_follow_from_last_year", "disclosure normative_documents in_force"
    return of_two_years(wrong, truth, random, check, subject)


@defect
def more_repealed_than_there_were(truth: Truth, random: Random) -> Planting | None:
    before = year_before(truth)
    if before is None or truth.forms["disclosure"] != "2021":
        return None
    stock = number(before, "disclosure", "normative_documents", "in_force")
    values: Values = {
        ("disclosure", "normative_documents", "issued"): 0,
        ("disclosure", "normative_documents", "repealed"): stock + 5,
        ("disclosure", "normative_documents", "in_force"): 0,
    }
    check, subject = "repealed_documents_were_in_force", "disclosure normative_documents repealed"
    # Nothing can be left of fewer than none.
    follow = "documents_in_force_follow_from_last_year"
    return of_two_years(before, with_values(truth, values), random, check, subject, follow)


@defect
def items_come_from_nowhere(truth: Truth, random: Random) -> Planting | None:
    before = year_before(truth)
    if before is None or truth.forms["disclosure"] != "2019":
        return None
    items = number(before, "disclosure", "licences", "items_last_year")
    wrong = with_values(before, {("disclosure", "licences", "items_last_year"): items + 3})
    check, subject = "items_follow_from_last_year", "disclosure licences items_last_year"
    return of_two_years(wrong, truth, random, check, subject)


@defect
def fees_in_the_unit_of_another_year(truth: Truth, random: Random) -> Planting | None:
    before = year_before(truth)
    if before is None or truth.forms["disclosure"] != "2021":
        return None
    fees: Key = ("disclosure", "administrative_fees", "amount")
    yuan = random.randrange(200_000, 900_000)
    before = with_values(before, {fees: yuan})
    wrong = with_values(truth, {fees: yuan * random.randrange(8_000, 11_000)})
    return of_two_years(
        before, wrong, random, "amounts_keep_their_unit", "disclosure administrative_fees amount"
    )  # fmt: skip


@defect
def decisions_jump(truth: Truth, random: Random) -> Planting | None:
    before, row = year_before(truth), random.choice(("licences", "penalties", "compulsory_measures"))
    if before is None:
        return None
    made = random.randrange(5, 400)
    before = with_values(before, {("disclosure", row, "decisions"): made})
    wrong = with_values(truth, {("disclosure", row, "decisions"): made * 1000})
    return of_two_years(before, wrong, random, "counts_do_not_jump", f"disclosure {row} decisions")


@defect
def another_scope(truth: Truth, random: Random) -> Planting | None:
    """Last year the office alone, this year the whole government."""
    before = year_before(truth)
    if (
        before is None
        or total(truth, "received_new") < 60
        or number(truth, "disclosure", "licences", "decisions") < 100
    ):
        return None
    values: Values = {
        ("application", row, column): 0
        for row in application_rows(before.forms["application"])
        for column in APPLICANTS
    }
    for column in APPLICANTS:
        carried = number(before, "application", "carried_forward", column)
        values["application", "received_new", column] = values["application", "carried_forward", column] = carried
    office = with_values(before, {**values, ("disclosure", "licences", "decisions"): 3})
    disputes = sum(number(truth, "dispute", row, "total") for row in ("review", "litigation_direct"))
    if total(office, "received_new") * 5 >= total(truth, "received_new") or disputes > total(truth, "received_new") / 2:
        return None
    return of_two_years(office, truth, random, "scope_stays_the_same", "scope")


@defect
def pending_cases_vanish(truth: Truth, random: Random) -> Planting | None:
    before = year_before(truth)
    if before is None:
        return None
    pending = number(truth, "dispute", "review", "total") + 3
    values: Values = {("dispute", "review", column): 0 for column in ("upheld", "corrected", "other")}
    values |= {("dispute", "review", "pending"): pending, ("dispute", "review", "total"): pending}
    check, subject = "pending_cases_do_not_vanish", "dispute review total"
    return of_two_years(with_values(before, values), truth, random, check, subject)


def _accepted(truth: Truth) -> int:
    return total(truth, "received_new") + total(truth, "carried_in")


def _upheld(truth: Truth, channel: str, cases: int) -> Truth:
    values: Values = {("dispute", channel, column): 0 for column in ("corrected", "other", "pending")}
    values |= {("dispute", channel, "upheld"): cases, ("dispute", channel, "total"): cases}
    return with_values(truth, values)


@defect
def more_disputes_than_applications(truth: Truth, random: Random) -> Planting | None:
    before = year_before(truth)
    if before is None or number(before, "dispute", "review", "pending"):
        return None
    wrong = _upheld(truth, "review", _accepted(truth) + _accepted(before) + 5)
    return of_two_years(before, wrong, random, "disputes_stay_below_applications", "disputes")


@defect
def more_lawsuits_after_review_than_reviews(truth: Truth, random: Random) -> Planting | None:
    before = year_before(truth)
    if before is None:
        return None
    channel = "litigation_after_review"
    reviews = sum(number(year, "dispute", "review", "total") for year in (before, truth))
    cases = max(reviews, number(before, "dispute", channel, "pending")) + 3
    check = "lawsuits_after_review_had_a_review"
    beyond = "disputes_stay_below_applications"
    return of_two_years(
        before, _upheld(truth, channel, cases), random, check, f"dispute {channel} total", beyond
    )  # fmt: skip


@defect
def tables_of_last_year(truth: Truth, random: Random) -> Planting | None:
    before = year_before(truth)
    if before is None or sum(int(cell.value or 0) >= 10 for cell in truth.cells if cell.column != "total") < 12:
        return None
    copied = with_values(truth, {cell.key: cell.value for cell in before.cells})
    return of_two_years(
        before,
        copied,
        random,
        "tables_differ_from_last_year",
        "tables",
        # What was carried forward and what was in force goes on from one year to the next, in a copy it does not.
        "carried_in_equals_last_years_carried_forward",
        "applicants_carried_in_are_those_carried_forward",
        "items_follow_from_last_year",
        "fees_are_of_a_plausible_size",
    )
