"""Facts read by OCR -> only those that the sums of the form prove.

In: facts of a scan. Out: the same facts, those without proof `unreadable` with their print kept. The one idea: a digit
that OCR misreads looks like a right one, so nothing is believed by itself. A sum over the row and a sum over the column
that both hold cross in one cell only; an error would have to fall into both. And since OCR makes the same error
wherever the same print stands, at least one of these sums must be one that such an error would break.

Table two has no sums and table four none over its columns: what OCR reads there stays unread.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal, NamedTuple

from pipelines.forms.template import Form
from pipelines.model import CellState, Fact, Issue, Page, TableCode

_IN_DOUBT = "\ufffd"
"""What the reader of scans puts behind a print on which its readings differ."""
Key = tuple[str, str, str]
_PROVABLE = frozenset({CellState.NUMBER, CellState.BLANK})
_SUMMED = _PROVABLE | {CellState.SLASH, CellState.TEXT}


class _Sum(NamedTuple):
    """A sum of the form: over a row or a column, the cells of its sides, whether it holds."""

    per: Literal["row", "column"]
    left: tuple[Key, ...]
    right: tuple[Key, ...]
    holds: bool


def is_read_by_ocr(page: Page) -> bool:
    """Whether the reader says that the page comes from pictures."""
    return any(issue.kind == "ocr" for issue in page.issues)


def without_words(page: Page) -> Page:
    """The page without what OCR read on it: who reports for which year is taken from outside then.

    A name that is misread by one character is the name of another body, and nothing in the page would show it.
    """
    return replace(page, title=None, meta=(), blocks=())


def only_proven(facts: Sequence[Fact], forms: Mapping[TableCode, Form]) -> tuple[tuple[Fact, ...], tuple[Issue, ...]]:
    """Facts that a sum over their row and a sum over their column prove; the others as unreadable.

    Args:
        facts: cells of one report as OCR has them.
        forms: form version of each table that the report has.

    Returns:
        As many facts in the same order, and an issue for each table that lost some. A blank cell counts as zero and
        needs the same proof. A cell in doubt takes part with the number that it seems to be, or as zero, and stays
        unreadable: where it is another number, the sums that it belongs to fail, and a sum that fails takes the proof
        from all its cells.
    """
    cells = {_key(fact): fact for fact in facts}
    sums: dict[Key, list[_Sum]] = {}
    for found in _sums(cells, forms):
        for key in (*found.left, *found.right):
            sums.setdefault(key, []).append(found)
    sound = {key for key, own in sums.items() if key in cells and _is_sound(cells[key], own)}
    proven = {key for key in sound if not _supposed(cells[key])}
    while more := {key for key in sound - proven if any(_is_independent(key, one, cells, proven) for one in sums[key])}:
        proven |= more
    kept = tuple(fact if _key(fact) in proven else _unread(fact) for fact in facts)
    return kept, tuple(_issues(facts, kept))


def _key(fact: Fact) -> Key:
    return fact.table, fact.row, fact.column


def _sums(cells: Mapping[Key, Fact], forms: Mapping[TableCode, Form]) -> Iterator[_Sum]:
    """Each sum of the forms, and whether it holds."""
    for table, form in forms.items():
        for identity in form.identities:
            if identity.table != table:
                continue
            sides: dict[str, dict[str, list[Key]]] = {}
            for subject, row, column, side in form.identity_terms(identity):
                sides.setdefault(subject, {"left": [], "right": []})[side].append((table, row, column))
            for found in sides.values():
                left, right = tuple(found["left"]), tuple(found["right"])
                yield _Sum(identity.per, left, right, _holds(left, right, cells))


def _holds(left: Sequence[Key], right: Sequence[Key], cells: Mapping[Key, Fact]) -> bool:
    if any(key not in cells or cells[key].state not in _SUMMED for key in (*left, *right)):
        return False
    return sum(_supposed(cells[key]) for key in left) == sum(_supposed(cells[key]) for key in right)


def _is_sound(fact: Fact, sums: Sequence[_Sum]) -> bool:
    """Whether a cell stands in a sum over its row and one over its column, and all its sums hold."""
    directions = {found.per for found in sums}
    return fact.state in _PROVABLE and directions == {"row", "column"} and all(found.holds for found in sums)


def _is_independent(key: Key, found: _Sum, cells: Mapping[Key, Fact], proven: set[Key]) -> bool:
    """Whether a sum would notice a digit that OCR takes for the same other digit wherever it stands.

    3 = 3 holds as 8 = 8, too. So no cell on the other side may have one of the digits of this one in the same place,
    unless it is proven itself.
    """
    digits = set(enumerate(reversed(str(abs(_supposed(cells[key]))))))
    others = found.right if key in found.left else found.left
    return not any(
        digits & set(enumerate(reversed(str(abs(_supposed(cells[other])))))) for other in others if other not in proven
    )


def _supposed(fact: Fact) -> Decimal:
    """The value of a cell, or of one in doubt what it seems to be."""
    seeming = fact.raw.rstrip(_IN_DOUBT)
    if fact.value is None and fact.state is CellState.TEXT and seeming.isdecimal():
        return Decimal(seeming)
    return fact.value or Decimal(0)


def _unread(fact: Fact) -> Fact:
    return fact._replace(value=None, state=CellState.UNREADABLE)


def _issues(facts: Sequence[Fact], kept: Sequence[Fact]) -> Iterable[Issue]:
    for table in dict.fromkeys(fact.table for fact in facts):
        own = [pair for pair in zip(facts, kept, strict=True) if pair[0].table == table]
        lost = [before for before, after in own if before.state is not after.state]
        if lost:
            detail = (
                f"{len(lost)} of {len(own)} cells were read by OCR and are not proven by the sums of their row and "
                "column; their print is kept, read them from the document"
            )
            yield Issue("ocr_unproven", table, detail, lost[0].locator)
