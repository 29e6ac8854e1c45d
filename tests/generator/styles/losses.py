"""Destructive text styles: what extractors lose. No wrong value is all that is asked."""

from collections.abc import Callable, Sequence
from random import Random

from tests.generator import damage, dialects
from tests.generator.dialects import Dialect
from tests.generator.layout import Sheet, expanded
from tests.generator.styles.base import Rendering, style
from tests.generator.styles.html_losses import lossy
from tests.generator.styles.text import text_report
from tests.generator.truth import Truth


def _damaged(dialect: Dialect, change: damage.Damage) -> Callable[[Truth, Random], Rendering]:
    def render(truth: Truth, random: Random) -> Rendering:
        def split(sheet: Sheet) -> Sequence[Sheet]:
            return (change(sheet, random),)

        return lossy(text_report(truth, dialect, split=split, normal=random.random() < 0.5), truth)

    return render


for _name, _about, _dialect, _change in (
    ("a_blanks_vanished", "dialect A, blank cells gone", dialects.cell_per_line, damage.blanks_vanished),
    ("b_blanks_vanished", "dialect B, blank cells gone (yueyang)", dialects.row_per_line, damage.blanks_vanished),
    ("f_blanks_vanished", "bare lines, blank cells gone", dialects.bare_lines, damage.blanks_vanished),
    ("g_blanks_vanished", "tabs, blank cells gone", dialects.tabs, damage.blanks_vanished),
    ("spaced_blanks_vanished", "a PDF text layer with blank cells", dialects.spaced_rows, damage.blanks_vanished),
    ("a_cell_removed", "dialect A, single cells gone", dialects.cell_per_line, damage.cell_removed),
    ("a2_cell_removed", "dialect A2, single cells gone", dialects.separator_lines, damage.cell_removed),
    ("c_cell_removed", "dialect C, single cells gone", dialects.row_without_pads, damage.cell_removed),
    ("f_cell_removed", "bare lines, single cells gone", dialects.bare_lines, damage.cell_removed),
    ("a_truncated", "dialect A, tables break off", dialects.cell_per_line, damage.truncated),
    ("f_rows_shuffled", "bare lines, two rows changed places", dialects.bare_lines, damage.rows_shuffled),
    ("c_columns_swapped", "dialect C, two columns changed places", dialects.row_without_pads, damage.columns_swapped),
    ("f_column_missing", "bare lines, one applicant column missing", dialects.bare_lines, damage.column_missing),
    ("c_letters", "dialect C, letters for digits", dialects.row_without_pads, damage.letters_for_digits),
    ("f_labels_lost", "bare lines, row labels gone", dialects.bare_lines, damage.labels_lost),
):
    style("text", _name, _about, faithful=False)(_damaged(_dialect, _change))


@style("text", "duplicates_removed", "every line only once, the rest gone (xiongxian-town-2019)", faithful=False)
def duplicates_removed(truth: Truth, _: Random) -> Rendering:
    return lossy(text_report(truth, dialects.bare_lines, edit=lambda lines: list(dict.fromkeys(lines))), truth)


@style("text", "neighbours_removed", "equal neighbouring lines only once", faithful=False)
def neighbours_removed(truth: Truth, _: Random) -> Rendering:
    def edit(lines: list[str]) -> list[str]:
        return [line for place, line in enumerate(lines) if place == 0 or line != lines[place - 1]]

    return lossy(text_report(truth, dialects.bare_lines, edit=edit), truth)


@style("text", "empty_lines_removed", "bare lines with blanks, then all empty lines removed", faithful=False)
def empty_lines_removed(truth: Truth, _: Random) -> Rendering:
    return lossy(text_report(truth, dialects.bare_lines, edit=lambda lines: [x for x in lines if x.strip()]), truth)


@style("text", "column_by_column", "table cells in column order, as some PDF extractors give them", faithful=False)
def column_by_column(truth: Truth, _: Random) -> Rendering:
    def columns(sheet: Sheet) -> list[str]:
        grid = expanded(sheet)
        slots = [grid[y][x] for x in range(sheet.width) for y in range(len(grid))]
        return [dialects.one_line(slot) for slot in slots if slot is not None and slot.text]

    return lossy(text_report(truth, columns), truth)


@style("text", "labels_then_values", "all labels of a table first, all values after them", faithful=False)
def labels_then_values(truth: Truth, _: Random) -> Rendering:
    def apart(sheet: Sheet) -> list[str]:
        slots = [slot for row in sheet.rows for slot in row if slot.text]
        return [
            *(dialects.one_line(slot) for slot in slots if slot.kind != "value"),
            *(slot.text for slot in slots if slot.kind == "value"),
        ]

    return lossy(text_report(truth, apart), truth)


@style("text", "lines_lost", "one line in sixty is gone anywhere in the file", faithful=False)
def lines_lost(truth: Truth, random: Random) -> Rendering:
    def edit(lines: list[str]) -> list[str]:
        return [line for line in lines if random.random() > 1 / 60]

    return lossy(text_report(truth, dialects.bare_lines, edit=edit), truth)
