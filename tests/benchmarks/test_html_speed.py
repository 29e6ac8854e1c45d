"""What reading and parsing a report costs beside bare libraries, over processes and in memory; prints, asserts nothing.

Ratios are of one run on one machine, by processor time. Between two readings of a report other reports are read, so
that labels are known as in a nightly run and the prose of the report is not.
"""

import io
import itertools
import os
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import lxml.html
import pdfplumber
import pytest

from pipelines.documents import parse_document
from pipelines.model import Grid, Hints
from pipelines.parse.report import parse_page
from pipelines.pool import run_isolated
from pipelines.read.html import read_html
from pipelines.read.pdf import read_pdf
from tests.generator.measure import jobs_for, printed
from tests.generator.styles import STYLES

pytestmark = [pytest.mark.benchmark, pytest.mark.timeout(1800)]
ROUNDS = 30
OTHERS = 12
DOCUMENTS_OF_THE_POOL = 400
DOCUMENTS_OF_A_WORKER = 10_000
INTERVALS = 10
HTML_REPORTS = ("shuyang-fgj-2023", "shanghai-office-2019", "testcity-2025-hangzhou-style")
Say = Callable[[str], None]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    def through(line: str) -> None:
        with capsys.disabled():
            print(line, flush=True)  # noqa: T201

    return through


def generated(count: int, *, kind: str = "html") -> list[bytes]:
    """Documents of the generator, over all its styles of a format."""
    styles = [style for style in STYLES.values() if style.format == kind]
    return [printed(STYLES[name], seed)[1].data for name, seed in jobs_for(styles, count, 3)]


def milliseconds(
    steps: Mapping[str, Callable[[], object]], rounds: int, *, between: Callable[[], object] = tuple
) -> dict[str, float]:
    """Median processor time of each step; steps take turns, so that a busy neighbour is busy beside all of them."""
    spent: dict[str, list[float]] = {name: [] for name in steps}
    for _ in range(rounds):
        between()
        for name, run in steps.items():
            started = time.process_time()
            run()
            spent[name].append(time.process_time() - started)
    return {name: 1000 * statistics.median(times) for name, times in spent.items()}


@pytest.mark.parametrize("name", HTML_REPORTS)
def test_a_page_against_its_tags(corpus: Path, name: str, say: Say) -> None:
    data = (corpus / "reports" / f"{name}.html").read_bytes()
    page, others = read_html(data), itertools.cycle(generated(10 * OTHERS))
    # The whole document comes first: what it has seen, the single steps may know.
    costs = milliseconds(
        {
            "whole document": lambda: parse_document(data, Hints()),
            "tags": lambda: lxml.html.document_fromstring(data),
            "read": lambda: read_html(data),
            "parse": lambda: parse_page(page, Hints()),
        },
        ROUNDS,
        between=lambda: [parse_document(next(others), Hints()) for _ in range(OTHERS)],
    )
    tags = costs.pop("tags")
    ratios = ", ".join(f"{step} {cost / tags:.1f} x ({cost:.2f} ms)" for step, cost in costs.items())
    say(f"\n{name}: {len(data):,} bytes, lxml {tags:.2f} ms; {ratios}")


def test_a_pdf_against_its_tables_alone(corpus: Path, say: Say) -> None:
    data = (corpus / "reports" / "hongze-district-2023.pdf").read_bytes()

    def bare() -> list[str]:
        with pdfplumber.open(io.BytesIO(data)) as document:
            tables = [table for page in document.pages for table in page.extract_tables()]
        return [cell for table in tables for row in table for cell in row if cell]

    costs = milliseconds({"document": lambda: parse_page(read_pdf(data), Hints()), "bare": bare}, 5)
    theirs = Counter("".join(cell.split()) for cell in bare())
    grids = [block for block in read_pdf(data).blocks if isinstance(block, Grid)]
    cells = {id(cell): cell for grid in grids for row in grid.rows for cell in row if cell and cell.text}
    ours = Counter("".join(cell.text.split()) for cell in cells.values())
    say(
        f"\nhongze-district-2023.pdf: {costs['document']:.0f} ms against {costs['bare']:.0f} ms of extract_tables, "
        f"{costs['document'] / costs['bare']:.2f} x; of {theirs.total()} printed cells of extract_tables "
        f"{(theirs & ours).total()} are equal in our {ours.total()}"
    )


def facts_of(data: bytes) -> int:
    report = parse_document(data, Hints()).report
    return len(report.facts) if report else 0


def test_two_processes_against_one(say: Say) -> None:
    documents = generated(DOCUMENTS_OF_THE_POOL)
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for workers in seconds:
        list(run_isolated(facts_of, documents[:50], workers=workers, seconds=60))
    for _ in range(3):
        for workers, walls in seconds.items():
            started = time.perf_counter()
            facts = [found for _, found in run_isolated(facts_of, documents, workers=workers, seconds=60)]
            walls.append(time.perf_counter() - started)
    one, two = (len(documents) / statistics.median(walls) for walls in seconds.values())
    read = sum(found for found in facts if isinstance(found, int))
    say(
        f"\n{len(documents)} pages of {sum(map(len, documents)) // len(documents):,} bytes, {read:,} facts: "
        f"{one:.0f} a second by one process, {two:.0f} by two, {two / one:.2f} x; {os.cpu_count()} processors, "
        f"load {os.getloadavg()[0]:.1f}"
    )


def different(documents: list[bytes], first: int, count: int) -> Iterator[bytes]:
    """Many documents from few: every one has other numbers in its cells and another sentence."""
    for number in range(first, first + count):
        data = documents[number % len(documents)]
        yield data.replace(b">0<", b">%d<" % number) + f"<p>第{number}句，全年办结{number}件。</p>".encode()


def megabytes_after(job: tuple[int, int]) -> float:
    first, count = job
    if not DOCUMENTS:
        DOCUMENTS.extend(generated(200))
    for data in different(DOCUMENTS, first, count):
        parse_document(data, Hints())
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


DOCUMENTS: list[bytes] = []
"""Of this process: a worker keeps them over its jobs."""


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="asks Linux for the memory of a process")
def test_memory_of_a_worker_over_ten_thousand_documents(say: Say) -> None:
    step = DOCUMENTS_OF_A_WORKER // INTERVALS
    jobs = [(first, step) for first in range(0, DOCUMENTS_OF_A_WORKER, step)]
    sizes = [size for _, size in run_isolated(megabytes_after, jobs, workers=1, seconds=600)]
    shown = ", ".join(f"{size:.0f}" if isinstance(size, float) else str(size) for size in sizes)
    say(f"\nmemory of one worker after each {step:,} documents, MB: {shown}")
