"""The overview stands alone, says what the file says, and lets no page speak through it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from pipelines.database import connect
from pipelines.overview import _link, overview_page, write_overview
from pipelines.overview_figures import lines, stacked_bars
from pipelines.paths import DataPaths
from tests.export.conftest import MARKUP


class _Page(HTMLParser):
    """Tags with attributes and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def html(published: DataPaths) -> Iterator[str]:
    with connect(published.published_database, read_only=True) as connection:
        yield overview_page(connection)


def test_nothing_on_the_page_comes_from_elsewhere_or_runs(html: str) -> None:
    page = _Page(html)
    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "iframe", "img", "object", "form", "image"})
    for tag, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes), tag
        assert "src" not in attributes
        if tag != "a":
            assert "href" not in attributes
    assert re.findall(r"url\(|@import|javascript:", html) == []
    assert "default-src 'none'" in html


def test_the_text_of_pages_is_escaped(html: str) -> None:
    assert MARKUP not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


@pytest.mark.parametrize(
    ("url", "is_linked"),
    [
        ("http://www.example.gov.cn/a", True),
        ("https://www.example.gov.cn/a?b=c", True),
        ("javascript:alert(1)", False),
        ("data:text/html,<script>", False),
        ("file:///inbox/a.html", False),
        ("//example.gov.cn/a", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None, is_linked: bool) -> None:  # noqa: FBT001 - a case
    assert (_link(url) is not None) == is_linked


def test_the_page_says_what_the_file_says(html: str, published: DataPaths) -> None:
    words = " ".join(" ".join(_Page(html).words).split())
    with connect(published.published_database, read_only=True) as connection:
        passes = connection.execute("select count(*) from quality.check_result where status = 'pass'").fetchone()
        checks = connection.execute(
            "select distinct check_name from mart.check_scoreboard where pass_count + fail_count > 0"
        ).fetchall()
    assert "reports 报告 120 " in words
    assert passes is not None
    assert f"verdicts pass 核查通过 {passes[0]:,} " in words
    assert checks
    assert all(name in words for (name,) in checks)


def test_the_page_is_written_beside_the_file(published: DataPaths) -> None:
    path = write_overview(published)
    assert path == published.published / "overview.html"
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert list(published.published.glob(".unfinished-*")) == []


def test_a_year_without_a_number_leaves_a_gap_and_no_data_is_said() -> None:
    drawn = lines([2019, 2020, 2021], {"a": [10.0, None, 30.0]}, [1])
    assert drawn.count('class="dot reactive') + drawn.count("dot reactive tooltip-trigger") >= 2
    assert "no data" in stacked_bars([], {}, [])
    assert "no data" in lines([], {}, [])
    apart = lines([2019, 2022], {"a": [10.0, 30.0]}, [1])
    assert all(f">{year}<" in apart for year in range(2019, 2023))
    assert "<script" not in drawn
    assert "http://pygal" not in drawn
