"""Beside the text: its outline and its pages in small."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QStackedWidget, QTreeView, QVBoxLayout, QWidget

from app.domain.document import Clause, ClauseTree
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.widgets import button, row, text_label
from app.gui.reader.opened import Opened
from app.gui.reader.outline_model import OutlineModel
from app.gui.reader.thumbnails import Thumbnails

OPEN_BELOW = 12
"""An outline with fewer units at the top shows the next level too."""


class Sidebar(QFrame):
    clause_chosen = Signal(object)
    page_chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("readerSide")
        self.model = OutlineModel(self)
        self.outline = QTreeView()
        self.outline.setObjectName("readerOutline")
        self.outline.setModel(self.model)
        self.outline.setHeaderHidden(True)
        self.outline.setUniformRowHeights(True)
        self.outline.setIndentation(14)
        self.outline.setAccessibleName(tr("目录"))
        self.outline.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.outline.clicked.connect(self._choose)
        self.outline.activated.connect(self._choose)
        self.nothing = text_label(tr("这份文件没有读出条款编号或标题。"), "muted", wraps=True)
        self.thumbnails = Thumbnails(desk)
        self.thumbnails.page_chosen.connect(self.page_chosen)
        self.stack = QStackedWidget()
        for page in (self.outline, self.thumbnails, self.nothing):
            self.stack.addWidget(page)
        self.segments = QButtonGroup(self)
        self._lay_out()

    def show_document(self, opened: Opened | None) -> None:
        self.model.show_tree(opened.tree if opened is not None else ClauseTree(()))
        self.thumbnails.show_document(opened)
        has_pages = opened is not None and bool(opened.sizes)
        for segment in self.segments.buttons():
            segment.setVisible(has_pages)
        if self.model.rowCount() <= OPEN_BELOW:
            self.outline.expandToDepth(0)
        self.show_half(0 if self.model.rowCount() or not has_pages else 1)

    def show_half(self, half: int) -> None:
        """0 the outline, 1 the pages in small."""
        self.segments.button(half).setChecked(True)
        has_outline = self.model.rowCount() > 0
        self.stack.setCurrentWidget(self.thumbnails if half else self.outline if has_outline else self.nothing)

    def follow(self, clause: Clause | None, page: int) -> None:
        """The clause and the page that are read now."""
        self.thumbnails.follow(page)
        index = self.model.index_of(clause) if clause is not None else QModelIndex()
        if index.isValid() and index != self.outline.currentIndex():
            self.outline.setCurrentIndex(index)

    def _choose(self, index: QModelIndex) -> None:
        clause = self.model.clause(index)
        if clause is not None:
            self.clause_chosen.emit(clause)

    def _lay_out(self) -> None:
        buttons: list[QWidget | None] = []
        for half, name in enumerate((tr("目录"), tr("页面"))):
            segment = button(name, "segment", lambda half=half: self.show_half(half))  # type: ignore[misc]
            segment.setCheckable(True)
            self.segments.addButton(segment, half)
            buttons.append(segment)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 0, 6)
        layout.setSpacing(6)
        layout.addLayout(row(*buttons, None, spacing=4))
        layout.addWidget(self.stack, 1)
