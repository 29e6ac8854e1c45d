"""What is drawn on a PDF page: the lines that rule its tables, and how much of it is images.

Comes in: the objects of an open PDFium page. Goes out: straight lines in PDF coordinates (points, y upwards).
Lines come as strokes, as filled slivers, as the gap between two nested rectangles (how browsers draw
borders) or as images of one pixel; all of them mean the same to a reader.
"""

from collections.abc import Iterator
from ctypes import byref, c_float, c_int, c_uint
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pipelines.read.pdfium import pdfium_c

# A filled shape or an image at most this thick (points) is a line, thicker it is an area.
SLIVER = 3.0
# Far beyond any page of text. A page of vector drawings beyond it is read without the rest of its lines.
MAX_PAGE_OBJECTS = 40_000
MAX_PAGE_SEGMENTS = 200_000
MAX_FORM_DEPTH = 8
# A line is straight up or across when it strays at most this far (points).
STRAIGHT = 1.0
_WHITE = 250

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]
Point = tuple[float, float]
_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """What a walk over the objects of a page gathers.

    Attributes:
        strong: lines that a reader sees, each as (x0, y0, x1, y1).
        faint: white lines and the edges of coloured areas.
        image_area: square points under images.
    """

    strong: list[Box] = field(default_factory=list)
    faint: list[Box] = field(default_factory=list)
    image_area: float = 0.0
    objects: int = 0
    segments: int = 0

    @property
    def overloaded(self) -> bool:
        """Whether the page draws more than is read."""
        return self.objects > MAX_PAGE_OBJECTS or self.segments > MAX_PAGE_SEGMENTS


def read_drawing(raw_page: Any) -> Drawing:
    """Gather the lines and images of a page and of the forms inside it."""
    drawing = Drawing()
    count = pdfium_c.FPDFPage_CountObjects(raw_page)
    _walk((pdfium_c.FPDFPage_GetObject(raw_page, index) for index in range(count)), _IDENTITY, drawing, 0)
    return drawing


def _walk(objects: Iterator[Any], matrix: Matrix, drawing: Drawing, depth: int) -> None:
    for item in objects:
        drawing.objects += 1
        if drawing.overloaded:
            return
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            _read_path(item, matrix, drawing)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            _read_image(item, matrix, drawing)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_FORM_DEPTH:
            count = pdfium_c.FPDFFormObj_CountObjects(item)
            inner = (pdfium_c.FPDFFormObj_GetObject(item, index) for index in range(count))
            _walk(inner, _times(_matrix_of(item), matrix), drawing, depth + 1)


def _matrix_of(item: Any) -> Matrix:
    got = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(item, byref(got)):
        return _IDENTITY
    return (got.a, got.b, got.c, got.d, got.e, got.f)


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _read_image(item: Any, matrix: Matrix, drawing: Drawing) -> None:
    # An image is the unit square under its matrix.
    a, b, c, d, e, f = _times(_matrix_of(item), matrix)
    box = _bounds([(e, f), (e + a, f + b), (e + c, f + d), (e + a + c, f + b + d)])
    width, height = box[2] - box[0], box[3] - box[1]
    if min(width, height) <= SLIVER < max(width, height):
        drawing.strong.append(_centre_line(box))
    else:
        drawing.image_area += width * height


def _read_path(item: Any, matrix: Matrix, drawing: Drawing) -> None:
    fill, stroke = c_int(), c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke)):
        return
    if not fill.value and not stroke.value:
        return
    subpaths = _subpaths(item, _times(_matrix_of(item), matrix), drawing)
    if stroke.value:
        lines = drawing.faint if _is_white(item, pdfium_c.FPDFPageObj_GetStrokeColor) else drawing.strong
        for points in subpaths:
            lines.extend(_straight_lines(points))
    else:
        _read_fill(item, subpaths, drawing)


def _read_fill(item: Any, subpaths: list[list[Point]], drawing: Drawing) -> None:
    is_white = _is_white(item, pdfium_c.FPDFPageObj_GetFillColor)
    boxes = [(_bounds(points), points) for points in subpaths if len(points) > 1]
    for box, points in boxes:
        if min(box[2] - box[0], box[3] - box[1]) <= SLIVER:
            (drawing.faint if is_white else drawing.strong).append(_centre_line(box))
        elif is_white:
            # A white area shows nothing: the text frames of WPS are white rectangles, one for each line of prose
            # (hongze-district-2023).
            continue
        elif any(_frames(other, box) for other, _ in boxes):
            drawing.strong.extend(_straight_lines(points))
        else:
            drawing.faint.extend(_straight_lines(points))


def _frames(one: Box, other: Box) -> bool:
    """Whether two rectangles are the outer and inner edge of one border."""
    gaps = [abs(a - b) for a, b in zip(one, other, strict=True)]
    return 0 < max(gaps) <= SLIVER


def _is_white(item: Any, read_colour: Any) -> bool:
    channels = [c_uint() for _ in range(4)]
    if not read_colour(item, *(byref(channel) for channel in channels)):
        return False
    return all(channel.value >= _WHITE for channel in channels[:3])


def _subpaths(item: Any, matrix: Matrix, drawing: Drawing) -> list[list[Point]]:
    """Corner points by subpath; a curve ends one and begins another, so that only straight pieces stay joined."""
    a, b, c, d, e, f = matrix
    x, y = c_float(), c_float()
    found: list[list[Point]] = []
    current: list[Point] = []
    start: Point = (0.0, 0.0)
    for index in range(pdfium_c.FPDFPath_CountSegments(item)):
        drawing.segments += 1
        if drawing.overloaded:
            break
        segment = pdfium_c.FPDFPath_GetPathSegment(item, index)
        if not pdfium_c.FPDFPathSegment_GetPoint(segment, byref(x), byref(y)):
            continue
        point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if kind == pdfium_c.FPDF_SEGMENT_LINETO:
            current.append(point)
        else:
            current = [point]
            found.append(current)
            start = point if kind == pdfium_c.FPDF_SEGMENT_MOVETO else start
        if pdfium_c.FPDFPathSegment_GetClose(segment):
            current.append(start)
    return found


def _straight_lines(points: list[Point]) -> Iterator[Box]:
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(x1 - x0) <= STRAIGHT or abs(y1 - y0) <= STRAIGHT:
            yield (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _bounds(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _centre_line(box: Box) -> Box:
    x0, y0, x1, y1 = box
    if x1 - x0 >= y1 - y0:
        return (x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    return ((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
