from pathlib import Path

import pytest

from pipelines.challenge import challenge_reason


@pytest.mark.parametrize("status", [401, 403, 412, 521])
def test_a_status_of_refusal_is_a_block_whatever_the_body(status: int) -> None:
    reason = challenge_reason(status, "application/pdf", b"%PDF-1.7")
    assert reason is not None
    assert str(status) in reason


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<html><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script>", "$_ts"),
        (b"<script>document.cookie='__jsl_clearance_s=17|0|x;path=/'</script>", "__jsl_clearance"),
        (b"\xef\xbb\xbf\n<html><script>var arg1='ABC';setCookie('acw_sc__v2',x)</script>", "acw_sc__v2"),
        ("<html><title>安全验证</title></html>".encode(), "安全验证"),
        ("<html><title>访问验证 - 滑块</title></html>".encode("gbk"), "访问验证"),
    ],
)
def test_a_challenge_page_is_recognised_in_its_first_kilobytes(body: bytes, expected: str) -> None:
    reason = challenge_reason(200, "text/html", body)
    assert reason is not None
    assert expected in reason


@pytest.mark.parametrize(
    ("status", "media_type", "body"),
    [
        (200, "application/pdf", b"%PDF-1.7 $_ts= __jsl_clearance"),
        (200, "text/plain", "本年新收 | 验证码 |".encode()),
        (200, "text/html", b"<html>" + b" " * 5000 + b"$_ts="),
        (200, "text/html", "<title>鄂城区2019年政府信息公开工作年度报告</title>".encode()),
        (503, "text/html", b"<html>busy</html>"),
        (200, None, b""),
    ],
)
def test_other_answers_are_none(status: int, media_type: str | None, body: bytes) -> None:
    assert challenge_reason(status, media_type, body) is None


def test_no_report_of_the_corpus_is_a_challenge_page(corpus: Path) -> None:
    for file in sorted((corpus / "reports").glob("*.[hpt]*")):
        assert challenge_reason(200, "text/html", file.read_bytes()) is None
