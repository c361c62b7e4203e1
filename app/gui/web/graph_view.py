"""The view onto the picture: zooming, dragging, fitting, and the keyboard between neighbours."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsView

from app.foundation.messages import tr
from app.gui.web.graph_scene import GraphScene

SMALLEST, LARGEST = 0.2, 3.0
FIT_LARGEST = 1.0
"""Few nodes are not blown up."""
STEP = 1.2
WIDEST_TURN = math.radians(60)
"""From the direction of an arrow key to a node that it may reach."""
ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


class GraphView(QGraphicsView):
    walked = Signal(str)
    """An arrow key leads to that node."""
    confirmed = Signal()
    """Enter: what is chosen goes to the middle."""

    def __init__(self, scene: GraphScene) -> None:
        super().__init__(scene)
        self.setObjectName("webView")
        self._picture = scene
        self._is_fitted = True
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("引用图"))

    @property
    def zoom(self) -> float:
        return self.transform().m11()

    def fit(self) -> None:
        """The whole picture, as large as there is room."""
        self._is_fitted = True
        bounds = self._picture.sceneRect()
        if bounds.isEmpty():
            return
        room = self.viewport().rect()
        scale = min(room.width() / bounds.width(), room.height() / bounds.height(), FIT_LARGEST)
        self._set_zoom(max(scale, SMALLEST))
        self.centerOn(bounds.center())

    def zoom_by(self, factor: float) -> None:
        self._is_fitted = False
        self._set_zoom(min(LARGEST, max(SMALLEST, self.zoom * factor)))

    def neighbour(self, from_key: str, way: tuple[float, float]) -> str | None:
        """The nearest node in that direction."""
        nodes = self._picture.nodes
        start = nodes[from_key].pos() if from_key in nodes else QPointF()
        found: list[tuple[float, str]] = []
        for key, item in nodes.items():
            step = item.pos() - start
            far = math.hypot(step.x(), step.y())
            if key == from_key or far == 0:
                continue
            turn = math.acos(max(-1.0, min(1.0, (step.x() * way[0] + step.y() * way[1]) / far)))
            if turn < WIDEST_TURN:
                found.append((far * (1 + turn), key))
        return min(found)[1] if found else None

    def show_node(self, key: str) -> None:
        """Scroll so far that the node is seen."""
        item = self._picture.nodes.get(key)
        if item is not None:
            self.ensureVisible(item, 20, 20)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom_by(STEP ** (event.angleDelta().y() / 120))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.viewport().unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = ARROWS.get(Qt.Key(event.key())) if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else None
        if way is not None:
            chosen = next((key for key, item in self._picture.nodes.items() if item.is_chosen), "")
            reached = self.neighbour(chosen, way)
            if reached is not None:
                self.walked.emit(reached)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.confirmed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._is_fitted:
            self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_fitted:
            self.fit()

    def _set_zoom(self, scale: float) -> None:
        factor = scale / self.zoom
        self.scale(factor, factor)
