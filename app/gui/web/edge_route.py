"""How an arrow goes from box to box past the boxes between them: straight where it can, bent where it must.

Geometry alone, in logical pixels; the same input gives the same route.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF

POINTS = 40
"""Places of a bend: it is drawn as so many short strokes."""
BENDS = (0.0, *(sign * reach for reach in range(24, 241, 24) for sign in (1.0, -1.0)))
"""How far beside the middle of its way an arrow is drawn; those nearest to straight are tried first."""
CLEARANCE = 5.0


def route(start: QRectF, end: QRectF, others: Sequence[QRectF]) -> list[QPointF]:
    """From the edge of the one box to that of the other, past the others if any way past them is found."""
    best: list[QPointF] = []
    fewest = -1
    for bend in BENDS:
        points = _between(start, end, bend)
        hits = _hits(points, others)
        if fewest < 0 or hits < fewest:
            best, fewest = points, hits
        if hits == 0:
            break
    return best


def straight(start: QRectF, end: QRectF) -> list[QPointF]:
    points = _between(start, end, 0.0)
    return [points[0], points[-1]]


def _between(start: QRectF, end: QRectF, bend: float) -> list[QPointF]:
    """The part of a bow from middle to middle that lies outside both boxes."""
    one, two = start.center(), end.center()
    way = two - one
    length = max(1.0, (way.x() ** 2 + way.y() ** 2) ** 0.5)
    # a bow of this kind passes halfway between its pole and the straight line
    pole = (one + two) * 0.5 + QPointF(-way.y(), way.x()) * (2 * bend / length)
    points = [_bow(one, pole, two, step / POINTS) for step in range(POINTS + 1)]
    first = next((place for place, point in enumerate(points) if not start.contains(point)), POINTS)
    last = next((place for place in range(POINTS, -1, -1) if not end.contains(points[place])), 0)
    if first >= last:  # the boxes touch
        return [one, two]
    leave = _edge(start, points[first - 1], points[first]) if first else points[first]
    enter = _edge(end, points[last + 1], points[last]) if last < POINTS else points[last]
    return [leave, *points[first : last + 1], enter]


def _bow(one: QPointF, pole: QPointF, two: QPointF, part: float) -> QPointF:
    rest = 1 - part
    return one * (rest * rest) + pole * (2 * rest * part) + two * (part * part)


def _edge(box: QRectF, inside: QPointF, outside: QPointF) -> QPointF:
    """Where the stroke between the two leaves the box."""
    way = outside - inside
    parts = [1.0]
    for begin, step, low, high in (
        (inside.x(), way.x(), box.left(), box.right()),
        (inside.y(), way.y(), box.top(), box.bottom()),
    ):
        if abs(step) > 1e-9:
            parts.append(((high if step > 0 else low) - begin) / step)
    return inside + way * max(0.0, min(parts))


def _hits(points: Sequence[QPointF], others: Sequence[QRectF]) -> int:
    """How many places lie in another box."""
    left, right = min(point.x() for point in points), max(point.x() for point in points)
    top, bottom = min(point.y() for point in points), max(point.y() for point in points)
    around = QRectF(left, top, max(right - left, 0.1), max(bottom - top, 0.1))
    wide = [box.adjusted(-CLEARANCE, -CLEARANCE, CLEARANCE, CLEARANCE) for box in others]
    near = [box for box in wide if box.intersects(around)]
    return sum(1 for point in points if any(box.contains(point) for box in near))
