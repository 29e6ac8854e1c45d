"""Defects that only another document shows: of another body, another version, or another address."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from tests.generator.forms import APPLICANTS
from tests.generator.truth import Truth
from tests.planted.defects.planting import (
    NIGHT,
    Planting,
    Seen,
    Values,
    defect,
    number,
    of,
    report_of,
    told,
    total,
    with_sections,
    with_sentence,
    with_values,
)

OWN_WORDS = "".join(
    f"窗口{place}号改为由{name}当面说明材料缺在哪里，补齐的当天收下，缺得多的由专人上门帮助填写。"
    for place, name in enumerate(("老王", "小李", "值班长", "带班员", "志愿者", "讲解员", "社工", "楼长"))
)  # fmt: skip


def _telling(truth: Truth) -> int:
    """Independent numbers of ten and more."""
    return sum(
        int(cell.value or 0) >= 10
        for cell in truth.cells
        if cell.column not in {"total", "research_institution", "public_interest_org"}
        and cell.row not in {"received_new", "total_processed"}
    )


def _department(truth: Truth, name: str) -> Truth:
    """The same numbers reported by a department, which has to publish in January."""
    agency = replace(truth.agency, name=name, kind="department")
    return replace(truth, agency=agency, published_on=truth.published_on.replace(month=1))


@defect
def tables_of_another_body(truth: Truth, random: Random) -> Planting | None:
    if _telling(truth) < 4 or truth.agency.kind != "department":
        return None
    documents = (told(truth, random), told(_department(truth, "远方的另一个局"), random))
    return Planting(documents, ("tables_differ_from_other_bodies", "tables"), is_mutual=True)


@defect
def tables_of_the_government(truth: Truth, random: Random) -> Planting | None:
    if _telling(truth) < 4 or truth.agency.kind != "local_government":
        return None
    if any(cell.value for cell in truth.cells if cell.row == "regulations"):
        return None
    documents = (told(truth, random), told(_department(truth, "本地的一个局"), random))
    return Planting(documents, ("governments_and_their_offices_differ", "tables"), is_mutual=True)


@defect
def text_of_another_body(truth: Truth, random: Random) -> Planting | None:
    if truth.agency.kind != "department":
        return None
    mine = with_sentence(told(truth, random), 1, OWN_WORDS + f"第{truth.seed}次走访见效。")
    other = _department(with_values(truth, _grown(truth, 1)), "远方的另一个局")
    copy = with_sections(other.to_parsed_document(), report_of(mine).sections)
    return Planting(
        (mine, copy),
        ("texts_differ_from_other_bodies", "prose"),
        frozenset({"prose_differs_from_other_bodies", "counts_in_prose_agree_with_tables"}),
        is_mutual=True,
    )


def _grown(truth: Truth, more: int) -> Values:
    """The cells of one natural person more, received and granted."""
    return {
        ("application", row, column): number(truth, "application", row, column) + more
        for row in ("received_new", "granted", "total_processed")
        for column in ("natural_person", "total")
    }


def _aggregate(truth: Truth, others: tuple[int, ...], check: str, random: Random) -> Planting:
    """Departments that received so many more than their government; it sums up the region and comes last."""
    departments = []
    for place, more in enumerate(others):
        body = _department(truth, f"本地的第{place}个局")
        departments.append(told(with_values(body, _grown(truth, more)), random))
    government = told(truth, random)
    government = of(government, replace(report_of(government).identity, scope="region_aggregate"))
    sum_too = {"aggregates_cover_the_sum_of_their_bodies"}
    finding = (check, "application received_new total")
    return Planting((*departments, government), finding, frozenset(sum_too - {check}))


def _sums_up(truth: Truth) -> bool:
    return (
        truth.agency.kind == "local_government"
        and not any(cell.value for cell in truth.cells if cell.row == "regulations")
        and all(number(truth, "application", "received_new", column) for column in APPLICANTS if column == "total")
    )


@defect
def fewer_than_one_of_its_bodies(truth: Truth, random: Random) -> Planting | None:
    return _aggregate(truth, (4,), "aggregates_cover_their_bodies", random) if _sums_up(truth) else None


@defect
def fewer_than_its_bodies_together(truth: Truth, random: Random) -> Planting | None:
    if not _sums_up(truth) or total(truth, "received_new") < 3:
        return None
    # One application fewer than the government in one, two in the other: other tables than its own.
    if min(number(truth, "application", row, "natural_person") for row in ("received_new", "granted")) < 2:
        return None
    return _aggregate(truth, (-1, -2), "aggregates_cover_the_sum_of_their_bodies", random)


@defect
def other_numbers_at_another_address(truth: Truth, random: Random) -> Planting | None:
    documents = (told(truth, random), told(with_values(truth, _grown(truth, 2)), random))
    seen = tuple(Seen(place, f"http://www.example{place}.gov.cn/{truth.seed}") for place in (0, 1))
    return Planting(documents, ("versions_print_the_same_numbers", "versions"), is_mutual=True, seen=seen)


@defect
def exchanged_after_publication(truth: Truth, random: Random) -> Planting | None:
    documents = (told(truth, random), told(with_values(truth, _grown(truth, 2)), random))
    seen = tuple(
        Seen(place, f"http://www.example.gov.cn/{truth.seed}", NIGHT + timedelta(days=9 * place)) for place in (0, 1)
    )
    return Planting(documents, ("published_reports_stay_as_they_were", "document"), is_mutual=True, seen=seen)


@defect
def gone_from_its_address(truth: Truth, random: Random) -> Planting | None:
    url = f"http://www.example.gov.cn/{truth.seed}"
    seen = (Seen(0, url), Seen(None, url, NIGHT + timedelta(days=9)))
    return Planting((told(truth, random),), ("reports_stay_online", "address"), seen=seen)


@defect
def copy_on_a_foreign_site(truth: Truth, random: Random) -> Planting | None:
    seen = (Seen(0, f"https://www.gov-cn.example.com/{truth.seed}"),)
    return Planting((told(truth, random),), ("documents_come_from_government_sites", "host"), seen=seen)
