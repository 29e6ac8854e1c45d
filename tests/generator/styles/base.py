"""What a style is: a name, a format, a promise, and a function from a truth to bytes.

A **faithful** style prints every cell so that a careful person would read each of them right. A **destructive** one
loses something, and only one thing is asked of a reader: no wrong value.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal

from pipelines.model import CellState, DocumentStatus
from tests.generator.cells import TrueCell
from tests.generator.forms import Key
from tests.generator.layout import Sheet
from tests.generator.truth import Truth

Format = Literal["html", "text", "markdown", "pdf", "docx"]
IDENTITY = frozenset({"agency", "adcode", "year"})


@dataclass(frozen=True, slots=True)
class Rendering:
    """A document and what a perfect reader finds in it.

    Attributes:
        expected: cells that the document prints; a cell that is not here must not be reported at all.
        tolerated: states that are honest, too, for a cell whose print was damaged or removed.
        says: parts of the identity that the document states: agency, adcode, year, published_on.
        statuses: how the reading may end.
    """

    data: bytes
    expected: Mapping[Key, TrueCell]
    says: frozenset[str] = IDENTITY
    statuses: frozenset[DocumentStatus] = frozenset({DocumentStatus.PARSED})
    tolerated: Mapping[Key, frozenset[CellState]] = field(default_factory=dict)
    file_name: str | None = None
    declared_media_type: str | None = None


Render = Callable[[Truth, Random], Rendering]


@dataclass(frozen=True, slots=True)
class Style:
    """A way to print a report.

    Attributes:
        empties: whether the truth may have blank cells; a style that would lose them is given numbers only.
    """

    name: str
    format: Format
    about: str
    faithful: bool
    empties: bool
    render: Render


STYLES: dict[str, Style] = {}


def style(
    kind: Format,
    name: str,
    about: str,
    *,
    faithful: bool = True,
    empties: bool = True,
) -> Callable[[Render], Render]:
    """Registers a render function as the style `<format>_<name>`."""

    def register(render: Render) -> Render:
        full = f"{kind}_{name}"
        if full in STYLES:
            msg = f"two styles are called {full}"
            raise ValueError(msg)
        STYLES[full] = Style(full, kind, about, faithful, empties, render)
        return render

    return register


def printed_on(truth: Truth, printed: tuple[Sheet, ...]) -> dict[Key, TrueCell]:
    """The truth's cells that stand on these sheets, in print order."""
    keys = frozenset[Key]().union(*(sheet.keys() for sheet in printed))
    return {cell.key: cell for cell in truth.cells if cell.key in keys}


def statuses_of(printed: tuple[Sheet, ...]) -> frozenset[DocumentStatus]:
    """The status that the printed tables call for."""
    tables = {sheet.table for sheet in printed}
    if len(tables) == 3:
        return frozenset({DocumentStatus.PARSED})
    return frozenset({DocumentStatus.PARTIAL if tables else DocumentStatus.NO_TABLES})
