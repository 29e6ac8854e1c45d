"""Defects of one report's words: its title, its dates, its sections, and what they say of the tables."""

from dataclasses import replace
from datetime import date
from random import Random

from pipelines.model import ParsedDocument
from tests.generator.truth import Truth
from tests.planted.defects.planting import (
    Planting,
    Values,
    defect,
    figure,
    has_no_applications,
    number,
    of,
    planted,
    report_of,
    told,
    total,
    with_figures,
    with_sections,
    with_sentence,
    with_text,
    with_values,
)

PROSE = "counts_in_prose_agree_with_tables"


def _titled(truth: Truth, title: str) -> ParsedDocument:
    document = truth.to_parsed_document()
    return of(document, replace(report_of(document).identity, title=title))


def _dated(truth: Truth, day: date) -> ParsedDocument:
    document = truth.to_parsed_document()
    return of(document, replace(report_of(document).identity, published_on=day))


@defect
def title_of_another_year(truth: Truth, random: Random) -> Planting | None:
    year = truth.year + random.choice((-1, 1))
    wrong = _titled(truth, f"{truth.agency.name}{year}年政府信息公开工作年度报告")
    return planted(wrong, "titles_name_the_report_year", "title year")


@defect
def title_of_another_kind_of_report(truth: Truth, random: Random) -> Planting | None:
    kind = random.choice(("法治政府建设年度报告", "政府网站工作年度报表", "部门决算"))
    return planted(_titled(truth, f"{truth.agency.name}{truth.year}年{kind}"), "titles_are_of_annual_reports", "title")


@defect
def dated_before_the_year_was_over(truth: Truth, random: Random) -> Planting | None:
    wrong = _dated(truth, date(truth.year, random.randrange(1, 12), 15))
    return planted(wrong, "reports_are_published_after_their_year", "publication year")


@defect
def published_late(truth: Truth, random: Random) -> Planting | None:
    if truth.agency.kind not in {"department", "local_government"}:
        return None
    wrong = _dated(truth, date(truth.year + 1, random.randrange(4, 12), 7))
    return planted(wrong, "reports_are_published_in_time", "publication")


@defect
def period_of_another_year(truth: Truth, _: Random) -> Planting | None:
    period = f"所列数据的统计期限为{truth.year - 1}年1月1日至12月31日。"
    return planted(with_sentence(truth.to_parsed_document(), 1, period), "period_is_the_report_year", "period")


@defect
def placeholder_left(truth: Truth, random: Random) -> Planting | None:
    left = random.choice(("全年更新专栏XX个。", "全年更新专栏××条。", "全年更新栏目（  ）条。", "截至__月底更新完毕。"))
    return planted(with_sentence(truth.to_parsed_document(), 1, left), "placeholders_are_filled", "placeholders")


@defect
def no_problems(truth: Truth, random: Random) -> Planting | None:
    text = random.choice(("无。", "无", "暂无。", "没有", "本年度不存在问题。"))
    return planted(with_text(truth.to_parsed_document(), 5, text), "problems_are_reported", "section 5")


@defect
def words_of_another_body(truth: Truth, _: Random) -> Planting | None:
    is_bureau = truth.agency.kind == "department"
    if not is_bureau and truth.agency.kind != "township":
        return None
    left = "下一步，我镇将加强学习。" if is_bureau else "下一步，我局将加强学习。"
    return planted(with_sentence(truth.to_parsed_document(), 5, left), "bodies_speak_of_themselves", "own name")


@defect
def wrong_encoding(truth: Truth, random: Random) -> Planting | None:
    broken = random.choice(("锟斤拷锟斤拷公开", "信息\ufffd\ufffd公开"))
    return planted(with_sentence(truth.to_parsed_document(), 1, broken), "text_is_readable", "encoding")


@defect
def section_lost(truth: Truth, random: Random) -> Planting | None:
    document, lost = truth.to_parsed_document(), random.choice((1, 2, 6))
    kept = (section for section in report_of(document).sections if section.no != lost)
    return planted(with_sections(document, kept), "sections_are_present", "sections")


@defect
def sections_exchanged(truth: Truth, random: Random) -> Planting | None:
    document, first = truth.to_parsed_document(), random.choice((1, 2, 3, 4, 5))
    sections = list(report_of(document).sections)
    one, other = sections[first - 1], sections[first]
    sections[first - 1], sections[first] = replace(one, locator=other.locator), replace(other, locator=one.locator)
    return planted(with_sections(document, sections), "sections_are_in_order", "section order")


@defect
def all_upheld_but_some_corrected(truth: Truth, random: Random) -> Planting | None:
    corrected = number(truth, "dispute", "review", "corrected") + 2
    row = [number(truth, "dispute", "review", column) for column in ("upheld", "other", "pending")]
    values: Values = {
        ("dispute", "review", "corrected"): corrected,
        ("dispute", "review", "total"): corrected + sum(row),
    }
    document = told(with_values(truth, values), random)
    wrong = with_sentence(document, 4, "本年度的行政复议案件均获维持。")
    return planted(wrong, "claims_agree_with_tables", "claim all upheld")


@defect
def all_done_but_some_carried_forward(truth: Truth, _: Random) -> Planting | None:
    forward = total(truth, "carried_forward")
    if not forward:
        return None
    text = f"年内收到政府信息公开申请{total(truth, 'received_new')}件，全部按时办结。"
    return planted(with_text(truth.to_parsed_document(), 1, text), "claims_agree_with_tables", "claim all dealt with")


@defect
def another_number_in_the_prose(truth: Truth, _: Random) -> Planting | None:
    if has_no_applications(truth):
        return None
    said = total(truth, "received_new") + total(truth, "carried_in") + total(truth, "total_processed") + 1
    wrong = with_figures(
        truth.to_parsed_document(), [figure("application.received", said)], without="application.received"
    )
    return planted(wrong, PROSE, "prose application.received")


@defect
def own_number_wrong_beside_that_of_the_region(truth: Truth, _: Random) -> Planting | None:
    """全市收到900件。本机关收到8件: the first is not the table's, the second must be."""
    if has_no_applications(truth):
        return None
    said = total(truth, "received_new") + total(truth, "carried_in") + total(truth, "total_processed") + 1
    document = truth.to_parsed_document()
    document = of(document, replace(report_of(document).identity, scope="own_organ"))
    region = figure("application.received", total(truth, "received_new"))._replace(scope="region_aggregate")
    own = figure("application.received", said)._replace(scope="own_organ")
    wrong = with_figures(document, [region, own], without="application.received")
    return planted(wrong, PROSE, "prose application.received")


def _groups(truth: Truth) -> dict[str, int]:
    """The ways of dealing with applications, as the prose lists them."""
    sums = {"denied": 0, "unavailable": 0, "not_processed": 0, "other": 0}
    for cell in truth.cells:
        group = next((name for name in sums if cell.row.startswith(name)), None)
        if cell.table == "application" and cell.column == "total" and group and cell.row != "other_services":
            sums[group] += int(cell.value or 0)
    return {
        "application.granted_or_partial": total(truth, "granted") + total(truth, "granted_in_part"),
        "application.denied": sums["denied"],
        "application.unable": sums["unavailable"],
        "application.refused": sums["not_processed"],
        "application.other": sums["other"],
    }


@defect
def outcomes_in_prose_do_not_add_up(truth: Truth, random: Random) -> Planting | None:
    if not total(truth, "total_processed"):
        return None
    groups = _groups(truth)
    wrong_group = random.choice(list(groups))
    groups[wrong_group] += 3
    listed = [figure(code, value) for code, value in groups.items()]
    replied = figure("application.replied", total(truth, "total_processed"))
    wrong = with_figures(truth.to_parsed_document(), [replied, *listed], without="application.replied")
    # The group is not that of the table either.
    return planted(wrong, "outcomes_in_prose_add_up", "prose application.replied", PROSE)


@defect
def share_of_nothing(truth: Truth, _: Random) -> Planting | None:
    denied = _groups(truth)["application.denied"]
    if not denied:
        return None
    figures = [figure("application.denied", denied), figure("application.denied.share", "97.31", "%")]
    wrong = with_figures(truth.to_parsed_document(), figures)
    return planted(wrong, "percentages_fit_their_counts", "prose application.denied share")


@defect
def one_quantity_with_two_values(truth: Truth, random: Random) -> Planting | None:
    values = random.sample(range(20, 900), 2)
    figures = [figure("proactive.total", value, "条", context=f"全年共主动公开信息{value}条") for value in values]
    wrong = with_figures(truth.to_parsed_document(), figures)
    return planted(wrong, "quantities_are_given_once", "prose proactive.total")


@defect
def received_but_the_table_is_zero(truth: Truth, random: Random) -> Planting | None:
    if not has_no_applications(truth):
        return None
    said = figure("application.received", random.randrange(1, 40))
    wrong = with_figures(truth.to_parsed_document(), [said], without="application.")
    return planted(wrong, "received_applications_are_in_the_table", "prose application.received")


@defect
def no_word_of_fees(truth: Truth, _: Random) -> Planting | None:
    if truth.year < 2021:
        return None
    wrong = with_text(truth.to_parsed_document(), 6, "本年度没有需要说明的事项。")
    return planted(wrong, "processing_fee_is_reported", "section 6")


@defect
def fee_before_there_was_one(truth: Truth, _: Random) -> Planting | None:
    if truth.year > 2020:
        return None
    fee = figure("fee.processing_yuan", 420, "元", section=6)
    wrong = with_figures(truth.to_parsed_document(), [fee], without="fee.")
    return planted(wrong, "processing_fees_begin_in_2021", "fee.processing_yuan")


@defect
def fee_without_its_amount(truth: Truth, _: Random) -> Planting | None:
    document = with_figures(truth.to_parsed_document(), (), without="fee.")
    wrong = with_text(document, 6, "全年共收取政府信息公开信息处理费若干元。")
    return planted(wrong, "processing_fees_have_their_amount", "section 6")


@defect
def unpaid_fee_that_nobody_charged(truth: Truth, _: Random) -> Planting | None:
    if not (truth.forms["application"] == "2021" and total(truth, "other_unpaid_fee")):
        return None
    none = figure("fee.processing_yuan", 0, "元", section=6)
    wrong = with_figures(truth.to_parsed_document(), [none], without="fee.")
    return planted(wrong, "unpaid_fees_were_charged", "application other_unpaid_fee total")
