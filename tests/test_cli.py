"""The command line as a user meets it: JSON of the contract, clear errors, exit codes."""

import json
import os
from pathlib import Path

import pytest

from tests.assets.conftest import Gongkai, data, gongkai

__all__ = ["data", "gongkai"]


def one_record(text: str) -> dict[str, object]:
    lines = text.splitlines()
    assert len(lines) == 1
    record: dict[str, object] = json.loads(lines[0])
    return record


def test_parse_prints_the_json_of_the_contract(gongkai: Gongkai, corpus: Path) -> None:
    done = gongkai("parse", corpus / "reports" / "echeng-district-2019.txt")

    assert done.returncode == 0, done.stderr
    record = one_record(done.stdout)
    assert list(record) == [
        "file", "document_id", "media_type", "bytes", "status", "report", "facts", "figures", "sections", "issues",
        "verdicts",
    ]  # fmt: skip
    assert record["file"] == "echeng-district-2019.txt"
    assert record["document_id"] == "829378d82ff3b1aa8e20ecff0a91329301114b4a0c62c37b6a8167196a5273d6"
    assert (record["media_type"], record["bytes"], record["status"]) == ("text/plain", 8793, "parsed")
    assert record["report"] == {
        "agency": "鄂城区人民政府", "adcode": "420704", "year": 2019, "title": None, "published_on": None,
        "level": "county", "kind": "local_government", "scope": "government_aggregate",
        "forms": {"disclosure": "2019", "application": "2019", "dispute": "2019"},
    }  # fmt: skip
    facts = {(fact["table"], fact["row"], fact["column"]): fact for fact in record["facts"]}
    assert len(facts) == 8 + 161 + 15
    granted = facts["application", "granted", "natural_person"]
    assert (granted["value"], granted["unit"], granted["state"], granted["raw"]) == (14, "件", "number", "14")
    assert facts["disclosure", "central_procurement", "amount"]["value"] == 20243794
    assert [section["no"] for section in record["sections"]] == [1, 2, 3, 4, 5, 6]
    missing = [issue["subject"] for issue in record["issues"] if issue["kind"] == "missing_block"]
    assert missing == [f"disclosure 第二十条第（{number}）项" for number in "五六八"]
    balance = [v for v in record["verdicts"] if v["check"] == "inflow_equals_outflow"]
    assert {v["subject"]: (v["status"], v["expected"], v["actual"]) for v in balance}["application natural_person"] == (
        "pass", 14, 14,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "content", "status", "exit_code"),
    [
        ("empty.html", b"", "unreadable", 1),
        ("noise.pdf", bytes(range(256)) * 40, "unreadable", 1),
        ("truncated.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog", "unreadable", 1),
        ("news.html", "<html><body><h1>本周天气</h1><p>晴。</p></body></html>".encode(), "not_a_report", 0),
    ],
)
def test_bad_input_ends_in_a_status_and_says_why(
    gongkai: Gongkai, tmp_path: Path, name: str, content: bytes, status: str, exit_code: int
) -> None:
    file = tmp_path / name
    file.write_bytes(content)

    done = gongkai("parse", file)

    record = one_record(done.stdout)
    assert (record["status"], done.returncode) == (status, exit_code)
    assert "Traceback" not in done.stderr
    if exit_code:
        assert name in done.stderr
        assert record["issues"], "a document that is not read says why"


def test_a_missing_file_is_wrong_usage_and_its_neighbours_are_still_read(gongkai: Gongkai, corpus: Path) -> None:
    done = gongkai("parse", "/nowhere/report.html", corpus / "reports" / "testcity-2025-hangzhou-style.html")

    assert done.returncode == 2
    assert "/nowhere/report.html" in done.stderr
    assert one_record(done.stdout)["status"] == "parsed"


@pytest.mark.parametrize(
    "arguments", [("parse",), ("parse", "--nonsense"), ("nonsense",), ("crawl", "--portal", "99-x")]
)
def test_wrong_usage_ends_with_two(gongkai: Gongkai, arguments: tuple[str, ...]) -> None:
    done = gongkai(*arguments)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


def test_a_data_directory_that_is_a_file_is_said_and_nothing_is_written(gongkai: Gongkai, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("", encoding="utf-8")

    done = gongkai("publish", "--data", blocked / "data")

    assert done.returncode in {1, 2}
    assert str(blocked) in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_rights_is_said(gongkai: Gongkai, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)

    done = gongkai("publish", "--data", closed / "data")

    assert done.returncode == 1
    assert str(closed) in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_portal_file_is_named_with_its_line(gongkai: Gongkai, tmp_path: Path) -> None:
    folder = tmp_path / "portals" / "42"
    folder.mkdir(parents=True)
    (folder / "x.yaml").write_text(
        'key: 42-x\nname: 某门户\nadcode: "420704"\nfamily: trs\n'
        "start_urls:\n  - https://www.x.gov.cn/nb/\ncolour: red\n",
        encoding="utf-8",
    )

    done = gongkai("portals", GONGKAI_PORTALS=str(tmp_path / "portals"))

    assert done.returncode == 2
    assert "x.yaml" in done.stderr
    assert "colour" in done.stderr
    assert "7" in done.stderr


def test_the_portals_that_ship_are_valid(gongkai: Gongkai) -> None:
    done = gongkai("portals")

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].endswith("all valid")
