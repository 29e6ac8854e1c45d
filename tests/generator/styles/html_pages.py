"""HTML styles that vary what stands around the report: panels, copies, chrome, charts, headings."""

from dataclasses import replace
from html import escape
from random import Random

from pipelines.model import DocumentStatus
from tests.generator.cells import empty
from tests.generator.story import Item
from tests.generator.styles.base import Rendering, style
from tests.generator.styles.html import Markup, html_report, item_html, lines, page, table_html
from tests.generator.truth import Truth, draw_truth


def panel(truth: Truth) -> str:
    """The metadata table of a portal: index number, issuer, dates."""
    date = truth.published_on.isoformat()
    rows = (
        ("索引号", f"11000000000000000X/{date[:4]}-00023", "组配分类", "政府信息公开年报"),
        ("发布机构", truth.agency.name, "发文日期", date),
        ("名称", truth.prose.one_line_title, "文号", "无"),
        ("主题分类", "其他", "有效性", "有效"),
    )
    cells = "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in rows)
    return f'<table class="xxgk-panel" width="100%">{cells}</table>'


@style("html", "metadata_table_first", "a metadata table with numbers stands first")
def metadata_table_first(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, frame=lambda truth, body: page(truth, panel(truth) + body))


@style("html", "hidden_print_copy", "the article a second time, hidden, for printing")
def hidden_print_copy(truth: Truth, random: Random) -> Rendering:
    before = random.random() < 0.5

    def frame(truth: Truth, body: str) -> str:
        copy = f'<div id="printArea" style="display:none">{body}</div>'
        return page(truth, copy + body if before else body + copy)

    return html_report(truth, frame=frame)


@style("html", "hidden_old_report", "last year's tables with other numbers left in a hidden element")
def hidden_old_report(truth: Truth, random: Random) -> Rendering:
    old = draw_truth(truth.seed + 500_000)
    hidden = random.choice(('style="display: none;"', "hidden", 'style="visibility:hidden;display:none"'))

    def write(item: Item, markup: Markup) -> str:
        text = item_html(item, markup)
        if item.kind != "title":
            return text
        tables = html_report(old).data.decode()
        start, end = tables.index("<table"), tables.rindex("</table>") + len("</table>")
        return f"{text}<div {hidden}>{tables[start:end]}</div>"

    return html_report(truth, write=write)


@style("html", "template_element", "a copy inside template and noscript elements, which no reader shows")
def template_element(truth: Truth, _: Random) -> Rendering:
    def frame(truth: Truth, body: str) -> str:
        return page(truth, f"{body}<template>{body}</template><noscript><p>请启用脚本</p></noscript>")

    return html_report(truth, frame=frame)


@style("html", "charts_between", "images, captions and a small table of a chart between section and table")
def charts_between(truth: Truth, random: Random) -> Rendering:
    def write(item: Item, markup: Markup) -> str:
        text = item_html(item, markup)
        if item.kind != "heading":
            return text
        rows = "".join(
            f"<tr><td>{random.randrange(1, 13)}月</td><td>{random.randrange(900)}</td></tr>" for _ in range(4)
        )
        return (
            f"{text}<p><img src='/chart.png' alt='图'></p><p>图{random.randrange(1, 4)} 各月发布情况</p>"
            f"<table border='1'><tr><td>月份</td><td>数量</td></tr>{rows}</table>"
        )

    return html_report(truth, write=write)


@style("html", "table_titles", "a title and 单位：件 above each table, a note below")
def table_titles(truth: Truth, _: Random) -> Rendering:
    def write(item: Item, markup: Markup) -> str:
        if item.sheet is None:
            return item_html(item, markup)
        return (
            f"<p align=center>表{item.sheet.width // 5 + 1} 统计情况</p><p align=right>单位：件</p>"
            f"{table_html(item.sheet, markup)}<p>注：本表数据截至12月31日，含2件跨年度事项。</p>"
        )

    return html_report(truth, write=write)


@style("html", "heading_rows", "the section heading is the first row of its table")
def heading_rows(truth: Truth, _: Random) -> Rendering:
    headings: list[str] = []

    def write(item: Item, markup: Markup) -> str:
        if item.kind == "heading":
            headings.append(item.text)
        if item.kind == "heading" and item.text[0] in "二三四":
            return ""
        if item.sheet is None:
            return item_html(item, markup)
        row = f'<tr><td colspan="{item.sheet.width}"><p><b>{escape(headings[-1])}</b></p></td></tr>'
        return table_html(item.sheet, markup).replace("<tbody>", f"<tbody>{row}", 1)

    return html_report(truth, write=write)


@style("html", "heading_elements", "h2 headings, a space behind the ordinal, bold runs in pieces")
def heading_elements(truth: Truth, _: Random) -> Rendering:
    def write(item: Item, markup: Markup) -> str:
        if item.kind != "heading":
            return item_html(item, markup)
        ordinal, rest = item.text[:2], item.text[2:]
        return f"<h2><span>{ordinal}</span> <b>{escape(rest[:3])}</b><b>{escape(rest[3:])}</b></h2>"

    return html_report(truth, write=write)


@style("html", "portal_chrome", "menus, related links with years and counts, a sidebar table, footer numbers")
def portal_chrome(truth: Truth, random: Random) -> Rendering:
    def frame(truth: Truth, body: str) -> str:
        menu = "".join(f"<li><a href='/c{n}/'>栏目{n}</a></li>" for n in range(40))
        links = "".join(
            f"<li><a href='/nb/{year}.html'>{year}年度部门年报汇总</a><span>{year + 1}-02-11</span></li>"
            for year in range(2015, 2024)
        )
        visits = f"<tr><td>今日访问</td><td>{random.randrange(9999)}</td></tr><tr><td>总计</td><td>1234567</td></tr>"
        return page(
            truth,
            f"</div><ul>{menu}</ul><div id='side'><table>{visits}</table></div><div id='zoom'>{body}</div>"
            f"<div class='rel'><ul>{links}</ul>",
        )

    return html_report(truth, frame=frame)


@style("html", "fragment", "only the article, no html or body element, no title element (shanghai-office-2019)")
def fragment(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, frame=lambda truth, body: f"<p>发布日期：{truth.published_on.isoformat()}</p>{body}")


@style("html", "xhtml", "an XML declaration, a namespace and closed empty elements")
def xhtml(truth: Truth, _: Random) -> Rendering:
    def frame(truth: Truth, body: str) -> str:
        text = page(truth, body).replace("<!DOCTYPE html>", '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>')
        return text.replace("<html>", '<html xmlns="http://www.w3.org/1999/xhtml">').replace("<br>", "<br/>")

    return html_report(truth, markup=Markup(inner=lines), frame=frame)


@style("html", "several_articles", "a list of other news with numbers before and after the article")
def several_articles(truth: Truth, random: Random) -> Rendering:
    def frame(truth: Truth, body: str) -> str:
        news = "".join(
            f"<p>第{n}期：本周接待群众{random.randrange(500)}人次，办结{random.randrange(90)}件。</p>" for n in range(5)
        )
        return page(truth, f"{body}<hr/><h3>相关阅读</h3>{news}")

    return html_report(truth, frame=frame)


@style("html", "named_doc", "an HTML page saved as .doc and declared as application/msword")
def named_doc(truth: Truth, _: Random) -> Rendering:
    rendering = html_report(truth)
    return replace(rendering, file_name="report.doc", declared_media_type="application/msword")


@style("html", "two_reports", "two reports of different bodies on one page")
def two_reports(truth: Truth, _: Random) -> Rendering:
    other = next(t for n in range(1, 50) if (t := draw_truth(truth.seed + n)).agency.name != truth.agency.name)
    second = html_report(other, frame=lambda _, body: body).data.decode()
    both = html_report(truth, frame=lambda truth, body: page(truth, body + second))
    return replace(both, expected={}, says=frozenset(), statuses=frozenset({DocumentStatus.SEVERAL_REPORTS}))


@style("html", "blank_form", "every cell of the three tables blank")
def blank_form(truth: Truth, _: Random) -> Rendering:
    return html_report(truth.with_cells({cell.key: empty(cell) for cell in truth.cells}))
