"""The field in which a document is picked: a click lists all, editions of the other side's standard first; typing
narrows the list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QLineEdit

from app.domain.names import status_name
from app.foundation.messages import tr
from app.gui.style.icons import icon
from app.gui.style.theme import Theme
from app.library.entries import Entry

SMALLEST = 150
ROWS_SHOWN = 14


class DocumentPicker(QComboBox):
    picked = Signal(str)
    """A person has picked that document; not sent for what code shows."""

    def __init__(self, name: str, hint: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("documentPicker")
        self._theme = theme
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setMinimumWidth(SMALLEST)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setAccessibleName(name)
        self.setToolTip(name)
        edit = self.lineEdit()
        if edit is not None:
            edit.setPlaceholderText(hint)
            edit.setAccessibleName(name)
            arrow = edit.addAction(icon("chevron-down", theme), QLineEdit.ActionPosition.TrailingPosition)
            arrow.triggered.connect(self.showPopup)
            edit.installEventFilter(self)
        completer = QCompleter(self._items, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(ROWS_SHOWN)
        self.setCompleter(completer)
        completer.popup().setObjectName("pickerList")
        self.activated.connect(self._pick)

    def showPopup(self) -> None:
        """List every document; what is typed then narrows the list."""
        edit, completer = self.lineEdit(), self.completer()
        if edit is None or completer is None or not self.isEnabled():
            return
        edit.setFocus(Qt.FocusReason.MouseFocusReason)
        edit.selectAll()
        completer.setCompletionPrefix("")
        completer.complete()
        listed = completer.completionModel()
        for here in listed.match(listed.index(0, 0), Qt.ItemDataRole.UserRole, self.document):
            completer.popup().scrollTo(here, QAbstractItemView.ScrollHint.PositionAtCenter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click into the text opens the list; text that was typed and not picked gives way to what is chosen."""
        if watched is self.lineEdit():
            if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonRelease:
                if event.button() is Qt.MouseButton.LeftButton:
                    self.showPopup()
                    return True
            elif event.type() is QEvent.Type.FocusOut and not self._is_open():
                self.setEditText(self.itemText(self.currentIndex()))
        return super().eventFilter(watched, event)

    def _is_open(self) -> bool:
        completer = self.completer()
        return completer is not None and completer.popup().isVisible()

    @property
    def document(self) -> str | None:
        """The id of the document that is shown."""
        found = self.currentData()
        return str(found) if found else None

    def offer(self, editions: Sequence[Entry], others: Sequence[Entry], chosen: Entry | None) -> None:
        """Show what can be picked and which is; the editions are marked as such."""
        self.blockSignals(True)
        self.clear()
        if editions:
            self._add_head(tr("同一标准或法规的版本"))
        for entry in editions:
            self.addItem(document_name(entry), entry.id)
        if editions and others:
            self._add_head(tr("其他文件"))
        for entry in others:
            self.addItem(document_name(entry), entry.id)
        if chosen is not None and self.findData(chosen.id) < 0:
            self.insertItem(0, document_name(chosen), chosen.id)
        self.setCurrentIndex(self.findData(chosen.id) if chosen is not None else -1)
        if chosen is None:
            self.setEditText("")
        edit = self.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)
        self.blockSignals(False)

    def _add_head(self, text: str) -> None:
        """A line that parts the list and cannot be picked."""
        head = QStandardItem(text)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setForeground(QColor(self._theme.colours.muted))
        self._items.appendRow(head)

    def _pick(self, place: int) -> None:
        found = self.itemData(place)
        if found:
            self.picked.emit(str(found))


def document_name(entry: Entry) -> str:
    """Number, title and status; a law, whose versions share both, also by its day of issue."""
    title = entry.metadata.title if entry.metadata.title != entry.source.standard else ""
    day = "" if entry.metadata.number else entry.metadata.issued or ""
    parts = (entry.source.standard, title, day, tr("（{status}）", status=status_name(entry.metadata.status)))
    return " ".join(part for part in parts if part)
