"""Fields in which one of many is picked: a click lists all of them, typing narrows the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QLineEdit

from app.domain.names import status_name
from app.foundation.messages import tr
from app.gui.parts.labels import tip_text
from app.gui.parts.marked_list import TICK, tick_chosen
from app.gui.parts.search_field import add_icon
from app.gui.style.theme import Theme
from app.library.entries import Entry

SMALLEST = 150
Group = tuple[str, Mapping[str, str]]
"""A head, or "" for none, and what stands below it: names by value."""
ROWS_SHOWN = 14
SCROLL_BAR = 12
"""Logical pixels beside the names of the list."""


class Picker(QComboBox):
    """Values by what they are called, parted by heads that cannot be picked."""

    picked = Signal(str)
    """A person has picked that value; not sent for what code shows."""

    def __init__(self, name: str, hint: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("documentPicker")
        self._theme = theme
        self._name = name
        self._waiting: Callable[[], None] | None = None
        """Lists what can be picked, where that is put off."""
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
            arrow = add_icon(edit, "chevron-down", theme, QLineEdit.ActionPosition.TrailingPosition, tr("展开"))
            arrow.triggered.connect(self.showPopup)
            edit.installEventFilter(self)
            edit.returnPressed.connect(self._take_typed)
        completer = QCompleter(self._items, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setMaxVisibleItems(ROWS_SHOWN)
        self.setCompleter(completer)
        listed = completer.popup()
        listed.setObjectName("pickerList")
        listed.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        tick_chosen(listed, lambda index: bool(self.value) and index.data(Qt.ItemDataRole.UserRole) == self.value)
        self.activated.connect(self._pick)

    def showPopup(self) -> None:
        """List every document; what is typed then narrows the list."""
        edit, completer = self.lineEdit(), self.completer()
        if edit is None or completer is None or not self.isEnabled():
            return
        self.fill()
        edit.setFocus(Qt.FocusReason.MouseFocusReason)
        edit.selectAll()
        completer.setCompletionPrefix("")
        completer.popup().setMinimumWidth(self._list_width())
        completer.complete()
        listed = completer.completionModel()
        for here in listed.match(listed.index(0, 0), Qt.ItemDataRole.UserRole, self.value):
            completer.popup().scrollTo(here, QAbstractItemView.ScrollHint.PositionAtCenter)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click into the text opens the list."""
        if watched is self.lineEdit():
            if event.type() in (QEvent.Type.FocusIn, QEvent.Type.KeyPress):
                self.fill()
            if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseButtonRelease:
                if event.button() is Qt.MouseButton.LeftButton:
                    self.showPopup()
                    return True
            elif event.type() is QEvent.Type.FocusOut and not self._is_open():
                self._take_typed()
        return super().eventFilter(watched, event)

    def found(self, typed: str) -> int:
        """The place of what was typed in full; -1 for none."""
        self.fill()
        return self.findText(typed, Qt.MatchFlag.MatchFixedString)

    def _take_typed(self) -> None:
        """What was typed in full is picked, anything else gives way to what is chosen."""
        place = self.found(self.currentText().strip())
        if place >= 0 and place != self.currentIndex() and self.itemData(place):
            self.setCurrentIndex(place)
            self._pick(place)
        self.setEditText(self.itemText(self.currentIndex()))

    def fill(self) -> None:
        """List what can be picked now, where it was put off until somebody turns to the field."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()

    def _is_open(self) -> bool:
        completer = self.completer()
        return completer is not None and completer.popup().isVisible()

    def _list_width(self) -> int:
        """As wide as the names are, within the window."""
        wanted = self.view().sizeHintForColumn(0) + 2 * TICK + 2 * SCROLL_BAR
        room = self.window().width() - self.mapTo(self.window(), self.rect().topLeft()).x() - SCROLL_BAR
        return max(self.width(), min(wanted, room))

    @property
    def value(self) -> str | None:
        """What is chosen; None for nothing."""
        found = self.currentData()
        return str(found) if found else None

    def offer_groups(self, groups: Sequence[Group], chosen: str | None) -> None:
        """Show what can be picked and which is; one that is not offered is none."""
        self._waiting = None
        self.blockSignals(True)
        self.clear()
        for head, names in groups:
            if head and names:
                self._add_head(head)
            for value, name in names.items():
                self.addItem(name, value)
        self.setCurrentIndex(self.findData(chosen) if chosen else -1)
        if self.currentIndex() < 0:
            self.setEditText("")
        edit = self.lineEdit()
        if edit is not None:
            edit.setCursorPosition(0)
        self._tell_chosen()
        self.blockSignals(False)

    def _tell_chosen(self) -> None:
        """A long name is cut in the field."""
        chosen = self.itemText(self.currentIndex())
        self.setToolTip(tip_text(tr("{name}：{chosen}", name=self._name, chosen=chosen)) if chosen else self._name)

    def _add_head(self, text: str) -> None:
        """A line that parts the list and cannot be picked."""
        head = QStandardItem(text)
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setForeground(QColor(self._theme.colours.muted))
        self._items.appendRow(head)

    def _pick(self, place: int) -> None:
        found = self.itemData(place)
        if found:
            self._tell_chosen()
            self.picked.emit(str(found))


class DocumentPicker(Picker):
    """Of the library's documents one."""

    @property
    def document(self) -> str | None:
        """The id of the document that is shown."""
        return self.value

    def offer(self, editions: Sequence[Entry], others: Sequence[Entry], chosen: Entry | None) -> None:
        """Show what can be picked and which is; the editions are marked as such and come first."""
        is_new = chosen is not None and chosen not in (*editions, *others)
        self.offer_groups(
            (
                ("", document_names([chosen]) if chosen is not None and is_new else {}),
                (tr("同一标准或法规的版本"), document_names(editions)),
                (tr("其他文件") if editions else "", document_names(others)),
            ),
            chosen.id if chosen is not None else None,
        )

    def offer_later(self, beside: Callable[[], tuple[Sequence[Entry], Sequence[Entry]]], chosen: Entry | None) -> None:
        """As ``offer``, with what ``beside`` gives; looked for and listed when somebody turns to the field."""
        self.offer((), (), chosen)
        self._waiting = lambda: self.offer(*beside(), chosen)


def document_names(entries: Sequence[Entry]) -> dict[str, str]:
    """By id; of several that are called the same also by their files."""
    names = {entry.id: document_name(entry) for entry in entries}
    counts = Counter(names.values())
    return {
        entry.id: f"{names[entry.id]}  {entry.file}" if counts[names[entry.id]] > 1 else names[entry.id]
        for entry in entries
    }


def document_name(entry: Entry) -> str:
    """As it is named everywhere, and its status."""
    return tr("{name} （{status}）", name=entry.source.named, status=status_name(entry.metadata.status))
