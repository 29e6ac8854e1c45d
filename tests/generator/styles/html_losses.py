"""Destructive HTML styles: a page with real markup whose tables lost something. No wrong value is all that is asked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from pipelines.model import CellState, DocumentStatus
from tests.generator import damage
from tests.generator.cells import TrueCell
from tests.generator.layout import Look, Sheet
from tests.generator.styles.base import Rendering, style
from tests.generator.styles.html import html_report
from tests.generator.truth import Truth

HONEST = frozenset({CellState.BLANK, CellState.TEXT, CellState.UNREADABLE})


def lossy(rendering: Rendering, truth: Truth) -> Rendering:
    """The rendering with the expectation of a destructive style: all cells of the truth, or an honest nothing."""
    return replace(
        rendering,
        expected=dict(truth.by_key),
        tolerated=dict.fromkeys(truth.by_key, HONEST),
        statuses=frozenset(DocumentStatus),
        says=frozenset(),
    )


def _damaged(change: damage.Damage) -> Callable[[Truth, Random], Rendering]:
    def render(truth: Truth, random: Random) -> Rendering:
        def split(sheet: Sheet) -> Sequence[Sheet]:
            return (change(sheet, random),)

        return lossy(html_report(truth, split=split), truth)

    return render


for _name, _about, _change in (
    ("cell_removed", "one cell of some rows is gone, the rest moved left", damage.cell_removed),
    ("blanks_vanished", "blank cells are gone, the rest moved left", damage.blanks_vanished),
    ("row_removed", "a row is gone", damage.row_removed),
    ("truncated", "the tables break off", damage.truncated),
    ("rows_shuffled", "two rows have changed places with their labels", damage.rows_shuffled),
    ("columns_swapped", "two columns have changed places with their headers", damage.columns_swapped),
    ("column_missing", "an applicant column is not printed", damage.column_missing),
    ("subtotal_added", "a subtotal column that the form does not have", damage.subtotal_added),
    ("letters_for_digits", "O for 0, l for 1", damage.letters_for_digits),
    ("numbers_merged", "two numbers in one cell", damage.numbers_merged),
    ("labels_lost", "row labels are gone", damage.labels_lost),
):
    style("html", _name, _about, faithful=False)(_damaged(_change))


@style("html", "money_without_unit", "采购总金额 without any unit: 元 or 万元, nobody knows", faithful=False)
def money_without_unit(truth: Truth, _: Random) -> Rendering:
    def dress(cell: TrueCell) -> str:
        return cell.printed.removesuffix("元").removesuffix("万") if cell.unit == "元" else cell.printed

    return lossy(html_report(truth, look=Look(dress=dress)), truth)
