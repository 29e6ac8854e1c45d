"""Real reports fail exactly where a careful reader says so. Each entry holds the reader's verdict.

Every finding was compared with the page; a report that is not named fails nothing. What only informs is listed too.
"""

from pathlib import Path

import pytest

from pipelines.checks import judge
from pipelines.documents import parse_document
from pipelines.model import Hints

READ = {
    "hongze-district-2023.pdf": {
        ("results_sum_to_total", "dispute review"): "10 upheld and 1 corrected, but 总计 prints 0",
        ("results_sum_to_total", "dispute litigation_after_review"): "5 upheld, but 总计 prints 0",
        ("form_matches_report_year", "application form"): "table three has one row （六）其他处理, as the form of 2019",
    },
    "shanghai-office-2019.html": {
        ("totals_are_printed", "application totals"): "总计 is blank in eleven rows whose parts are printed",
        ("counts_in_prose_agree_with_tables", "prose application.granted_or_partial"): (
            "258 in the prose are the natural persons of 予以公开; the table counts 272 and 3"
        ),
        ("counts_in_prose_agree_with_tables", "prose application.unable"): (
            "265 in the prose are 本机关不掌握 alone; the table counts 265, 47 and 25"
        ),
        ("outcomes_in_prose_add_up", "prose application.replied"): "258, 35, 265, 158 and 0 are 716 of 805",
        ("claims_agree_with_tables", "claim all upheld"): "均获维持, but 2 reviews and 1 lawsuit are pending",
    },
    "echeng-district-2019.txt": {
        ("blocks_are_present", "disclosure article_20_5"): "the document has no block （五）",
        ("blocks_are_present", "disclosure article_20_6"): "the document has no block （六）",
        ("blocks_are_present", "disclosure article_20_8"): "the document has no block （八）",
        ("headers_are_whole", "disclosure headers"): "本年新 twice: the words behind the line break are lost",
    },
    "shuyang-fgj-2023.html": {
        ("cells_of_table_three_are_filled", "application columns"): "the five columns of organisations are blank",
    },
    "shuyang-county-2025.md": {},
    "shanghai-kewei-2024.md": {},
    "testcity-2025-hangzhou-style.html": {},
}


@pytest.mark.parametrize("name", READ)
def test_a_real_report_fails_exactly_where_a_careful_reader_says(corpus: Path, name: str) -> None:
    data = (corpus / "reports" / name).read_bytes()
    verdicts = judge(parse_document(data, Hints(), file_name=name))
    assert {(verdict.check, verdict.subject) for verdict in verdicts if verdict.status == "fail"} == set(READ[name])


def test_the_verdicts_of_shanghai_name_what_the_prose_took_for_the_group(corpus: Path) -> None:
    data = (corpus / "reports" / "shanghai-office-2019.html").read_bytes()
    found = {
        verdict.subject: (verdict.expected, verdict.actual, verdict.detail or "")
        for verdict in judge(parse_document(data, Hints(), file_name="shanghai-office-2019.html"))
        if verdict.check == "counts_in_prose_agree_with_tables" and verdict.status == "fail"
    }
    assert found["prose application.unable"][:2] == ("337", "265")
    assert "unavailable_not_held alone" in found["prose application.unable"][2]
    assert found["prose application.granted_or_partial"][:2] == ("275", "258")
    assert "granted of natural persons alone" in found["prose application.granted_or_partial"][2]
