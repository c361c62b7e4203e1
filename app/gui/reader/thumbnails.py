"""The pages of a document in small, to choose from."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import TOP, Index
from app.gui.reader.opened import Opened
from app.gui.reader.page_pictures import PagePictures
from app.gui.style.theme import Theme

WIDE, HIGH = 120, 168
"""Logical pixels of a picture: A4 fits."""
CELL = QSize(WIDE + 16, HIGH + 34)
KEPT_BYTES = 24 * 1024 * 1024
SOON_MS = 60


class ThumbnailModel(QAbstractListModel):
    def __init__(self, pictures: PagePictures) -> None:
        super().__init__()
        self._pictures = pictures
        self._opened: Opened | None = None
        pictures.arrived.connect(self._tell)

    def show_document(self, opened: Opened | None) -> None:
        self.beginResetModel()
        self._opened = opened
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return len(self._opened.sizes) if self._opened is not None and not parent.isValid() else 0

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._opened is None or not index.isValid():
            return None
        label = self._opened.page_label(index.row() + 1)
        if role == Qt.ItemDataRole.DisplayRole:
            return label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._opened.page_name(index.row() + 1)
        return None

    def size(self, row: int) -> QSize:
        """Of the page's picture, in logical pixels."""
        assert self._opened is not None
        wide, high = self._opened.sizes[row]
        factor = min(WIDE / wide, HIGH / high)
        return QSize(max(1, round(wide * factor)), max(1, round(high * factor)))

    def scale(self, row: int, ratio: float) -> float:
        assert self._opened is not None
        return round(self.size(row).width() * ratio / self._opened.sizes[row][0], 4)

    def picture(self, row: int, ratio: float) -> QImage | None:
        found = self._pictures.picture(row + 1, self.scale(row, ratio))
        return found[0] if found is not None else None

    def _tell(self, page: int) -> None:
        at = self.index(page - 1, 0)
        self.dataChanged.emit(at, at)


class ThumbnailDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, ThumbnailModel)
        colours, rect = self._theme.colours, QRect(option.rect)  # type: ignore[attr-defined]  # absent from the stubs
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        size = model.size(index.row())
        area = QRect(rect.x() + (rect.width() - size.width()) // 2, rect.y() + 8, size.width(), size.height())
        picture = model.picture(index.row(), painter.device().devicePixelRatioF())
        if picture is None:
            painter.fillRect(area, Qt.GlobalColor.white)
        else:
            painter.drawImage(area, picture)
        painter.setPen(QPen(QColor(colours.accent if chosen else colours.border_strong), 2 if chosen else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(area)
        painter.setPen(QColor(colours.accent if chosen else colours.muted))
        below = QRect(rect.x(), area.bottom() + 3, rect.width(), rect.bottom() - area.bottom() - 3)
        label = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(below, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, label)


class Thumbnails(QListView):
    """Draws only those in sight, in jobs."""

    page_chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("readerThumbnails")
        self.setAccessibleName(tr("缩略图"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.pictures = PagePictures(desk, self, KEPT_BYTES)
        self._model = ThumbnailModel(self.pictures)
        self._model.setParent(self)
        self._delegate = ThumbnailDelegate(desk.theme)
        self._delegate.setParent(self)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._soon.start)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_document(self, opened: Opened | None) -> None:
        self.pictures.use_document(opened.entry.id if opened is not None else "")
        self._model.show_document(opened)
        self._soon.start()

    def follow(self, page: int) -> None:
        """The page, from 1, that is read."""
        at = self._model.index(page - 1, 0)
        if at.isValid() and at != self.currentIndex():
            self.setCurrentIndex(at)

    def resizeEvent(self, event: Any) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._soon.start()

    def _choose(self, index: QModelIndex) -> None:
        self.page_chosen.emit(index.row() + 1)

    def _ask(self) -> None:
        count = self._model.rowCount()
        if not count or not self.isVisible():
            return
        first = max(0, self.indexAt(self.viewport().rect().topLeft()).row())
        shown = self.viewport().height() // CELL.height() + 2
        ratio = self.devicePixelRatioF()
        rows = range(first, min(count, first + shown))
        self.pictures.want([(row + 1, self._model.scale(row, ratio)) for row in rows])
