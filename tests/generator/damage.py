"""What goes wrong with tables on the way: damages to sheets, used by the destructive styles of every format.

A damage takes a sheet and returns the damaged one. The expected values stay those of the truth: a reader may say that a
cell is unread, it may not say another number.
"""

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.generator.layout import Row, Sheet, Slot

Damage = Callable[[Sheet, Random], Sheet]


def _data_rows(sheet: Sheet) -> list[int]:
    return [y for y, row in enumerate(sheet.rows) if any(slot.key for slot in row)]


def _with_rows(sheet: Sheet, rows: list[Row]) -> Sheet:
    return replace(sheet, rows=tuple(rows))


def cell_removed(sheet: Sheet, random: Random) -> Sheet:
    """One cell of some rows is gone: what stands right of it moves left."""
    rows = list(sheet.rows)
    candidates = _data_rows(sheet)
    for y in random.sample(candidates, max(1, len(candidates) // 3)):
        places = [x for x, slot in enumerate(rows[y]) if slot.key]
        gone = random.choice(places)
        rows[y] = rows[y][:gone] + rows[y][gone + 1 :]
    return _with_rows(sheet, rows)


def blanks_vanished(sheet: Sheet, _: Random) -> Sheet:
    """Every blank value cell is gone, as in old text extractions."""
    return _with_rows(sheet, [tuple(s for s in row if s.text or s.kind != "value") for row in sheet.rows])


def row_removed(sheet: Sheet, random: Random) -> Sheet:
    """One row that opens no group is gone, the row spans above it still count it."""
    candidates = [y for y in _data_rows(sheet) if not any(slot.kind == "group" for slot in sheet.rows[y])]
    gone = random.choice(candidates)
    return _with_rows(sheet, [row for y, row in enumerate(sheet.rows) if y != gone])


def truncated(sheet: Sheet, random: Random) -> Sheet:
    """The table breaks off."""
    keep = random.randrange(max(1, len(sheet.rows) // 3), len(sheet.rows))
    return _with_rows(sheet, list(sheet.rows[:keep]))


def rows_shuffled(sheet: Sheet, random: Random) -> Sheet:
    """Two rows with labels of their own have changed places, labels and values together."""
    candidates = [
        y
        for y in _data_rows(sheet)
        if sheet.table != "dispute" and not any(slot.kind == "group" for slot in sheet.rows[y])
    ]
    if len(candidates) < 2:
        return sheet
    shape = {y: tuple(slot.columns for slot in sheet.rows[y]) for y in candidates}
    first = random.choice(candidates)
    partners = [y for y in candidates if y != first and shape[y] == shape[first]]
    if not partners:
        return sheet
    second = random.choice(partners)
    rows = list(sheet.rows)
    rows[first], rows[second] = rows[second], rows[first]
    return _with_rows(sheet, rows)


def columns_swapped(sheet: Sheet, random: Random) -> Sheet:
    """Two applicant columns of table three have changed places, header and values together."""
    if sheet.table != "application" or not sheet.head:
        return sheet
    left = random.randrange(1, 5)
    rows = list(sheet.rows)
    header = list(rows[2])
    offset = 1 if header[0].kind == "filler" else 0
    a, b = left - 1 + offset, left + offset
    header[a], header[b] = header[b], header[a]
    rows[2] = tuple(header)
    for y in _data_rows(sheet):
        start = next(x for x, slot in enumerate(rows[y]) if slot.key)
        row = list(rows[y])
        row[start + left], row[start + left + 1] = row[start + left + 1], row[start + left]
        rows[y] = tuple(row)
    return _with_rows(sheet, rows)


def column_missing(sheet: Sheet, random: Random) -> Sheet:
    """One applicant column of table three is not printed."""
    if sheet.table != "application":
        return sheet
    gone = random.randrange(1, 6)
    rows = []
    for y, row in enumerate(sheet.rows):
        start = next((x for x, slot in enumerate(row) if slot.key), None)
        if y == 2 and sheet.head:
            rows.append(tuple(slot for x, slot in enumerate(row) if x != gone - 1))
        elif start is not None:
            rows.append(tuple(slot for x, slot in enumerate(row) if x != start + gone))
        else:
            rows.append(tuple(replace(s, columns=s.columns - 1) if s.columns in {5, 7} else s for s in row))
    return replace(sheet, rows=tuple(rows), width=sheet.width - 1)


def subtotal_added(sheet: Sheet, _: Random) -> Sheet:
    """A column 小计 of the organisations that the form does not have stands before 总计."""
    if sheet.table != "application":
        return sheet
    rows = []
    for y, row in enumerate(sheet.rows):
        start = next((x for x, slot in enumerate(row) if slot.key), None)
        if start is not None:
            parts = [slot.text for slot in row[start + 1 : start + 6]]
            number = str(sum(int(text) for text in parts if text.isdigit()))
            rows.append((*row[: start + 6], Slot(number, "value"), row[start + 6]))
        elif y == 2:
            rows.append((*row, Slot("小计", "header")))
        else:
            rows.append(tuple(replace(s, columns=s.columns + 1) if s.columns in {5, 7} else s for s in row))
    return replace(sheet, rows=tuple(rows), width=sheet.width + 1)


def _texts(sheet: Sheet, change: Callable[[Slot], str]) -> Sheet:
    return _with_rows(
        sheet, [tuple(replace(slot, text=change(slot)) if slot.key else slot for slot in row) for row in sheet.rows]
    )


def letters_for_digits(sheet: Sheet, random: Random) -> Sheet:
    """Some digits are letters or signs that look like them."""
    looks = {"0": "Oo〇○", "1": "lI", "5": "S", "8": "B"}

    def change(slot: Slot) -> str:
        if random.random() < 0.85:
            return slot.text
        return "".join(random.choice(looks[char]) if char in looks else char for char in slot.text)

    return _texts(sheet, change)


def numbers_merged(sheet: Sheet, random: Random) -> Sheet:
    """Two neighbours stand in one cell, the next cell is empty."""
    rows = list(sheet.rows)
    for y in _data_rows(sheet):
        places = [x for x, slot in enumerate(rows[y]) if slot.key and slot.text]
        pairs = [x for x in places if x + 1 in places]
        if pairs and random.random() < 0.3:
            x = random.choice(pairs)
            row = list(rows[y])
            joiner = random.choice((" ", "\n", "、"))
            row[x] = replace(row[x], text=row[x].text + joiner + row[x + 1].text)
            row[x + 1] = replace(row[x + 1], text="")
            rows[y] = tuple(row)
    return _with_rows(sheet, rows)


def labels_lost(sheet: Sheet, random: Random) -> Sheet:
    """Some row labels are gone, the values stay in place."""
    rows = [
        tuple(replace(s, text="") if s.kind == "label" and random.random() < 0.4 else s for s in row)
        for row in sheet.rows
    ]
    return _with_rows(sheet, rows)


def headers_invented(sheet: Sheet, _: Random) -> Sheet:
    """The lower header row of table three holds invented names (shuyang-county-2025)."""
    if sheet.table != "application" or not sheet.head:
        return sheet
    rows = list(sheet.rows)
    rows[2] = tuple(replace(slot, text=f"数据{n}") for n, slot in enumerate(rows[2], start=1))
    return _with_rows(sheet, rows)
