"""What is told by cheap means must be what the patterns tell that say it plainly."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipelines.parse import clauses, scopes, sections, zeros

_END = re.compile(r"[，。；！？;!?\n（）()：:,](?!(?<=[：:]) ?[0-9]|(?<=,)[0-9]{3}(?![0-9]))")
_REGION_WIDE = re.compile(rf"全{scopes._WHOLE}|所属各级|各级(?:人民政府|行政机关|政府)")
_INLINE = re.compile(r"[一二三四五六1-6１-６]\s{0,2}[、.．]")

_WORDS = (
    "其中 包括 包含 不含 含 含义 在全年中 所属各级 各级政府 市各级 行政机关 尚未 均未 没有 没 无 零 不收 不 公开 件"
)
_texts = st.lists(
    st.sampled_from([*"，。；：、！？;:,.．!?（）()\n 　0123一二六１各全市区", *_WORDS.split(" ")]), max_size=24
).map("".join)


@given(_texts)
def test_marks_stand_where_clauses_end(text: str) -> None:
    marks = clauses.find_marks(text, 0)
    ends = [match.start() for match in _END.finditer(text)]
    assert [at for at, character in enumerate(marks.ends) if character == clauses.END] == ends
    assert [at for at, character in enumerate(marks.clauses) if character == clauses.END] == [
        end for end in ends if text[end] not in "（）()"
    ]
    assert [end - 1 for end in marks.sentence_ends] == [end for end in ends if text[end] in "。！？!?\n"]


@given(_texts)
def test_no_word_of_breaking_down_is_missed(text: str) -> None:
    assert clauses._parts(text) == [match.start() for match in clauses._PART.finditer(text) if match.group() != "不含"]


@given(_texts)
def test_nothing_cheap_misses_what_it_stands_for(text: str) -> None:
    assert zeros.negates(text) == (zeros._NEGATION.search(text) is not None)
    assert (scopes.reach([text]) == "region_aggregate") == (_REGION_WIDE.search(text) is not None)
    assert any(mark.search(text) for mark in sections._MIGHT_BE_INLINE) == (_INLINE.search(text) is not None)
