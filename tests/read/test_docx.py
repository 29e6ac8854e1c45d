"""Word documents: what a reader of the finished document sees, and nothing else; broken and hostile files refused."""

import io
import zipfile
from pathlib import Path

import pytest

from pipelines.errors import NeedsOcrError, UnreadableDocumentError
from pipelines.model import Grid, Page, Paragraph
from pipelines.read import docx
from pipelines.read.docx import read_docx

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
ALTERNATIVES = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def word_file(body: str, *, namespace: str = WORD, head: str = "", **parts: str | bytes) -> bytes:
    """A Word file with this body; further parts by name, `__` for a slash and `_` for a dot in front of xml."""
    document = f'{head}<w:document xmlns:w="{namespace}" xmlns:mc="{ALTERNATIVES}"><w:body>{body}</w:body></w:document>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<w:") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


SPAN_2 = '<w:gridSpan w:val="2"/>'
MERGE = '<w:vMerge w:val="restart"/>'
MERGED = "<w:vMerge/>"


def texts(page: Page) -> list[str]:
    return [paragraph.text for paragraph in page.paragraphs()]


def grids(page: Page) -> list[list[list[str | None]]]:
    found = [block for block in page.blocks if isinstance(block, Grid)]
    return [[[None if cell is None else cell.text for cell in row] for row in grid.rows] for grid in found]


def test_the_blank_form_has_blank_cells_and_no_zero(corpus: Path) -> None:
    page = read_docx((corpus / "form" / "annual-report-template-2021form.docx").read_bytes())
    disclosure, application, dispute = grids(page)
    assert [(len(grid), len(grid[0])) for grid in (disclosure, application, dispute)] == [(14, 4), (28, 10), (4, 15)]
    assert {text for row in application[3:] for text in row[3:]} == {""}
    assert set(dispute[3]) == {""}
    assert application[13][:3] == ["三、本年度办理结果", "（三）不予公开", "7.属于行政执法案卷"]
    assert "六、其他需要报告的事项" in texts(page)


def test_merged_cells_cover_their_places_and_count_them() -> None:
    table = tbl(
        tr(tc("组", MERGE), tc("甲", SPAN_2)),
        tr(tc("不显示", MERGED), tc("1"), tc("2")),
        tr(tc("", MERGED), tc("3"), tc("4")),
        tr(tc("另"), tc("5"), tc("6")),
    )
    page = read_docx(word_file(table))
    assert grids(page) == [[["组", "甲", "甲"], ["组", "1", "2"], ["组", "3", "4"], ["另", "5", "6"]]]
    grid = page.blocks[0]
    assert isinstance(grid, Grid)
    group, wide = grid.rows[0][0], grid.rows[0][1]
    assert group is not None
    assert wide is not None
    assert (group.row_span, group.column_span, group.locator) == (3, 1, "table 1 row 1 column 1")
    assert (wide.row_span, wide.column_span, wide.locator) == (1, 2, "table 1 row 1 column 2")
    assert grid.rows[2][0] is group


def test_a_merge_that_continues_nothing_is_a_cell_of_its_own() -> None:
    table = tbl(tr(tc("1"), tc("2")), tr(tc("3", MERGED), tc("4")))
    assert grids(read_docx(word_file(table))) == [[["1", "2"], ["3", "4"]]]


def test_a_merge_of_another_width_is_not_continued() -> None:
    table = tbl(tr(tc("甲", MERGE + SPAN_2), tc("1")), tr(tc("乙", MERGED), tc("2"), tc("3")))
    assert grids(read_docx(word_file(table))) == [[["甲", "甲", "1"], ["乙", "2", "3"]]]


def test_cells_merged_sideways_in_the_old_way_are_one() -> None:
    first, rest = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'
    table = tbl(tr(tc("行政许可", first), tc("", rest), tc("5")), tr(tc("1"), tc("2"), tc("3")))
    assert grids(read_docx(word_file(table))) == [[["行政许可", "行政许可", "5"], ["1", "2", "3"]]]


def test_a_row_that_begins_further_right_has_no_cell_on_the_left() -> None:
    table = tbl(tr(tc("1"), tc("2"), tc("3")), tr(tc("4"), tc("5"), properties='<w:gridBefore w:val="1"/>'))
    assert grids(read_docx(word_file(table))) == [[["1", "2", "3"], [None, "4", "5"]]]


def test_a_row_that_ends_early_is_not_filled() -> None:
    table = tbl(tr(tc("1"), tc("2"), tc("3")), tr(tc("4"), tc("5")))
    assert grids(read_docx(word_file(table))) == [[["1", "2", "3"], ["4", "5", None]]]


def test_numbers_split_over_runs_are_one_number() -> None:
    runs = "<w:p><w:r><w:t>11</w:t></w:r><w:proofErr/><w:r><w:t>39</w:t></w:r></w:p>"
    assert grids(read_docx(word_file(tbl(tr(tc("行政处罚"), tc(runs)))))) == [[["行政处罚", "1139"]]]


def test_two_numbers_in_two_paragraphs_of_a_cell_stay_two() -> None:
    assert grids(read_docx(word_file(tbl(tr(tc("行政处罚"), tc(p("11") + p("39"))))))) == [[["行政处罚", "11 39"]]]


def test_insertions_are_read_and_deletions_are_not() -> None:
    body = (
        "<w:p><w:del><w:r><w:delText>十</w:delText></w:r></w:del><w:ins><w:r><w:t>二十</w:t></w:r></w:ins>"
        "<w:r><w:t>件</w:t></w:r></w:p>"
    ) + tbl(
        tr(tc("1"), tc("2")),
        tr(tc("8"), tc("9"), properties="<w:del/>"),
        tr(tc("3"), tc("4"), properties="<w:ins/>"),
    )
    page = read_docx(word_file(body))
    assert texts(page) == ["二十件"]
    assert grids(page) == [[["1", "2"], ["3", "4"]]]


def test_content_controls_around_rows_cells_and_paragraphs_hide_nothing() -> None:
    def sdt(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    body = sdt(p("一、总体情况")) + tbl(sdt(tr(tc("1"), sdt(tc("2")))), tr(tc(sdt(p("3"))), tc("4")))
    page = read_docx(word_file(body))
    assert texts(page) == ["一、总体情况"]
    assert grids(page) == [[["1", "2"], ["3", "4"]]]


def test_hidden_text_and_codes_of_fields_are_not_read() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>"
        '<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>'
        "<w:r><w:instrText>PAGE 7</w:instrText></w:r><w:r><w:t>3</w:t></w:r></w:p>"
    )
    assert texts(read_docx(word_file(body))) == ["显3"]


def test_digits_that_are_struck_out_are_no_part_of_the_number_beside_them() -> None:
    body = (
        "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>７7件</w:t></w:r><w:r><w:t>1</w:t></w:r></w:p>"
        '<w:p><w:r><w:rPr><w:dstrike w:val="1"/></w:rPr><w:t>20</w:t></w:r></w:p>'
        '<w:p><w:r><w:rPr><w:strike w:val="false"/></w:rPr><w:t>30</w:t></w:r></w:p>'
    )
    assert texts(read_docx(word_file(body))) == ["\ufffd\ufffd件1", "\ufffd\ufffd", "30"]


def test_a_raised_mark_of_a_note_is_no_digit_of_the_number_before_it() -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
    level = '<w:r><w:rPr><w:vertAlign w:val="baseline"/></w:rPr><w:t>6</w:t></w:r>'
    body = f"<w:p><w:r><w:t>35</w:t></w:r>{raised}</w:p><w:p><w:r><w:t>4</w:t></w:r>{level}</w:p>"
    body += '<w:p><w:r><w:t>7</w:t></w:r><w:r><w:rPr><w:position w:val="6"/></w:rPr><w:t>8</w:t></w:r></w:p>'
    low = '<w:r><w:rPr><w:position w:val="-4"/></w:rPr><w:t>9</w:t></w:r>'
    body += f"<w:p>{low}{low}</w:p>"
    assert texts(read_docx(word_file(body))) == ["35 2", "46", "7 8", "99"]


def test_text_boxes_are_read_once() -> None:
    box = "<w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{box.format(p('框'))}</mc:Choice>"
        f"<mc:Fallback>{box.format(p('框'))}</mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r><w:t>外</w:t></w:r>{both}</w:p>" + p("后")
    assert texts(read_docx(word_file(body))) == ["外", "框", "后"]


def test_tables_inside_a_layout_table_are_the_grids() -> None:
    inner = tbl(tr(tc("1"), tc("2")))
    body = tbl(tr(tc(p("二、主动公开政府信息情况") + inner + p("注：无。")), tc(p("旁"))))
    page = read_docx(word_file(body))
    assert grids(page) == [[["1", "2"]]]
    assert texts(page) == ["二、主动公开政府信息情况", "注：无。", "旁"]


def test_a_frame_inside_a_cell_is_the_text_of_the_cell() -> None:
    body = tbl(tr(tc("行政许可"), tc(tbl(tr(tc("193"))) + p(""))))
    assert grids(read_docx(word_file(body))) == [[["行政许可", "193"]]]


def test_a_table_of_one_column_is_prose() -> None:
    page = read_docx(word_file(tbl(tr(tc("一、总体情况")), tr(tc("全年无。")))))
    assert texts(page) == ["一、总体情况", "全年无。"]
    assert grids(page) == []


def test_headings_come_from_styles_and_from_the_paragraph() -> None:
    styles = (
        f'<w:styles xmlns:w="{WORD}"><w:style w:styleId="a"><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    body = (
        p("甲", '<w:pStyle w:val="b"/>')
        + p("乙", '<w:outlineLvl w:val="2"/>')
        + p("丙", '<w:pStyle w:val="b"/><w:outlineLvl w:val="9"/>')
        + p("丁")
    )
    page = read_docx(word_file(body, word__styles_xml=styles))
    assert [paragraph.heading_level for paragraph in page.paragraphs()] == [1, 3, None, None]


def test_numbers_that_word_prints_before_paragraphs_are_read() -> None:
    numbering = (
        f'<w:numbering xmlns:w="{WORD}"><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
        '<w:lvl w:ilvl="2"><w:numFmt w:val="bullet"/><w:lvlText w:val="●"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )

    def item(text: str, level: int) -> str:
        return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="5"/></w:numPr>')

    body = item("总体", 0) + item("甲", 1) + item("乙", 1) + item("点", 2) + item("公开", 0) + item("丙", 1)
    body += tbl(tr(tc(item("属于国家秘密", 1)), tc("3")))
    page = read_docx(word_file(body, word__numbering_xml=numbering))
    assert texts(page) == ["一、总体", "1.甲", "2.乙", "点", "二、公开", "1.丙"]
    assert grids(page) == [[["2.属于国家秘密", "3"]]]


def test_documents_of_the_strict_format_are_read() -> None:
    assert texts(read_docx(word_file(p("总体情况"), namespace=STRICT))) == ["总体情况"]


def test_title_and_dates_come_from_the_properties() -> None:
    core = (
        '<c xmlns:d="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "<d:title>2024年年报</d:title><t:created>2025-01-20T00:00:00Z</t:created></c>"
    )
    page = read_docx(word_file(p("文"), docProps__core_xml=core))
    assert page.title == "2024年年报"
    assert ("created", "2025-01-20T00:00:00Z") in page.meta


def test_pictures_without_text_need_ocr() -> None:
    with pytest.raises(NeedsOcrError):
        read_docx(word_file(p(""), **{"word__media__image1.png": b"\x89PNG"}))


def test_pictures_in_a_document_without_tables_are_an_issue() -> None:
    page = read_docx(word_file(p("三、收到和处理"), **{"word__media__image1.png": b"\x89PNG"}))
    assert [issue.kind for issue in page.issues] == ["pictures_not_read"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a Word file"),
        (b"%PDF-1.7", "not a Word file"),
        (b"PK\x03\x04 broken", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "legacy Word or WPS"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (word_file(p("文"))[:200], "broken"),
        (word_file("<w:p>"), "broken XML"),
        (word_file(p("文"), namespace="urn:other"), "not a Word document"),
        (word_file(p("")), "no text"),
    ],
)
def test_what_is_no_word_document_is_refused_with_its_reason(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=reason):
        read_docx(data)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_refused(head: str) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"document type|broken XML"):
        read_docx(word_file("<w:p><w:r><w:t>&e;&b;</w:t></w:r></w:p>", head=head))


def test_a_part_that_unpacks_without_end_is_refused() -> None:
    bomb = word_file(p("文") + " " * (docx.MAX_XML + 1))
    assert len(bomb) < 100_000
    with pytest.raises(UnreadableDocumentError, match="unpacks to more"):
        read_docx(bomb)


def test_nesting_without_end_is_refused() -> None:
    depth = 300
    with pytest.raises(UnreadableDocumentError, match="broken XML"):
        read_docx(word_file("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth))


def test_an_archive_with_too_many_parts_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx, "MAX_PARTS", 2)
    with pytest.raises(UnreadableDocumentError, match="3 parts"):
        read_docx(word_file(p("文"), a="1", b="2"))


def test_names_that_lead_out_of_the_archive_are_never_opened(tmp_path: Path) -> None:
    page = read_docx(word_file(p("文"), **{"..__..__escape_xml": "<x/>", "__etc__passwd": "x"}))
    assert texts(page) == ["文"]
    assert list(tmp_path.iterdir()) == []


def test_spans_without_end_are_an_issue_and_the_rest_is_read() -> None:
    wide = tbl(tr(tc("1", '<w:gridSpan w:val="999999"/>'), tc("2")), tr(tc("3"), tc("4")))
    page = read_docx(word_file(wide + p("后文")))
    assert [issue.kind for issue in page.issues] == ["table_too_large"]
    assert [type(block) for block in page.blocks] == [Paragraph]


def test_paragraphs_and_tables_are_counted_from_one() -> None:
    page = read_docx(word_file(p("甲") + p("") + tbl(tr(tc("1"), tc("2"))) + p("乙") + tbl(tr(tc("3"), tc("4")))))
    assert [block.locator for block in page.blocks] == ["paragraph 1", "table 1", "paragraph 2", "table 2"]
