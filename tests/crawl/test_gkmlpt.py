"""广东 gkmlpt from the list to the cells: the text of a report stands in a script of its page."""

import json
from random import Random

from fake_portal import Answer, FakePortal, crawl, html, portal_of

from pipelines import archive
from pipelines.documents import parse_document
from pipelines.model import Hints
from pipelines.paths import DataPaths
from tests.generator.compare import compare
from tests.generator.styles import STYLES
from tests.generator.truth import draw_truth

LIST = "/gkmlpt/annualreport#2629"
TITLE = "测试局2023年政府信息公开工作年度报告"


def listed(*paths: str) -> dict[str, Answer]:
    """The interface of a column, its second page empty, and the page in front of it."""

    def answer(paths: tuple[str, ...]) -> Answer:
        articles = [{"title": TITLE, "url": path, "date": 1704038400} for path in paths]
        return Answer(json.dumps({"articles": articles}).encode(), headers={"Content-Type": "application/json"})

    interface = "/gkmlpt/api/all/2629?page={}&sid=755041"
    return {
        "/gkmlpt/annualreport": html("<script>window._CONFIG = { SID: '755041' };</script>"),
        interface.format(1): answer(paths),
        interface.format(2): answer(()),
    }


def detail(content: str, *attachments: str) -> Answer:
    files = [{"name": f"附件{number}", "url": url} for number, url in enumerate(attachments)]
    value = json.dumps({"title": TITLE, "content": content, "attachment": files}).replace("</", "<\\/")
    return html(f"<div id='app'></div><script>window._CONFIG = {{ DETAIL: {value} }};</script>")


def test_the_text_in_the_script_reaches_the_cells_and_the_archive_keeps_the_page_as_it_came(
    fake: FakePortal, paths: DataPaths
) -> None:
    style, dice = STYLES["html_content_in_script"], Random(0)  # noqa: S311 - styles, no secrets
    truths = {f"/gkmlpt/content/1/1/post_{seed}.html": draw_truth(seed) for seed in (1, 2)}
    renderings = {path: style.render(truth, dice) for path, truth in truths.items()}
    fake.answers = listed(*renderings) | {
        path: Answer(rendering.data, headers={"Content-Type": "text/html"}) for path, rendering in renderings.items()
    }
    (visit,) = crawl(paths, portal_of(fake.url + LIST, family="gkmlpt"))
    assert (visit.detail, visit.status, visit.new, visit.family_seen) == (None, "ok", 2, "gkmlpt")
    for path, rendering in renderings.items():
        seen = archive.known_urls(paths, "42-fake")[fake.url + path]
        assert seen.document_id is not None
        data = archive.read_bytes(paths, seen.document_id)
        assert data == rendering.data
        assert compare(truths[path], rendering, parse_document(data, Hints()), faithful=True).differences == ()


def test_prose_in_the_script_and_tables_in_an_attachment_are_two_documents_of_one_report(
    fake: FakePortal, paths: DataPaths
) -> None:
    prose = "<p>" + "本机关按照规定主动公开政府信息，办理申请，保障公众的知情权。" * 20 + "</p>"
    pdf = Answer(b"%PDF-1.7 x", headers={"Content-Type": "application/pdf"})
    fake.answers = listed("/gkmlpt/content/1/1/post_1.html", "/gkmlpt/content/1/1/post_2.html") | {
        "/gkmlpt/content/1/1/post_1.html": detail(prose, "/attachment/0/1.pdf"),
        "/gkmlpt/content/1/1/post_2.html": detail("<p>见附件</p>", "/attachment/0/2.pdf"),
        "/attachment/0/1.pdf": pdf,
        "/attachment/0/2.pdf": pdf,
    }
    crawl(paths, portal_of(fake.url + LIST, family="gkmlpt"))
    found = {url.removeprefix(fake.url) for url in archive.known_urls(paths, "42-fake")}
    assert found == {"/gkmlpt/content/1/1/post_1.html", "/attachment/0/1.pdf", "/attachment/0/2.pdf"}
