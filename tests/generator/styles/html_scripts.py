"""HTML styles whose report stands in a script as JSON: 广东 gkmlpt, Vue applications, answers of interfaces."""

import json
from random import Random

from tests.generator.styles.base import Rendering, style
from tests.generator.styles.html import html_report
from tests.generator.styles.html_losses import lossy
from tests.generator.styles.html_pages import panel
from tests.generator.truth import Truth


def detail(truth: Truth, body: str) -> dict[str, object]:
    return {
        "id": 2629,
        "title": truth.prose.one_line_title,
        "abstract": "",
        "content": body,
        "attachment": [],
        "relation": "[]",
    }


def escaped_json(value: object) -> str:
    """JSON as PHP writes it into a page: every sign that means something to HTML as a code."""
    text = json.dumps(value)
    for sign in "<>&'":
        text = text.replace(sign, f"\\u{ord(sign):04X}")
    return text.replace("/", "\\/")


def gkmlpt_page(truth: Truth, body: str) -> str:
    """The panel is written out, the report stands in `DETAIL`, between values that are no JSON."""
    tree = escaped_json([{"id": 1, "name": "政府信息公开年报", "children": []}])
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>政府信息公开</title></head><body><div id='app'>"
        f"{panel(truth)}<p>发布日期：{truth.published_on.isoformat()}</p></div><script>window._CONFIG = {{\n"
        f" SID: '755041', TREE: {tree}, // the tree\n DETAIL: {escaped_json(detail(truth, body))},\n"
        " IS_LOGIN: false };</script><script src='/gkmlpt/gkml/pc/js/chunk-common.js'></script></body></html>"
    )


def state_page(truth: Truth, body: str) -> str:
    """The whole state of an application as one JSON value; the summary repeats the first words of the text."""
    state = {"menu": [{"name": "首页"}], "data": {**detail(truth, body), "abstract": body[: body.index("</h1>") + 5]}}
    text = json.dumps(state, ensure_ascii=False).replace("</", "<\\/")
    return (
        f"<html><head><title>{truth.agency.name}</title></head><body><div id=app></div>"
        f"<script type='application/json'>{text}</script></body></html>"
    )


@style("html", "content_in_script", "the report in a script as JSON, its signs as codes")
def content_in_script(truth: Truth, _: Random) -> Rendering:
    return html_report(truth, frame=gkmlpt_page)


@style("html", "state_in_script", "the state of an application as JSON, with a summary that repeats the text")
def state_in_script(truth: Truth, _: Random) -> Rendering:
    rendering = html_report(truth, frame=state_page)
    return Rendering(rendering.data, rendering.expected, statuses=rendering.statuses)


@style("html", "interface_answer", "what an interface answers to the script of a page: JSON")
def interface_answer(truth: Truth, _: Random) -> Rendering:
    def answer(truth: Truth, body: str) -> str:
        return json.dumps({"code": 200, "data": detail(truth, body)}, ensure_ascii=False)

    rendering = html_report(truth, frame=answer)
    return Rendering(rendering.data, rendering.expected, statuses=rendering.statuses)


@style("html", "script_cut_off", "a page that breaks off inside the script that holds the report", faithful=False)
def script_cut_off(truth: Truth, random: Random) -> Rendering:
    def frame(truth: Truth, body: str) -> str:
        whole = gkmlpt_page(truth, body)
        return whole[: random.randrange(whole.index("DETAIL"), len(whole))]

    return lossy(html_report(truth, frame=frame), truth)
