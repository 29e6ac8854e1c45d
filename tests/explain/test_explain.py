"""One report on one page, on the terminal and as HTML."""

from pathlib import Path

import pytest
from rich.console import Console

from pipelines.documents import parse_document
from pipelines.errors import UsageError
from pipelines.explain import Explanation, explain, html_page, print_explanation
from pipelines.explain.explanation import Finding, ShownCell, ShownRow, ShownTable
from pipelines.model import Hints
from pipelines.paths import DataPaths
from tests.checks.corpus_warehouse import published_warehouse

HOSTILE = "<script>alert(1)</script>[bold red]"


@pytest.fixture(scope="module")
def hongze(corpus_reports: Path, tmp_path_factory: pytest.TempPathFactory) -> DataPaths:
    file = corpus_reports / "hongze-district-2023.pdf"
    document = parse_document(file.read_bytes(), Hints(), file_name=file.name)
    return published_warehouse(DataPaths(tmp_path_factory.mktemp("data")), [document])


@pytest.fixture(scope="module")
def corpus_reports() -> Path:
    reports = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "reports"
    if not reports.is_dir():
        pytest.skip(f"needs the shared material at {reports}")
    return reports


def _report_id(paths: DataPaths) -> str:
    with pytest.raises(UsageError) as error:
        explain(paths, "洪泽")
    return str(error.value).split("near: ")[1].split(" ")[0]


def test_the_page_marks_the_cell_that_two_sums_point_at(hongze: DataPaths) -> None:
    explanation = explain(hongze, _report_id(hongze))
    marked = {
        (row.label, cell.label, cell.note)
        for table in explanation.tables
        for row in table.rows
        for cell in row.cells
        if cell.mark == "suspect"
    }
    assert marked == {
        ("行政复议", "总计", "11 would fit: the total was left at zero"),
        ("复议后起诉", "总计", "5 would fit: the total was left at zero"),
    }
    assert explanation.grade == "C"
    assert [len(table.rows) for table in explanation.tables] == [6, 23, 3]


def test_the_terminal_shows_tables_verdicts_and_the_source(hongze: DataPaths) -> None:
    console = Console(record=True, width=200)
    print_explanation(explain(hongze, _report_id(hongze)), console)
    text = console.export_text()
    for shown in (
        "洪泽区人民政府 2023",
        "结果维持",
        "The results sum to 总计",
        "expected 11, found 0",
        "fault of the source",
    ):
        assert shown in text


def test_an_unknown_report_is_refused_with_those_nearby(hongze: DataPaths) -> None:
    with pytest.raises(UsageError, match="near: 320813"):
        explain(hongze, "320813")


def _hostile() -> Explanation:
    cell = ShownCell("总计", HOSTILE, "text", "suspect", HOSTILE, HOSTILE)
    return Explanation(
        report_id=HOSTILE,
        agency=HOSTILE,
        report_year=None,
        title=HOSTILE,
        published_date=None,
        region=HOSTILE,
        grade="C",
        grade_reason=HOSTILE,
        url="javascript:alert(1)",
        document_id="a" * 64,
        fetched_at=None,
        tables=(ShownTable("三、", "2021", (ShownRow(HOSTILE, (cell,)),)), ShownTable("四、", None, ())),
        findings=(Finding(HOSTILE, "x", HOSTILE, "warn", HOSTILE, HOSTILE, HOSTILE, "source", None, HOSTILE),),
        counts={"fail": 1},
        unassessable=(("x", HOSTILE),),
        issues=((HOSTILE, HOSTILE, HOSTILE),),
    )


def test_what_a_document_wrote_cannot_act_in_the_page() -> None:
    page = html_page(_hostile())
    assert "<script" not in page
    assert 'href="javascript' not in page
    assert "&lt;script&gt;" in page
    assert "not in the document" in page


def test_what_a_document_wrote_cannot_style_the_terminal() -> None:
    console = Console(record=True, width=200)
    print_explanation(_hostile(), console)
    assert HOSTILE in console.export_text()
