"""Pages whose content a script carries as JSON, and answers of interfaces that hold it."""

import json
import time
from pathlib import Path

import pytest

from pipelines.documents import parse_document
from pipelines.model import DocumentStatus, Grid, Hints, Page
from pipelines.read.document import read_document
from pipelines.read.html import read_html

TITLE = "测试局2023年政府信息公开工作年度报告"
TABLE = "<table>" + "<tr><td>规章</td><td>0</td></tr>" * 9 + "</table>"


def script_page(values: str, shown: str = "<p>首页</p>") -> Page:
    page = f"<html><head><title>网站</title></head><body>{shown}<script>{values}</script></body></html>"
    return read_html(page.encode())


def told(page: Page) -> list[str]:
    return ["table" if isinstance(block, Grid) else getattr(block, "text", "") for block in page.blocks]


def test_content_stands_behind_what_the_page_shows_and_is_numbered_through() -> None:
    detail = json.dumps({"title": TITLE, "content": f"<p>一、总体情况</p>{TABLE}<p>完</p>"})
    page = script_page(f"window._CONFIG = {{ SID: '755041', DETAIL: {detail} }};", f"<p>首页</p>{TABLE[:70]}</table>")
    assert told(page) == ["首页", "table", "一、总体情况", "table", "完"]
    assert [block.locator for block in page.blocks] == [
        "paragraph 1",
        "table 1",
        "paragraph 2",
        "table 2",
        "paragraph 3",
    ]
    assert page.title == TITLE


def test_a_page_that_shows_its_table_keeps_to_it() -> None:
    state = json.dumps({"hint": "<p>" + "说明" * 400 + "</p>", "small": "<table><tr><td>1</td><td>2</td></tr></table>"})
    assert told(script_page(f"var state = {state};", TABLE)) == ["table"]


def test_prose_of_a_script_counts_where_the_page_shows_less() -> None:
    detail = json.dumps({"content": "<p>" + "本机关主动公开政府信息。" * 30 + "</p>"}, ensure_ascii=False)
    assert len(told(script_page(f"DETAIL: {detail}"))) == 2
    assert len(told(script_page(f"DETAIL: {detail}", "<p>" + "正文" * 300 + "</p>"))) == 1


def test_the_same_text_for_small_screens_is_read_once() -> None:
    content = f"<p>一、总体情况</p>{TABLE}"
    state = json.dumps(
        {"content": content, "mobile": f"<div class='m'>{content}</div>", "abstract": "<p>一、总体情况</p>"}
    )
    assert told(script_page(f"x = {state}")) == ["一、总体情况", "table"] or told(script_page(f"x = {state}"))[1:] == [
        "一、总体情况",
        "table",
    ]


def test_hidden_parts_of_the_content_are_not_read() -> None:
    content = f"<div style='display:none'>{TABLE}</div><p>附注</p>{TABLE}"
    assert told(script_page(f"x = {json.dumps({'content': content})}")).count("table") == 1


@pytest.mark.parametrize(
    "values",
    [
        f"var a = '{TABLE}';",
        f'document.write("{TABLE}");',
        f"x = {{content: '{TABLE}'}}",
        'x = {"content": "<table><tr><td>1',
        'x = {"content": "a < b and <p"}',
    ],
)
def test_what_is_no_json_is_not_read(values: str) -> None:
    assert told(script_page(values)) == ["首页"]


def test_an_answer_of_an_interface_is_read_and_other_json_stays_text() -> None:
    answer = json.dumps({"code": 0, "data": {"title": TITLE, "content": TABLE}}).encode()
    page = read_document(answer)
    assert (page.media_type, page.title, told(page)) == ("application/json", TITLE, ["table"])
    assert read_document(b'{"code": 0, "data": [1, 2, 3]}').media_type == "text/plain"
    assert read_document(b"[" * 100_000).media_type == "text/plain"


def test_lone_surrogates_and_marks_of_our_own_do_no_harm() -> None:
    content = TABLE.replace("规章", "规章\ud800\ue002&#xe005;")
    assert told(script_page(f"x = {json.dumps({'content': content})}"))[1:] == ["table"]


@pytest.mark.parametrize(
    "script",
    [
        'var a="<p>x";' + "x:[[" * 200_000,
        "<p>" + ':{"a"' * 200_000,
        'var a="<p>x";' + '[{"a":[' * 200_000,
        'var a="<p>x";' + "=[[1]]" * 200_000,
        'x = {"a": ' + '"<p>a</p>' * 200_000 + '"}',
    ],
)
def test_hostile_scripts_take_no_time(script: str) -> None:
    began = time.monotonic()
    script_page(script)
    assert time.monotonic() - began < 10


def test_a_real_report_inside_a_script_gives_the_cells_that_it_gives_as_a_page(corpus: Path) -> None:
    original = (corpus / "reports" / "shuyang-fgj-2023.html").read_text(encoding="utf-8")
    body = original[original.index("<body") :]
    title = "沭阳县发展和改革局2023年政府信息公开工作年度报告"
    detail = json.dumps({"title": title, "content": body}).replace("</", "<\\/")
    wrapped = f"<html><body><div id='app'></div><script>window._CONFIG = {{DETAIL: {detail}}}</script></body></html>"
    shown, carried = (parse_document(text.encode(), Hints()) for text in (original, wrapped))
    assert shown.status is carried.status is DocumentStatus.PARSED
    assert shown.report and carried.report
    assert [(fact.table, fact.row, fact.column, fact.raw, fact.state) for fact in carried.report.facts] == [
        (fact.table, fact.row, fact.column, fact.raw, fact.state) for fact in shown.report.facts
    ]
