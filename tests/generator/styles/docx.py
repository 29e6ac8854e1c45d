"""DOCX styles: minimal Office Open XML, written by hand so that every construct of real files can be had."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from xml.sax.saxutils import escape

from tests.generator.layout import Look, Sheet, Slot, cut
from tests.generator.story import Item, Split, printed_sheets, story, whole
from tests.generator.styles.base import IDENTITY, Rendering, printed_on, statuses_of, style
from tests.generator.truth import Truth

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
    "</Types>"
)
_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)

_TABLE_PROPERTIES = (
    '<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr>"
)


def run(text: str) -> str:
    """A run of text; line breaks become break elements."""
    pieces = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{pieces}</w:r>" if text else ""


def paragraph(text: str) -> str:
    return f"<w:p>{run(text)}</w:p>"


Inner = Callable[[Slot], str]


@dataclass(frozen=True, slots=True)
class Markup:
    """How cells are written: `inner` gives the block content of a cell, `wrap` what stands around a table."""

    inner: Inner = lambda slot: paragraph(slot.text)
    wrap: Callable[[str], str] = lambda table: table


def _cell(slot: Slot, merge: str, inner: str) -> str:
    span = f'<w:gridSpan w:val="{slot.columns}"/>' if slot.columns > 1 else ""
    return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{inner}</w:tc>"


def _widths(columns: int) -> list[int]:
    """Widths of the columns, twentieths of a point; those of labels are wider."""
    return [500, 900, 2200, *[780] * 7] if columns == 10 else [9000 // columns] * columns


def table(sheet: Sheet, markup: Markup) -> str:
    """A sheet as w:tbl; row spans become vMerge restart and continuation cells."""
    open_spans: dict[int, tuple[Slot, int]] = {}
    rows: list[str] = []
    for row in sheet.rows:
        cells: list[str] = []
        starting = iter(row)
        x = 0
        while x < sheet.width:
            if x in open_spans:
                slot, left = open_spans.pop(x)
                cells.append(_cell(slot, "<w:vMerge/>", "<w:p/>"))
                if left > 1:
                    open_spans[x] = (slot, left - 1)
                x += slot.columns
                continue
            begun = next(starting, None)
            if begun is None:
                break
            merge = '<w:vMerge w:val="restart"/>' if begun.rows > 1 else ""
            cells.append(_cell(begun, merge, markup.inner(begun)))
            if begun.rows > 1:
                # Kept under a shifted key until the row ends, so that this row does not meet it again.
                open_spans[x + sheet.width] = (begun, begun.rows - 1)
            x += begun.columns
        open_spans = {place % sheet.width: span for place, span in open_spans.items()}
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _widths(sheet.width))
    body = f"<w:tbl>{_TABLE_PROPERTIES}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    return markup.wrap(body)


def docx_report(
    truth: Truth,
    *,
    look: Look | None = None,
    markup: Markup | None = None,
    split: Split = whole,
    prose: Callable[[str], str] = paragraph,
) -> Rendering:
    """A report as a DOCX file."""
    used = markup or Markup()
    items = story(truth, look or Look(), split)
    body = "".join(_item(item, used, prose, truth) for item in items)
    document = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="{_W}"><w:body>{body}'
        '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1440" w:bottom="1440" w:left="1440" w:right="1440"/></w:sectPr></w:body></w:document>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (
            ("[Content_Types].xml", _CONTENT_TYPES),
            ("_rels/.rels", _RELATIONS),
            ("word/document.xml", document),
        ):
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text)
    printed = printed_sheets(items)
    return Rendering(
        data=buffer.getvalue(),
        expected=printed_on(truth, printed),
        says=IDENTITY | {"published_on"},
        statuses=statuses_of(printed),
        file_name="report.docx",
    )


def _item(item: Item, markup: Markup, prose: Callable[[str], str], truth: Truth) -> str:
    if item.sheet is not None:
        return table(item.sheet, markup) + "<w:p/>"
    date = truth.published_on
    return prose(f"（{date.year}年{date.month}月{date.day}日）" if item.kind == "date" else item.text)


@style("docx", "plain", "merged cells with gridSpan and vMerge, as in the blank form")
def plain(truth: Truth, _: Random) -> Rendering:
    return docx_report(truth)


def _split_runs(text: str) -> str:
    """Every two characters in a run of their own, with proofing marks between."""
    pieces = [text[n : n + 2] for n in range(0, len(text), 2)]
    return "<w:p>" + '<w:proofErr w:type="spellStart"/>'.join(run(piece) for piece in pieces) + "</w:p>"


@style("docx", "split_runs", "texts and numbers cut into runs of two characters")
def split_runs(truth: Truth, _: Random) -> Rendering:
    return docx_report(truth, markup=Markup(inner=lambda slot: _split_runs(slot.text)), prose=_split_runs)


@style("docx", "nested_tables", "each table inside a cell of a layout table")
def nested_tables(truth: Truth, _: Random) -> Rendering:
    def wrap(inner: str) -> str:
        return (
            '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="9000"/></w:tblGrid><w:tr><w:tc><w:tcPr/>'
            f"{inner}<w:p/></w:tc></w:tr></w:tbl>"
        )

    return docx_report(truth, markup=Markup(wrap=wrap))


@style("docx", "tracked_changes", "old numbers as deleted text, new ones as inserted text")
def tracked_changes(truth: Truth, random: Random) -> Rendering:
    def inner(slot: Slot) -> str:
        if slot.kind != "value" or not slot.text or random.random() < 0.7:
            return paragraph(slot.text)
        old = f'<w:del w:id="1" w:author="x"><w:r><w:delText>{random.randrange(100)}</w:delText></w:r></w:del>'
        return f'<w:p>{old}<w:ins w:id="2" w:author="x">{run(slot.text)}</w:ins></w:p>'

    return docx_report(truth, markup=Markup(inner=inner))


@style("docx", "content_controls", "numbers in content controls, smart tags and hyperlinks")
def content_controls(truth: Truth, random: Random) -> Rendering:
    def inner(slot: Slot) -> str:
        if not slot.text:
            return "<w:p/>"
        wrapped = random.choice(
            (
                "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
                '<w:smartTag w:element="chmetcnv">{}</w:smartTag>',
                '<w:hyperlink w:anchor="a">{}</w:hyperlink>',
                "{}",
            )
        )
        return f"<w:p>{wrapped.format(run(slot.text))}</w:p>"

    return docx_report(truth, markup=Markup(inner=inner))


@style("docx", "numbered_labels", "the ordinals of labels are automatic numbering and not in the text")
def numbered_labels(truth: Truth, _: Random) -> Rendering:
    def inner(slot: Slot) -> str:
        if slot.kind == "label" and slot.text[1:2] == ".":
            numbering = '<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
            return f"<w:p>{numbering}{run(slot.text[2:])}</w:p>"
        return paragraph(slot.text)

    return docx_report(truth, markup=Markup(inner=inner))


@style("docx", "in_two_tables", "table three as two tables, group labels not repeated")
def in_two_tables(truth: Truth, random: Random) -> Rendering:
    at = random.randrange(6, 25)

    def split(sheet: Sheet) -> tuple[Sheet, ...]:
        return cut(sheet, at, carry="empty", header=False) if sheet.table == "application" else (sheet,)

    return docx_report(truth, split=split)


@style("docx", "skewed", "five column table two, header placeholders")
def skewed(truth: Truth, _: Random) -> Rendering:
    return docx_report(truth, look=Look(skewed=True, placeholders=True))


@style("docx", "vertical_groups", "group labels one character per line, the lines as paragraphs")
def vertical_groups(truth: Truth, _: Random) -> Rendering:
    def inner(slot: Slot) -> str:
        return "".join(map(paragraph, slot.text.split("\n")))

    return docx_report(truth, look=Look(groups="vertical"), markup=Markup(inner=inner))


@style("docx", "text_boxes", "a text box before every heading, its text twice: as drawing and as fall-back")
def text_boxes(truth: Truth, random: Random) -> Rendering:
    def prose(text: str) -> str:
        if text[1:2] != "、":
            return paragraph(text)
        number = paragraph(f"第{random.randrange(99)}号 内部编号{random.randrange(9999)}")
        box = f"<w:txbxContent>{number}</w:txbxContent>"
        compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        alternate = (
            f'<w:r><mc:AlternateContent xmlns:mc="{compatible}"><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing>'
            f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
        return f"<w:p>{alternate}</w:p>{paragraph(text)}"

    return docx_report(truth, prose=prose)


@style("docx", "field_codes", "page number fields and hidden instructions in the prose, a tab before every number")
def field_codes(truth: Truth, _: Random) -> Rendering:
    def inner(slot: Slot) -> str:
        if slot.kind != "value":
            return paragraph(slot.text)
        return f"<w:p><w:r><w:tab/></w:r>{run(slot.text)}</w:p>"

    def prose(text: str) -> str:
        field = (
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 3</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )
        return f"<w:p>{field}{run(text)}</w:p>"

    return docx_report(truth, markup=Markup(inner=inner), prose=prose)


@style("docx", "row_properties", "rows carry properties before their cells")
def row_properties(truth: Truth, _: Random) -> Rendering:
    def wrap(inner: str) -> str:
        gaps = '<w:trPr><w:gridBefore w:val="0"/><w:gridAfter w:val="0"/><w:cantSplit/></w:trPr>'
        return inner.replace("<w:tr>", f"<w:tr>{gaps}")

    return docx_report(truth, markup=Markup(wrap=wrap))
