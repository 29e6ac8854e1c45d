"""The three statutory tables as sheets: rows of slots with spans, before any format.

Goes in: a truth and a `Look` (what varies in geometry and labels). Comes out: one `Sheet` per printed table. Every
surface (HTML, text, Markdown, PDF, DOCX) prints the same sheets, so that a geometry is one option, not five renderers.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from pipelines.model import TableCode
from tests.generator.cells import TrueCell
from tests.generator.forms import (
    APPLICANTS,
    ARTICLES,
    CARRIED_FORWARD,
    CARRIED_IN,
    CHANNELS,
    CORNER,
    DISPUTE_KEYS,
    MEASURES,
    RECEIVED_NEW,
    RESULT_GROUP,
    RESULTS,
    TOTAL_PROCESSED,
    Key,
    outcomes,
)
from tests.generator.truth import Truth

Kind = Literal["band", "header", "group", "label", "value", "filler"]


@dataclass(frozen=True, slots=True)
class Slot:
    """A printed cell; `key` names the cell of the form that it holds, a line break in `text` is a printed one."""

    text: str
    kind: Kind
    rows: int = 1
    columns: int = 1
    key: Key | None = None


Row = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed table. `head` rows open it; each row lists only the slots that begin in it, as HTML does."""

    table: TableCode
    width: int
    rows: tuple[Row, ...]
    head: int = 0

    def keys(self) -> frozenset[Key]:
        """Cells of the form that stand on this sheet."""
        return frozenset(slot.key for row in self.rows for slot in row if slot.key is not None)


Groups = Literal["merged", "vertical", "repeated", "first_row", "damaged", "cut"]


@dataclass(frozen=True, slots=True)
class Look:
    """What varies in geometry and labels.

    Attributes:
        dress: how a value is printed; by default as the truth prints it.
        relabel: changes any label, header or band.
        skewed: five grid columns in table two, header and data spans differ (shanghai-office-2019).
        placeholders: empty cells in the lower header row instead of row spans (testcity-2025).
        total_low: 总计 stands in the lower header row (suijiang).
        two_line_header: 商业 over 企业 in two rows (xuwen).
        groups: how 三、本年度办理结果 and （三）-（六） are printed over their rows.
        money_header: unit printed behind 采购总金额, None for none.
        omit_articles: blocks of table two that are not printed.
        extra_row: an unofficial third row in block （一） (newton-wuhan-eco-2020).
        header: whether tables three and four have their header rows.
    """

    dress: Callable[[TrueCell], str] = lambda cell: cell.printed
    relabel: Callable[[str], str] = lambda label: label
    skewed: bool = False
    placeholders: bool = False
    total_low: bool = False
    two_line_header: bool = False
    groups: Groups = "merged"
    money_header: str | None = None
    omit_articles: tuple[str, ...] = ()
    extra_row: bool = False
    header: bool = True
    omit_tables: tuple[TableCode, ...] = field(default=())


def sheets(truth: Truth, look: Look) -> tuple[Sheet, ...]:
    """The printed tables of a report in order."""
    makers: Mapping[TableCode, Callable[[Truth, Look], Sheet]] = {
        "disclosure": disclosure_sheet,
        "application": application_sheet,
        "dispute": dispute_sheet,
    }
    return tuple(maker(truth, look) for table, maker in makers.items() if table not in look.omit_tables)


def _value(truth: Truth, look: Look, key: Key, columns: int = 1) -> Slot:
    return Slot(look.dress(truth.by_key[key]), "value", columns=columns, key=key)


_SKEWED_HEADER = {3: (1, 1, 2, 1), 2: (1, 2, 2), 1: (1, 4)}
_SKEWED_DATA = {3: (1, 2, 1, 1), 2: (1, 2, 2), 1: (1, 4)}
_STRAIGHT = {3: (1, 1, 1, 1), 2: (1, 1, 2), 1: (1, 3)}


def disclosure_sheet(truth: Truth, look: Look) -> Sheet:
    """Table two: band, header row and data rows of each block; four grid columns, five when skewed."""
    version = truth.forms["disclosure"]
    width = 5 if look.skewed else 4
    rows: list[Row] = []
    for article, items in ARTICLES[version].items():
        if article in look.omit_articles:
            continue
        columns = items[0][2]
        head_spans = _SKEWED_HEADER[len(columns)] if look.skewed else _STRAIGHT[len(columns)]
        data_spans = _SKEWED_DATA[len(columns)] if look.skewed and article in {"（五）", "（六）"} else head_spans
        rows.append((Slot(look.relabel(f"第二十条第{article}项"), "band", columns=width),))
        headers = ["信息内容", *(_measure(version, column, look) for column in columns)]
        rows.append(
            tuple(
                Slot(look.relabel(text), "header", columns=span) for text, span in zip(headers, head_spans, strict=True)
            )
        )
        for row, label, names in items:
            values = (
                _value(truth, look, ("disclosure", row, name), span)
                for name, span in zip(names, data_spans[1:], strict=True)
            )
            rows.append((Slot(look.relabel(label), "label", columns=data_spans[0]), *values))
        if article == "（一）" and look.extra_row:
            extra = Slot("其他主动公开文件（除规范性文件以外的文件）", "label", columns=data_spans[0])
            rows.append((extra, *(Slot(str(17 * n), "value", columns=s) for n, s in enumerate(data_spans[1:], 3))))
    return Sheet("disclosure", width, tuple(rows))


def _measure(version: str, column: str, look: Look) -> str:
    label = MEASURES["2019" if version == "2019" else "2021"][column]
    return (
        f"{label}（{look.money_header}）" if version == "2019" and column == "amount" and look.money_header else label
    )


def _application_head(look: Look) -> list[Row]:
    def head(text: str, rows: int = 1, columns: int = 1) -> Slot:
        return Slot(look.relabel(text), "header", rows, columns)

    organisations = [label for code, label in APPLICANTS.items() if code not in {"natural_person", "total"}]
    if look.two_line_header:
        halves = [(label[: len(label) // 2], label[len(label) // 2 :]) for label in organisations]
        return [
            (head(CORNER, 4, 3), head("申请人情况", columns=7)),
            (head("自然人", 3), head("法人或其他组织", columns=5), head("总计", 3)),
            tuple(Slot(upper, "header") for upper, _ in halves),
            tuple(Slot(lower, "header") for _, lower in halves),
        ]
    lower = tuple(head(label) for label in organisations)
    filler = Slot("", "filler")
    top = (head(CORNER, 3, 3), head("申请人情况", columns=7))
    if look.total_low:
        return [top, (head("自然人"), head("法人或其他组织", columns=5), filler), (filler, *lower, head("总计"))]
    if look.placeholders:
        return [top, (head("自然人"), head("法人或其他组织", columns=5), head("总计")), (filler, *lower, filler)]
    return [top, (head("自然人", 2), head("法人或其他组织", columns=5), head("总计", 2)), lower]


def application_sheet(truth: Truth, look: Look) -> Sheet:
    """Table three: ten grid columns, three of them labels."""

    def values(row: str) -> Iterable[Slot]:
        return (_value(truth, look, ("application", row, column)) for column in APPLICANTS)

    def label(text: str, columns: int = 1) -> Slot:
        return Slot(look.relabel(text), "label", columns=columns)

    rows = _application_head(look) if look.header else []
    head = len(rows)
    rows.append((label(RECEIVED_NEW, 3), *values("received_new")))
    rows.append((label(CARRIED_IN, 3), *values("carried_in")))
    body = outcomes(truth.forms["application"])
    results = _group(RESULT_GROUP, len(body) + 1, look)
    sizes = {name: sum(1 for other, _, _ in body if other == name) for name, _, _ in body if name}
    started: dict[str, list[tuple[Slot, ...]]] = {}
    for place, (group, row, text) in enumerate(body):
        outer = results[place]
        if not group:
            rows.append((*outer, label(text, 2), *values(row)))
            continue
        if group not in started:
            started[group] = _group(group, sizes[group], look)
        rows.append((*outer, *started[group].pop(0), label(text), *values(row)))
    rows.append((*results[len(body)], label(TOTAL_PROCESSED, 2), *values("total_processed")))
    rows.append((label(CARRIED_FORWARD, 3), *values("carried_forward")))
    return Sheet("application", 10, tuple(rows), head)


def _group(text: str, size: int, look: Look) -> list[tuple[Slot, ...]]:
    """The slots of a group label in each of its rows; empty where a span from above covers the place."""
    printed = look.relabel(text)
    if look.groups == "repeated":
        return [(Slot(printed, "group"),)] * size
    if look.groups == "first_row":
        return [(Slot(printed, "group"),), *[(Slot("", "filler"),)] * (size - 1)]
    if look.groups == "cut" and size > 1:
        upper = size // 2
        cut = len(printed) // 2
        parts = {0: Slot(printed[:cut], "group", upper), upper: Slot(printed[cut:], "group", size - upper)}
        return [(parts[place],) if place in parts else () for place in range(size)]
    if look.groups == "vertical":
        printed = "\n".join(printed)
    elif look.groups == "damaged":
        printed = printed[:3]
    return [(Slot(printed, "group", size),), *[()] * (size - 1)]


def dispute_sheet(truth: Truth, look: Look) -> Sheet:
    """Table four: fifteen grid columns, one data row without a label."""

    def head(text: str, rows: int = 1, columns: int = 1) -> Slot:
        return Slot(look.relabel(text), "header", rows, columns)

    results = tuple(RESULTS.values())
    filler = Slot("", "filler")
    channels = tuple(CHANNELS.values())
    top = (head(channels[0], columns=5), head("行政诉讼", columns=10))
    litigation = (head(channels[1], columns=5), head(channels[2], columns=5))
    twice = tuple(head(label) for label in results * 2)
    if look.placeholders:
        rows = [top, (*map(head, results), *litigation), (*[filler] * 5, *twice)]
    else:
        rows = [top, (*(head(label, 2) for label in results), *litigation), twice]
    rows = rows if look.header else []
    data = tuple(_value(truth, look, key) for key in DISPUTE_KEYS)
    return Sheet("dispute", 15, (*rows, data), len(rows))


def expanded(sheet: Sheet) -> list[list[Slot | None]]:
    """The grid: each place holds the slot that begins there, None where a span covers it."""
    grid: list[list[Slot | None]] = [[None] * sheet.width for _ in sheet.rows]
    covered = [[False] * sheet.width for _ in sheet.rows]
    for y, row in enumerate(sheet.rows):
        x = 0
        for slot in row:
            while covered[y][x]:
                x += 1
            grid[y][x] = slot
            for below in range(y, min(y + slot.rows, len(sheet.rows))):
                for right in range(x, x + slot.columns):
                    covered[below][right] = True
            x += slot.columns
    return grid


def cut(sheet: Sheet, at: int, *, carry: Literal["repeat", "empty"], header: bool) -> tuple[Sheet, Sheet]:
    """The sheet in two, the second from row `at` on; row spans that the cut crosses go on as a new slot.

    Args:
        carry: what a continued group cell prints: its text again, or nothing.
        header: whether the second part repeats the header rows.
    """
    grid = expanded(sheet)
    upper: list[Row] = []
    carried: dict[int, Slot] = {}
    for y in range(at):
        row: list[Slot] = []
        for x, slot in enumerate(grid[y]):
            if slot is None:
                continue
            if y + slot.rows > at:
                text = slot.text if carry == "repeat" else ""
                carried[x] = replace(slot, text=text, rows=y + slot.rows - at)
                slot = replace(slot, rows=at - y)
            row.append(slot)
        upper.append(tuple(row))
    first = [(x, slot) for x, slot in enumerate(grid[at]) if slot is not None]
    joined = tuple(slot for _, slot in sorted([*first, *carried.items()], key=lambda item: item[0]))
    head = sheet.rows[: sheet.head] if header else ()
    return (
        replace(sheet, rows=tuple(upper)),
        replace(sheet, rows=(*head, joined, *sheet.rows[at + 1 :]), head=len(head)),
    )


def broken_row(sheet: Sheet, at: int) -> tuple[Sheet, Sheet]:
    """The sheet in two, broken inside row `at`: the second part opens with the rest of that row's label, no values."""
    upper, lower = cut(sheet, at + 1, carry="empty", header=False)
    first, rest = [], []
    groups = [slot for slot in lower.rows[0] if slot.kind == "group" and not slot.text]
    for slot in upper.rows[at]:
        half = len(slot.text) // 2 if slot.kind == "label" else len(slot.text)
        first.append(replace(slot, text=slot.text[:half]))
        if slot.kind != "group":
            rest.append(Slot(slot.text[half:], slot.kind, columns=slot.columns))
    opening = [replace(slot, rows=slot.rows + 1) for slot in groups]
    missing = sheet.width - sum(slot.columns for slot in (*opening, *rest))
    fillers = [Slot("", "filler")] * missing
    below = tuple(slot for slot in lower.rows[0] if slot not in groups)
    return (
        replace(upper, rows=(*upper.rows[:at], tuple(first))),
        replace(lower, rows=((*opening, *fillers, *rest), below, *lower.rows[1:])),
    )


def blocks(sheet: Sheet) -> tuple[Sheet, ...]:
    """Table two as one sheet per block, without the bands."""
    parts: list[list[Row]] = []
    for row in sheet.rows:
        if row[0].kind == "band":
            parts.append([])
        else:
            parts[-1].append(row)
    return tuple(replace(sheet, rows=tuple(part)) for part in parts)
