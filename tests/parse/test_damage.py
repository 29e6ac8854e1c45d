"""Damage of any kind to a table whose cells all differ: what is still read is what was printed."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model import Fact
from pipelines.parse.application import APPLICANTS
from pipelines.parse.tables import read_tables
from tests.parse.flat_tables import DIALECTS, Values, html_page, html_table, labels, text_page

CELL = re.compile(r"<td[^>]*>[^<]*</td>")
ROW = re.compile(r"<tr>.*?</tr>")
SPAN = re.compile(r" (?:col|row)span=\"?\d+\"?")
TAG = re.compile(r"</?t[dr]>")
LABEL = re.compile(r"(?<=>)[^<\d]{3}[^<]*(?=</td>)")
JOINT = re.compile(r"</td><td>(?=\d)")
DAMAGES = {
    CELL: ("",),
    ROW: ("",),
    SPAN: ("", " colspan=2", " rowspan=3"),
    TAG: ("",),
    LABEL: ("", "其他"),
    JOINT: ("", " "),
}

versions = st.sampled_from(["2019", "2021"])
blanks = st.sets(st.integers(0, 174), max_size=60)
places = st.lists(st.integers(0, 10_000), min_size=1, max_size=3)


def distinct(version: str, blank: set[int]) -> Values:
    """A table in which no value occurs twice; some cells are blank."""
    rows = [code for code, _ in labels(version)]
    return {
        code: ["" if row * 7 + column in blank else str(100 + row * 7 + column) for column in range(7)]
        for row, code in enumerate(rows)
    }


def wrong(facts: tuple[Fact, ...], values: Values) -> list[Fact]:
    return [
        fact
        for fact in facts
        if fact.value is not None
        and (fact.row not in values or str(fact.value) != values[fact.row][APPLICANTS.index(fact.column)])
    ]


@settings(max_examples=400, deadline=None)
@given(version=versions, dialect=st.sampled_from(sorted(DIALECTS)), blank=blanks, gone=places)
def test_lines_that_are_lost_leave_no_wrong_value(version: str, dialect: str, blank: set[int], gone: list[int]) -> None:
    values = distinct(version, blank)
    lines = DIALECTS[dialect](values, version)
    for place in gone:
        del lines[place % len(lines)]
    assert wrong(read_tables(text_page(lines)).facts, values) == []


@settings(max_examples=400, deadline=None)
@given(version=versions, dialect=st.sampled_from(sorted(DIALECTS)), blank=blanks, gone=places)
def test_separators_that_are_lost_leave_no_wrong_value(
    version: str, dialect: str, blank: set[int], gone: list[int]
) -> None:
    values = distinct(version, blank)
    text = "\n".join(DIALECTS[dialect](values, version))
    for place in gone:
        separators = [at for at, character in enumerate(text) if character in "|\t\n"]
        at = separators[place % len(separators)]
        text = text[:at] + text[at + 1 :]
    assert wrong(read_tables(text_page(text.split("\n"))).facts, values) == []


def test_a_pipe_that_moved_to_the_first_value_leaves_no_wrong_value() -> None:
    values = distinct("2019", {139})
    text = "\n".join(DIALECTS["A2"](values, "2019")).replace("|\n233", "|233")
    assert wrong(read_tables(text_page(text.split("\n"))).facts, values) == []


def test_the_padding_of_a_row_without_a_label_is_not_that_of_the_header() -> None:
    values = distinct("2021", {98})
    text = "\n".join(DIALECTS["B"](values, "2021"))
    text = text.replace("予以公开 | 114", "予以公开  114").replace("仍不明确 | | 199", "仍不明确 | 199")
    assert wrong(read_tables(text_page(text.split("\n"))).facts, values) == []


def test_a_blank_value_below_a_header_that_is_filled_up_opens_no_row() -> None:
    """The label of the first row is lost; its blank value once stood for the pipe that opens each row (rongchang)."""
    values = distinct("2019", {0})
    lines = DIALECTS["A"](values, "2019")
    lines.remove("177 |")
    for lost in ("(本列数据的勾稽关系为", "一、本年新收"):
        lines.remove(next(line for line in lines if line.startswith(lost)))
    facts = read_tables(text_page(lines)).facts
    assert wrong(facts, values) == []
    assert {f.state.value for f in facts if f.row == "denied_administrative_inquiry"} == {"unreadable"}


def test_a_label_that_swallowed_its_first_value_leaves_the_row_unread() -> None:
    values = distinct("2019", set())
    text = (
        "\n".join(DIALECTS["B"](values, "2019"))
        .replace("合法权益 | 149 |", "合法权益  149 |")
        .replace("155 ||", "155 | ||")
    )
    facts = read_tables(text_page(text.split("\n"))).facts
    assert wrong(facts, values) == []
    assert {f.state.value for f in facts if f.row == "denied_third_party_rights"} == {"unreadable"}


@settings(max_examples=600, deadline=None)
@given(version=versions, kind=st.sampled_from(range(len(DAMAGES))), choice=st.integers(0, 2), blank=blanks, hit=places)
def test_broken_markup_leaves_no_wrong_value(
    version: str, kind: int, choice: int, blank: set[int], hit: list[int]
) -> None:
    values = distinct(version, blank)
    html = html_table(values, version)
    pattern, replacements = list(DAMAGES.items())[kind]
    for place in hit:
        found = list(pattern.finditer(html))
        if found:
            match = found[place % len(found)]
            html = html[: match.start()] + replacements[choice % len(replacements)] + html[match.end() :]
    assert wrong(read_tables(html_page(html)).facts, values) == []


def test_a_header_that_spans_into_the_first_row_leaves_that_row_unread() -> None:
    values = distinct("2021", set())
    html = html_table(values).replace('<td rowspan="2">自然人', '<td rowspan="3">自然人')
    facts = read_tables(html_page(html)).facts
    assert wrong(facts, values) == []
    assert {fact.state.value for fact in facts if fact.row == "received_new"} == {"unreadable"}
