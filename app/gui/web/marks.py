"""How a document's status is drawn: a sign of its own beside the colour, for who sees no colour or prints without."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from app.domain.document import DocumentStatus
from app.domain.names import status_name
from app.foundation.messages import tr
from app.gui.style.theme import Theme

QUARTER = 16 * 90
"""Qt counts angles in sixteenths of a degree."""
LINE = 1.6
MARK_ROOM = 14
"""Logical pixels that a sign takes in a line of text."""


def status_text(status: DocumentStatus | None) -> str:
    """The name of a status; None is what the library does not hold."""
    return tr("文库里没有") if status is None else status_name(status)


def node_colours(status: DocumentStatus | None, theme: Theme) -> tuple[QColor, QColor]:
    """Line and ground of a node."""
    if status is None:
        return QColor(theme.colours.muted), QColor(theme.colours.surface)
    line, ground = theme.status_colours(status)
    return QColor(line), QColor(ground)


def draw_mark(painter: QPainter, box: QRectF, status: DocumentStatus | None, theme: Theme) -> None:
    """Full disc 现行, half 即将实施, struck ring 被代替, cross 废止, ring 状态未知, dotted ring for what is missing."""
    colour = node_colours(status, theme)[0]
    painter.save()
    painter.setPen(QPen(colour, LINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if status is DocumentStatus.IN_FORCE:
        painter.setBrush(colour)
        painter.drawEllipse(box)
    elif status is DocumentStatus.UPCOMING:
        painter.drawEllipse(box)
        painter.setBrush(colour)
        painter.drawPie(box, QUARTER, 2 * QUARTER)
    elif status is DocumentStatus.SUPERSEDED:
        painter.drawEllipse(box)
        middle = box.center().y()
        painter.drawLine(QPointF(box.left() - LINE, middle), QPointF(box.right() + LINE, middle))
    elif status is DocumentStatus.WITHDRAWN:
        painter.drawLine(box.topLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomLeft())
    else:
        if status is None:
            painter.setPen(QPen(colour, LINE, Qt.PenStyle.DotLine))
        painter.drawEllipse(box)
    painter.restore()
