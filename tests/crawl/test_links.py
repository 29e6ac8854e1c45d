import time
from datetime import UTC, date, datetime, timedelta
from email.utils import format_datetime

import pytest
from scrapy.http import HtmlResponse, Response

from pipelines.crawl.families.generic import next_page_addresses
from pipelines.crawl.families.trs import page_addresses
from pipelines.crawl.links import attachments, holds_prose, holds_table, is_document_url, page_links
from pipelines.crawl.middlewares import retry_after_seconds

URL = "http://www.echeng.gov.cn/gk/nb/index.html"


def page(body: str, url: str = URL) -> HtmlResponse:
    return HtmlResponse(url, body=f"<html><body>{body}</body></html>".encode(), encoding="utf-8")


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ('createPageHTML(3, 0, "index", "html");', ["index_1.html", "index_2.html"]),
        ("createPageHTML(2,0,'index','shtml',17)", ["index_1.shtml"]),
        ("createPageHTML('page_div', 3, 1, 'index', 'html', 50)", ["index_1.html", "index_2.html"]),
        ('createPageHTML(1, 0, "index", "html")', []),
        ("function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt) {", []),
        (
            "function createPageHTML(count, current, name, ext) {} createPageHTML(2, 0, 'list', 'htm')",
            ["list_1.htm"],
        ),
        ('createPageHTML(2, 0, "../../etc", "html")', []),
        ("createPageHTML()", []),
        ("no script", []),
    ],
)
def test_trs_counts_pages_from_one_and_names_them_from_zero(call: str, expected: list[str]) -> None:
    assert list(page_addresses(URL, call)) == [f"http://www.echeng.gov.cn/gk/nb/{name}" for name in expected]


def test_trs_pages_are_bounded() -> None:
    assert len(list(page_addresses(URL, 'createPageHTML(999999999999, 0, "index", "html")'))) <= 301


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<a href="index_2.html">下一页</a>', ["http://www.echeng.gov.cn/gk/nb/index_2.html"]),
        ('<a href="?p=2"> 下 一 页 </a><a href="?p=2">下一页</a>', [f"{URL}?p=2"]),
        ('<a rel="next" href="/b">2</a>', ["http://www.echeng.gov.cn/b"]),
        ('<a href="/b">Next &gt;</a>', ["http://www.echeng.gov.cn/b"]),
        ('<a href="javascript:next()">下一页</a><a href="#">下一页</a>', []),
        ('<a href="index.html">下一页</a>', []),
        ('<a href="/b">上一页</a><a href="/c">下一篇</a>', []),
        ("<span>下一页</span>", []),
    ],
)
def test_a_generic_list_goes_on_where_it_says_so(body: str, expected: list[str]) -> None:
    assert list(next_page_addresses(page(body))) == expected


def test_a_link_has_its_whole_title_and_the_date_beside_it() -> None:
    body = """<ul>
    <li><a href="./202003/t1.html" title="鄂城区人民政府2019年政府信息公开工作年度报告">鄂城区人民政府2019...</a>
        <span>2020-03-31</span></li>
    <li><a href="b.html">某局2020年政府信息公开年报 [2021-01-05]</a></li>
    <li><a href="c.html" title="点击查看">某局2021年年报</a> <i>2022年1月6日</i></li>
    <li><a href="d.html">某局2022年12月31日年报</a></li>
    <li><a href="e.html">没有日期</a> 2023-13-45</li>
    </ul>"""
    first, second, third, fourth, fifth = page_links(page(body))
    assert first.url == "http://www.echeng.gov.cn/gk/nb/202003/t1.html"
    assert first.titles == ("鄂城区人民政府2019年政府信息公开工作年度报告",)
    assert first.printed_on == date(2020, 3, 31)
    assert (second.titles, second.printed_on) == (("某局2020年政府信息公开年报",), date(2021, 1, 5))
    assert (third.titles, third.printed_on) == (("点击查看", "某局2021年年报"), date(2022, 1, 6))
    assert fourth.titles == ("某局2022年12月31日年报",)
    assert (fifth.titles, fifth.printed_on) == (("没有日期",), None)


def test_the_date_of_a_neighbour_is_not_the_links_date() -> None:
    body = '<div><ul><li><a href="a.html">甲</a></li><li><a href="b.html">乙</a> 2021-01-05</li></ul></div>'
    first, second = page_links(page(body))
    assert second.printed_on == date(2021, 1, 5)
    assert first.printed_on is None


@pytest.mark.parametrize(
    "address",
    ["javascript:void(0)", "#", "", "mailto:a@b.cn", "tel:110", "http://[::1/", "ftp://a.gov.cn/x"],
)
def test_what_is_no_web_address_is_no_link(address: str) -> None:
    assert list(page_links(page(f'<a href="{address}">x</a>'))) == []


def test_a_page_with_a_million_links_is_bounded() -> None:
    assert len(list(page_links(page('<a href="/x">x</a>' * 6000)))) == 5000


def test_attachments_are_files_once_each() -> None:
    body = """<a href="/f/a.PDF">a</a><a href="/f/a.PDF">again</a><a href="b.docx">b</a><a href="c.html">c</a>
    <a href="/download?file=d.doc">d</a><a href="/e.zip">e</a><a href="/%E5%B9%B4%E6%8A%A5.wps">f</a>"""
    assert [link.url.rpartition("/")[2] for link in attachments(page(body))] == [
        "a.PDF",
        "b.docx",
        "download?file=d.doc",
        "%E5%B9%B4%E6%8A%A5.wps",
    ]
    assert not is_document_url("http://www.echeng.gov.cn/pdf/index.html")


def test_a_table_of_metadata_is_no_statutory_table() -> None:
    panel = "<table><tr><td>索引号</td><td>x</td></tr></table>"
    assert not holds_table(page(panel * 3))
    assert holds_table(page(panel + "<table><tr>" + "<td>0</td>" * 37 + "</tr></table>"))


def test_a_page_of_short_lines_holds_no_prose() -> None:
    assert not holds_prose(page("<p>见附件</p>" * 500))
    assert holds_prose(page("<p>" + "公开政府信息。" * 50 + "</p>"))


def test_retry_after_is_seconds_or_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    for value, expected in {"30": 30.0, "": None, "soon": None, "-5": None, "9" * 400: 999999999.0}.items():
        assert retry_after_seconds(Response(URL, headers={"Retry-After": value})) == expected
    seconds = retry_after_seconds(Response(URL, headers={"Retry-After": soon}))
    assert seconds is not None
    assert 50 < seconds <= 60


@pytest.mark.parametrize(
    "body",
    [
        '<a href="/x">x</a>' * 200_000,
        "<div>" * 4000 + '<a href="/x">x</a>' * 2000,
        ("<br>" * 50 + '<a href="/x">x</a>') * 10_000,
        '<a href="/x">' + "<i>x</i>" * 300_000 + "</a>",
        "<table>" * 2000 + "<td>" * 50_000,
        '<div><a href="/x">x' * 4000,
    ],
)
def test_an_absurd_page_takes_no_more_than_seconds(body: str) -> None:
    began = time.monotonic()
    absurd = page(body)
    list(page_links(absurd))
    list(next_page_addresses(absurd))
    attachments(absurd), holds_table(absurd), holds_prose(absurd)
    assert time.monotonic() - began < 20
