"""Pixels of a scanned page -> upright grey picture, ruling lines, cells cut out.

In: a page as grey values. Out: arrays and lines. The one idea: a ruling line is a run of dark pixels longer than any
stroke of a character; runs are found for a whole page at once with running sums, no image library is needed.
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import numpy.typing as npt
from PIL import Image

from pipelines.read.ocr_engine import Grey
from pipelines.read.pdf_page import Rule, Rules

DPI = 300
POINTS = 72 / DPI
"""Points in a pixel."""

Ink = npt.NDArray[np.bool_]

# Pixels at 300 dpi. A stroke of a character of 9 points has at most 38, a row of a table at least 50.
_SHORTEST_UPRIGHT = 44
_SHORTEST_ACROSS = 60
_SHORTEST_PIECE = 4
# Pixels looked at together: the sums over them take twenty times their memory.
_STRIP = 1_000_000
_MOST_PIECES = 4000
_TOUCHING = 4
_NARROWEST_TABLE = 150
_GREATEST_TILT = 2.0
_TILT_STEP = 0.1
_TILT_SCALE = 4
# Dust: a cell with no more dark pixels than this is blank; the dot of a decimal has a dozen.
_DUST = 8
# Levels of grey between paper and print at least; a page with less has none. What is lighter than this share is paper.
_FAINTEST = 40
_PAPER = 0.85
_EDGE = 4
_EDGE_DARK = 0.5
_MARGIN = 14


def threshold(grey: Grey) -> int:
    """The grey value that parts ink from paper best (Otsu 1979)."""
    counts = np.array(Image.fromarray(grey).histogram(), dtype=float)
    weights = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    rest = weights[-1] - weights
    valid = (weights > 0) & (rest > 0)
    if not valid.any():
        return 0
    between = np.zeros(256)
    means = sums[valid] / weights[valid] - (sums[-1] - sums[valid]) / rest[valid]
    between[valid] = weights[valid] * rest[valid] * means**2
    return int(between.argmax())


def ink_of(grey: Grey) -> Ink:
    """Where the page is printed. A page without contrast has no ink."""
    if int(grey.max(initial=0)) - int(grey.min(initial=255)) < _FAINTEST:
        return np.zeros(grey.shape, dtype=bool)
    return np.asarray(grey <= min(threshold(grey), 200))


def whitened(grey: Grey) -> Grey:
    """The page with white paper and black print: the grey of paper makes edges around cells that are cut out."""
    black, paper = float(grey.min(initial=255)), float(np.median(grey[::4, ::4]))
    if paper - black < _FAINTEST:
        return np.full_like(grey, 255)
    levels = (np.arange(256) - black) * (255 / (_PAPER * (paper - black)))
    return np.asarray(levels.clip(0, 255).astype(np.uint8)[grey])


def straightened(grey: Grey) -> Grey:
    """The page turned upright, when it was laid on the scanner with a tilt of up to two degrees."""
    small = ink_of(grey[::_TILT_SCALE, ::_TILT_SCALE])
    picture = Image.fromarray(np.where(small, 255, 0).astype(np.uint8))
    tilts = np.arange(-_GREATEST_TILT, _GREATEST_TILT + _TILT_STEP / 2, _TILT_STEP)
    # Lines of print that run along the rows of pixels make these rows as different as they can be.
    contrast = [np.var(np.asarray(picture.rotate(float(tilt))).sum(axis=1, dtype=np.int64)) for tilt in tilts]
    tilt = float(tilts[int(np.argmax(contrast))])
    if abs(tilt) < _TILT_STEP / 2 or max(contrast) < 1.02 * contrast[len(tilts) // 2]:
        return grey
    turned = Image.fromarray(grey).rotate(tilt, resample=Image.Resampling.BICUBIC, fillcolor=255)
    return np.asarray(turned)


def ruling_lines(ink: Ink) -> Rules:
    """Ruling lines of the tables of a page, in points. A page with more of them than any form is a drawing."""
    across = list(islice(_lines(ink, _SHORTEST_ACROSS), _MOST_PIECES))
    upright = list(islice(_lines(np.ascontiguousarray(ink.T), _SHORTEST_UPRIGHT), _MOST_PIECES))
    if not across or not upright or len(across) + len(upright) >= _MOST_PIECES:
        return Rules()
    kept = _in_tables(across, upright)
    return Rules(
        [rule for rule, keep in zip(across, kept, strict=False) if keep],
        [rule for rule, keep in zip(upright, kept[len(across) :], strict=True) if keep],
    )


def _in_tables(across: list[Rule], upright: list[Rule]) -> npt.NDArray[np.bool_]:
    """Which lines hang together as something wider than any character; strokes of a heading do not.

    Lines hang together when their boxes touch.
    """
    places = np.array([(rule.start, rule.position, rule.end, rule.position) for rule in across])
    places = np.concatenate([places, [(rule.position, rule.start, rule.position, rule.end) for rule in upright]])
    left, top, right, bottom = places.T
    reach = _TOUCHING * POINTS
    labels = np.arange(len(places), dtype=np.int16)
    touching = (left[:, None] <= right + reach) & (right[:, None] >= left - reach)
    touching &= (top[:, None] <= bottom + reach) & (bottom[:, None] >= top - reach)
    while True:
        lowest = np.where(touching, labels, np.int16(len(labels))).min(axis=1)
        lowest = lowest[lowest]
        if (lowest == labels).all():
            break
        labels = lowest
    wide = [np.ptp(np.concatenate([left[labels == label], right[labels == label]])) for label in labels]
    return np.array(wide) >= _NARROWEST_TABLE * POINTS


def _lines(ink: Ink, shortest: int) -> Iterator[Rule]:
    """Runs along the rows that are at least so long, as the upper edges of the lines that they make up."""
    mask = np.zeros_like(ink)
    rows = max(1, _STRIP // max(1, ink.shape[1]))
    for start in range(0, len(ink), rows):
        mask[start : start + rows] = _runs(ink[start : start + rows], shortest)
    mask[:-1] |= mask[1:]
    edges = mask.copy()
    edges[1:] &= ~mask[:-1]
    for row in np.flatnonzero(edges.any(axis=1)):
        steps = np.flatnonzero(np.diff(np.concatenate(([0], edges[row].astype(np.int8), [0]))))
        for start, end in zip(steps[::2], steps[1::2], strict=True):
            if end - start >= _SHORTEST_PIECE:
                yield Rule((int(row) + 1) * POINTS, int(start) * POINTS, int(end) * POINTS)


def _runs(ink: Ink, shortest: int) -> Ink:
    """Of each row the pixels that belong to a run of at least so many: an opening along the rows."""
    height, width = ink.shape
    if width < shortest:
        return np.zeros_like(ink)
    sums = np.zeros((height, width + 1), dtype=np.int32)
    np.cumsum(ink, axis=1, out=sums[:, 1:])
    begins = sums[:, shortest:] - sums[:, :-shortest] == shortest
    marks = np.zeros((height, width + 1), dtype=np.int32)
    marks[:, : begins.shape[1]] += begins
    marks[:, shortest:] -= begins
    return np.asarray(np.cumsum(marks[:, :width], axis=1) > 0)


def cut_out(grey: Grey, ink: Ink, box: tuple[float, float, float, float]) -> Grey | None:
    """The print of a cell with a white margin around it; None for a cell without ink.

    Args:
        grey: the page.
        ink: its ink.
        box: left, top, right, bottom of the cell in points.
    """
    left, top, right, bottom = (round(edge / POINTS) for edge in box)
    left, top = max(left, 0), max(top, 0)
    inside, dark = grey[top:bottom, left:right], ink[top:bottom, left:right].copy()
    for side in (dark, dark[::-1], dark.T, dark.T[::-1]):
        _clear_edge(side)
    if dark.sum() <= _DUST:
        return None
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    first, last, near, far = rows[0], rows[-1] + 1, columns[0], columns[-1] + 1
    picture = np.full((last - first + 2 * _MARGIN, far - near + 2 * _MARGIN), 255, dtype=np.uint8)
    picture[_MARGIN:-_MARGIN, _MARGIN:-_MARGIN] = inside[first:last, near:far]
    return picture


def _clear_edge(dark: Ink) -> None:
    """Take away what is left of the ruling line along the upper edge of a cell."""
    dark[:_EDGE] = False
    for row in range(_EDGE, min(3 * _EDGE, len(dark))):
        if dark[row].mean() < _EDGE_DARK:
            return
        dark[row] = False


def without(grey: Grey, boxes: list[tuple[float, float, float, float]]) -> Grey:
    """The page with some boxes (points) painted white."""
    page = grey.copy()
    for box in boxes:
        left, top, right, bottom = (round(edge / POINTS) for edge in box)
        page[max(top - _EDGE, 0) : bottom + _EDGE, max(left - _EDGE, 0) : right + _EDGE] = 255
    return page
