"""A switch: a check box that looks like what it does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox

from app.gui.style.theme import Theme

WIDTH, HEIGHT = 38, 22
KNOB = 16


class Switch(QCheckBox):
    """On or off, in the colours of the theme. Space and a click turn it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(WIDTH + 4, HEIGHT + 4)

    def sizeHint(self) -> QSize:
        return QSize(WIDTH + 4, HEIGHT + 4)

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = self._theme.colours
        track = QRectF(2, 2, WIDTH, HEIGHT)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_on = self.isChecked()
        filled = colours.accent if is_on else colours.border_strong
        painter.setBrush(QColor(filled if self.isEnabled() else colours.border))
        painter.setPen(QPen(QColor(colours.text), 1.5) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(track, HEIGHT / 2, HEIGHT / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.on_accent if is_on else colours.surface))
        from_edge = HEIGHT / 2
        centre = QPointF(track.right() - from_edge if is_on else track.left() + from_edge, track.center().y())
        painter.drawEllipse(centre, KNOB / 2, KNOB / 2)
        painter.end()
