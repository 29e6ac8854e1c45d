"""The generator itself: its truths agree with themselves, its documents carry what it promises, without any parser."""

import io
import re
import unicodedata
import zipfile
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pdfplumber
import pytest
from lxml import etree
from lxml import html as lxml_html

from pipelines.forms.template import load_forms
from pipelines.model import TABLE_CODES, CellState
from tests.generator.forms import APPLICANTS, DISPUTE_KEYS, PARTS, application_keys, disclosure_keys, outcomes
from tests.generator.layout import Look, cut, expanded, sheets
from tests.generator.styles import STYLES
from tests.generator.styles.html import html_report
from tests.generator.truth import Truth, draw_truth, seeded

SEEDS = range(300)


def _zero(truth: Truth, table: str, row: str, column: str) -> Decimal:
    return truth.by_key[table, row, column].value or Decimal(0)  # type: ignore[index]


def test_the_cells_typed_here_are_those_of_the_form_registry() -> None:
    for version, form in load_forms().items():
        registry = {
            (table, row.code, column.code) for table in TABLE_CODES for row, column in form.tables[table].cells()
        }
        assert registry == {*disclosure_keys(version), *application_keys(version), *DISPUTE_KEYS}  # type: ignore[arg-type]


def test_a_seed_gives_the_same_report_every_time() -> None:
    assert draw_truth(11) == draw_truth(11)
    assert draw_truth(11) != draw_truth(12)


def test_every_identity_of_the_forms_holds_in_a_truth_without_empty_cells() -> None:
    for seed in SEEDS:
        truth = draw_truth(seed, empties=False)
        body = [row for _, row, _ in outcomes(truth.forms["application"])]
        for column in APPLICANTS:
            inflow = _zero(truth, "application", "received_new", column) + _zero(
                truth, "application", "carried_in", column
            )
            processed = _zero(truth, "application", "total_processed", column)
            assert inflow == processed + _zero(truth, "application", "carried_forward", column)
            assert processed == sum(_zero(truth, "application", row, column) for row in body)
        for row in (*body, "received_new", "carried_in", "total_processed", "carried_forward"):
            parts = sum(_zero(truth, "application", row, column) for column in PARTS)
            assert parts == _zero(truth, "application", row, "total")
        for channel in ("review", "litigation_direct", "litigation_after_review"):
            results = sum(_zero(truth, "dispute", channel, r) for r in ("upheld", "corrected", "other", "pending"))
            assert results == _zero(truth, "dispute", channel, "total")


def test_truths_are_as_varied_as_the_wild() -> None:
    truths = [draw_truth(seed) for seed in SEEDS]
    states = Counter(cell.state for truth in truths for cell in truth.cells)
    assert min(states[CellState.NUMBER], states[CellState.BLANK], states[CellState.SLASH]) > 500
    assert {truth.year for truth in truths} == set(range(2019, 2026))
    assert {tuple(truth.forms.values())[:2] for truth in truths} == {
        (a, b) for a in ("2019", "2021") for b in ("2019", "2021")
    }
    assert {truth.agency.kind for truth in truths} >= {
        "local_government",
        "government_office",
        "department",
        "township",
    }
    assert max(cell.value or 0 for truth in truths for cell in truth.cells if cell.unit == "件") > 10**6
    assert any(cell.value is not None and cell.value < 0 for truth in truths for cell in truth.cells)


def test_a_truth_is_a_parsed_document_without_rendering() -> None:
    truth = draw_truth(5)
    report = truth.to_parsed_document().report
    assert report is not None
    assert [(f.table, f.row, f.column, f.value, f.state) for f in report.facts] == [
        (c.table, c.row, c.column, c.value, c.state) for c in truth.cells
    ]
    assert (report.identity.agency, report.identity.year) == (truth.agency.name, truth.year)


def test_there_are_at_least_sixty_styles_over_all_formats() -> None:
    assert len(STYLES) >= 60
    assert {style.format for style in STYLES.values()} == {"html", "text", "markdown", "pdf", "docx"}
    assert {style.faithful for style in STYLES.values()} == {True, False}


@pytest.mark.parametrize(
    "look", [Look(), Look(skewed=True), Look(placeholders=True), Look(total_low=True), Look(groups="cut")]
)
def test_every_sheet_fills_its_grid_without_gap_or_overlap(look: Look) -> None:
    for seed in range(20):
        for sheet in sheets(draw_truth(seed), look):
            area = sum(slot.rows * slot.columns for row in sheet.rows for slot in row)
            assert area == sheet.width * len(sheet.rows)
            assert len(expanded(sheet)) == len(sheet.rows)


def test_a_sheet_cut_anywhere_keeps_all_cells_and_fills_both_grids() -> None:
    sheet = sheets(draw_truth(3), Look())[1]
    for at in range(4, len(sheet.rows)):
        upper, lower = cut(sheet, at, carry="empty", header=False)
        assert upper.keys() | lower.keys() == sheet.keys()
        for part in (upper, lower):
            assert sum(slot.rows * slot.columns for row in part.rows for slot in row) == part.width * len(part.rows)


def test_a_style_prints_the_same_bytes_for_the_same_seed() -> None:
    for style in STYLES.values():
        if style.format in {"html", "text", "markdown"}:
            truth = draw_truth(4, empties=style.empties)
            assert style.render(truth, seeded("x")).data == style.render(truth, seeded("x")).data


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\d+(?:\.\d+)?", unicodedata.normalize("NFKC", text)))


def test_plain_html_holds_every_number_of_the_truth_in_order() -> None:
    truth = draw_truth(21)
    tree = lxml_html.document_fromstring(html_report(truth).data)
    cells = [" ".join("".join(map(str, cell.itertext())).split()) for cell in tree.iter("td")]
    printed = iter(cells)
    missing = [cell.printed for cell in truth.cells if not any(text == cell.printed for text in printed)]
    assert missing == []


@pytest.mark.parametrize("name", [n for n, s in STYLES.items() if s.format == "docx"])
def test_a_docx_is_well_formed_and_holds_the_numbers(name: str) -> None:
    truth = draw_truth(8, empties=False)
    rendering = STYLES[name].render(truth, seeded(name))
    with zipfile.ZipFile(io.BytesIO(rendering.data)) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    found = _words(" ".join("".join(map(str, p.itertext("{*}t"))) for p in document.iterfind(".//w:p", space)))
    assert _words(" ".join(cell.printed for cell in truth.cells)) <= found


@pytest.mark.parametrize("name", ["pdf_ruled", "pdf_broken_group", "pdf_landscape", "pdf_unruled"])
def test_a_pdf_has_a_text_layer_with_the_numbers(name: str) -> None:
    truth = draw_truth(8, empties=False)
    with pdfplumber.open(io.BytesIO(STYLES[name].render(truth, seeded(name)).data)) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
    assert _words(" ".join(cell.printed for cell in truth.cells)) <= _words(text)
    assert all(line in text for line in truth.prose.title.split("\n"))


def test_table_three_of_a_broken_pdf_goes_over_a_page_end() -> None:
    truth = draw_truth(8, empties=False)
    with pdfplumber.open(io.BytesIO(STYLES["pdf_broken_group"].render(truth, seeded(1)).data)) as document:
        pages = [page.extract_text() for page in document.pages]
    first = next(n for n, text in enumerate(pages) if "本年新收政府信息公开申请数量" in text)
    last = next(n for n, text in enumerate(pages) if "四、结转下年度继续办理" in text)
    assert last > first


def test_no_sentence_of_the_corpus_is_in_the_generator(corpus: Path) -> None:
    texts = [
        path.read_text(encoding="utf-8", errors="ignore")
        for path in corpus.rglob("*")
        if path.suffix in {".txt", ".md", ".html"}
    ]
    known = unicodedata.normalize("NFKC", "".join(re.sub(r"<[^>]*>|\s", "", text) for text in texts))
    clauses: set[str] = set()
    for seed in SEEDS:
        prose = draw_truth(seed).prose
        paragraphs = [*prose.preamble, *(text for _, _, body in prose.sections for text in body)]
        clauses.update(clause for text in paragraphs for clause in re.split(r"[，。；：]", text))
    assert [c for c in clauses if len(c) >= 14 and unicodedata.normalize("NFKC", c) in known] == []
