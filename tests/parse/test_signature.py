"""The quick ways of the signature give what the plain ones give."""

import re

from hypothesis import given
from hypothesis import strategies as st

from pipelines.parse.signature import _shingles, _without_townships

WORDS = st.text(alphabet="政府信息公开数某A7z", max_size=300)


@given(WORDS)
def test_shingles_are_the_four_characters_of_each_place(text: str) -> None:
    plain = [text[place : place + 4].encode() for place in range(max(1, len(text) - 3))]
    assert set(_shingles(text)) == set(plain)


@given(st.text(alphabet="甲乙街道镇乡，1某", max_size=60))
def test_townships_are_masked_from_left_to_right(text: str) -> None:
    assert _without_townships(text) == re.sub("[一-鿿]{2,3}(?:街道|镇|乡)", "某", text)
