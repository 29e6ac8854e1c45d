"""Every document ends in a status, whatever its bytes are."""

import hashlib
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines import documents
from pipelines.documents import PARSER_VERSION, parse_document
from pipelines.model import DocumentStatus, Hints
from tests.read.pictures import blank_picture

FRAGMENTS = st.sampled_from(
    [
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "<td colspan=7>",
        "<td rowspan=0>",
        "规章",
        "自然人",
        "申请人情况",
        "一、本年新收政府信息公开申请数量",
        "（三）不予公开",
        "1.属于国家秘密",
        "3.其他",
        "（七）总计",
        "信息内容",
        "第二十条第（一）项",
        "本年制发件数",
        "本年新",
        "0",
        "14",
        "/",
        "|",
        "||",
        " | ",
        "\n",
        "\t",
        "| --- | --- |\n",
        "行政复议",
        "结果维持",
        "复议后起诉",
        "￼",
        "\ue002",
        "&nbsp;",
        "2023年",
    ]
)


def test_a_report_carries_its_hash_size_type_and_status(corpus: Path) -> None:
    data = (corpus / "reports" / "shuyang-fgj-2023.html").read_bytes()
    document = parse_document(data, Hints())
    assert (document.document_id, document.byte_count) == (hashlib.sha256(data).hexdigest(), len(data))
    assert (document.media_type, document.status) == ("text/html", DocumentStatus.PARSED)


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (b"", DocumentStatus.UNREADABLE),
        (bytes(range(256)) * 10, DocumentStatus.UNREADABLE),
        (b"%PDF-1.4 broken", DocumentStatus.UNREADABLE),
        (b"PK\x03\x04word/document.xml", DocumentStatus.UNREADABLE),
        (blank_picture(), DocumentStatus.NEEDS_OCR),
        ("<html><body><p>今日天气</p></body></html>".encode(), DocumentStatus.NOT_A_REPORT),
    ],
)
def test_what_is_no_report_ends_in_its_status_with_a_reason(data: bytes, status: DocumentStatus) -> None:
    document = parse_document(data, Hints(), file_name="x")
    assert document.status is status
    assert document.issues
    assert document.issues[0].detail


def test_a_document_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object, **__: object) -> None:
        time.sleep(30)

    monkeypatch.setattr(documents, "SECONDS_PER_DOCUMENT", 0.05)
    monkeypatch.setattr(documents, "read_document", slow)
    started = time.monotonic()
    document = parse_document(b"<p>x</p>", Hints())
    assert (document.status, document.issues[0].kind) == (DocumentStatus.UNREADABLE, "too_slow")
    assert time.monotonic() - started < 5


def test_a_fault_of_the_parser_is_told_from_a_fault_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(documents, "parse_page", broken)
    document = parse_document("<p>甲</p>".encode(), Hints())
    assert (document.status, document.issues[0].kind) == (DocumentStatus.UNREADABLE, "parser_defect")
    assert "KeyError" in document.issues[0].detail


def test_a_document_can_be_parsed_outside_the_main_thread(corpus: Path) -> None:
    data = (corpus / "reports" / "echeng-district-2019.txt").read_bytes()
    found: list[DocumentStatus] = []
    thread = threading.Thread(target=lambda: found.append(parse_document(data, Hints()).status))
    thread.start()
    thread.join()
    assert found == [DocumentStatus.PARSED]


def test_the_parser_version_names_what_parsed_and_fits_a_path() -> None:
    assert PARSER_VERSION.startswith("1-")
    assert PARSER_VERSION.replace("-", "").isalnum()


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FRAGMENTS, max_size=60))
def test_torn_pieces_of_reports_never_raise(pieces: list[str]) -> None:
    document = parse_document("".join(pieces).encode(), Hints())
    assert "parser_defect" not in {issue.kind for issue in document.issues}


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_end_in_a_status(data: bytes) -> None:
    document = parse_document(data, Hints())
    assert "parser_defect" not in {issue.kind for issue in document.issues}


def test_a_challenge_page_that_somebody_dropped_is_no_unreadable_report() -> None:
    page = (
        b"<!DOCTYPE html><html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></head><body></body></html>"
    )
    document = parse_document(page, Hints())
    assert document.status is DocumentStatus.CHALLENGE_PAGE
    assert "$_ts" in document.issues[0].detail


def test_failed_sums_of_a_pdf_are_read_a_second_time_and_all_others_once(corpus: Path) -> None:
    data = (corpus / "reports" / "hongze-district-2023.pdf").read_bytes()

    document = parse_document(data, Hints(), file_name="hongze.pdf")

    assert document.report is not None
    assert {reading.table: reading.second_method for reading in document.report.readings} == {
        "disclosure": "sequence",
        "application": "sequence",
        "dispute": "pdfplumber",
    }
