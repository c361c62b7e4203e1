"""The table of the files that are being added: a row a file, taller where there is more to tell, with what mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.foundation.messages import tr
from app.gui.library.file_mending import FileMending
from app.gui.library.import_model import ImportModel
from app.gui.parts.widgets import OneLineDelegate, button, top_left
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.workspace.adding import AddResult

TEXTS, BUTTONS = 2, 3
"""The columns of what is to be known of a file, and of buttons."""
SHARE = 0.32
"""Of the window's height, at most: on a small screen the library's list needs the room too."""
WIDTHS = {0: 300, 1: 110, BUTTONS: 130}
"""Logical pixels, for type of the usual size."""


class ImportTable(QTableView):
    def __init__(self, model: ImportModel, mending: FileMending, theme: Theme) -> None:
        super().__init__()
        self._rows, self._mending = model, mending
        self._tall: list[int] = []
        self.setAccessibleName(tr("正在添加的文件"))
        self.setModel(model)
        self._most = theme.sizes.panel_height
        self._window: QWidget | None = None
        self._wide = 0
        """Of the column of texts, as it was when rows were measured."""
        self._soon = QTimer(self)
        """Heights are asked for when Qt has laid the rows out."""
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fit)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._pop_up)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setItemDelegateForColumn(0, OneLineDelegate(self))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(BUTTONS, QHeaderView.ResizeMode.Fixed)
        for column, width in WIDTHS.items():
            header.resizeSection(column, theme.sizes.grown(width))
        self.setColumnHidden(BUTTONS, True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self._soon.start)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._window is not self.window():
            self._window = self.window()
            self._window.installEventFilter(self)
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._soon.start()
        return super().eventFilter(watched, event)

    def begin(self) -> None:
        """A new run: the model is empty."""
        self._tall.clear()
        self.setColumnHidden(BUTTONS, True)

    def note(self, result: AddResult) -> None:
        """What became of a file, in place of what was told of it before."""
        gone = self._rows.forget_problem(result.path)
        if gone is not None:
            self._tall = [line - (line > gone) for line in self._tall if line != gone]
        line = self._rows.finish(result)
        if self._rows.rows[line].is_tall:
            self._tall.append(line)
            self._make_tall(line)
        self.keep_last_in_sight()

    def show_unread(self, files: Sequence[Path]) -> None:
        """List what was set aside; with none, what was listed so goes."""
        self._rows.show_unread(files)
        self.put_problems_first()

    def put_problems_first(self) -> None:
        """Rows that tell several lines are as high as those; the others have the usual height."""
        self._rows.put_problems_first()
        for line in self._tall:
            self.setRowHeight(line, self.verticalHeader().defaultSectionSize())
        self._tall = [line for line, file in enumerate(self._rows.rows) if file.is_tall]
        for line in self._tall:
            self._make_tall(line)
        QTimer.singleShot(0, self, self.scrollToTop)

    def keep_last_in_sight(self) -> None:
        QTimer.singleShot(0, self, self.scrollToBottom)

    def _fit(self) -> None:
        """As high as the rows that there are, no more of them than have whole room. Where the texts have become
        wider or narrower, those of several lines are measured anew."""
        if self._wide != self.columnWidth(TEXTS):
            self._wide = self.columnWidth(TEXTS)
            for line in self._tall:
                self.resizeRowToContents(line)
        usual = self.verticalHeader().defaultSectionSize()
        head = self.horizontalHeader().sizeHint().height() + 2 * self.frameWidth()
        room = max(min(self._most, int(self.window().height() * SHARE)) - head, usual)
        high = 0
        for line in range(self._rows.rowCount()):
            row = self.rowHeight(line)
            if high and high + row > room:
                break
            high += row
        self.setFixedHeight(head + min(max(high, usual), room))

    def _make_tall(self, line: int) -> None:
        self.resizeRowToContents(line)
        self._soon.start()
        offer = self._mending.first_offer(self._rows.rows[line])
        if offer is not None:
            self.setColumnHidden(BUTTONS, False)
            self.setIndexWidget(self._rows.index(line, BUTTONS), top_left(button(offer.name, "link", offer.act)))

    def _pop_up(self, where: QPoint) -> None:
        index = self.indexAt(where) if self.rect().contains(where) else self.currentIndex()
        if index.isValid():
            menu = self._mending.menu(self._rows.rows[index.row()], self)
            menu.popup(self.viewport().mapToGlobal(where))
