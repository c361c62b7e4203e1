"""Rows of running text. Heights are measured in portions, so that long tables appear at once."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from app.foundation.messages import tr
from app.gui.parts.text_rows import TextRows
from app.gui.parts.text_rows_painter import TextRowsPainter
from app.gui.style.theme import Theme

FIRST_ROWS = 24
"""Measured before anything is shown: more than a screen."""
PORTION_SECONDS = 0.008
"""Half a frame."""
MOST_FIXED = 0.55
"""Of the width, for columns of a width of their own: on a narrow page they give way to those that hold text."""
ROUGH_HEIGHT = 74
"""Of a row that has not been measured."""


class TextRowsView(QTableView):
    opened = Signal(object)
    """The target of what was clicked, or of the cell in which Enter was pressed."""
    copied = Signal(str)
    """The selected rows, for the clipboard. The page knows under which mark and with which label."""

    def __init__(self, model: TextRows, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        """``name`` is what a screen reader says."""
        super().__init__(parent)
        self.setModel(model)
        self._rows = model
        self._measured = 0
        self.painter_of_rows = TextRowsPainter(model, theme, self)
        self.painter_of_rows.opened.connect(self.opened)
        self.setItemDelegate(self.painter_of_rows)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROUGH_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsClickable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._measure_portion)
        model.modelReset.connect(self._take_rows)
        model.rowsInserted.connect(lambda: self._timer.start())

    def go_to(self, row: int, column: int = 0) -> None:
        """Bring a row to the top and make its cell the current one."""
        self._measure_to(min(row + FIRST_ROWS, self._rows.rowCount()))
        self.setCurrentIndex(self._rows.index(row, column))
        self.scrollTo(self._rows.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def copy(self) -> None:
        """The selected rows as text."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        if rows:
            self.copied.emit("\n\n".join(map(self._rows.row_text, rows)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            top = max(0, self.rowAt(0))
            self._share_width()
            self._measure_anew(top)
            if top:
                self.scrollTo(self._rows.index(top, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            target = self._rows.target_of(current.row(), current.column())
            if target is not None:
                self.opened.emit(target)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        current = self.currentIndex()
        if not current.isValid():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        target = self._rows.target_of(current.row(), current.column())
        if target is not None:
            menu.addAction(tr("打开原文"), lambda: self.opened.emit(target))
        menu.addAction(tr("复制（Ctrl+C）"), self.copy)
        menu.popup(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        is_over = self._target_under(event) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if is_over else Qt.CursorShape.ArrowCursor)

    def _target_under(self, event: QMouseEvent) -> object:
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid():
            return None
        box = self.visualRect(index)
        return self.painter_of_rows.target_at(index.row(), index.column(), place - box.topLeft(), box.width())

    def _take_rows(self) -> None:
        self._share_width()
        self._measure_anew()

    def _share_width(self) -> None:
        columns, whole = self._rows.columns, self.viewport().width()
        fixed, shares = sum(column.wide for column in columns), sum(column.share for column in columns)
        shrunk = min(1.0, MOST_FIXED * whole / fixed) if fixed and shares else 1.0
        left = whole - sum(round(column.wide * shrunk) for column in columns)
        for place, column in enumerate(columns):
            wide = round(column.wide * shrunk)
            if column.share:
                wide = left * column.share // shares
                left, shares = left - wide, shares - column.share
            self.setColumnWidth(place, wide)

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
        widths = tuple(self.columnWidth(place) for place in range(len(self._rows.columns)))
        while self._measured < end:
            self.setRowHeight(self._measured, self.painter_of_rows.height(self._measured, widths))
            self._measured += 1
