"""What reading and parsing an HTML report costs beside parsing its tags alone; prints ratios, asserts none."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from pipelines.documents import parse_document
from pipelines.model import Hints
from pipelines.parse.tables import read_tables
from pipelines.read.html import read_html

ROUNDS = 30


def milliseconds(run: Callable[[], object]) -> float:
    def once() -> float:
        started = time.process_time()
        run()
        return time.process_time() - started

    return 1000 * statistics.median(once() for _ in range(ROUNDS))


@pytest.mark.benchmark
@pytest.mark.parametrize("name", ["shuyang-fgj-2023", "shanghai-office-2019", "testcity-2025-hangzhou-style"])
def test_ratio_of_a_report_to_its_tags(corpus: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = (corpus / "reports" / f"{name}.html").read_bytes()
    page = read_html(data)
    tags = milliseconds(lambda: lxml.html.document_fromstring(data))
    steps = {
        "read": milliseconds(lambda: read_html(data)),
        "tables": milliseconds(lambda: read_tables(page)),
        "whole document": milliseconds(lambda: parse_document(data, Hints())),
    }
    with capsys.disabled():
        ratios = ", ".join(f"{step} {cost / tags:.1f} x ({cost:.2f} ms)" for step, cost in steps.items())
        print(f"\n{name}: {len(data):,} bytes, lxml {tags:.2f} ms; {ratios}")  # noqa: T201
