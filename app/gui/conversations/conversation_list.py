"""The rows on the screen: chosen with the mouse or the keys, renamed in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from app.foundation.messages import tr
from app.gui.conversations.conversations_model import ConversationsModel
from app.gui.conversations.grouping import ConversationRow, HitRow, Row
from app.gui.conversations.row_delegate import RowDelegate
from app.gui.style.theme import Theme
from app.library.conversation_rows import Conversation


class ConversationList(QListView):
    menu_asked = Signal(QPoint)
    """Where on the screen."""

    def __init__(self, model: ConversationsModel, theme: Theme) -> None:
        super().__init__()
        self._rows = model
        self.setObjectName("conversationList")
        self.setAccessibleName(tr("对话列表"))
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def chosen(self) -> Conversation | None:
        """The conversation that the list stands on."""
        standing = self._rows.row(self.currentIndex())
        return standing.conversation if isinstance(standing, ConversationRow | HitRow) else None

    @property
    def is_renaming(self) -> bool:
        return self.state() is QAbstractItemView.State.EditingState

    def show_rows(self, rows: Sequence[Row]) -> None:
        """In place of the ones before; whoever has scrolled down stays there."""
        bar = self.verticalScrollBar()
        place = bar.value()
        self._rows.show(rows)
        bar.setValue(place)

    @property
    def can_rename(self) -> bool:
        return bool(self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)

    def rename(self) -> None:
        if self.can_rename:
            self.edit(self.currentIndex())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer for the row below it; from the keyboard, where Qt takes the pointer's place too, at the row
        that the list stands on."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_asked.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))
            return
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
            self.menu_asked.emit(event.globalPos())
