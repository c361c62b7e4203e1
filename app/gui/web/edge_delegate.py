"""A reference in the list beside the picture: who refers to whom, and below it how and in which clauses."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.foundation.messages import tr
from app.gui.parts.widgets import Index
from app.gui.style.theme import Theme
from app.gui.web.edge_model import FROM, KIND, PLACES, TO, EdgeModel

PAD, BETWEEN = 8, 2
ARROW = "  →  "


class EdgeDelegate(QStyledItemDelegate):
    """Draws all columns of a row in the first, so that nothing is cut off in a narrow pane."""

    def __init__(self, edges: EdgeModel, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._edges = edges
        self._theme = theme

    def height(self, font: QFont) -> int:
        """Logical pixels of a row."""
        return QFontMetrics(font).height() + QFontMetrics(self._small(font)).height() + BETWEEN + 2 * PAD

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        option.text = ""  # type: ignore[attr-defined]  # absent from the stubs
        widget = option.widget  # type: ignore[attr-defined]  # absent from the stubs
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        told = [str(index.sibling(index.row(), column).data()) for column in (FROM, TO, KIND, PLACES)]
        room: QRect = option.rect.adjusted(PAD, PAD, -PAD, -PAD)  # type: ignore[attr-defined]  # absent from the stubs
        font: QFont = option.font  # type: ignore[attr-defined]  # absent from the stubs
        painter.save()
        painter.setFont(font)
        painter.setPen(widget.palette().color(QPalette.ColorRole.Text))
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, top, _both(told[0], told[1], QFontMetrics(font), room.width()))
        small = self._small(font)
        painter.setFont(small)
        painter.setPen(QColor(self._theme.colours.muted))
        below = tr("{kind} · {clauses}", kind=told[2], clauses=told[3])
        cut = QFontMetrics(small).elidedText(below, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, cut)
        painter.restore()

    def _small(self, font: QFont) -> QFont:
        small = QFont(font)
        small.setPointSize(self._theme.sizes.small)
        return small


def _both(one: str, two: str, metrics: QFontMetrics, room: int) -> str:
    """Two names and the arrow between them; where they do not fit, the longer one is cut first."""
    room -= metrics.horizontalAdvance(ARROW)
    wide, other = metrics.horizontalAdvance(one), metrics.horizontalAdvance(two)
    if wide + other > room:
        share = max(room // 2, room - min(wide, other))
        one = metrics.elidedText(one, Qt.TextElideMode.ElideRight, share)
        two = metrics.elidedText(two, Qt.TextElideMode.ElideRight, room - metrics.horizontalAdvance(one))
    return f"{one}{ARROW}{two}"
