"""HTML styles that print labels and values in other ways; the meaning stays."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random

from pipelines.model import CellState
from tests.generator.cells import TrueCell, empty, noted
from tests.generator.layout import Look, Slot
from tests.generator.styles.base import Rendering, style
from tests.generator.styles.html import Markup, html_report, lines
from tests.generator.truth import Truth

WIDE = {ord(half): ord(half) + 0xFEE0 for half in "0123456789.+-"}


def _numbers(dress: Callable[[TrueCell], str]) -> Look:
    """A look that dresses numbers only."""
    return Look(dress=lambda cell: dress(cell) if cell.state is CellState.NUMBER else cell.printed)


@style("html", "full_width_digits", "digits, points and signs full width")
def full_width_digits(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=_numbers(lambda cell: cell.printed.translate(WIDE)))


def separated(printed: str, comma: str = ",") -> str:
    """The print with thousands separators in its whole part; prints that carry words stay."""
    whole, point, rest = printed.partition(".")
    sign, digits = (whole[0], whole[1:]) if whole[:1] in {"+", "-"} else ("", whole)
    if not digits.isdigit():
        return printed
    return f"{sign}{int(digits):,}".replace(",", comma) + point + rest


@style("html", "thousands", "thousands separators (changjiang-health-2020)")
def thousands(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=_numbers(lambda cell: separated(cell.printed)))


@style("html", "thousands_full_width", "full-width thousands separators")
def thousands_full_width(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=_numbers(lambda cell: separated(cell.printed, "，")))


@style("html", "notes", "notes in brackets behind numbers, some of them with numbers of their own")
def notes(truth: Truth, random: Random) -> Rendering:
    texts = ("其中修订16件", "含自然失效 29 件", "含上年度结转数量", "2件为新制定")
    numbers = [cell for cell in truth.cells if cell.state is CellState.NUMBER and cell.value]
    chosen = random.sample(numbers, min(len(numbers), 5))
    return html_report(truth.with_cells({cell.key: noted(cell, random.choice(texts)) for cell in chosen}))


@style("html", "units_in_cells", "件, 项 or 万元 behind the numbers")
def units_in_cells(truth: Truth, _: Random) -> Rendering:
    def dress(cell: TrueCell) -> str:
        if cell.unit == "元":
            bare = truth.forms["disclosure"] == "2021"
            return f"{cell.printed}万元" if bare else cell.printed
        return f"{cell.printed}{cell.unit}" if cell.printed.isdigit() else cell.printed

    return html_report(truth, look=_numbers(dress))


def _money_unit(truth: Truth) -> str:
    cells = [cell for cell in truth.cells if cell.unit == "元" and cell.column == "amount"]
    return "万元" if not cells or cells[0].printed.endswith("万元") else "元"


@style("html", "money_unit_in_header", "采购总金额（万元） in the header, the cell bare (yuexiu-beijingjie-2020)")
def money_unit_in_header(truth: Truth, _: Random) -> Rendering:
    look = _numbers(
        lambda cell: cell.printed.removesuffix("元").removesuffix("万") if cell.unit == "元" else cell.printed
    )
    return html_report(truth, look=replace(look, money_header=_money_unit(truth)))


@style("html", "money_unit_twice", "采购总金额（单位：万元） in the header and the unit in the cell, too")
def money_unit_twice(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=Look(money_header=f"单位：{_money_unit(truth)}"))


@style("html", "signs", "increase and decrease with full-width, typographic and worded signs")
def signs(truth: Truth, random: Random) -> Rendering:
    def dress(cell: TrueCell) -> str:
        if cell.column != "items_change" or not cell.value:
            return cell.printed
        size = abs(int(cell.value))
        up = ("+{}", "＋{}", "增{}", "增加{}", "{}")
        down = ("-{}", "－{}", "减{}", "减少{}", "−{}")
        return random.choice(up if cell.value > 0 else down).format(size)

    return html_report(truth, look=_numbers(dress))


BLANKS = ("", "&nbsp;", "　", "<br>", "<p>&nbsp;</p>", "<p><br/></p>", "<span> </span>", "<o:p>&nbsp;</o:p>", "&emsp;")


def _blank(random: Random) -> Markup:
    def inner(slot: Slot) -> str:
        return f"<p>{lines(slot)}</p>" if slot.text else random.choice(BLANKS)

    return Markup(inner=inner)


def _emptied(truth: Truth, random: Random, printed: Callable[[], str]) -> Truth:
    zeros = [cell for cell in truth.cells if cell.value == 0]
    chosen = random.sample(zeros, len(zeros) * 2 // 3)
    return truth.with_cells({cell.key: empty(cell, printed()) for cell in chosen})


@style("html", "blanks", "zeros left blank, the blanks in nine spellings", empties=False)
def blanks(truth: Truth, random: Random) -> Rendering:
    return html_report(_emptied(truth, random, str), markup=_blank(random))


@style("html", "slashes", "zeros as slash, dash, backslash or 无, mixed", empties=False)
def slashes(truth: Truth, random: Random) -> Rendering:
    marks = ("/", "-", "—", "无", "\\", "／", "－", "/ ", " —")
    emptied = _emptied(truth, random, lambda: random.choice(marks))
    return html_report(emptied, markup=_blank(random))


@style("html", "words_in_cells", "words where a number should be: 不适用, 详见附件")
def words_in_cells(truth: Truth, random: Random) -> Rendering:
    zeros = [cell for cell in truth.cells if cell.value == 0]
    words = {
        cell.key: replace(
            cell, value=None, state=CellState.TEXT, printed=random.choice(("不适用", "详见附件", "见说明", "+(0) -(0)"))
        )
        for cell in random.sample(zeros, min(3, len(zeros)))
    }
    return html_report(truth.with_cells(words))


@style("html", "many_digits", "eight and nine digits in table two and three")
def many_digits(truth: Truth, random: Random) -> Rendering:
    rows = {"licences", "penalties", "compulsory_measures"}
    large = {
        cell.key: replace(cell, value=Decimal(n), printed=str(n), state=CellState.NUMBER)
        for cell in truth.cells
        if cell.row in rows and cell.column == "decisions"
        for n in (random.randrange(10**7, 10**9),)
    }
    return html_report(truth.with_cells(large))


TYPOS = {
    "行政事业性收费": "行政事业型收费",
    "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
    "社会公益组织": "社会公益",
    "5.属于三类内部事务信息": "5.属于三类内容事务信息",
    "（六）其他处理": "（六） 其他",
    "四、结转下年度继续办理": "四、结转下年度继续办理数量",
    "行政规范性文件": "规范性文件",
    "现行有效件数": "现行有效件",
    "（二）部分公开（区分处理的，只计这一情形，不计其他情形）": (
        "（二）部分公开（区分处理的，只计这一情况，不计其他情况）"
    ),
    "3.危及“三安全一稳定”": '3.危及"三安全一稳定"',
}


@style("html", "typos", "the misprints of real reports in the labels")
def typos(truth: Truth, random: Random) -> Rendering:
    return html_report(truth, look=Look(relabel=lambda text: TYPOS.get(text, text) if random.random() < 0.8 else text))


@style("html", "ordinals", "1、 or 1． instead of 1. in the labels of table three")
def ordinals(truth: Truth, random: Random) -> Rendering:
    mark = random.choice(("、", "．", ". ", " ", "）"))

    def relabel(text: str) -> str:
        return text[0] + mark + text[2:] if text[1:2] == "." else text

    return html_report(truth, look=Look(relabel=relabel))


@style("html", "half_width_labels", "brackets, commas and colons half width, as after a normalisation")
def half_width_labels(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=Look(relabel=lambda text: unicodedata.normalize("NFKC", text)))


INSTRUCTIONS = {
    "规章": "规章（设区的市以上人民政府填写，县级无此项）",
    "规范性文件": "规范性文件（以本机关名义印发、在3年内有效的）",
    "行政规范性文件": "行政规范性文件（以本机关名义印发、在3年内有效的）",
    "上一年项目数量": "上一年项目数量（指上一年事项数）",
    "本年增/减": "本年增/减（指增加或者减少的事项数，减少用负数，例如-8）",
    "处理决定数量": "处理决定数量（指全年办件量）",
    "本年处理决定数量": "本年处理决定数量（指全年办件量）",
}


@style("html", "instructions_in_labels", "filling instructions with numbers in the labels (newton-wuhan-eco-2020)")
def instructions_in_labels(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=Look(relabel=lambda text: INSTRUCTIONS.get(text, text)))


@style("html", "band_variants", "bands as 中华人民共和国政府信息公开条例 第二十条第（一）项 or 第二十条（一）项")
def band_variants(truth: Truth, random: Random) -> Rendering:
    def relabel(text: str) -> str:
        if not text.startswith("第二十条第"):
            return text
        return random.choice((f"《政府信息公开条例》 {text}", text.replace("条第", "条"), text.replace("第", "第 ")))

    return html_report(truth, look=Look(relabel=relabel))


@style("html", "spaces_in_labels", "spaces between the characters of short labels: 规 章, 总 计")
def spaces_in_labels(truth: Truth, _: Random) -> Rendering:
    def relabel(text: str) -> str:
        return "　".join(text) if len(text) == 2 else text.replace("、", "、 ")

    return html_report(truth, look=Look(relabel=relabel))
