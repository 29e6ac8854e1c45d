import http.client
import json
import re
from pathlib import Path

import pytest

from pipelines.portals.registry import load_portals
from pipelines.sample.build import render
from pipelines.sample.content import Entry, entries
from pipelines.sample.pages import MIXED, PDF, site
from pipelines.sample.server import serve
from pipelines.sample.tables import BLANK, Table

SOURCES = {
    "echeng-2019": "echeng-district-2019",
    "hongze-2023": "hongze-district-2023",
    "shuyang-fgj-2023-corrected": "shuyang-fgj-2023",
    "shuyang-county-2025": "shuyang-county-2025",
    "shanghai-kewei-2024": "shanghai-kewei-2024",
    "shanghai-office-2019": "shanghai-office-2019",
    "testcity-2025": "testcity-2025-hangzhou-style",
}
UNITS = {"amount": {"2021": 10_000}}


def entry(slug: str) -> Entry:
    return next(each for each in entries() if each.slug == slug)


def printed(values: list[dict[str, object]]) -> list[str | float]:
    return [BLANK if each["state"] == "blank" else float(str(each["value"])) for each in values]


def number(text: str, column: str, form: str) -> str | float:
    if text == BLANK:
        return BLANK
    digits = float(text.removesuffix("万元").removesuffix("元"))
    is_ten_thousands = text.endswith("万元") or (column == "amount" and form == "2021")
    return round(digits * 10_000, 2) if is_ten_thousands else digits


@pytest.mark.parametrize("slug", SOURCES)
def test_the_figures_are_those_of_the_published_report(corpus: Path, slug: str) -> None:
    facts = json.loads((corpus / "reports" / f"{SOURCES[slug]}.expected.json").read_text(encoding="utf-8"))["facts"]
    rows: dict[tuple[str, str], list[dict[str, object]]] = {}
    for fact in facts:
        rows.setdefault((fact["table"], fact["row"]), []).append(fact)
    sample = entry(slug)
    for table, cells in (("disclosure", sample.disclosure), ("application", sample.application)):
        assert {row for kind, row in rows if kind == table} == set(cells)
        for row, texts in cells.items():
            expected = rows[table, row]
            form = sample.forms[table]
            found = [number(text, str(fact["column"]), form) for text, fact in zip(texts, expected, strict=True)]
            assert found == printed(expected), row
    dispute = [fact for fact in facts if fact["table"] == "dispute"]
    assert [number(text, "", "") for text in sample.dispute] == printed(dispute)


def sentences(text: str) -> set[str]:
    parts = re.split(r"[。；\n<>]", re.sub(r"[ \t]", "", text))
    return {part for part in parts if len(part) > 30 and "|" not in part}


def test_no_sentence_of_the_corpus_stands_in_the_sample(corpus: Path) -> None:
    ours = {part for _, body in site().values() if not body.startswith(b"%PDF") for part in sentences(body.decode())}
    # Labels of the national form are the same in both; they are no sentences of a report.
    ours = {part for part in ours if not re.search("申请人|勾稽关系|只计这一情形", part)}
    assert ours
    files = [file for pattern in ("reports/*.txt", "reports/*.html", "excerpts/*.txt") for file in corpus.glob(pattern)]
    for file in files:
        assert not sentences(file.read_text(encoding="utf-8")) & ours, file.name


def test_the_rendered_tables_are_full_rectangles() -> None:
    for each in entries():
        if each.dispute:
            for table, width in zip(each.tables(), (5 if each.layout == "skewed" else 4, 10, 15), strict=True):
                assert covered(table) == {(row, column) for row in range(len(table)) for column in range(width)}


def covered(table: Table) -> set[tuple[int, int]]:
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(table):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            places = {(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            assert not places & taken
            taken |= places
    return taken


def test_the_site_is_the_same_every_time() -> None:
    assert site() == site()


def test_the_committed_pdf_is_what_the_build_renders() -> None:
    assert render(entry("shuyang-county-2025")) == PDF.read_bytes()


def test_the_first_version_of_the_updated_report_differs_in_one_cell() -> None:
    first, second = entry("shuyang-fgj-2023"), entry("shuyang-fgj-2023-corrected")
    assert (first.agency, first.year) == (second.agency, second.year)
    different = {row for row in first.application if first.application[row] != second.application[row]}
    assert different == {"granted"}


def test_it_is_served_with_validators_and_nothing_else_is(tmp_path: Path) -> None:
    with serve(port=0) as served:
        port = int(served.base_url.rpartition(":")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

        def ask(path: str, **headers: str) -> http.client.HTTPResponse:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            return connection.getresponse()

        answer = ask(MIXED)
        etag, body = answer.headers["ETag"], answer.read()
        assert b"createPageHTML(2, 0" in body
        answer = ask(MIXED, If_None_Match=etag)
        assert (answer.status, answer.read()) == (304, b"")
        for path in ("/../../etc/passwd", "/zfxxgk/nb/../../pyproject.toml", "/missing"):
            answer = ask(path)
            assert answer.status == 404
            answer.read()
        connection.close()
        assert list(load_portals(served.portals_root)) == ["00-sample", "31-sample"]
    assert not served.portals_root.exists()


def test_a_taken_port_is_no_obstacle() -> None:
    with serve(port=0) as first:
        port = int(first.base_url.rpartition(":")[2])
        with serve(port=port) as second:
            assert second.base_url != first.base_url
