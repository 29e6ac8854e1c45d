"""Compares a parsed document with what its rendering expects: exact, unread or wrong, cell by cell.

Wrong is what a user would take as a fact although the document says otherwise: another number, a number where nothing
is, a blank or slash where a number is printed, a cell that the document does not have. Unread is a cell that is absent,
`unreadable` or `text` although a value is printed: a loss, no lie.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipelines.model import CellState, DocumentStatus, Fact, ParsedDocument
from tests.generator.cells import TrueCell
from tests.generator.forms import Key
from tests.generator.styles.base import Rendering
from tests.generator.truth import Truth


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell or one part of the identity that is not as expected."""

    verdict: str
    subject: str
    expected: str
    found: str
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts of cells of one document, and every difference."""

    exact: int
    unread: int
    wrong: int
    differences: tuple[Difference, ...]


def compare(truth: Truth, rendering: Rendering, parsed: ParsedDocument, *, faithful: bool) -> Comparison:
    """Cells, identity, status and forms against the rendering's expectation."""
    facts = parsed.report.facts if parsed.report is not None else ()
    cells = list(_cells(rendering, facts))
    unread = sum(1 for difference in cells if difference.verdict == "unread")
    wrong = sum(1 for difference in cells if difference.verdict == "wrong")
    differing = {difference.subject for difference in cells}
    exact = sum(1 for key in rendering.expected if " ".join(key) not in differing)
    others = (*_identity(truth, rendering, parsed), *(_frame(truth, rendering, parsed) if faithful else ()))
    return Comparison(exact, unread, wrong, (*cells, *others))


def _cells(rendering: Rendering, facts: Iterable[Fact]) -> Iterator[Difference]:
    found: dict[Key, Fact] = {}
    for fact in facts:
        key = (fact.table, fact.row, fact.column)
        if key in found:
            yield Difference("wrong", " ".join(key), "one fact", f"a second one: {_shown(fact)}", fact.locator)
        found[key] = fact
    for key, cell in rendering.expected.items():
        verdict = _verdict(cell, found.pop(key, None), rendering.tolerated.get(key, frozenset()))
        if verdict[0] != "exact":
            yield Difference(verdict[0], " ".join(key), _meant(cell), verdict[1], verdict[2])
    for key, fact in found.items():
        if fact.state is not CellState.UNREADABLE:
            yield Difference("wrong", " ".join(key), "no such cell in the document", _shown(fact), fact.locator)


def _verdict(cell: TrueCell, fact: Fact | None, tolerated: frozenset[CellState]) -> tuple[str, str, str]:
    if fact is None:
        return "unread", "no fact", ""
    shown, locator = _shown(fact), fact.locator
    if fact.state is cell.state and fact.value == cell.value and fact.unit == cell.unit:
        return "exact", shown, locator
    if fact.state in tolerated or fact.state in {CellState.UNREADABLE, CellState.TEXT}:
        return "unread", shown, locator
    return "wrong", shown, locator


def _shown(fact: Fact) -> str:
    return f"{fact.state} {fact.value if fact.value is not None else ''} {fact.unit} raw {fact.raw!r}"


def _meant(cell: TrueCell) -> str:
    return f"{cell.state} {cell.value if cell.value is not None else ''} {cell.unit} printed {cell.printed!r}"


def _identity(truth: Truth, rendering: Rendering, parsed: ParsedDocument) -> Iterator[Difference]:
    if parsed.report is None or parsed.status is DocumentStatus.SEVERAL_REPORTS:
        return
    identity = parsed.report.identity
    meant: Mapping[str, tuple[object, object]] = {
        "agency": (truth.agency.name, identity.agency),
        "adcode": (truth.agency.adcode, identity.adcode),
        "year": (truth.year, identity.year),
        "published_on": (truth.published_on, identity.published_on),
    }
    for name, (expected, found) in meant.items():
        if found == expected:
            continue
        if found is not None:
            yield Difference(f"wrong {name}", "identity", str(expected), str(found))
        elif name in rendering.says:
            yield Difference(f"unread {name}", "identity", str(expected), "None")


def _frame(truth: Truth, rendering: Rendering, parsed: ParsedDocument) -> Iterator[Difference]:
    if parsed.status not in rendering.statuses:
        expected = ", ".join(sorted(rendering.statuses))
        yield Difference("status", "document", expected, f"{parsed.status}: {parsed.issues[:2]}")
    if parsed.report is None:
        return
    for table in ("disclosure", "application"):
        if any(key[0] == table for key in rendering.expected):
            found = parsed.report.form(table)
            if found != truth.forms[table]:
                yield Difference("form", table, truth.forms[table], str(found))
