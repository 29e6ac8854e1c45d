"""Markdown styles: conversions of pages and PDFs, good ones and bad ones."""

from collections.abc import Sequence
from functools import partial
from random import Random

from tests.generator import damage, dialects
from tests.generator.layout import Look, Sheet, blocks, cut, expanded
from tests.generator.styles.base import Rendering, style
from tests.generator.styles.html import Markup, lines, table_html
from tests.generator.styles.html_losses import lossy
from tests.generator.styles.text import text_report
from tests.generator.truth import Truth

markdown_report = partial(text_report, file_name="report.md", gap=True)


def _headed(lines: list[str], marks: str = "## ") -> list[str]:
    """Section headings as Markdown headings, the title as the first."""
    headed = [marks + line if line[:2] in {"一、", "二、", "三、", "四、", "五、", "六、"} else line for line in lines]
    return [f"# {headed[0]}", *headed[1:]]


@style("markdown", "grid", "pipes and rules, spans as empty cells, headings with ##")
def grid(truth: Truth, _: Random) -> Rendering:
    return markdown_report(truth, dialects.markdown_grid, edit=_headed)


@style("markdown", "repeated", "the text of a spanning cell in every place that it covers")
def repeated(truth: Truth, _: Random) -> Rendering:
    return markdown_report(truth, dialects.markdown_repeated, edit=_headed)


@style("markdown", "blocks", "each block of table two its own grid under a ### band")
def block_grids(truth: Truth, _: Random) -> Rendering:
    articles = iter(("（一）", "（五）", "（六）", "（八）", "（九）"))

    def split(sheet: Sheet) -> Sequence[Sheet]:
        return blocks(sheet) if sheet.table == "disclosure" else (sheet,)

    def dialect(sheet: Sheet) -> list[str]:
        band = [f"### 第二十条第{next(articles)}项"] if sheet.table == "disclosure" else []
        return [*band, "", *dialects.markdown_grid(sheet)]

    return markdown_report(truth, dialect, split=split, edit=_headed)


@style("markdown", "html_tables", "Markdown prose with HTML tables inside")
def html_tables(truth: Truth, _: Random) -> Rendering:
    return markdown_report(truth, lambda sheet: [table_html(sheet, Markup(inner=lines))], edit=_headed)


@style("markdown", "aligned", "cells padded with spaces, bold labels, centred columns")
def aligned(truth: Truth, _: Random) -> Rendering:
    def dialect(sheet: Sheet) -> list[str]:
        rows = expanded(sheet)
        texts = [
            [
                f"**{dialects.one_line(s)}**"
                if s and s.kind == "header" and s.text
                else dialects.one_line(s)
                if s
                else ""
                for s in row
            ]
            for row in rows
        ]
        out = ["|" + "|".join(f" {text:<6} " for text in row) + "|" for row in texts]
        return [out[0], "|" + ":------:|" * sheet.width, *out[1:]]

    return markdown_report(truth, dialect)


@style("markdown", "broken_over_pages", "table three in two grids with a page number between")
def broken_over_pages(truth: Truth, random: Random) -> Rendering:
    def split(sheet: Sheet) -> Sequence[Sheet]:
        if sheet.table != "application":
            return (sheet,)
        return cut(sheet, random.randrange(7, 24), carry="empty", header=False)

    def dialect(sheet: Sheet) -> list[str]:
        first = ["", f"— {random.randrange(3, 9)} —", ""] if not sheet.head and sheet.table == "application" else []
        return [*first, *dialects.markdown_grid(sheet)]

    return markdown_report(truth, dialect, split=split, edit=_headed)


@style(
    "markdown",
    "headers_invented",
    "the columns of table three are called 数据1…5 (shuyang-county-2025)",
    faithful=False,
)
def headers_invented(truth: Truth, random: Random) -> Rendering:
    def split(sheet: Sheet) -> Sequence[Sheet]:
        return (damage.headers_invented(sheet, random),)

    return lossy(markdown_report(truth, dialects.markdown_grid, split=split, look=Look(), edit=_headed), truth)


@style("markdown", "spans_dropped", "spans dropped without a trace: rows of different length", faithful=False)
def spans_dropped(truth: Truth, _: Random) -> Rendering:
    def dialect(sheet: Sheet) -> list[str]:
        rows = ["| " + " | ".join(dialects.one_line(slot) for slot in row) + " |" for row in sheet.rows]
        return [rows[0], "|---|---|", *rows[1:]]

    return lossy(markdown_report(truth, dialect, edit=_headed), truth)


@style(
    "markdown",
    "rows_detached",
    "labels and values of some rows stand apart, in another order (shanghai-kewei-2024)",
    faithful=False,
)
def rows_detached(truth: Truth, random: Random) -> Rendering:
    def dialect(sheet: Sheet) -> list[str]:
        if sheet.table != "application":
            return dialects.markdown_grid(sheet)
        lines: list[str] = []
        loose: list[str] = []
        for row in sheet.rows:
            values = "| " + " | ".join(slot.text for slot in row if slot.key) + " |"
            labels = [dialects.one_line(slot) for slot in row if not slot.key and slot.text]
            if random.random() < 0.3 and any(slot.key for slot in row):
                loose += labels
                lines += ["", values, "|---|---|---|---|---|---|---|"]
            else:
                lines.append("| " + " | ".join([*labels, values[2:-2]]) + " |")
            if loose and random.random() < 0.3:
                lines += ["", *loose, ""]
                loose = []
        return [*lines, *loose]

    return lossy(markdown_report(truth, dialect, edit=_headed), truth)
