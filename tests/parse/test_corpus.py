"""Every cell of the real reports against what a person transcribed from the page."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.documents import parse_document
from pipelines.model import CellState, DocumentStatus, Fact, Hints, ParsedDocument, Report

COMPLETE = (
    "echeng-district-2019.txt",
    "hongze-district-2023.pdf",
    "shanghai-office-2019.html",
    "shuyang-fgj-2023.html",
    "testcity-2025-hangzhou-style.html",
)
CONVERTED = {"shanghai-kewei-2024.md": 181, "shuyang-county-2025.md": 200}
"""Machine conversions of PDFs, and how many of their 200 cells are read; the others are unreadable, none is wrong."""

PARTIAL = (
    "ankang-dept-2019 baokang-agri-2021 cengong-longtian-2021 district-stats-bureau-2023-slash dttz-xinfang-2021 "
    "hengdong-yanglin-2023 hengnan-health-2020 jianping-health-2020 jiaxian-xizhen-2022 kunming-wuhua-sti-park-2022 "
    "liwan-nanyuan-2020 mzgov-tjd-2022 ouhai-liao-2023 ql-unit-2023 qujiang-hunan-2021 shuangta-qianjin-2020 "
    "taojiang-songmutang-2022 tj-heping-fgw-2019 wendeng-audit-2020-p9 whkfq-health-2020 xiongxian-town-2019 "
    "xixian-dizhang-2023 yuexiu-beijingjie-2020 yuyang-tuofenglu-2020"
)
OTHER_STATUS = {
    "ningguo-format-notice": DocumentStatus.NOT_A_REPORT,
    "songyang-dadongba-2021": DocumentStatus.OLD_FORM,
}

Cells = dict[tuple[str, str, str], Fact]


def parsed(folder: Path, name: str) -> ParsedDocument:
    return parse_document((folder / name).read_bytes(), Hints(), file_name=name)


def report_of(folder: Path, name: str) -> Report:
    report = parsed(folder, name).report
    assert report is not None
    return report


def cells_of(report: Report) -> Cells:
    cells: Cells = {(fact.table, fact.row, fact.column): fact for fact in report.facts}
    assert len(cells) == len(report.facts), "a cell is given twice"
    return cells


def transcribed(corpus: Path, name: str) -> dict[tuple[str, str, str], dict[str, object]]:
    expected = json.loads((corpus / "reports" / f"{Path(name).stem}.expected.json").read_text(encoding="utf-8"))
    return {(cell["table"], cell["row"], cell["column"]): cell for cell in expected["facts"]}


def is_exact(fact: Fact, cell: dict[str, object]) -> bool:
    value = None if cell["value"] is None else Decimal(str(cell["value"]))
    return fact.state == cell["state"] and fact.value == value and fact.unit == cell.get("unit", fact.unit)


@pytest.mark.parametrize("name", COMPLETE)
def test_every_cell_is_as_a_person_read_it(corpus: Path, name: str) -> None:
    found, expected = cells_of(report_of(corpus / "reports", name)), transcribed(corpus, name)
    assert set(found) == set(expected)
    assert [key for key, fact in found.items() if not is_exact(fact, expected[key])] == []


@pytest.mark.parametrize("name", CONVERTED)
def test_a_torn_conversion_gives_no_wrong_value(corpus: Path, name: str) -> None:
    found, expected = cells_of(report_of(corpus / "reports", name)), transcribed(corpus, name)
    read = {key: fact for key, fact in found.items() if fact.state is not CellState.UNREADABLE}
    assert set(found) == set(expected)
    assert [key for key, fact in read.items() if not is_exact(fact, expected[key])] == []
    assert len(read) >= CONVERTED[name]


def test_echeng_lacks_three_blocks_and_says_so(corpus: Path) -> None:
    document = parsed(corpus / "reports", "echeng-district-2019.txt")
    assert document.status is DocumentStatus.PARSED
    assert {(issue.kind, issue.subject) for issue in document.issues} == {
        ("missing_block", "disclosure 第二十条第（五）项"),
        ("missing_block", "disclosure 第二十条第（六）项"),
        ("missing_block", "disclosure 第二十条第（八）项"),
        ("lost_header_text", "disclosure 第二十条第（一）项"),
    }


def test_echeng_leads_to_the_line_of_a_cell(corpus: Path) -> None:
    cells = cells_of(report_of(corpus / "reports", "echeng-district-2019.txt"))
    assert cells["application", "granted", "natural_person"].locator == "line 72"


def test_echeng_procurement_keeps_its_print_beside_the_yuan(corpus: Path) -> None:
    amount = cells_of(report_of(corpus / "reports", "echeng-district-2019.txt"))[
        "disclosure", "central_procurement", "amount"
    ]
    assert (amount.value, amount.unit, amount.raw) == (Decimal(20_243_794), "元", "2024.3794万元")


def test_hongze_mixes_two_form_versions(corpus: Path) -> None:
    report = report_of(corpus / "reports", "hongze-district-2023.pdf")
    assert (report.form("disclosure"), report.form("application")) == ("2021", "2019")


def test_hongze_keeps_its_false_totals_as_printed(corpus: Path) -> None:
    cells = cells_of(report_of(corpus / "reports", "hongze-district-2023.pdf"))
    assert cells["dispute", "review", "upheld"].value == 10
    assert cells["dispute", "review", "total"].value == 0


@pytest.mark.parametrize("name", ["shanghai-office-2019.html", "shuyang-fgj-2023.html", "hongze-district-2023.pdf"])
def test_a_native_document_is_read_twice_and_both_readings_agree(corpus: Path, name: str) -> None:
    for reading in report_of(corpus / "reports", name).readings:
        # The false totals of hongze's table four are read a third time, by another reader of PDF.
        asked_again = name.startswith("hongze") and reading.table == "dispute"
        second = "pdfplumber" if asked_again else "sequence"
        assert (reading.method, reading.second_method, reading.differing_cells) == ("grid", second, 0)


def test_a_blank_cell_is_never_zero(corpus: Path) -> None:
    blanks = [
        fact
        for fact in report_of(corpus / "reports", "shanghai-office-2019.html").facts
        if fact.state is CellState.BLANK
    ]
    assert len(blanks) == 135
    assert {fact.value for fact in blanks} == {None}


def test_the_blank_form_is_blank_in_every_cell(corpus: Path) -> None:
    report = report_of(corpus / "form", "annual-report-template-2021form.docx")
    assert len(cells_of(report)) == 200
    assert {(fact.state, fact.value) for fact in report.facts} == {(CellState.BLANK, None)}


def excerpts(corpus: Path) -> list[Path]:
    return sorted((corpus / "excerpts").glob("*.txt"))


def test_every_excerpt_ends_in_its_status(corpus: Path) -> None:
    found = {path.stem: parsed(path.parent, path.name).status for path in excerpts(corpus)}
    assert len(found) == 43
    expected = dict.fromkeys(found, DocumentStatus.NO_TABLES)
    expected |= dict.fromkeys(PARTIAL.split(), DocumentStatus.PARTIAL) | OTHER_STATUS
    assert found == expected


def test_no_excerpt_meets_a_defect_of_the_parser(corpus: Path) -> None:
    kinds = {issue.kind for path in excerpts(corpus) for issue in parsed(path.parent, path.name).issues}
    assert not kinds & {"parser_defect", "too_slow", "unreadable"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        # Transcribed by hand from the excerpts; table, row: print of its cells in form order.
        ("ankang-dept-2019", {"normative_documents": [30, 30, 30], "central_procurement": [8, 1_605_964]}),
        (
            "jianping-health-2020",
            {"licences": [13, 0, 847], "penalties": [72, -3, 322], "compulsory_measures": [8, -1, 0]},
        ),
        ("liwan-nanyuan-2020", {"licences": [21, 19, 40], "administrative_fees": [0, 0]}),
        ("hengnan-health-2020", {"regulations": [6, 2, 10], "penalties": [137, 0, 112], "other_services": [None] * 3}),
        ("district-stats-bureau-2023-slash", {"regulations": [None] * 3, "normative_documents": [0, 0, 0]}),
        ("taojiang-songmutang-2022", {"regulations": [2, 0, 2], "penalties": [9]}),
        ("ouhai-liao-2023", {"normative_documents": [1, 3, 3], "licences": [None]}),
        ("whkfq-health-2020", {"regulations": [0, 0, 0], "normative_documents": [11, 11, 11]}),
        ("yuexiu-beijingjie-2020", {"penalties": [1, 0, 93], "central_procurement": [13, 4_773_500]}),
        ("xiongxian-town-2019", {"regulations": [None] * 3, "licences": [None] * 3}),
        ("hengdong-yanglin-2023", {"normative_documents": [22, 22, 22], "licences": [None] * 3}),
    ],
)
def test_rows_of_excerpts_are_as_a_person_read_them(
    corpus: Path, name: str, expected: dict[str, list[int | None]]
) -> None:
    facts = report_of(corpus / "excerpts", f"{name}.txt").facts
    for row, values in expected.items():
        assert [fact.value for fact in facts if (fact.table, fact.row) == ("disclosure", row)] == values


def test_slashes_blanks_and_lost_labels_of_an_excerpt_have_their_states(corpus: Path) -> None:
    report = report_of(corpus / "excerpts", "district-stats-bureau-2023-slash.txt")
    states = [fact.state for fact in report.facts if fact.row in {"regulations", "received_new"}]
    assert states == [CellState.SLASH] * 3 + [CellState.BLANK] * 6 + [CellState.NUMBER]


def test_labels_without_any_cell_are_unreadable_not_blank(corpus: Path) -> None:
    report = report_of(corpus / "excerpts", "jiaxian-xizhen-2022.txt")
    assert {fact.state for fact in report.facts} == {CellState.UNREADABLE}
