"""Truth: one consistent report, drawn from a seed, before anything is printed.

`draw_truth(seed)` is the only entry. The same seed gives the same report for ever within one version of this package.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from random import Random
from types import MappingProxyType

from pipelines.model import (
    DocumentStatus,
    Fact,
    Figure,
    Identity,
    ParsedDocument,
    Report,
    Section,
    TableCode,
    TableReading,
)
from pipelines.parse.signature import sign
from tests.generator.cells import TrueCell, draw_cells
from tests.generator.forms import FormVersion, Key
from tests.generator.places import Agency, draw_agency
from tests.generator.prose import Prose, published, write_prose

FIRST_YEAR, LAST_YEAR = 2019, 2025


@dataclass(frozen=True, slots=True)
class Planted:
    """An error put into a truth on purpose: its kind, the cell, and the cell as it was before."""

    kind: str
    key: Key
    before: TrueCell


@dataclass(frozen=True)
class Truth:
    """A report as it is meant.

    Attributes:
        forms: form version of each table; reports of a few bodies mix them.
        cells: every cell of these forms, in print order.
        planted: errors put in on purpose; the cells above already hold them.
    """

    seed: int
    agency: Agency
    year: int
    published_on: date
    forms: Mapping[TableCode, FormVersion]
    cells: tuple[TrueCell, ...]
    prose: Prose
    planted: tuple[Planted, ...] = ()

    @cached_property
    def by_key(self) -> Mapping[Key, TrueCell]:
        return MappingProxyType({cell.key: cell for cell in self.cells})

    def with_cells(self, changed: Mapping[Key, TrueCell], planted: tuple[Planted, ...] = ()) -> "Truth":
        """The truth with other cells in place of some; the prose stays as it was written."""
        cells = tuple(changed.get(cell.key, cell) for cell in self.cells)
        return replace(self, cells=cells, planted=self.planted + planted)

    def to_parsed_document(self) -> ParsedDocument:
        """What a perfect reading of a perfect document would give, without rendering or parsing any."""
        identity = Identity(
            agency=self.agency.name,
            adcode=self.agency.adcode,
            year=self.year,
            title=self.prose.one_line_title,
            published_on=self.published_on,
            level=self.agency.level,
            kind=self.agency.kind,
        )
        facts = tuple(
            Fact(cell.table, cell.row, cell.column, cell.value, cell.unit, cell.state, cell.printed, f"cell {place}")
            for place, cell in enumerate(self.cells, start=1)
        )
        figures = tuple(
            Figure(
                figure.section,
                f"{figure.value}{figure.unit}",
                figure.value,
                figure.unit,
                "exact",
                figure.indicator,
                in_scope=True,
                context=f"{figure.value}{figure.unit}",
                locator=f"paragraph {place}",
            )
            for place, figure in enumerate(self.prose.figures, start=1)
        )
        sections = tuple(
            Section(no, heading, f"paragraph {no}", "\n".join(body)) for no, heading, body in self.prose.sections
        )
        report = Report(
            identity=identity,
            readings=tuple(TableReading(table, form, "grid") for table, form in self.forms.items()),
            facts=facts,
            figures=figures,
            sections=sections,
            prose=sign(sections, identity),
        )
        digest = hashlib.sha256(repr((self.seed, self.agency, self.year, self.cells)).encode()).hexdigest()
        return ParsedDocument(digest, "text/html", 0, DocumentStatus.PARSED, report)


def seeded(seed: int | str) -> Random:
    """The one place where randomness begins: always from a seed, never for secrets."""
    return Random(seed)  # noqa: S311


def draw_forms(random: Random, year: int) -> Mapping[TableCode, FormVersion]:
    """Form versions: the form of the year, with stragglers and mixtures as in domain.md 0.2."""
    usual: FormVersion = "2019" if year <= 2020 else "2021"
    if year <= 2020:
        return {"disclosure": usual, "application": usual, "dispute": usual}
    straggling = random.choices(("none", "disclosure", "application", "both"), (82, 4, 7, 7))[0]
    forms: dict[TableCode, FormVersion] = {"disclosure": usual, "application": usual, "dispute": usual}
    for table in ("disclosure", "application"):
        if straggling in {table, "both"}:
            forms[table] = "2019"
    if straggling == "both":
        forms["dispute"] = "2019"
    return forms


def draw_truth(seed: int, *, empties: bool = True) -> Truth:
    """The report of this seed; without `empties` every cell of it is a number."""
    random = seeded(seed)
    agency = draw_agency(random)
    year = random.randrange(FIRST_YEAR, LAST_YEAR + 1)
    forms = draw_forms(random, year)
    rule_making = agency.level in {"province", "prefecture"} and agency.kind == "local_government"
    cells = draw_cells(random, forms, rule_making=rule_making, empties=empties)
    prose = write_prose(random, agency, year, {cell.key: cell for cell in cells})
    return Truth(seed, agency, year, published(random, year), forms, cells, prose)
