"""Any cell, row, line or pad of a real report removed or printed twice: cells may become unread, none becomes wrong.

Each mutation is one that real publishing software makes. The expectation is the transcript of the unharmed report: what
is still read must be as a person read it there.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from pipelines.documents import parse_document
from pipelines.model import CellState, Hints

HTML = ("testcity-2025-hangzhou-style.html", "shanghai-office-2019.html", "shuyang-fgj-2023.html")
LINES = ("echeng-district-2019.txt", "shanghai-kewei-2024.md", "shuyang-county-2025.md")
SAMPLE = 80
"""Mutations of each report in the normal run, two to ten milliseconds each."""

Key = tuple[str, str, str]
Cells = dict[Key, tuple[CellState, Decimal | None]]


class Piece(NamedTuple):
    """A stretch of a document that is removed or doubled."""

    kind: str
    start: int
    end: int


def pieces(name: str, text: str) -> Iterator[Piece]:
    """Everything in a document that is a cell, a row, a line or a pad, one by one."""
    if name.endswith(".html"):
        for kind in ("td", "tr"):
            for match in re.finditer(rf"<{kind}\b[^>]*>.*?</{kind}>", text, re.DOTALL):
                yield Piece(kind, match.start(), match.end())
        return
    for match in re.finditer(r"[^\n]*\n", text):
        yield Piece("pad" if re.fullmatch(r"\|+\n", match.group()) else "line", match.start(), match.end())
    if name.endswith(".md"):
        for match in re.finditer(r"(?<=\|)[^|\n]*\|", text):
            yield Piece("cell", match.start(), match.end())


def mutated(text: str, piece: Piece, copies: int) -> str:
    """The document with the piece printed so many times: 0 removes it, 2 doubles it."""
    return text[: piece.start] + copies * text[piece.start : piece.end] + text[piece.end :]


def transcribed(path: Path) -> Cells:
    facts = json.loads(path.with_name(f"{path.stem}.expected.json").read_text(encoding="utf-8"))["facts"]
    return {
        (fact["table"], fact["row"], fact["column"]): (
            CellState(fact["state"]),
            None if fact["value"] is None else Decimal(str(fact["value"])),
        )
        for fact in facts
    }


def wrong_cells(text: str, name: str, expected: Cells) -> list[tuple[Key, object, object]]:
    report = parse_document(text.encode(), Hints(), file_name=name).report
    facts = report.facts if report is not None else ()
    found = {(fact.table, fact.row, fact.column): (fact.state, fact.value) for fact in facts}
    assert len(found) == len(facts), "a cell is given twice"
    return [
        (key, expected.get(key), cell)
        for key, cell in found.items()
        if cell[0] is not CellState.UNREADABLE and cell != expected.get(key)
    ]


def wrong_mutations(path: Path, sample: int | None) -> list[str]:
    """Descriptions of the mutations that gave a wrong value; all of them are tried, or a drawn sample."""
    text, expected = path.read_text(encoding="utf-8"), transcribed(path)
    tried = [(piece, copies) for piece in pieces(path.name, text) for copies in (0, 2)]
    assert len(tried) > 400
    if sample is not None:
        tried = Random(path.name).sample(tried, sample)  # noqa: S311
    wrong = []
    for piece, copies in tried:
        if cells := wrong_cells(mutated(text, piece, copies), path.name, expected):
            print_ = re.sub(r"\s+|<[^>]*>", " ", text[piece.start : piece.end]).strip()[:60]
            wrong.append(f"{piece.kind} at {piece.start} x {copies} ({print_}): {cells[:3]} of {len(cells)}")
    return wrong


@pytest.mark.parametrize("name", [*HTML, *LINES])
def test_a_piece_too_few_or_too_many_makes_no_value_wrong(corpus: Path, name: str) -> None:
    assert wrong_mutations(corpus / "reports" / name, SAMPLE) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [*HTML, *LINES])
def test_no_piece_too_few_or_too_many_makes_a_value_wrong(corpus: Path, name: str) -> None:
    assert wrong_mutations(corpus / "reports" / name, None) == []
