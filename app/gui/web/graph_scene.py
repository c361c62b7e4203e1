"""The picture of a neighbourhood: puts nodes and edges where the layout says, and leads calmly from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, QVariantAnimation, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QGraphicsScene, QStyle

from app.foundation.messages import tr
from app.gui.style.theme import Theme
from app.gui.web.edge_item import EdgeItem
from app.gui.web.edge_texts import edge_tip
from app.gui.web.node_item import NodeItem
from app.gui.web.ring_layout import Spot, lay_out
from app.library.web import Direction, Neighbourhood, ReferenceWeb

MARGIN = 30.0
SIDES = {Direction.REFERRED_TO: 1, Direction.BOTH: 0, Direction.REFERRING: -1}
MOST_ROUTED = 60
"""Edges that find a way around boxes: of more, each is too faint to be followed, and it would take too long."""
CUT = "cut:"
"""Begins the key of the node that stands for what a ring's limit cut; the ring's place follows."""


class GraphScene(QGraphicsScene):
    chosen = Signal(str)
    """A node was clicked."""
    entered = Signal(str)
    """A node was double-clicked."""
    unfold_asked = Signal(int)
    """The rest of that ring is wanted."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.nodes: dict[str, NodeItem] = {}
        self.edges: list[EdgeItem] = []
        self._from: dict[str, QPointF] = {}
        self._to: dict[str, QPointF] = {}
        self._moving = QVariantAnimation(self)
        self._moving.setStartValue(0.0)
        self._moving.setEndValue(1.0)
        self._moving.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._moving.valueChanged.connect(lambda value: self._move(float(value)))
        self.setBackgroundBrush(QColor(theme.colours.surface))

    def show_around(self, web: ReferenceWeb, around: Neighbourhood) -> None:
        """Show a neighbourhood; what was on the screen before moves to its new place."""
        self._moving.stop()
        before = {key: QPointF(item.pos()) for key, item in self.nodes.items()}
        self.clear()
        self.nodes, self.edges = {}, []
        rings = [
            [*ring, *([f"{CUT}{place}"] if left else [])]
            for place, (ring, left) in enumerate(zip(around.rings, around.left_out, strict=True))
        ]
        sides = {node: SIDES[direction] for node, direction in around.directions.items()}
        spots = lay_out(around.centre, rings, sides, _parents(around)).spots
        for key in spots:
            self._add_node(web, around, key)
        for edge in around.edges:
            ends = self.nodes[edge.from_node], self.nodes[edge.to_node]
            item = EdgeItem(edge, *ends, edge_tip(web, edge), self._theme)
            self.addItem(item)
            self.edges.append(item)
        self.setSceneRect(_bounds(spots, self.nodes))
        self._settle(before, spots)

    def choose(self, key: str) -> None:
        """Mark a node and the edges that touch it."""
        for item in self.nodes.values():
            item.choose(item.key == key)
        for edge in self.edges:
            edge.touch(key, len(self.edges))

    def end_moving(self) -> None:
        self._moving.stop()
        self._move(1.0)

    def _add_node(self, web: ReferenceWeb, around: Neighbourhood, key: str) -> None:
        if key.startswith(CUT):
            ring = int(key.removeprefix(CUT))
            text = tr("另有 {count} 份，点按展开", count=around.left_out[ring])
            item = NodeItem(key, None, text, self._theme, is_centre=False)
            item.clicked = lambda _: self.unfold_asked.emit(ring)
        else:
            item = NodeItem(key, web.nodes[key], "", self._theme, is_centre=key == around.centre)
            item.clicked, item.entered = self.chosen.emit, self.entered.emit
        self.nodes[key] = item
        self.addItem(item)

    def _settle(self, before: dict[str, QPointF], spots: dict[str, Spot]) -> None:
        """Go to the new places: at once where the platform asks for no animation or nothing was there."""
        self._to = {key: QPointF(spot.x, spot.y) for key, spot in spots.items()}
        self._from = {key: before.get(key, place) for key, place in self._to.items()}
        lasting = QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
        if lasting > 0 and any(self._from[key] != place for key, place in self._to.items()):
            self._moving.setDuration(lasting)
            self._move(0.0)
            self._moving.start()
        else:
            self._move(1.0)

    def _move(self, done: float) -> None:
        for key, item in self.nodes.items():
            item.setPos(self._from[key] + (self._to[key] - self._from[key]) * done)
        is_there = done >= 1.0 and len(self.edges) <= MOST_ROUTED
        for edge in self.edges:
            if is_there:
                edge.pass_by(self.nodes.values())
            else:
                edge.follow()


def _parents(around: Neighbourhood) -> dict[str, str]:
    """Of each node of a later ring the inner node that it is joined to, the weightiest first."""
    parents: dict[str, str] = {}
    for inner, outer in zip(around.rings, around.rings[1:], strict=False):
        ranks = {node: rank for rank, node in enumerate(inner)}
        for node in outer:
            joined = [edge.other(node) for edge in around.edges if node in (edge.from_node, edge.to_node)]
            ranked = [other for other in joined if other in ranks]
            if ranked:
                parents[node] = min(ranked, key=ranks.__getitem__)
    return parents


def _bounds(spots: dict[str, Spot], nodes: dict[str, NodeItem]) -> QRectF:
    bounds = QRectF()
    for key, spot in spots.items():
        bounds = bounds.united(nodes[key].box.translated(spot.x, spot.y))
    return bounds.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
