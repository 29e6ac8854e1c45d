"""HTML styles whose cells are written in the many ways of editors and word processors; geometry is that of the form."""

from html import escape
from random import Random

from tests.generator.layout import Slot
from tests.generator.story import Item
from tests.generator.styles.base import Rendering, style
from tests.generator.styles.html import Markup, html_report, item_html, lines, table_html
from tests.generator.truth import Truth

FONT = "font-family: 微软雅黑;"


@style("html", "plain", "bare cells, spans as in the form")
def plain(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, markup=Markup(inner=lines))


@style("html", "paragraphs", "each cell a centred paragraph, blank cells a no-break space")
def paragraphs(truth: Truth, _: Random) -> Rendering:
    return html_report(truth)


def _word(slot: Slot) -> str:
    """A cell as the word processor pastes it: paragraphs, spans cut anywhere, an Office paragraph at the end."""
    parts = []
    for line in slot.text.split("\n"):
        middle = len(line) // 2 if len(line) > 1 and slot.kind != "value" else len(line)
        spans = "".join(
            f'<span style="{FONT}"><font face="方正仿宋_GBK">{escape(piece, quote=False)}</font></span>'
            for piece in (line[:middle], line[middle:])
            if piece
        )
        parts.append(f'<p style="text-align: justify; {FONT}" align="">{spans}<span><o:p> </o:p></span></p>\n')
    return "\n      " + "      ".join(parts) + "      "


@style("html", "word_spans", "nested p, span, font and o:p in every cell, labels cut over spans (shuyang-fgj-2023)")
def word_spans(truth: Truth, _: Random) -> Rendering:
    return html_report(
        truth, markup=Markup(inner=_word, attributes=lambda slot: f' width="{43 * slot.columns}" valign="top"')
    )


def _digits(slot: Slot) -> str:
    if slot.kind != "value" or not slot.text:
        return in_plain_paragraph(slot)
    head, tail = slot.text[:1], slot.text[1:]
    inner = "".join(f'<span lang="EN-US">{escape(char, quote=False)}</span>' for char in tail)
    return f"<p><b>{escape(head, quote=False)}</b>{inner}</p>"


def in_plain_paragraph(slot: Slot) -> str:
    return f"<p>{lines(slot)}</p>"


@style("html", "digits_over_spans", "every digit of a number in its own element, no white space between")
def digits_over_spans(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, markup=Markup(inner=_digits))


def _indented(slot: Slot) -> str:
    return f"\n\t\t\t<div>\n\t\t\t\t  {lines(slot)}  \n\t\t\t</div>\n\t\t"


@style("html", "white_space", "line feeds, tabs and spaces around every text")
def white_space(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, markup=Markup(inner=_indented))


def _nested_inline(slot: Slot) -> str:
    return f"<div><div><p><em><u><span><span>{lines(slot)}</span></span></u></em></p></div></div>"


@style("html", "deep_inline", "six elements deep in every cell")
def deep_inline(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, markup=Markup(inner=_nested_inline))


def _two_paragraphs(slot: Slot) -> str:
    if slot.kind == "header" and len(slot.text) > 3 and "\n" not in slot.text:
        half = len(slot.text) // 2
        return f"<p>{slot.text[:half]}</p>\n<p>{slot.text[half:]}</p>"
    return "".join(f"<p>{part}</p>" for part in lines(slot, "\n").split("\n"))


@style("html", "headers_in_two_paragraphs", "商业 and 企业 in two paragraphs of one cell (cengong-longtian-2021)")
def headers_in_two_paragraphs(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, markup=Markup(inner=_two_paragraphs))


def _first_line(slot: Slot) -> str:
    return f"<p>{escape(slot.text.split(chr(10))[0] if slot.kind == 'header' else slot.text, quote=False)}</p>"


@style("html", "break_lost", "text behind a break in a header is lost: 本年新 twice (echeng-district-2019)")
def break_lost(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, markup=Markup(inner=_first_line))


@style("html", "break_as_space", "a space where the header breaks: 本年新 制作数量")
def break_as_space(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, markup=Markup(inner=lambda slot: f"<p>{lines(slot, ' ')}</p>"))


@style("html", "sloppy", "upper-case tags, no tbody, rows and cells never closed")
def sloppy(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, markup=Markup(inner=lambda slot: lines(slot, "<BR>") or "&nbsp;", sloppy=True))


@style("html", "thead_and_caption", "thead, th, colgroup and a caption")
def thead_and_caption(truth: Truth, _: Random) -> Rendering:
    caption = "<caption>统计表（单位：件）</caption><colgroup><col><col></colgroup>"
    return html_report(truth, markup=Markup(inner=lines, header_tag="th", thead=True, caption=caption))


@style("html", "entities", "digits as character references")
def entities(truth: Truth, _: Random) -> Rendering:
    def inner(slot: Slot) -> str:
        if slot.kind != "value":
            return lines(slot)
        return "".join(f"&#{ord(char)};" if place % 2 else f"&#x{ord(char):x};" for place, char in enumerate(slot.text))

    return html_report(truth, markup=Markup(inner=inner))


@style("html", "invisible_characters", "zero-width spaces, byte order marks and no-break spaces around the text")
def invisible_characters(truth: Truth, random: Random) -> Rendering:
    def inner(slot: Slot) -> str:
        marks = ("\u200b", "\ufeff", "\xa0", "\u3000", "\u200e", "")
        return f"<p>{random.choice(marks)}{lines(slot)}{random.choice(marks)}</p>"

    return html_report(truth, markup=Markup(inner=inner))


@style("html", "comments_and_scripts", "comments with old numbers, scripts and styles inside the cells")
def comments_and_scripts(truth: Truth, random: Random) -> Rendering:
    def inner(slot: Slot) -> str:
        old = f"<!-- {random.randrange(1000)} --><!--[if !supportMisalignedColumns]-->"
        return f"{old}<p>{lines(slot)}</p><!--[endif]--><script>var n = {random.randrange(1000)};</script>"

    def write(item: Item, markup: Markup) -> str:
        return "<style>td { width: 12px }</style>" + item_html(item, markup)

    return html_report(truth, markup=Markup(inner=inner), write=write)


@style("html", "old_attributes", "widths, nowrap, bgcolor and height on every cell, no quotes")
def old_attributes(truth: Truth, _: Random) -> Rendering:
    def attributes(slot: Slot) -> str:
        return f" noWrap height=28 bgColor=#ffffff width={43 * slot.columns} vAlign=center align=middle"

    return html_report(truth, markup=Markup(inner=lines, attributes=attributes, table="<table border=1 cellSpacing=0>"))


@style("html", "spans_of_one", "rowspan and colspan written out where they are 1")
def spans_of_one(truth: Truth, _: Random) -> Rendering:
    def attributes(slot: Slot) -> str:
        rows = ' rowspan="1"' if slot.rows == 1 else ""
        return rows + (' colspan="1"' if slot.columns == 1 else "")

    return html_report(truth, markup=Markup(inner=lines, attributes=attributes))


@style("html", "wrapped_tables", "each table inside two divs and a blockquote, a paragraph of nothing between")
def wrapped_tables(truth: Truth, _: Random) -> Rendering:
    def write(item: Item, markup: Markup) -> str:
        if item.sheet is None:
            return item_html(item, markup)
        return f"<div><blockquote><div>{table_html(item.sheet, markup)}</div></blockquote></div><p>&nbsp;</p>"

    return html_report(truth, write=write)
