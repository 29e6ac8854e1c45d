"""The whole path on the sample portal, by the real command: what a first user sees."""

import csv
import socket
from pathlib import Path

import duckdb
import pytest
import yaml

from tests.assets.conftest import ROOT, Gongkai
from tests.questions import questions, shown_answers

SAMPLE = yaml.safe_load((ROOT / "pipelines/sample/reports.yaml").read_text(encoding="utf-8"))


def printed_cells(table: str, slug: str) -> dict[str, list[str]]:
    """Cells of a sample report by row, straight from its YAML."""
    report = next(report for report in SAMPLE if report["slug"] == slug)
    return {row: str(cells).split() for row, cells in report[table].items() if row not in {"form", "otherwise"}}


@pytest.fixture
def port() -> str:
    """A port that nobody uses now: both nights must see the same addresses, also beside other tests."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.mark.slow
def test_two_nights_on_the_sample_portal_end_in_a_published_file_with_every_printed_cell(
    gongkai: Gongkai, data: Path, port: str
) -> None:
    first = gongkai("nightly", "--sample", "--port", port)

    assert first.returncode == 0, first.stderr
    assert first.stderr == ""
    published = data / "published" / "gongkai.duckdb"
    assert first.stdout.splitlines()[-1] == f"published  {published}"

    with duckdb.connect(str(published), read_only=True) as connection:
        statuses = dict(connection.execute("select status, count(*) from core.dim_document group by status").fetchall())
        assert statuses == {"parsed": 8, "no_tables": 1, "old_form": 1}
        titles = [row[0] for row in connection.execute("select title from core.dim_report").fetchall()]
        assert not [title for title in titles if "法治" in title or "解读" in title]
        for heading, query in questions():
            assert connection.execute(query).description, heading
        assert len(shown_answers()) == 7
        for query, shown in shown_answers():
            header, *answer = csv.reader(shown.splitlines())
            relation = connection.execute(query)
            assert [column[0] for column in relation.description] == header
            written = [["" if value is None else str(value) for value in row] for row in relation.fetchall()]
            # The page shows the port that the sample prefers.
            assert [[value.replace(f":{port}/", ":8931/") for value in row] for row in written] == answer

        read = connection.execute(
            """
            select outcome_code, list(coalesce(application_count::varchar, '_') order by item.column_ordinal)
            from core.fact_application as fact
            join core.dim_report as report using (report_id)
            join core.dim_form_item as item
                on item.form_version = report.application_form
                and item.row_code = fact.outcome_code and item.column_code = fact.applicant_code
                and item.table_code = 'application'
            where report.agency = '沭阳县人民政府' group by outcome_code
            """
        ).fetchall()
        assert {row: cells for row, cells in read if row in printed_cells("application", "shuyang-county-2025")} == (
            printed_cells("application", "shuyang-county-2025")
        )

        failed = connection.execute(
            "select subject, expected, actual, attribution from quality.check_result"
            " where check_name = 'results_sum_to_total' and status = 'fail' order by subject"
        ).fetchall()
        assert failed == [
            ("dispute litigation_after_review", "5", "0", "source"),
            ("dispute review", "11", "0", "source"),
        ]

    second = gongkai("nightly", "--sample", "--port", port)

    assert second.returncode == 0, second.stderr
    with duckdb.connect(str(published), read_only=True) as connection:
        portals = connection.execute("select status, document_count from core.dim_portal order by portal_id").fetchall()
        assert portals[:2] == [("ok", 8), ("ok", 2)]
    batches = list((data / "parsed").rglob("parsed_document.parquet"))
    assert len(batches) == 2, "the second night parsed something again"


@pytest.mark.slow
def test_a_failed_gate_keeps_yesterdays_file_and_says_so(gongkai: Gongkai, data: Path, port: str) -> None:
    assert gongkai("nightly", "--sample", "--port", port).returncode == 0
    published = data / "published" / "gongkai.duckdb"
    yesterday = published.read_bytes()
    batch = next((data / "parsed").rglob("parsed_fact.parquet"))
    with duckdb.connect() as connection:
        doubled = batch.with_suffix(".doubled")
        connection.execute(f"copy (from '{batch}' union all from '{batch}') to '{doubled}' (format parquet)")
    doubled.replace(batch)

    night = gongkai("publish")

    assert night.returncode == 1
    assert "application_cells_are_unique" in night.stderr
    assert "Traceback" not in night.stderr
    assert published.read_bytes() == yesterday


def test_files_dropped_in_by_hand_are_published_with_who_said_what(gongkai: Gongkai, data: Path, corpus: Path) -> None:
    report = corpus / "reports" / "echeng-district-2019.txt"

    done = gongkai("ingest", report, "--url", "http://www.echeng.gov.cn/nb/2019.html")

    assert done.returncode == 0, done.stderr
    with duckdb.connect(str(data / "published" / "gongkai.duckdb"), read_only=True) as connection:
        row = connection.execute(
            """
            select report.agency, report.adcode, report.report_year, document.url
            from core.dim_report as report join core.dim_document as document using (document_id)
            """
        ).fetchone()
    assert row is not None
    assert row[3] == "http://www.echeng.gov.cn/nb/2019.html"
    again = gongkai("ingest", report, "--url", "http://www.echeng.gov.cn/nb/2019.html")
    assert again.stdout.startswith("0 new in the inbox")
