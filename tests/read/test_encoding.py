"""Bytes to text, whatever is declared."""

import pytest

from pipelines.errors import UnreadableDocumentError
from pipelines.read.encoding import decode, is_binary, visible
from pipelines.read.html import read_html

TEXT = "政府信息公开工作年度报告，共收到申请14件。" * 3


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_chinese_text_is_decoded_without_a_declaration(encoding: str) -> None:
    data = ("<p>" * 20 + TEXT).encode(encoding)
    assert decode(data).text == "<p>" * 20 + TEXT


@pytest.mark.parametrize(
    ("declared", "encoding"), [("utf-8", "gb18030"), ("gb2312", "utf-8"), ("iso-8859-1", "gb18030")]
)
def test_a_wrong_declaration_is_not_believed(declared: str, encoding: str) -> None:
    page = read_html(
        f'<html><head><meta charset="{declared}"></head><body><p>{TEXT}</p></body></html>'.encode(encoding)
    )
    assert [paragraph.text for paragraph in page.paragraphs()] == [TEXT]


def test_declared_big5_is_read_as_big5() -> None:
    traditional = "政府資訊公開工作年度報告"
    data = f'<meta charset="big5"><p>{traditional}</p>'.encode("big5")
    assert traditional in decode(data).text


def test_a_character_cut_off_at_the_end_is_dropped() -> None:
    assert decode("申请".encode()[:-1]).text == "申"


def test_a_few_damaged_bytes_are_counted_and_do_not_spoil_the_rest() -> None:
    data = (TEXT * 20).encode("gb18030") + b"\xff" + "结束".encode("gb18030")
    decoded = decode(data)
    assert (decoded.encoding, decoded.damaged) == ("gb18030", 1)
    assert decoded.text.startswith(TEXT)


def test_bytes_in_no_encoding_are_refused() -> None:
    with pytest.raises(UnreadableDocumentError, match="not text in a known encoding"):
        decode(bytes(range(0x80, 0x100)) * 50)


def test_binary_is_told_from_text() -> None:
    assert is_binary(bytes(range(256)) * 8)
    assert not is_binary(TEXT.encode())
    assert not is_binary(TEXT.encode("utf-16"))


def test_characters_without_width_are_removed() -> None:
    assert visible("\u200b1\u200e2\ufeff") == "12"
