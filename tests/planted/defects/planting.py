"""What a planted defect is, and the pieces that all kinds are made of.

A kind is a function from a clean truth to a `Planting`, or to None where this truth has no place for such a defect. The
last document of a planting is the one that is wrong, unless `is_mutual`. What must be found is written by hand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from random import Random

from pipelines.model import CellState, Fact, Figure, Identity, ParsedDocument, Report, Section, TableCode
from pipelines.parse.signature import sign
from tests.generator.cells import TrueCell
from tests.generator.forms import CHANNELS, PARTS, FormVersion, Key
from tests.generator.prose import published, write_prose
from tests.generator.truth import Truth, seeded

Finding = tuple[str, str]
Values = dict[Key, Decimal | int | None]
NIGHT = datetime(2026, 1, 10, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit that a planting needs: which of its documents was found, where and when; None for a page that is gone."""

    document: int | None
    url: str
    at: datetime = NIGHT


@dataclass(frozen=True, slots=True)
class Planting:
    """Documents with one defect.

    Attributes:
        documents: of one body, or of bodies whose names differ; the last one has the defect.
        finding: check and subject that must fail.
        besides: checks that may fail as well, because the defect breaks their claim too.
        is_mutual: whether the finding is true of every document, as of two that are alike.
        seen: visits, where the defect lies in them.
    """

    documents: tuple[ParsedDocument, ...]
    finding: Finding
    besides: frozenset[str] = frozenset()
    is_mutual: bool = False
    seen: tuple[Seen, ...] = ()


Find = Callable[[Truth, Random], Planting | None]
DEFECTS: dict[str, Find] = {}


def defect(find: Find) -> Find:
    """Register a kind by its name."""
    DEFECTS[find.__name__] = find
    return find


def planted(document: ParsedDocument, check: str, subject: str, *besides: str) -> Planting:
    """A single document with its finding."""
    return Planting((document,), (check, subject), frozenset(besides))


def report_of(document: ParsedDocument) -> Report:
    if document.report is None:
        raise ValueError("a truth always gives a report")
    return document.report


def told(truth: Truth, random: Random) -> ParsedDocument:
    """The document of this truth, its prose written anew for the cells that it has now."""
    prose = write_prose(random, truth.agency, truth.year, truth.by_key)
    return replace(truth, prose=prose).to_parsed_document()


def with_values(truth: Truth, values: Values) -> Truth:
    """The truth with other numbers in some cells; None empties a cell."""
    return truth.with_cells({key: _cell(truth.by_key[key], value) for key, value in values.items()})


def with_words(truth: Truth, key: Key, words: str) -> Truth:
    """The truth with words where this cell has its number."""
    cell = replace(truth.by_key[key], value=None, state=CellState.TEXT, printed=words)
    return truth.with_cells({key: cell})


def _cell(cell: TrueCell, value: Decimal | int | None) -> TrueCell:
    if value is None:
        return replace(cell, value=None, state=CellState.BLANK, printed="")
    return replace(cell, value=Decimal(value), state=CellState.NUMBER, printed=str(value))


def number(truth: Truth, table: TableCode, row: str, column: str) -> int:
    """A count; zero where the form has no such cell or the cell no number."""
    cell = truth.by_key.get((table, row, column))
    return 0 if cell is None or cell.value is None else int(cell.value)


def total(truth: Truth, row: str) -> int:
    """总计 of a row of table three."""
    return number(truth, "application", row, "total")


def usual_form(year: int) -> FormVersion:
    return "2019" if year <= 2020 else "2021"


def has_no_applications(truth: Truth) -> bool:
    return not any(cell.value for cell in truth.cells if cell.table == "application")


def without(document: ParsedDocument, is_lost: Callable[[Fact], bool]) -> ParsedDocument:
    """The document without the rows that were lost."""
    report = report_of(document)
    facts = tuple(fact for fact in report.facts if not is_lost(fact))
    return replace(document, report=replace(report, facts=facts))


def of(document: ParsedDocument, identity: Identity) -> ParsedDocument:
    return replace(document, report=replace(report_of(document), identity=identity))


def with_sections(document: ParsedDocument, sections: Iterable[Section]) -> ParsedDocument:
    """The document with other sections, its signature made anew."""
    report = report_of(document)
    kept = tuple(sections)
    return replace(document, report=replace(report, sections=kept, prose=sign(kept, report.identity)))


def with_text(document: ParsedDocument, no: int, text: str) -> ParsedDocument:
    """The document with another text in one section."""
    sections = report_of(document).sections
    return with_sections(document, (replace(each, text=text) if each.no == no else each for each in sections))


def with_sentence(document: ParsedDocument, no: int, sentence: str) -> ParsedDocument:
    """The document with one sentence more in one section."""
    text = next(each.text for each in report_of(document).sections if each.no == no)
    return with_text(document, no, f"{text}\n{sentence}")


def with_figures(document: ParsedDocument, figures: Iterable[Figure], *, without: str = "-") -> ParsedDocument:
    """The document with these figures behind those that it has; `without` leaves out indicators that begin so."""
    report = report_of(document)
    kept = (figure for figure in report.figures if not (figure.indicator or "").startswith(without))
    return replace(document, report=replace(report, figures=(*kept, *figures)))


def figure(indicator: str, value: int | Decimal | str, unit: str = "件", section: int = 1, context: str = "") -> Figure:
    """A figure as a perfect reader gives it."""
    raw = f"{value}{unit}"
    return Figure(
        section, raw, Decimal(value), unit, "exact", indicator, in_scope=True, context=context or raw, locator="line 9"
    )


def year_before(truth: Truth) -> Truth | None:
    """The report of the year before, from which everything of this one follows; None where there can be none.

    Its table three carries forward, for each applicant, what this one carries in; its documents and items are those
    that this one goes on from; its outcomes are others, so that no table is that of another year.
    """
    form = truth.forms["disclosure"]
    if truth.year in {2019, 2021} or any(usual_form(truth.year) != each for each in truth.forms.values()):
        return None
    values: Values = {}
    for column in (*PARTS, "total"):
        carried = number(truth, "application", "carried_in", column)
        more = 2 if column in {"natural_person", "total"} else 0
        processed = number(truth, "application", "total_processed", column) + more
        values["application", "granted", column] = number(truth, "application", "granted", column) + more
        values["application", "total_processed", column] = processed
        values["application", "carried_forward", column] = carried
        values["application", "carried_in", column] = 0
        values["application", "received_new", column] = processed + carried
    if form == "2021":
        for row in ("regulations", "normative_documents"):
            issued, repealed, stock = (
                number(truth, "disclosure", row, column) for column in ("issued", "repealed", "in_force")
            )
            if stock - issued + repealed < 0:
                return None
            values["disclosure", row, "in_force"] = stock - issued + repealed
            values["disclosure", row, "issued"] = values["disclosure", row, "repealed"] = 0
    else:
        for row in ("licences", "other_services", "penalties", "compulsory_measures"):
            values["disclosure", row, "items_change"] = 0
    disputes = sum(number(truth, "dispute", channel, "total") for channel in CHANNELS)
    if disputes > total(truth, "received_new") + total(truth, "carried_in") + int(
        values["application", "received_new", "total"] or 0
    ):
        return None
    year = truth.year - 1
    published_on = published(seeded(truth.seed), year).replace(month=1)
    return with_values(replace(truth, year=year, published_on=published_on), values)


def of_two_years(before: Truth, now: Truth, random: Random, check: str, subject: str, *besides: str) -> Planting:
    """Both years with their prose, the later one wrong."""
    return Planting((told(before, random), told(now, random)), (check, subject), frozenset(besides))
