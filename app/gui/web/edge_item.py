"""An arrow in the picture of the reference web, from what refers to what is referred to."""

from __future__ import annotations

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from app.gui.parts.labels import tip_text
from app.gui.style.theme import Theme
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
        self._line = QLineF()
        self.setZValue(0)
        self.setToolTip(tip_text(tip))
        self.follow()

    def follow(self) -> None:
        """Go from the edge of the one box to the edge of the other."""
        self.prepareGeometryChange()
        whole = QLineF(self._start.pos(), self._end.pos())
        self._line = QLineF(_leaving(whole, self._start.box), _leaving(QLineF(whole.p2(), whole.p1()), self._end.box))

    def touch(self, node: str, edges: int) -> None:
        """Stand out where that node is one of the two ends; ``edges`` counts all in the picture."""
        self._is_touched = node in (self.edge.from_node, self.edge.to_node)
        self.setOpacity(1.0 if self._is_touched else FAINT if edges <= MANY else FAINTER)
        self.setZValue(0.5 if self._is_touched else 0)
        self.update()

    def boundingRect(self) -> QRectF:
        ends = QRectF(self._line.p1(), self._line.p2()).normalized()
        return ends.adjusted(-HEAD, -HEAD, HEAD, HEAD)

    def shape(self) -> QPainterPath:
        path = QPainterPath(self._line.p1())
        path.lineTo(self._line.p2())
        stroker = QPainterPathStroker()
        stroker.setWidth(HOVER_WIDTH)
        return stroker.createStroke(path)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._line.length() < 1:
            return
        colours = self._theme.colours
        colour = QColor(colours.accent if self._is_touched else colours.muted)
        wide = STRONG if self.edge.is_normative else PLAIN
        tip = self._line.p2()
        painter.setPen(QPen(colour, wide, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
        painter.drawLine(self._line.p1(), self._line.pointAt(max(0.0, 1 - HEAD / self._line.length())))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(_head(tip, math.radians(self._line.angle()), HEAD if wide == STRONG else HEAD * 0.8))


def _head(tip: QPointF, angle: float, size: float) -> QPolygonF:
    """``angle`` in radians as QLineF counts it, against the clock."""
    wings = (angle + math.pi - 0.4, angle + math.pi + 0.4)
    return QPolygonF([tip, *(QPointF(tip.x() + size * math.cos(a), tip.y() - size * math.sin(a)) for a in wings)])


def _leaving(line: QLineF, box: QRectF) -> QPointF:
    """Where a line from the middle of a box crosses its edge."""
    dx, dy = line.dx(), line.dy()
    reaches = [half / abs(way) for half, way in ((box.width() / 2, dx), (box.height() / 2, dy)) if abs(way) > 1e-6]
    return line.pointAt(min([1.0, *reaches]))
