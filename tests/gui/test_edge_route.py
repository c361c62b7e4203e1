"""Ways of arrows past boxes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from app.gui.web.edge_route import route, straight


def box(x: float, y: float) -> QRectF:
    return QRectF(x - 76, y - 23, 152, 46)


def test_a_free_way_is_straight_from_edge_to_edge() -> None:
    points = route(box(0, 0), box(400, 0), [box(200, 200)])
    assert points[0] == QPointF(76, 0)
    assert points[-1] == QPointF(324, 0)
    assert all(abs(point.y()) < 1e-6 for point in points)
    assert straight(box(0, 0), box(400, 0)) == [QPointF(76, 0), QPointF(324, 0)]


def test_an_arrow_goes_around_what_stands_in_its_way() -> None:
    between = box(250, 0)
    points = route(box(0, 0), box(500, 0), [between])
    assert not any(between.contains(point) for point in points)
    assert max(abs(point.y()) for point in points) > 23


def test_boxes_that_touch_are_joined() -> None:
    assert len(route(box(0, 0), box(10, 0), [])) == 2


def test_where_there_is_no_way_past_the_least_hidden_is_taken() -> None:
    wall = QRectF(240, -5000, 20, 10_000)
    assert route(box(0, 0), box(500, 0), [wall])
