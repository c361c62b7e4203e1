"""Paints the rows of the library: statuses as badges, groups as headings."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.gui.library.library_model import PARTIAL_ROLE, STATUS_ROLE
from app.gui.parts.widgets import Index
from app.gui.style.icons import pixmap
from app.gui.style.theme import Theme

ROW_HEIGHT = 32
BADGE_PAD = 7
MARK_SIZE = 14
"""Logical pixels."""


class LibraryDelegate(QStyledItemDelegate):
    """Of a document that was not read whole, a small warning stands beside the badge."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._warning = pixmap("triangle-alert", MARK_SIZE, theme.colours.warning)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), self._theme.sizes.grown(ROW_HEIGHT))

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if index.data(STATUS_ROLE) is not None:
            option.text = ""  # type: ignore[attr-defined]  # absent from the stubs
        elif not index.parent().isValid() and index.model().hasChildren(index):
            font = QFont(option.font)  # type: ignore[attr-defined]
            font.setBold(True)
            option.font = font  # type: ignore[attr-defined]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        status = index.data(STATUS_ROLE)
        if status is None:
            return
        colour, background = self._theme.status_colours(status)
        text = str(index.data(Qt.ItemDataRole.DisplayRole))
        cell: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(option.font)  # type: ignore[attr-defined]
        font.setPointSize(self._theme.sizes.small)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        room = cell.width() - 3 * BADGE_PAD - (MARK_SIZE if index.data(PARTIAL_ROLE) else 0)
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        badge = QRect(0, 0, metrics.horizontalAdvance(text) + 2 * BADGE_PAD, metrics.height() + 4)
        badge.moveLeft(cell.left() + BADGE_PAD)
        badge.moveTop(cell.center().y() - badge.height() // 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(background))
        painter.drawRoundedRect(badge, 4, 4)
        painter.setPen(QColor(colour))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
        if index.data(PARTIAL_ROLE):
            painter.drawPixmap(badge.right() + 5, cell.center().y() - MARK_SIZE // 2, self._warning)
        painter.restore()
