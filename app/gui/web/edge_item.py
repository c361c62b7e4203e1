"""An arrow in the picture of the reference web, from what refers to what is referred to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.gui.parts.labels import tip_text
from app.gui.style.theme import Theme
from app.gui.web.edge_route import route, straight
from app.gui.web.node_item import NodeItem
from app.library.web import WebEdge

STRONG, PLAIN = 2.2, 1.1
"""Logical pixels: normative references, and those in passing."""
HEAD = 9.0
HOVER_WIDTH = 10.0
FAINT, FAINTER = 0.5, 0.22
"""Opacity of the edges that do not touch what is chosen: of few, and of so many that they would hide it."""
MANY = 60


class EdgeItem(QGraphicsItem):
    """Follows its two nodes. Drawn below them."""

    def __init__(self, edge: WebEdge, start: NodeItem, end: NodeItem, tip: str, theme: Theme) -> None:
        super().__init__()
        self.edge = edge
        self._start, self._end = start, end
        self._theme = theme
        self._is_touched = False
        self._points: list[QPointF] = []
        self.setZValue(0)
        self.setToolTip(tip_text(tip))
        self.follow()

    def follow(self) -> None:
        """Go straight from the edge of the one box to the edge of the other."""
        self.prepareGeometryChange()
        self._points = straight(self._start.placed_box, self._end.placed_box)

    def pass_by(self, nodes: Iterable[NodeItem]) -> None:
        """Go around the other boxes; an arrow behind a box seems to end there."""
        self.prepareGeometryChange()
        others = [node.placed_box for node in nodes if node not in (self._start, self._end)]
        self._points = route(self._start.placed_box, self._end.placed_box, others)

    @property
    def points(self) -> list[QPointF]:
        """The places that the arrow passes, its tip last."""
        return self._points

    def touch(self, node: str, edges: int) -> None:
        """Stand out where that node is one of the two ends; ``edges`` counts all in the picture."""
        self._is_touched = node in (self.edge.from_node, self.edge.to_node)
        self.setOpacity(1.0 if self._is_touched else FAINT if edges <= MANY else FAINTER)
        self.setZValue(0.5 if self._is_touched else 0)
        self.update()

    def boundingRect(self) -> QRectF:
        return QPolygonF(self._points).boundingRect().adjusted(-HEAD, -HEAD, HEAD, HEAD)

    def shape(self) -> QPainterPath:
        path = QPainterPath()
        path.addPolygon(QPolygonF(self._points))
        stroker = QPainterPathStroker()
        stroker.setWidth(HOVER_WIDTH)
        return stroker.createStroke(path)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        tip = self._points[-1]
        shaft = _shortened(self._points, HEAD)
        last = QLineF(shaft[-1], tip)
        if last.length() < 1:
            return
        colours = self._theme.colours
        colour = QColor(colours.accent if self._is_touched else colours.muted)
        wide = STRONG if self.edge.is_normative else PLAIN
        painter.setPen(QPen(colour, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(shaft)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(_head(tip, math.radians(last.angle()), HEAD if wide == STRONG else HEAD * 0.8))


def _shortened(points: Sequence[QPointF], length: float) -> list[QPointF]:
    """The places without the last part of the way, which the arrow's head takes."""
    kept = list(points)
    while len(kept) > 1:
        stroke = QLineF(kept[-2], kept[-1])
        if stroke.length() > length:
            stroke.setLength(stroke.length() - length)
            return [*kept[:-1], stroke.p2()]
        length -= stroke.length()
        kept.pop()
    return kept


def _head(tip: QPointF, angle: float, size: float) -> QPolygonF:
    """``angle`` in radians as QLineF counts it, against the clock."""
    wings = (angle + math.pi - 0.4, angle + math.pi + 0.4)
    return QPolygonF([tip, *(QPointF(tip.x() + size * math.cos(a), tip.y() - size * math.sin(a)) for a in wings)])
