"""The two texts side by side. Heights are measured in portions, so that long documents appear at once."""

from __future__ import annotations

import time

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from app.foundation.messages import tr
from app.gui.compare.row_model import KIND, NEWER, OLDER, RowModel
from app.gui.compare.row_painter import RowPainter
from app.gui.style.theme import Theme

KIND_WIDE = 116
FIRST_ROWS = 24
"""Measured before anything is shown: more than a screen."""
PORTION_SECONDS = 0.008
"""Half a frame."""
ROUGH_HEIGHT = 74
"""Of a row that has not been measured."""


class RowView(QTableView):
    opened = Signal(int, int)
    """The clause in that row and column is to be opened."""

    def __init__(self, model: RowModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._rows = model
        self._measured = 0
        self.painter_of_rows = RowPainter(model, theme, self)
        self.painter_of_rows.opened.connect(self.opened)
        self.setItemDelegate(self.painter_of_rows)
        self.setAccessibleName(tr("两个文本的条款对照"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROUGH_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._measure_portion)
        model.modelReset.connect(lambda: self._measure_anew())

    def go_to(self, row: int) -> None:
        """Bring a row to the top and make it the current one."""
        self._measure_to(min(row + FIRST_ROWS, self._rows.rowCount()))
        self.setCurrentIndex(self._rows.index(row, NEWER))
        self.scrollTo(self._rows.index(row, KIND), QAbstractItemView.ScrollHint.PositionAtTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            top = max(0, self.rowAt(0))
            self._share_width()
            self._measure_anew(top)
            if top:
                self.scrollTo(self._rows.index(top, KIND), QAbstractItemView.ScrollHint.PositionAtTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            column = current.column() if current.column() in (OLDER, NEWER) else NEWER
            side = column if self._rows.side(current.row(), column) is not None else OLDER + NEWER - column
            self.opened.emit(current.row(), side)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if self._is_over_heading(event) else Qt.CursorShape.ArrowCursor
        )

    def _is_over_heading(self, event: QMouseEvent) -> bool:
        place = event.position().toPoint()
        index: QModelIndex = self.indexAt(place)
        if not index.isValid():
            return False
        box = self.visualRect(index)
        return self.painter_of_rows.is_heading(index.row(), index.column(), place - box.topLeft(), box.width())

    def _share_width(self) -> None:
        room = self.viewport().width() - KIND_WIDE
        for column, wide in ((KIND, KIND_WIDE), (OLDER, room // 2), (NEWER, room - room // 2)):
            self.setColumnWidth(column, wide)

    def _measure_anew(self, top: int = 0) -> None:
        """From the first row on; at once what is seen when that row is at the top."""
        self._measured = 0
        self._measure_to(min(top + FIRST_ROWS, self._rows.rowCount()))
        self._timer.start()

    def _measure_portion(self) -> None:
        deadline = time.monotonic() + PORTION_SECONDS
        while self._measured < self._rows.rowCount():
            self._measure_to(self._measured + 1)
            if time.monotonic() > deadline:
                return
        self._timer.stop()

    def _measure_to(self, end: int) -> None:
        widths = self.columnWidth(KIND), self.columnWidth(OLDER), self.columnWidth(NEWER)
        while self._measured < end:
            self.setRowHeight(self._measured, self.painter_of_rows.height(self._measured, widths))
            self._measured += 1
