"""Sheets as HTML. One table writer with the options that real markup shows, one page frame, one entry `html_report`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from tests.generator.layout import Look, Row, Sheet, Slot
from tests.generator.story import Item, Split, printed_sheets, story, whole
from tests.generator.styles.base import IDENTITY, Rendering, printed_on, statuses_of
from tests.generator.truth import Truth

Inner = Callable[[Slot], str]


def lines(slot: Slot, broken: str = "<br>") -> str:
    """The text of a slot, escaped, with a break tag where the print breaks."""
    return broken.join(escape(part, quote=False) for part in slot.text.split("\n"))


def in_paragraph(slot: Slot) -> str:
    """The usual cell of an editor: one centred paragraph; a blank cell holds a no-break space."""
    return f'<p style="text-align:center">{lines(slot) or "&nbsp;"}</p>'


@dataclass(frozen=True, slots=True)
class Markup:
    """How a table is written.

    Attributes:
        inner: content of a cell.
        attributes: further attributes of a cell, with a leading space.
        header_tag: tag of band and header cells.
        thead: whether the header rows stand in thead.
        sloppy: upper-case tags, no tbody, no closing tags of rows and cells.
        caption: caption or other content right behind the table tag.
    """

    inner: Inner = in_paragraph
    attributes: Callable[[Slot], str] = lambda _: ""
    table: str = '<table border="1" cellspacing="0" cellpadding="0" style="border-collapse:collapse;width:100%">'
    header_tag: str = "td"
    thead: bool = False
    sloppy: bool = False
    caption: str = ""


def _cell(slot: Slot, markup: Markup) -> str:
    spans = (f' rowspan="{slot.rows}"' if slot.rows > 1 else "") + (
        f' colspan="{slot.columns}"' if slot.columns > 1 else ""
    )
    tag = markup.header_tag if slot.kind in {"band", "header"} else "td"
    opened = f"<{tag}{spans}{markup.attributes(slot)}>"
    if markup.sloppy:
        return opened.upper().replace("&NBSP;", "&nbsp;") + markup.inner(slot)
    return f"{opened}{markup.inner(slot)}</{tag}>"


def _row(row: Row, markup: Markup) -> str:
    cells = "".join(_cell(slot, markup) for slot in row)
    return f"<TR>{cells}\n" if markup.sloppy else f"<tr>{cells}</tr>\n"


def table_html(sheet: Sheet, markup: Markup) -> str:
    """A sheet as a table element."""
    rows = [_row(row, markup) for row in sheet.rows]
    if markup.sloppy:
        return f"<TABLE BORDER=1>{''.join(rows)}</TABLE>\n"
    if markup.thead:
        head = max(sheet.head, 1)
        body = f"<thead>{''.join(rows[:head])}</thead><tbody>{''.join(rows[head:])}</tbody>"
    else:
        body = f"<tbody>{''.join(rows)}</tbody>"
    return f"{markup.table}{markup.caption}{body}</table>\n"


Frame = Callable[[Truth, str], str]


def page(truth: Truth, body: str, *, charset: str | None = "utf-8", head: str = "") -> str:
    """A plain page of a portal: meta tags of the national standard, a breadcrumb, the article, a footer."""
    meta = f'<meta charset="{charset}">' if charset else ""
    date, title = truth.published_on.isoformat(), truth.prose.one_line_title
    return (
        f"<!DOCTYPE html>\n<html><head>{meta}<title>{title}</title>\n"
        f'<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{date} 09:30">\n'
        f"{head}</head>\n<body><div class='nav'><a href='/'>首页</a> &gt; <a href='/xxgk/'>政府信息公开</a> &gt; "
        f"<a href='/xxgk/nb/'>政府信息公开年报</a></div>\n"
        f"<div class='info'>发布日期：{date}　　浏览次数：<span id='hits'>128</span></div>\n"
        f"<div id='zoom' class='article-content'>\n{body}</div>\n"
        "<div class='foot'>网站标识码 0000000000　主办单位联系电话 0000-0000000　版权所有</div></body></html>\n"
    )


def item_html(item: Item, markup: Markup) -> str:
    """An item of the story as HTML; the date stands in the page frame."""
    match item.kind:
        case "title":
            return f"<h1 style='text-align:center'>{escape(item.text)}</h1>\n"
        case "heading":
            return f"<p><strong>{escape(item.text)}</strong></p>\n"
        case "paragraph":
            return f"<p style='text-indent:2em'>{escape(item.text)}</p>\n"
        case "sheet" if item.sheet is not None:
            return table_html(item.sheet, markup)
        case _:
            return ""


def utf8(text: str) -> bytes:
    return text.encode()


def html_report(
    truth: Truth,
    *,
    look: Look | None = None,
    markup: Markup | None = None,
    split: Split = whole,
    frame: Frame = page,
    write: Callable[[Item, Markup], str] = item_html,
    edit: Callable[[Sequence[Item]], Sequence[Item]] = lambda items: items,
    encode: Callable[[str], bytes] = utf8,
    declared_media_type: str | None = None,
) -> Rendering:
    """A report as an HTML page, everything optional; what is expected follows from the sheets that are printed."""
    items = edit(story(truth, look or Look(), split))
    used = markup or Markup()
    body = "".join(write(item, used) for item in items)
    printed = printed_sheets(items)
    return Rendering(
        data=encode(frame(truth, body)),
        expected=printed_on(truth, printed),
        says=IDENTITY | {"published_on"},
        statuses=statuses_of(printed),
        declared_media_type=declared_media_type,
    )
