"""HTML styles that change the geometry of the tables: spans, splits, group cells, what is missing or added."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

from tests.generator.layout import Groups, Look, Sheet, Slot, blocks, cut
from tests.generator.story import Item, Split
from tests.generator.styles.base import Rendering, style
from tests.generator.styles.html import Markup, html_report, item_html, lines, table_html
from tests.generator.truth import Truth


@style("html", "skewed", "five grid columns in table two, spans of header and data differ (shanghai-office-2019)")
def skewed(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=Look(skewed=True))


@style("html", "header_placeholders", "empty cells instead of row spans in the headers (testcity-2025)")
def header_placeholders(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=Look(placeholders=True), markup=Markup(inner=lines))


@style("html", "total_low", "总计 in the lower header row (suijiang-huiyi-2021)")
def total_low(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=Look(total_low=True))


@style("html", "two_line_header", "商业 and 企业 in two header rows (xuwen)")
def two_line_header(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=Look(two_line_header=True))


def _grouped(groups: Groups) -> Look:
    return Look(groups=groups)


@style("html", "groups_vertical", "group labels one character per line")
def groups_vertical(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=_grouped("vertical"))


@style("html", "groups_repeated", "no row spans: the group labels stand in every row")
def groups_repeated(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=_grouped("repeated"))


@style("html", "groups_in_first_row", "no row spans: the group label in its first row, empty cells below")
def groups_in_first_row(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=_grouped("first_row"))


@style("html", "groups_damaged", "group labels cut to three characters")
def groups_damaged(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=_grouped("damaged"))


@style("html", "groups_cut", "group cells in two parts, half of the label in each")
def groups_cut(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=_grouped("cut"))


def _split_at(at: int, *, repeat_text: bool, header: bool) -> Split:
    def split(sheet: Sheet) -> Sequence[Sheet]:
        if sheet.table != "application":
            return (sheet,)
        return cut(sheet, at, carry="repeat" if repeat_text else "empty", header=header)

    return split


@style("html", "application_in_two", "table three goes on in a second table without header, group cells empty there")
def application_in_two(truth: Truth, random: Random) -> Rendering:
    return html_report(truth, split=_split_at(random.randrange(6, 25), repeat_text=False, header=False))


@style("html", "application_in_two_with_header", "table three in two tables, header rows and group labels repeated")
def application_in_two_with_header(truth: Truth, random: Random) -> Rendering:
    return html_report(truth, split=_split_at(random.randrange(6, 25), repeat_text=True, header=True))


@style("html", "disclosure_in_blocks", "each block of table two is a table of its own, its band a paragraph above")
def disclosure_in_blocks(truth: Truth, _: Random) -> Rendering:
    def split(sheet: Sheet) -> Sequence[Sheet]:
        return blocks(sheet) if sheet.table == "disclosure" else (sheet,)

    articles = iter(("（一）", "（五）", "（六）", "（八）", "（九）"))

    def write(item: Item, markup: Markup) -> str:
        if item.sheet is not None and item.sheet.table == "disclosure":
            return f"<p>第二十条第{next(articles)}项</p>{table_html(item.sheet, markup)}"
        return item_html(item, markup)

    return html_report(truth, split=split, write=write)


@style("html", "boxed_tables", "each table alone in a one-cell table")
def boxed_tables(truth: Truth, _: Random) -> Rendering:
    def write(item: Item, markup: Markup) -> str:
        if item.sheet is None:
            return item_html(item, markup)
        widened = table_html(item.sheet, markup)
        return f'<table border="1"><tr><td>{widened}</td></tr></table>'

    return html_report(truth, write=write)


@style("html", "extra_row", "an unofficial third row 其他主动公开文件 in block （一） (newton-wuhan-eco-2020)")
def extra_row(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=Look(extra_row=True))


@style("html", "blocks_missing", "one or more blocks of table two are not printed (echeng-district-2019)")
def blocks_missing(truth: Truth, random: Random) -> Rendering:
    articles = ["（五）", "（六）", "（八）"]
    return html_report(truth, look=Look(omit_articles=tuple(random.sample(articles, random.randrange(1, 4)))))


@style("html", "table_missing", "one of the three tables is not printed")
def table_missing(truth: Truth, random: Random) -> Rendering:
    return html_report(truth, look=Look(omit_tables=(random.choice(("disclosure", "application", "dispute")),)))


@style("html", "tables_as_images", "headings with images where the tables should be")
def tables_as_images(truth: Truth, _: Random) -> Rendering:
    def write(item: Item, markup: Markup) -> str:
        text = item_html(item, markup)
        return f"{text}<p><img src='/t.png' alt=''></p>" if item.kind == "heading" else text

    return html_report(truth, look=Look(omit_tables=("disclosure", "application", "dispute")), write=write)


@style("html", "lower_tables_without_header", "tables three and four without their header rows")
def lower_tables_without_header(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, look=Look(header=False))


@style("html", "nested_layout", "the whole article in layout tables three deep")
def nested_layout(truth: Truth, _: Random) -> Rendering:
    def write(item: Item, markup: Markup) -> str:
        inner = item_html(item, markup)
        return (
            '<table width="100%"><tr><td colspan="346"><table><tr><td>&nbsp;</td><td>'
            f"<table><tr><td>{inner}</td></tr></table></td></tr></table></td></tr></table>"
        )

    return html_report(truth, write=write)


@style("html", "rows_padded", "every row ends with two empty cells that the form does not have")
def rows_padded(truth: Truth, _: Random) -> Rendering:
    def split(sheet: Sheet) -> Sequence[Sheet]:
        fillers = (Slot("", "filler"), Slot("", "filler"))
        return (Sheet(sheet.table, sheet.width + 2, tuple((*row, *fillers) for row in sheet.rows), sheet.head),)

    return html_report(truth, split=split, markup=Markup(inner=lines))


@style("html", "dispute_in_two", "table four as two tables, 行政复议 and 行政诉讼")
def dispute_in_two(truth: Truth, _: Random) -> Rendering:
    def split(sheet: Sheet) -> Sequence[Sheet]:
        if sheet.table != "dispute":
            return (sheet,)
        top, second, third, data = sheet.rows
        review = ((top[0],), tuple(replace(slot, rows=1) for slot in second[:5]), data[:5])
        return (
            Sheet("dispute", 5, review, 2),
            Sheet("dispute", 10, ((top[1],), second[5:], third, data[5:]), 3),
        )

    return html_report(truth, split=split)
