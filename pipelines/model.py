"""The values that pass between the steps.

Everything here is frozen and knows nothing of files, networks or forms. A document goes
`bytes -> Page -> Report -> ParsedDocument`. What a document has by the
hundred is a named tuple, which is made in a third of the time of a frozen dataclass.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple

TableCode = Literal["disclosure", "application", "dispute"]
TABLE_CODES: tuple[TableCode, ...] = ("disclosure", "application", "dispute")


class DocumentStatus(StrEnum):
    """How the reading of a document ended. Every document ends in exactly one (contract, section 3)."""

    PARSED = "parsed"
    PARTIAL = "partial"
    NO_TABLES = "no_tables"
    NEEDS_OCR = "needs_ocr"
    NOT_A_REPORT = "not_a_report"
    OLD_FORM = "old_form"
    SEVERAL_REPORTS = "several_reports"
    CHALLENGE_PAGE = "challenge_page"
    UNREADABLE = "unreadable"


class CellState(StrEnum):
    """What a cell of the form holds. Only `NUMBER` has a value; blank is not zero."""

    NUMBER = "number"
    BLANK = "blank"
    SLASH = "slash"
    TEXT = "text"
    UNREADABLE = "unreadable"


class Cell(NamedTuple):
    """One cell as the document has it.

    Attributes:
        text: the print, white space folded; empty for a blank cell.
        locator: leads a person to the place, e.g. `line 72` or `page 3 table 1 row 14 column 5` (1-based).
        row_span: grid rows that the cell covers.
        column_span: grid columns that the cell covers.
        is_mended: a page break seems to have cut its row in two; were they two rows, the form would lack the next one.
    """

    text: str
    locator: str
    row_span: int = 1
    column_span: int = 1
    is_mended: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with proven geometry: spans expanded, so that every row has the same length.

    A cell that spans several places stands in each of them as the same object. None marks a place
    that no cell of the document covers.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    locator: str


@dataclass(frozen=True, slots=True)
class Run:
    """Cells of flattened text in reading order, row ends unproven.

    Attributes:
        lines: one entry per line of the source that belongs to the table, each with the cells printed on it.
            An empty cell text is a cell marker without print: a blank cell or padding, which only the form decides.
    """

    lines: tuple[tuple[Cell, ...], ...]
    locator: str


class Paragraph(NamedTuple):
    """A line or paragraph of prose outside tables.

    Attributes:
        text: raw text, outer white space stripped, not normalised (full-width commas are evidence for numbers).
        locator: `line 5`, `page 2 line 7` or `paragraph 12`.
        heading_level: 1-6 where the markup says heading, else None.
    """

    text: str
    locator: str
    heading_level: int | None = None


Block = Paragraph | Grid | Run


@dataclass(frozen=True, slots=True)
class Page:
    """A document as read: no forms, no meaning yet.

    Attributes:
        media_type: what the bytes are, e.g. `text/html`; decided by content, not by name.
        title: title of the document where its markup or metadata has one.
        meta: name and value pairs from meta tags and the metadata panel, in order, names as printed.
        blocks: prose and tables in reading order.
        issues: what the reader could not do.
    """

    media_type: str
    title: str | None
    meta: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    issues: tuple["Issue", ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Prose only, in reading order."""
        return (block for block in self.blocks if isinstance(block, Paragraph))


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that could not be read, a row of `quality.parse_issue`.

    Attributes:
        kind: a code, e.g. `missing_block`, `missing_row`, `missing_table`, `unalignable_row`, `agency_unknown`.
        subject: what it is about, e.g. `disclosure 第二十条第（五）项`.
        detail: a sentence for a person: what was expected, what was found.
        locator: where, None when the thing is absent.
    """

    kind: str
    subject: str
    detail: str
    locator: str | None = None


class Fact(NamedTuple):
    """One cell of a national form in contract codes.

    Attributes:
        value: the number, None unless the state is `number`. Money in 元, counts as integers.
        unit: 件, 项 or 元.
        raw: the print.
    """

    table: TableCode
    row: str
    column: str
    value: Decimal | None
    unit: str
    state: CellState
    raw: str
    locator: str


class Figure(NamedTuple):
    """A quantity in the prose.

    Attributes:
        section: ordinal of the section, 0 before the first heading.
        value: in base units: 149.8万元 is 1498000 with unit 元.
        qualifier: `exact`, `at_least`, `at_most` or `approx`.
        indicator: code of the taxonomy (domain, 5.2), None when unknown.
        in_scope: whether it is about information disclosure at all.
        modality: `reported` or `planned`.
        scope: whose quantity it is, as its paragraph says: `own_organ`, `government_aggregate`, `region_aggregate`, or
            `unknown` where nothing says so. A report may state several.
    """

    section: int
    raw: str
    value: Decimal
    unit: str
    qualifier: Literal["exact", "at_least", "at_most", "approx"]
    indicator: str | None
    in_scope: bool
    context: str
    locator: str
    modality: Literal["reported", "planned"] = "reported"
    scope: Literal["own_organ", "government_aggregate", "region_aggregate", "unknown"] = "unknown"


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the report: ordinal 1-6 of the national outline, title as printed without its ordinal."""

    no: int
    title: str
    locator: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who reports, for which year. None is an honest answer; nothing is guessed.

    Attributes:
        adcode: division code valid in the report year.
        level: `central`, `province`, `prefecture`, `county`, `township`, or None.
        kind: `local_government`, `government_office`, `department`, `township`, `functional_zone`, `vertical`,
            `state_council_dept`, `mass_org`, `enterprise`, or None.
        scope: `own_organ`, `government_aggregate`, `region_aggregate` or `unknown`.
    """

    agency: str | None = None
    adcode: str | None = None
    year: int | None = None
    title: str | None = None
    published_on: date | None = None
    level: str | None = None
    kind: str | None = None
    scope: str = "unknown"


@dataclass(frozen=True, slots=True)
class TableReading:
    """How one statutory table was read.

    Attributes:
        form: form version of this table, `2019` or `2021`; reports mix them.
        method: the reading that gave the facts, `grid` or `sequence`.
        second_method: the independent second reading, None where the format allows only one.
        differing_cells: cells on which both readings have a value and differ, or one is unreadable.
    """

    table: TableCode
    form: str
    method: str
    second_method: str | None = None
    differing_cells: int = 0


@dataclass(frozen=True, slots=True)
class ProseSignature:
    """What the prose of a report is compared by, without being kept once more.

    Attributes:
        character_count: characters of the prose, names, white space and punctuation aside.
        text_hash: hash of the prose without names of bodies and regions; numbers count.
        minhash: MinHash over shingles of the prose in which names, numbers and dates are masked.
        bands: hashes over eight values of it each; texts that are much alike have one of them in common.
    """

    character_count: int
    text_hash: str
    minhash: tuple[int, ...]
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What a document says, in contract codes."""

    identity: Identity
    readings: tuple[TableReading, ...] = ()
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    sections: tuple[Section, ...] = ()
    prose: ProseSignature | None = None

    def form(self, table: TableCode) -> str | None:
        """Form version of a table, None when the document does not have the table."""
        return next((reading.form for reading in self.readings if reading.table == table), None)


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known about a document from outside it: evidence for its identity, never proof.

    Attributes:
        url: where it was published.
        link_title: text of the link that led to it.
        link_date: date printed beside the link.
        portal_adcode: division code of the portal.
        agency: who reports, as claimed by the person who dropped the file in.
        year: report year, as claimed.
    """

    url: str | None = None
    link_title: str | None = None
    link_date: date | None = None
    portal_adcode: str | None = None
    agency: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """The whole result for one document: what `gongkai parse` prints and the parsed Parquet holds."""

    document_id: str
    media_type: str
    byte_count: int
    status: DocumentStatus
    report: Report | None = None
    issues: tuple[Issue, ...] = ()
