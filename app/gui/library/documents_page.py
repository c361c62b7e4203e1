"""The plain list of what the library holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMessageBox,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.foundation.messages import tr
from app.gui.library.documents_model import DocumentsModel, place_of_entry
from app.gui.parts.labels import error_texts
from app.gui.parts.welcome import Welcome
from app.gui.parts.widgets import Notice, button, row, text_label
from app.gui.style.icons import icon
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.library.catalogue import Entry

COLUMN_WIDTHS = {0: 190, 2: 110, 3: 60, 4: 70, 5: 90}


class DocumentsPage(QWidget):
    """Double click or Enter opens a document in the viewer; Delete asks, then removes."""

    add_files_asked = Signal()
    add_folder_asked = Signal()
    place_opened = Signal(object, int)
    remove_asked = Signal(str)
    """The document's id, after the person has confirmed."""

    def __init__(self, model: DocumentsModel, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("surfaceBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = model
        self._kept: tuple[str, int] = ("", 0)
        """The id of the selected document and how far the table is scrolled, while the model is reset."""
        self.table = self._table()
        self.empty = Welcome(theme)
        self.empty.add_files_asked.connect(self.add_files_asked)
        self.empty.add_folder_asked.connect(self.add_folder_asked)
        self.count = text_label("", "muted")
        self.files = button(tr("添加文件…"), "primary", self.add_files_asked.emit)
        self.files.setIcon(icon("plus", theme, theme.colours.on_accent))
        self.folder = button(tr("添加文件夹…"), "", self.add_folder_asked.emit)
        self.remove = button(tr("移除"), "", self._confirm_removal)
        self.remove.setEnabled(False)
        self.problem = Notice("", "", "danger")
        self.problem.add_action(button(tr("关闭"), "", self.problem.hide))
        self.problem.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 8)
        layout.setSpacing(theme.sizes.pad)
        layout.addLayout(row(text_label(tr("文件"), "title"), self.count, None, self.remove, self.folder, self.files))
        layout.addWidget(self.problem)
        layout.addWidget(self.stack, 1)
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._refresh)
        self._refresh()

    def selected(self) -> Entry | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.entries[rows[0].row()] if rows else None

    def show_removing_problem(self, error: BaseException) -> None:
        message, hint = error_texts(error)
        self.problem.tell(tr("没有移除这份文件：{cause}", cause=message), hint)
        self.problem.show()

    def confirm(self, entry: Entry) -> bool:
        """Ask the person. Tests and scripts replace this."""
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(tr("移除文件"))
        name = " ".join(part for part in (entry.metadata.number, entry.metadata.title) if part) or entry.file
        box.setText(tr("从文库中移除“{name}”？", name=name))
        box.setInformativeText(tr("它的条款和索引会一并删除，以后的回答不再引用它。您电脑上的原文件不受影响。"))
        remove = box.addButton(tr("移除"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(tr("保留"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.exec()
        return box.clickedButton() is remove

    def _confirm_removal(self) -> None:
        entry = self.selected()
        if entry is not None and self.confirm(entry):
            self.problem.hide()
            self.remove_asked.emit(entry.id)

    def _open_selected(self) -> None:
        entry = self.selected()
        if entry is not None:
            self.place_opened.emit((place_of_entry(entry),), 0)

    def _refresh(self) -> None:
        count = len(self.model.entries)
        self.stack.setCurrentIndex(1 if count else 0)
        self.empty.show_empty()
        self.count.setText(
            tr("{documents} 份，{clauses} 条条款", documents=count, clauses=self.model.clause_count) if count else ""
        )
        for widget in (self.files, self.folder, self.remove):
            widget.setVisible(bool(count))
        self._select_again()
        self._refresh_selection()

    def _keep(self) -> None:
        entry = self.selected()
        self._kept = (entry.id if entry is not None else "", self.table.verticalScrollBar().value())

    def _select_again(self) -> None:
        """A new list takes away neither the selection nor the reader's place."""
        selected, scrolled = self._kept
        for line, entry in enumerate(self.model.entries):
            if entry.id == selected:
                self.table.selectRow(line)
        self.table.verticalScrollBar().setValue(scrolled)

    def _refresh_selection(self) -> None:
        self.remove.setEnabled(self.selected() is not None)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(32)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for column, width in COLUMN_WIDTHS.items():
            header.resizeSection(column, width)
        QShortcut(
            QKeySequence.StandardKey.Delete, table, self._confirm_removal, context=Qt.ShortcutContext.WidgetShortcut
        )
        table.activated.connect(lambda _: self._open_selected())
        table.selectionModel().selectionChanged.connect(lambda *_: self._refresh_selection())
        return table
