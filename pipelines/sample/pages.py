"""Renders the sample portal: list pages of two families, article pages, flattened text. Pure, the same bytes always.

The list `mixed` has the mechanics of TRS (a script that counts the pages, `index_1.html` is the second), the list
`shanghai` those of a site of no known family (a link 下一页). Look-alikes stand between the reports, as they do on real
lists. Every sentence of prose is written here and takes its numbers from the tables.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from pipelines.sample.content import Entry, entries
from pipelines.sample.tables import BLANK, Span, Table

PDF = Path(__file__).parent / "shuyang-county-2025.pdf"
MIXED, SHANGHAI = "/zfxxgk/nb/", "/sh/nb/"
LISTS = {"mixed": MIXED, "shanghai": SHANGHAI}
SITE_NAMES = {"mixed": "样例门户", "shanghai": "样例门户上海栏目"}
ENTRIES_PER_PAGE = 8
SHANGHAI_ENTRIES_PER_PAGE = 2
HTML, TEXT = "text/html; charset=utf-8", "text/plain; charset=utf-8"
_TABLE_WIDTHS = (4, 10, 15)
_HALF_WIDTH = str.maketrans("（），：；", "(),:;")

_SECTIONS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)
_ABOUT_PROBLEMS = "样例页面只列数字，问题与措施请看该机关发布的原文。"
_ABOUT_SAMPLE = "本页是软件附带的样例，文字由样例编写，表格数字取自公开的报告。"


def site() -> Mapping[str, tuple[str, bytes]]:
    """Media type and bytes of every address of the sample portal, by path."""
    pages: dict[str, tuple[str, bytes]] = {
        "/robots.txt": (TEXT, b"User-agent: *\nDisallow: /admin/\nCrawl-delay: 0\n"),
        "/": (HTML, _document("样例门户", f'<p><a href="{MIXED}">年报</a> <a href="{SHANGHAI}">上海</a></p>')),
    }
    for name, body in (*_mixed_list(), *_shanghai_list()):
        pages[name] = (HTML, body)
    for entry in entries():
        pages[LISTS[entry.site] + entry.path] = _entry_page(entry)
        if entry.kind == "attachment":
            pages[MIXED + entry.file] = ("application/pdf", PDF.read_bytes())
    return pages


def prose(entry: Entry) -> tuple[str, str]:
    """Opening sentence and section one, with the numbers of table three."""
    rows = entry.application
    opening = f"{entry.agency}依照政府信息公开条例编制{entry.year}年度报告，统计期限为{entry.year}年1月1日至12月31日。"
    totals = {
        name: _number(rows[name]) for name in ("received_new", "carried_in", "total_processed", "carried_forward")
    }
    overview = (
        f"{entry.year}年新收政府信息公开申请{totals['received_new']}件，上年结转{totals['carried_in']}件，"
        f"办结{totals['total_processed']}件，结转下年度{totals['carried_forward']}件。"
    )
    return opening, overview


def sections(entry: Entry) -> Iterator[tuple[str, str | Table]]:
    """The six sections: heading and what stands under it."""
    disclosure, application, dispute = entry.tables()
    parts = (prose(entry)[1], disclosure, application, dispute, _ABOUT_PROBLEMS, _ABOUT_SAMPLE)
    return zip(_SECTIONS, parts, strict=True)


def _number(cells: Sequence[str]) -> str:
    """The total of a row, or what its parts add up to where the total is blank."""
    return cells[-1] if cells[-1] != BLANK else str(sum(int(cell) for cell in cells[:-1] if cell != BLANK))


def _mixed_list() -> Iterator[tuple[str, bytes]]:
    listed = [entry for entry in entries() if entry.site == "mixed"]
    count = -(-len(listed) // ENTRIES_PER_PAGE)
    for number in range(count):
        shown = listed[number * ENTRIES_PER_PAGE : (number + 1) * ENTRIES_PER_PAGE]
        script = f'<script>createPageHTML({count}, {number}, "index", "html");</script>'
        name = f"index_{number}.html" if number else "index.html"
        body = _document("政府信息公开年报", _list_items(shown, MIXED) + script)
        yield MIXED + name, body
        if number == 0:
            yield MIXED, body


def _shanghai_list() -> Iterator[tuple[str, bytes]]:
    listed = [entry for entry in entries() if entry.site == "shanghai"]
    for number, start in enumerate(range(0, len(listed), SHANGHAI_ENTRIES_PER_PAGE)):
        shown = listed[start : start + SHANGHAI_ENTRIES_PER_PAGE]
        is_last = start + SHANGHAI_ENTRIES_PER_PAGE >= len(listed)
        following = "<span>下一页</span>" if is_last else f'<a href="list-{number + 2}.html">下一页</a>'
        body = _document("政府信息公开年报", _list_items(shown, SHANGHAI) + f'<div class="pages">{following}</div>')
        yield f"{SHANGHAI}list-{number + 1}.html", body
        if number == 0:
            yield SHANGHAI, body


def _list_items(shown: Sequence[Entry], root: str) -> str:
    """Items as real lists have them: the text cut, the whole title in an attribute, the date beside it."""
    navigation = f'<div class="nav"><a href="/">首页</a> &gt; <a href="{root}">政府信息公开年报</a></div>'
    items = "".join(
        f'<li><a href="./{entry.path}" title="{escape(entry.title)}">{escape(_cut(entry.title))}</a>'
        f"<span>{entry.published.isoformat()}</span></li>\n"
        for entry in shown
    )
    return f'{navigation}<ul class="list">\n{items}</ul>'


def _cut(title: str) -> str:
    return title if len(title) <= 24 else f"{title[:22]}..."


def _entry_page(entry: Entry) -> tuple[str, bytes]:
    if entry.kind == "text":
        return TEXT, _flattened(entry).encode()
    bodies = {"page": _report_body, "attachment": _attachment_body, "no_tables": _body_without_tables}
    body = bodies.get(entry.kind, _old_form_body if entry.kind == "old_form" else _look_alike_body)(entry)
    return HTML, _document(entry.title, body, _meta(entry))


def _meta(entry: Entry) -> str:
    """Meta tags of the national guide for government websites (国办发〔2017〕47号)."""
    named = {
        "SiteName": SITE_NAMES[entry.site],
        "ColumnName": "政府信息公开年报",
        "ColumnType": "信息公开年报",
        "ArticleTitle": entry.title,
        "PubDate": f"{entry.published.isoformat()} 09:30",
        "ContentSource": entry.agency,
    }
    return "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in named.items())


def _document(title: str, body: str, meta: str = "") -> bytes:
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n{meta}</head>\n<body>\n{body}\n</body></html>\n"
    ).encode()


def _report_body(entry: Entry) -> str:
    """Title, panel of metadata, six sections; the panel is the first table of the page, as on real portals."""
    panel = (
        f'<table class="panel"><tr><td>名称</td><td colspan="3">{escape(entry.title)}</td></tr>'
        f"<tr><td>发布机构</td><td>{escape(entry.agency)}</td>"
        f"<td>发布日期</td><td>{entry.published.isoformat()}</td></tr></table>"
    )
    parts = "\n".join(
        f"<p><strong>{heading}</strong></p>\n{f'<p>{escape(part)}</p>' if isinstance(part, str) else html_table(part)}"
        for heading, part in sections(entry)
    )
    return (
        f'<h1>{escape(entry.title)}</h1>\n{panel}\n<div class="TRS_Editor" id="zoom">\n'
        f"<p>{escape(prose(entry)[0])}</p>\n{parts}\n</div>"
    )


def html_table(table: Table) -> str:
    """A table with its spans; blanks are a no-break space, as word processors leave them."""
    rows = "\n".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in table)
    return f'<table border="1" cellspacing="0"><tbody>\n{rows}\n</tbody></table>'


def _html_cell(cell: Span) -> str:
    spans = "".join(
        f' {name}="{count}"' for name, count in (("colspan", cell.columns), ("rowspan", cell.rows)) if count > 1
    )
    text = "&nbsp;" if cell.text == BLANK else escape(cell.text).replace("\n", "<br/>")
    return f"<td{spans}>{text and f'<p>{text}</p>'}</td>"


def _attachment_body(entry: Entry) -> str:
    return (
        f'<h1>{escape(entry.title)}</h1>\n<p>报告全文见附件。</p>\n<p>附件：<a href="/zfxxgk/nb/{entry.file}">'
        f"{escape(entry.title)}.pdf</a></p>"
    )


def _body_without_tables(entry: Entry) -> str:
    """A report whose tables are absent: the headings stand, nothing under them (domain, defect 17)."""
    opening = f"{entry.agency}依照政府信息公开条例编制{entry.year}年度报告，统计期限为{entry.year}年1月1日至12月31日。"
    texts = ("本机关按要求公开政府信息。", "", "", "", _ABOUT_PROBLEMS, "本页是软件附带的样例，所列机关并不存在。")
    parts = "\n".join(
        f"<p><strong>{heading}</strong></p>\n<p>{text}</p>" for heading, text in zip(_SECTIONS, texts, strict=True)
    )
    return f'<h1>{escape(entry.title)}</h1>\n<div class="TRS_Editor"><p>{opening}</p>\n{parts}</div>'


def _old_form_body(entry: Entry) -> str:
    """A report of the form of 2014: statistics with indicator, unit and number, no statutory tables."""
    rows = (
        ("统计指标", "单位", "统计数"),
        ("一、主动公开情况", "—", ""),
        ("（一）主动公开政府信息数", "条", "1200"),
        ("三、依申请公开情况", "—", ""),
        ("（一）收到申请数", "件", "35"),
        ("（二）申请办结数", "件", "35"),
        ("四、行政复议数量", "件", "1"),
        ("五、行政诉讼数量", "件", "0"),
    )
    table: Table = tuple(tuple(map(Span, row)) for row in rows)
    return (
        f'<h1>{escape(entry.title)}</h1>\n<div class="TRS_Editor"><p>政府信息公开情况统计表（{entry.year}年度）</p>\n'
        f"{html_table(table)}\n<p>本页是软件附带的样例，所列机关并不存在。</p></div>"
    )


def _look_alike_body(entry: Entry) -> str:
    return f"<h1>{escape(entry.title)}</h1>\n<p>本页是软件附带的样例，标题与年报相近，不应收录。</p>"


def _flattened(entry: Entry) -> str:
    """The text that a common extractor makes of such a page: one cell per line, rows padded with bars.

    It loses what stands behind a break inside a cell, and prints a blank cell as a lone bar (domain, section 6, A).
    """
    lines = [prose(entry)[0]]
    widths = iter(_TABLE_WIDTHS)
    for heading, part in sections(entry):
        lines.append(heading)
        lines.extend([part] if isinstance(part, str) else _flattened_table(part, next(widths)))
    return "\n".join(lines).translate(_HALF_WIDTH) + "\n"


def _flattened_table(table: Table, width: int) -> Iterator[str]:
    for number, row in enumerate(table, 1):
        for cell in row:
            text = "" if cell.text == BLANK else cell.text.partition("\n")[0]
            yield f"{text} |" if text else "|"
        padding = width - len(row)
        if padding and number < len(table):
            yield "|" * padding
