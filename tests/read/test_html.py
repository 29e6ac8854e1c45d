"""Pages as portals write them."""

import pytest

from pipelines.errors import UnreadableDocumentError
from pipelines.model import Grid, Page
from pipelines.read.html import MAX_HTML_BYTES, read_html


def read(body: str) -> Page:
    return read_html(f"<html><head><title>题</title></head><body>{body}</body></html>".encode())


def grids(page: Page) -> list[list[list[str | None]]]:
    return [
        [[cell and cell.text for cell in row] for row in block.rows] for block in page.blocks if isinstance(block, Grid)
    ]


def prose(page: Page) -> list[str]:
    return [paragraph.text for paragraph in page.paragraphs()]


def test_paragraphs_and_tables_come_in_reading_order_with_locators() -> None:
    page = read("<h2>一、总体情况</h2><div>甲<br>乙</div><table><tr><td>规章</td><td>0</td></tr></table><p>丙</p>")
    assert [(block.locator, getattr(block, "heading_level", None)) for block in page.blocks] == [
        ("paragraph 1", 2),
        ("paragraph 2", None),
        ("paragraph 3", None),
        ("table 1", None),
        ("paragraph 4", None),
    ]
    assert prose(page) == ["一、总体情况", "甲", "乙", "丙"]
    assert grids(page) == [[["规章", "0"]]]


def test_digits_over_spans_are_one_number_and_over_lines_are_not() -> None:
    page = read(
        "<table><tr><td><p>1<span>4</span></p></td><td>1<br>4</td></tr><tr><td>1<sup>2</sup></td><td>4<ins>6</ins></td></tr></table>"
    )
    assert grids(page) == [[["14", "1 4"], ["1 2", "4 6"]]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<del>77</del><ins>1</ins>", "1"),
        ("<ins>1</ins><del>77</del>", "1"),
        ("<s>77</s>1", "1"),
        ("<p><font color=red><strike>77</strike></font><font><u>1</u></font></p>", "1"),
        ("<span style='color: red; text-decoration: line-through'>77</span><span>1</span>", "1"),
        ("<p style='TEXT-DECORATION: LINE-THROUGH'>77</p><p>1</p>", "1"),
        ("<table><tr><td><del>77</del>1</td></tr></table>", "1"),
        ("1<del>7</del><ins>4</ins>", "1 4"),
        ("<del>77</del>", "\ufffc"),
        ("<s>\xa0</s>", ""),
    ],
)
def test_what_is_struck_out_is_no_number_and_no_digit_of_another(cell: str, text: str) -> None:
    page = read(f"<table><tr><td>规章</td><td>{cell}</td></tr></table>")
    assert grids(page) == [[["规章", text]]]


def test_a_row_that_is_struck_out_by_its_style_is_not_read() -> None:
    struck = "<tr style='text-decoration:line-through'><td>规章</td><td>7</td></tr>"
    page = read(f"<table>{struck}<tr><td>甲</td><td>2</td></tr></table>")
    assert grids(page) == [[["\ufffc", "\ufffc"], ["甲", "2"]]]


def test_a_table_or_a_sentence_that_is_struck_out_is_left_out() -> None:
    page = read("<del><table><tr><td>甲</td><td>7</td></tr></table></del><p>收到申请<del>5</del><ins>8</ins>件</p>")
    assert grids(page) == []
    assert prose(page) == ["收到申请 8 件"]


@pytest.mark.parametrize(
    "note",
    [
        "<span style='font-size:8px;vertical-align:super'>2</span>",
        "<font style='vertical-align: super'>2</font>",
        "<a href='#note2'>2</a>",
    ],
)
def test_a_note_mark_is_no_digit_however_it_is_set(note: str) -> None:
    assert grids(read(f"<table><tr><td>规章</td><td>1{note}</td></tr></table>")) == [[["规章", "1 2"]]]


def test_digits_printed_from_right_to_left_are_no_number() -> None:
    page = read("<table><tr><td>规章</td><td>\u202e21</td><td>\u200e\u202d12\u202c</td></tr></table>")
    assert grids(page) == [[["规章", "\u202e21", "12"]]]


def test_a_header_broken_with_br_or_into_paragraphs_keeps_both_parts() -> None:
    page = read("<table><tr><td>本年新<br/>制作数量</td><td><p>商业</p><p>企业</p></td></tr></table>")
    assert grids(page) == [[["本年新 制作数量", "商业 企业"]]]


def test_the_level_of_a_heading_in_a_cell_is_no_digit_of_its_number() -> None:
    page = read("<table><tr><td><h3>规章</h3></td><td><h3>5</h3></td></tr></table><h2>2019年</h2>")
    assert grids(page) == [[["规章", "5"]]]
    assert [(paragraph.text, paragraph.heading_level) for paragraph in page.paragraphs()] == [("2019年", 2)]


def test_a_blank_cell_of_a_word_processor_is_blank() -> None:
    page = read("<table><tr><td>a</td><td><p><o:p>&nbsp;</o:p></p></td><td>&#12288;</td><td>\u200b</td></tr></table>")
    assert grids(page) == [[["a", "", "", ""]]]


def test_a_picture_in_a_cell_is_not_blank() -> None:
    page = read('<table><tr><td>规章</td><td><img src="0.png"></td></tr></table>')
    assert grids(page) == [[["规章", "\ufffc"]]]


def test_layout_tables_give_way_to_the_innermost() -> None:
    page = read(
        "<table><tr><td>导航</td><td><p>正文</p><table><tr><td>规章</td><td>1</td></tr></table><p>尾</p></td></tr></table>"
    )
    assert prose(page) == ["导航", "正文", "尾"]
    assert grids(page) == [[["规章", "1"]]]


def test_a_table_of_one_cell_inside_a_cell_is_its_text() -> None:
    page = read("<table><tr><td>规章</td><td><table><tr><td>7</td></tr></table></td></tr></table>")
    assert grids(page) == [[["规章", "7"]]]


def test_a_frame_around_prose_is_prose() -> None:
    page = read("<table><tr><td><p>一、总体情况</p></td></tr><tr><td><p>甲</p></td></tr></table>")
    assert prose(page) == ["一、总体情况", "甲"]
    assert grids(page) == []


def test_a_blank_column_that_keeps_prose_off_the_margin_makes_no_table() -> None:
    page = read(
        "<table><tr><td width=20></td><td><p>一、总体情况</p><p>甲</p></td></tr>"
        "<tr><td></td><td>工作概述</td></tr></table>"
        "<table><tr><td>&nbsp;</td><td>2023年，我局公开12件。</td><td>&nbsp;</td></tr></table>"
    )
    assert prose(page) == ["一、总体情况", "甲", "工作概述", "2023年，我局公开12件。"]
    assert grids(page) == []


@pytest.mark.parametrize(
    "rows",
    [
        [["", "12"]],
        [["", "行政许可"], ["", "12件"]],
        [["", "无", ""]],
        [["规章", ""]],
        [["", "规章", "1"]],
        [["", ""]],
        [["规章", "", ""], ["", "规范性文件", ""]],
        [["", "规章", "", ""]],
    ],
)
def test_blank_cells_of_a_table_stay_cells(rows: list[list[str]]) -> None:
    written = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    assert grids(read(f"<table>{written}</table>")) == [rows]


@pytest.mark.parametrize(
    "hidden",
    [
        'style="display:none"',
        "style='color:red; Display : none'",
        'style="visibility: hidden"',
        "hidden",
        'class="x" hidden=""',
        "style='position:absolute; left:-9999px'",
    ],
)
def test_what_is_hidden_is_not_read(hidden: str) -> None:
    page = read(
        f"<table><tr><td>规章</td><td>1</td></tr></table>"
        f"<div {hidden}><table><tr><td>规章</td><td>2</td></tr></table></div>尾"
    )
    assert grids(page) == [[["规章", "1"]]]
    assert prose(page) == ["尾"]


@pytest.mark.parametrize(
    ("style", "text"),
    [
        ("font-size:0", "1"),
        ("font-size: 0px;color:red", "1"),
        ("position: absolute; left: -9999px", "1"),
        ("font-size:0.9em", "12"),
        ("left:-9999px", "12"),
        ("position: relative; margin-left:-1000px", "12"),
    ],
)
def test_digits_that_are_not_seen_are_not_read(style: str, text: str) -> None:
    page = read(f"<table><tr><td>规章</td><td>1<span style='{style}'>2</span></td></tr></table>")
    assert grids(page) == [[["规章", text]]]


def test_no_size_of_letters_around_elements_of_their_own_size_hides_nothing() -> None:
    cells = "<td style='font-size:14px'>规章</td><td style='font-size:14px'>1</td>"
    page = read(f"<div style='font-size:0'><table><tr>{cells}</tr></table></div>")
    assert grids(page) == [[["规章", "1"]]]


def test_an_article_that_waits_for_a_script_to_show_it_is_read() -> None:
    page = read('<p>请稍候</p><div style="display:none"><table><tr><td>规章</td><td>1</td></tr></table></div>')
    assert grids(page) == [[["规章", "1"]]]


def test_scripts_styles_comments_and_templates_are_not_read() -> None:
    page = read(
        "<script>var t='<table><tr><td>9</td><td>9</td></tr></table>'</script><style>p{}</style>"
        "<!-- 注 --><template><p>模</p></template><p>甲</p>"
    )
    assert prose(page) == ["甲"]
    assert grids(page) == []


def test_meta_tags_and_the_metadata_panel_become_pairs_and_no_grid() -> None:
    page = read_html(
        '<meta name="SiteIDCode" content="3213220037"><meta name="PubDate" content=""><table>'
        "<tr><td>索 引 号</td><td>014/2024-1</td><td>发布机构：</td><td>某局</td></tr></table>"
        "<p>来源：某局  发布时间：2024-03-26 浏览次数：</p><p>甲</p>".encode()
    )
    assert page.meta[:3] == (("SiteIDCode", "3213220037"), ("索引号", "014/2024-1"), ("发布机构", "某局"))
    assert ("来源", "某局") in page.meta
    assert ("发布时间", "2024-03-26") in page.meta
    assert grids(page) == []


def test_the_title_of_the_article_goes_before_that_of_the_page() -> None:
    page = read_html(
        '<title>某市政府网</title><meta name="ArticleTitle" content="某市2023年年度报告"><p>甲</p>'.encode()
    )
    assert page.title == "某市2023年年度报告"


def test_a_hostile_colspan_costs_its_table_only() -> None:
    page = read(
        '<table><tr><td colspan="99999">a</td><td>b</td></tr></table><table><tr><td>规章</td><td>1</td></tr></table>'
    )
    assert [issue.kind for issue in page.issues] == ["table_too_large"]
    assert grids(page) == [[["规章", "1"]]]


@pytest.mark.parametrize("span", ["abc", "", "-3", "0x10", "1e9", " 2 "])
def test_nonsense_in_a_span_is_read_as_browsers_do(span: str) -> None:
    page = read(f'<table><tr><td colspan="{span}">a</td><td>b</td></tr></table>')
    expected = ["a", "a", "b"] if span == " 2 " else ["a", "b"]
    assert grids(page) == [[expected]]


def test_a_page_cut_off_inside_a_cell_does_not_pass_for_the_whole_number() -> None:
    page = read_html("<p>甲</p><table><tr><td>行政处罚</td><td>13".encode())
    assert grids(page) == [[["行政处罚", "13\ufffc"]]]


def test_deep_nesting_ends_in_a_page_or_a_refusal() -> None:
    for tag in ("div", "table><tr><td", "span"):
        try:
            read_html((f"<{tag}>" * 50_000 + "甲").encode())
        except UnreadableDocumentError as error:
            assert "deep" in str(error) or "parsed" in str(error)


def test_a_page_that_is_too_large_is_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="at most"):
        read_html(b"<p>" + b" " * MAX_HTML_BYTES)


def test_marks_of_the_reader_in_a_page_do_not_become_structure() -> None:
    page = read("<p>甲\ue002\ue004\ue005乙&#xE002;&#57346;丙</p>")
    assert grids(page) == []
    assert prose(page) == ["甲 乙 丙"]


def test_html_tables_inside_markdown_keep_the_lines_around_them() -> None:
    page = read_html("## 二、主动公开\n甲\n<table>\n<tr><td>规章</td><td>1</td></tr>\n</table>\n三、收到".encode())
    assert prose(page) == ["二、主动公开", "甲", "三、收到"] or prose(page)[-1] == "三、收到"
    assert grids(page) == [[["规章", "1"]]]


def test_lines_of_markdown_are_paragraphs_beside_a_table_that_breaks_lines_in_its_cells() -> None:
    table = "<table><tr><td>本年新<br>制作数量</td><td>3</td></tr></table>"
    page = read_html(f"# 某区教育局2023年年报\n发布日期：2024-01-12\n{table}\n完".encode())
    assert prose(page) == ["# 某区教育局2023年年报", "发布日期：2024-01-12", "完"]
    assert grids(page) == [[["本年新 制作数量", "3"]]]
