"""Straight strokes of a page, from PDFium's path objects: what tables are drawn with."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from app.ingest.layout.hidden import ALMOST_WHITE
from app.ingest.layout.strokes import Segment, strokes_of
from app.ingest.pdf.visible import look_of

MOST_OBJECTS_A_PAGE = 20_000
DEEPEST_FORM = 4

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """What a page is drawn with besides text: strokes as (x0, y0, x1, y1) and the area under images, in its own
    coordinates, and how many paths there are. ``grounds`` are the bounds of images, shadings and areas that are filled
    with another colour than white, as (left, bottom, right, top); ``may_hide_text`` where text is invisible, clear or
    white."""

    strokes: list[Segment] = field(default_factory=list)
    grounds: list[Segment] = field(default_factory=list)
    image_area: float = 0.0
    paths: int = 0
    may_hide_text: bool = False


def read_drawing(raw: Any, page: Any) -> Drawing:
    """Horizontal and vertical strokes, images and paths of a page, forms opened up."""
    drawing = Drawing()
    for index in range(min(raw.FPDFPage_CountObjects(page), MOST_OBJECTS_A_PAGE)):
        _read_object(raw, raw.FPDFPage_GetObject(page, index), IDENTITY, 0, drawing)
    return drawing


def _read_object(raw: Any, item: Any, outer: Matrix, depth: int, drawing: Drawing) -> None:
    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        drawing.may_hide_text = drawing.may_hide_text or look_of(raw, item).may_not_show
    if kind == raw.FPDF_PAGEOBJ_SHADING:
        drawing.grounds.extend(_bounds(raw, item, outer))
    if kind not in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_IMAGE):
        return
    matrix = _times(_matrix(raw, item), outer)
    if kind == raw.FPDF_PAGEOBJ_PATH:
        drawing.paths += 1
        drawing.strokes.extend(_strokes_of_path(raw, item, matrix))
        if _is_coloured(raw, item):
            drawing.grounds.extend(_bounds(raw, item, outer))
    elif kind == raw.FPDF_PAGEOBJ_IMAGE:
        # An image fills the unit square of its own space (ISO 32000-1, 8.9.5).
        a, b, c, d, _, _ = matrix
        drawing.image_area += abs(a * d - b * c)
        drawing.grounds.extend(_bounds(raw, item, outer))
    elif depth < DEEPEST_FORM:
        for index in range(min(raw.FPDFFormObj_CountObjects(item), MOST_OBJECTS_A_PAGE)):
            _read_object(raw, raw.FPDFFormObj_GetObject(item, index), matrix, depth + 1, drawing)


def _is_coloured(raw: Any, path: Any) -> bool:
    """Whether the path is filled, and not with white or with nothing."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not fill.value or not raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha):
        return False
    return alpha.value > 0 and min(red.value, green.value, blue.value) < ALMOST_WHITE


def _bounds(raw: Any, item: Any, outer: Matrix) -> Iterator[Segment]:
    """The bounds of an object in the page's coordinates; ``outer`` is the matrix of the forms around it."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        corners = [_apply(outer, x.value, y.value) for x in (left, right) for y in (bottom, top)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        yield min(xs), min(ys), max(xs), max(ys)


def _strokes_of_path(raw: Any, path: Any, matrix: Matrix) -> Iterator[Segment]:
    outlines = _outlines(raw, path, matrix)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    yield from strokes_of(outlines, is_stroked=bool(stroke.value))


def _outlines(raw: Any, path: Any, matrix: Matrix) -> list[list[tuple[float, float]]]:
    """The points of each subpath; curves leave out their subpath, because no table is drawn with them."""
    outlines: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(path), MOST_OBJECTS_A_PAGE)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = _apply(matrix, x.value, y.value)
        if kind == raw.FPDF_SEGMENT_MOVETO or not outlines:
            outlines.append([point])
        elif kind == raw.FPDF_SEGMENT_LINETO:
            outlines[-1].append(point)
        else:
            outlines.append([point])
        if raw.FPDFPathSegment_GetClose(segment):
            outlines[-1].append(outlines[-1][0])
    return [outline for outline in outlines if len(outline) > 1]


def _matrix(raw: Any, item: Any) -> Matrix:
    value = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, value):
        return IDENTITY
    return value.a, value.b, value.c, value.d, value.e, value.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    oa, ob, oc, od, oe, of = outer
    return (
        a * oa + b * oc,
        a * ob + b * od,
        c * oa + d * oc,
        c * ob + d * od,
        e * oa + f * oc + oe,
        e * ob + f * od + of,
    )


def _apply(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
