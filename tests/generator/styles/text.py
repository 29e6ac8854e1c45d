"""Plain text styles: flattened tables in every dialect that portals' extractors produce."""

import re
import unicodedata
from collections.abc import Callable
from random import Random

from tests.generator import dialects
from tests.generator.dialects import Dialect
from tests.generator.layout import Look, Sheet
from tests.generator.story import Item, Split, printed_sheets, story, whole
from tests.generator.styles.base import IDENTITY, Rendering, printed_on, statuses_of, style
from tests.generator.truth import Truth

Lines = Callable[[list[str]], list[str]]


def text_report(
    truth: Truth,
    dialect: Dialect,
    *,
    look: Look | None = None,
    split: Split = whole,
    edit: Lines = lambda lines: lines,
    normal: bool = False,
    dated: bool = True,
    encoding: str = "utf-8",
    file_name: str = "report.txt",
    gap: bool = False,
) -> Rendering:
    """A report as text. `normal` folds full-width punctuation, `gap` puts an empty line between paragraphs."""
    items = story(truth, look or Look(), split)
    lines: list[str] = []
    for item in items:
        lines += _item_lines(item, dialect, truth, dated=dated)
        if gap:
            lines.append("")
    text = "\n".join(edit(lines)) + "\n"
    if normal:
        text = unicodedata.normalize("NFKC", text)
    printed = printed_sheets(items)
    return Rendering(
        data=text.encode(encoding, errors="replace"),
        expected=printed_on(truth, printed),
        says=IDENTITY | ({"published_on"} if dated else set()),
        statuses=statuses_of(printed),
        file_name=file_name,
    )


def _item_lines(item: Item, dialect: Dialect, truth: Truth, *, dated: bool) -> list[str]:
    if item.kind == "date":
        return [f"发布时间：{truth.published_on.isoformat()}"] if dated else []
    return dialect(item.sheet) if item.sheet is not None else [item.text]


@style("text", "a", "dialect A: one cell per line with a pipe, row pads (echeng-district-2019)")
def a(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.cell_per_line)


@style("text", "a_normalised", "dialect A with full-width punctuation folded and 本年新 twice")
def a_normalised(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.cell_per_line, normal=True, dated=False)


@style("text", "a2", "dialect A2: text and pipe on separate lines, no row ends (ankang-dept-2019)")
def a2(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.separator_lines, normal=True)


@style("text", "b", "dialect B: one row per line with pads (tj-heping-fgw-2019)")
def b(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.row_per_line, normal=True)


@style("text", "b_skewed", "dialect B of a five column table two (hengdong-yanglin-2023)")
def b_skewed(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.row_per_line, look=Look(skewed=True), normal=True)


@style("text", "c", "dialect C: rows with a closing pipe, no pads (yuexiu-beijingjie-2020)")
def c(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.row_without_pads)


@style("text", "d", "dialect D: rows with opening and closing pipe (taojiang-songmutang-2022)")
def d(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.leading_pipe, normal=True)


@style("text", "opening_pipe", "a lone pipe opens each row, cells one per line")
def opening_pipe(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.opening_pipe_lines)


@style("text", "last_cell_wrapped", "the pipe behind the last cell on a line of its own (ql-unit-2023)")
def last_cell_wrapped(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.last_cell_wrapped, normal=True)


@style("text", "e", "dialect E: Markdown grids in a text file")
def e(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.markdown_grid)


@style("text", "f", "dialect F: bare lines, every cell a number", empties=False)
def f(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.bare_lines)


@style("text", "f_with_blanks", "bare lines, a blank cell is an empty line (yuyang-tuofenglu-2020)")
def f_with_blanks(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.bare_lines)


@style(
    "text", "f_paragraphs", "bare cells with an empty line between, headers in two (liwan-nanyuan-2020)", empties=False
)
def f_paragraphs(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.bare_paragraphs, gap=True)


@style("text", "g", "dialect G: rows with tabs")
def g(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.tabs)


@style("text", "g_grid", "tabs with empty places where spans covered, as from a spreadsheet")
def g_grid(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.tabs_grid)


@style("text", "spaced", "rows as a PDF text layer gives them, cells with single spaces between", empties=False)
def spaced(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.spaced_rows)


@style("text", "gbk", "dialect C in GBK bytes")
def gbk(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.row_without_pads, encoding="gb18030")


@style("text", "chrome", "dialect A with the words of a portal page around the report")
def chrome(truth: Truth, _: Random) -> Rendering:
    def edit(lines: list[str]) -> list[str]:
        top = ["首页 > 政府信息公开 > 政府信息公开年报", "字体：[大 中 小]　打印　分享到：", ""]
        return [*top, *lines, "", "上一篇：没有了", "版权所有　网站标识码：0000000000　技术支持电话：0000-00000000"]

    return text_report(truth, dialects.cell_per_line, edit=edit)


@style("text", "missing_blocks", "dialect A without one to three blocks of table two (echeng-district-2019)")
def missing_blocks(truth: Truth, random: Random) -> Rendering:
    gone = tuple(random.sample(["（五）", "（六）", "（八）"], random.randrange(1, 4)))
    return text_report(truth, dialects.cell_per_line, look=Look(omit_articles=gone), normal=True)


@style("text", "no_tables", "headings follow each other, the tables were images (conghua-kfq-2022)")
def no_tables(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.tabs, look=Look(omit_tables=("disclosure", "application", "dispute")))


@style("text", "wrapped_prose", "prose in lines of forty characters, as from a PDF, tables in dialect C")
def wrapped_prose(truth: Truth, _: Random) -> Rendering:
    def edit(lines: list[str]) -> list[str]:
        return [part for line in lines for part in (re.findall(".{1,40}", line) if "|" not in line else [line])]

    return text_report(truth, dialects.row_without_pads, edit=edit)


@style("text", "groups_repeated", "dialect C with the group labels in every row")
def groups_repeated(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.row_without_pads, look=Look(groups="repeated"))


@style("text", "pipe_before", "a pipe on a line of its own before every cell and behind every row")
def pipe_before(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.pipe_before)


@style("text", "utf16", "dialect B in UTF-16 with a byte order mark")
def utf16(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, dialects.row_per_line, encoding="utf-16")


@style("text", "windows_lines", "dialect A with carriage returns and a byte order mark")
def windows_lines(truth: Truth, _: Random) -> Rendering:
    return text_report(
        truth, dialects.cell_per_line, edit=lambda lines: [f"{line}\r" for line in lines], encoding="utf-8-sig"
    )


def _flip_book(sheet: Sheet) -> list[str]:
    """Rows in one line; the headers of table four one character per line, as a flip book's text layer has them."""
    lines = dialects.spaced_rows(sheet)
    if sheet.table != "dispute":
        return lines
    shredded = [" ".join(text) for text in zip("结结其尚总", "果果他未", "维纠结审", "持正果结", strict=False)]
    return ["行政复议 行政诉讼", "未经复议直接起诉 复议后起诉", *shredded, lines[-1]]


@style(
    "text", "flip_book", "headers of table four shredded, its values on one line (wendeng-audit-2020)", empties=False
)
def flip_book(truth: Truth, _: Random) -> Rendering:
    return text_report(truth, _flip_book)
