"""Which collection: one that there is, or a new one by its name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout, QWidget

from app.foundation.errors import UserError
from app.foundation.messages import tr
from app.gui.parts.widgets import button, row, text_label
from app.gui.style.icons import pixmap
from app.gui.style.theme import Theme
from app.library.collection_names import DEFAULT_COLLECTION, collection_name, collection_named

if TYPE_CHECKING:
    from app.library.entries import Entry

ARROW_SIZE, FRAME, WIDEST = 14, 34, 220
"""Logical pixels: the sign that it opens, what stands around a name, the most that one may take."""


def collections_of(entries: Collection[Entry]) -> list[str]:
    """Those that there are, the default one first."""
    return [DEFAULT_COLLECTION, *sorted({entry.collection for entry in entries} - {DEFAULT_COLLECTION})]


class CollectionBox(QComboBox):
    """Collections by name; a new one is made by typing it. ``picked`` comes when a person has chosen."""

    picked = Signal(str)
    """The name, as a person writes it."""

    def __init__(self, tip: str, theme: Theme) -> None:
        super().__init__()
        self._arrow = pixmap("chevron-down", ARROW_SIZE, theme.colours.muted)
        self.setObjectName("chooser")
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(tip)
        self.setToolTip(tip)
        self.activated.connect(lambda _: self.picked.emit(self.currentText()))
        edit = self.lineEdit()
        if edit is not None:
            edit.setAccessibleName(tip)

    def show_collection(self, collection: str) -> None:
        """Choose a stored collection, also a new one."""
        name = collection_name(collection)
        if self.findText(name) < 0:
            self.addItem(name)
        self._choose(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(self.width() - ARROW_SIZE - 6, (self.height() - ARROW_SIZE) // 2, self._arrow)
        painter.end()

    def offer(self, collections: Sequence[str], chosen: str) -> None:
        """Stored collections, one of them chosen. What a person is typing is left alone."""
        edit = self.lineEdit()
        if edit is not None and edit.hasFocus() and edit.isModified():
            return
        names = [collection_name(each) for each in collections]
        name = collection_name(chosen)
        self.clear()
        self.addItems(names if name in names else [*names, name])
        self._choose(name)

    def _choose(self, name: str) -> None:
        """With its beginning in sight, and whole where it is not very long."""
        self.setCurrentText(name)
        wide = self.fontMetrics().horizontalAdvance(name) + FRAME + ARROW_SIZE
        self.setMinimumWidth(min(wide, WIDEST))
        edit = self.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)


class CollectionDialog(QDialog):
    """Asks for the collection of documents. ``given`` is a good name."""

    given = Signal(str)

    def __init__(self, text: str, collections: Sequence[str], chosen: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("移到文库"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(theme.sizes.dialog)
        self.box = CollectionBox(tr("文库"), theme)
        self.box.offer(collections, chosen)
        self.problem = text_label("", "fieldProblem", wraps=True)
        self.problem.hide()
        self.move_button = button(tr("移到这里"), "primary", self._give)
        self.move_button.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(theme.sizes.gap)
        layout.addWidget(text_label(text, wraps=True))
        layout.addWidget(self.box)
        layout.addWidget(self.problem)
        layout.addWidget(text_label(tr("输入一个新名称，就新建这个文库。"), "muted", wraps=True))
        layout.addLayout(row(None, button(tr("取消"), "", self.reject), self.move_button))
        edit = self.box.lineEdit()
        if edit is not None:
            edit.selectAll()
        self.box.setFocus()

    def _give(self) -> None:
        try:
            collection_named(self.box.currentText())
        except UserError as error:
            self.problem.setText(f"{error.message}。{error.hint}")
            self.problem.show()
            return
        name = self.box.currentText()
        self.accept()
        self.given.emit(name)
