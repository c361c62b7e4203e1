"""A document in the picture of the reference web."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from app.gui.parts.labels import tip_text
from app.gui.style.theme import Theme
from app.gui.web.marks import draw_mark, node_colours, status_text
from app.gui.web.ring_layout import CENTRE_HIGH, CENTRE_WIDE, HIGH, WIDE
from app.library.web import WebNode

NEAR = 0.72
"""From this scale on the title stands below the number; farther off the number alone, as large as the box allows."""
CORNER = 7.0
MARK = 10.0
PAD = 10.0
LARGEST_TEXT = 11
ROOM = 0.9
"""Share of the box that a fitted number takes: letters are a little wider or narrower at each scale."""
SMALLEST_FAR, LARGEST_FAR = 8.0, 12.0
"""Points of the number when seen from far."""


class NodeItem(QGraphicsItem):
    """A box with the sign of its status, its number and its title. ``node`` None is a stand-in for what was cut."""

    def __init__(self, key: str, node: WebNode | None, text: str, theme: Theme, *, is_centre: bool) -> None:
        super().__init__()
        self.key = key
        self.node = node
        self.is_centre = is_centre
        self.is_chosen = False
        self.clicked: Callable[[str], None] = lambda _: None
        self.entered: Callable[[str], None] = lambda _: None
        self._is_hovered = False
        self._theme = theme
        self._text = text
        wide, high = (CENTRE_WIDE, CENTRE_HIGH) if is_centre else (WIDE, HIGH)
        self.box = QRectF(-wide / 2, -high / 2, wide, high)
        self.setAcceptHoverEvents(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setZValue(2 if is_centre else 1)
        self.setToolTip(tip_text(self._tip()))

    @property
    def placed_box(self) -> QRectF:
        """The box where it stands in the picture."""
        return self.box.translated(self.pos())

    def boundingRect(self) -> QRectF:
        return self.box.adjusted(-4, -4, 4, 4)

    def choose(self, chosen: bool) -> None:
        self.is_chosen = chosen
        self.update()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        self._draw_box(painter)
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        if self.node is None:
            self._draw_line(painter, self.box, self._text, self._font(self._text_points - 1), self._accent)
            return
        inner = self.box.adjusted(PAD, 3, -PAD, -3)
        mark = QRectF(inner.left(), 0, MARK, MARK)
        title = self.node.title if self.node.title != self.node.name else ""
        name_box = inner.adjusted(MARK + 6, 0, 0, 0)
        if scale < NEAR or not title:
            mark.moveTop(self.box.center().y() - MARK / 2)
            draw_mark(painter, mark, self.node.status, self._theme)
            self._draw_line(painter, name_box, self.node.name, self._far_font(name_box, scale), self._ink)
            return
        name_box.setHeight(inner.height() / 2)
        mark.moveTop(name_box.center().y() - MARK / 2)
        draw_mark(painter, mark, self.node.status, self._theme)
        self._draw_line(painter, name_box, self.node.name, self._near_font(name_box), self._ink)
        title_box = inner.adjusted(0, inner.height() / 2, 0, 0)
        self._draw_line(painter, title_box, title, self._font(self._text_points - 2), QColor(self._theme.colours.muted))

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked(self.key)
            event.accept()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.entered(self.key)
            event.accept()

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self._is_hovered = True
        self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        self._is_hovered = False
        self.update()

    @property
    def _ink(self) -> QColor:
        is_held = self.node is not None and self.node.is_held
        return QColor(self._theme.colours.text if is_held else self._theme.colours.muted)

    @property
    def _accent(self) -> QColor:
        return QColor(self._theme.colours.accent)

    @property
    def _text_points(self) -> float:
        """The box does not grow with the type of the window: the picture is zoomed instead."""
        return float(min(self._theme.sizes.text, LARGEST_TEXT))

    def _draw_box(self, painter: QPainter) -> None:
        colours = self._theme.colours
        line, ground = node_colours(self.node.status if self.node else None, self._theme)
        if self.node is not None and self.node.is_held:
            pen = QPen(line, 2.0 if self.is_centre else 1.2)
        else:
            pen = QPen(QColor(colours.border_strong if self.node is None else colours.muted), 1.2)
            pen.setStyle(Qt.PenStyle.DashLine)
        if self.is_chosen:
            halo = self.box.adjusted(-3, -3, 3, 3)
            painter.setPen(QPen(self._accent, 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(halo, CORNER + 3, CORNER + 3)
        painter.setPen(pen)
        painter.setBrush(QColor(colours.hover) if self._is_hovered and self.node is None else ground)
        painter.drawRoundedRect(self.box, CORNER, CORNER)

    def _font(self, points: float, *, is_bold: bool = False) -> QFont:
        font = QFont()
        font.setPointSizeF(points)
        font.setBold(is_bold or self.is_centre)
        return font

    def _near_font(self, box: QRectF) -> QFont:
        """A long number is set smaller rather than cut."""
        return self._fitted(self._font(self._text_points, is_bold=True), box)

    def _far_font(self, box: QRectF, scale: float) -> QFont:
        """As large as the box allows when the picture is small."""
        usual = self._text_points
        if scale >= NEAR:
            return self._font(usual, is_bold=True)
        return self._fitted(self._font(min(LARGEST_FAR, usual / max(scale, 0.1)), is_bold=True), box)

    def _fitted(self, font: QFont, box: QRectF) -> QFont:
        wide = QFontMetricsF(font).horizontalAdvance(self.node.name if self.node else "")
        if wide > ROOM * box.width():
            font.setPointSizeF(max(SMALLEST_FAR, font.pointSizeF() * ROOM * box.width() / wide))
        return font

    def _draw_line(self, painter: QPainter, box: QRectF, text: str, font: QFont, colour: QColor) -> None:
        painter.setFont(font)
        painter.setPen(colour)
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        place = Qt.AlignmentFlag.AlignCenter if self.node is None else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, place | Qt.AlignmentFlag.AlignVCenter, shown)

    def _tip(self) -> str:
        if self.node is None:
            return self._text
        title = self.node.title if self.node.title != self.node.name else ""
        return "\n".join(part for part in (self.node.name, title, status_text(self.node.status)) if part)
