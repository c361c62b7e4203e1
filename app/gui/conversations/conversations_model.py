"""The rows of the list. Only a title can be changed in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal

from app.foundation.messages import tr
from app.gui.conversations.grouping import ConversationRow, GroupRow, HitRow, Row
from app.gui.parts.labels import tip_text
from app.gui.parts.widgets import TOP, Index

ROW = Qt.ItemDataRole.UserRole
IS_OPEN = Qt.ItemDataRole.UserRole + 1
"""Whether the row's conversation is the one that is displayed."""


class ConversationsModel(QAbstractListModel):
    renamed = Signal(str, str)
    """The id of a conversation and the title that a person wrote over the old one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._open: str | None = None

    def show(self, rows: Sequence[Row]) -> None:
        """Rows that are shown already stay as they are, with what is chosen and written among them."""
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def mark_open(self, conversation_id: str | None) -> None:
        """Which conversation is displayed, None for none of those kept."""
        if conversation_id != self._open:
            self._open = conversation_id
            if self._rows:
                self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1), [IS_OPEN])

    def row(self, index: Index) -> Row | None:
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def place(self, conversation_id: str) -> QModelIndex:
        """Where the conversation first stands; an invalid index where it does not."""
        for number, row in enumerate(self._rows):
            if not isinstance(row, GroupRow) and row.conversation.id == conversation_id:
                return self.index(number)
        return QModelIndex()

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        if role == ROW:
            return row
        if role == IS_OPEN:
            return not isinstance(row, GroupRow) and row.conversation.id == self._open
        if isinstance(row, GroupRow):
            return tr("{name}，{count} 个", name=row.name, count=row.count) if role in _READ else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return row.conversation.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(part for part in (row.conversation.title, row.when, _below(row)) if part)
        return tip_text(row.conversation.title) if role == Qt.ItemDataRole.ToolTipRole else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.row(index)
        title = " ".join(str(value).split())
        if isinstance(row, GroupRow | None) or role != Qt.ItemDataRole.EditRole or not title:
            return False
        if title != row.conversation.title:
            self.renamed.emit(row.conversation.id, title)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self.row(index)
        if isinstance(row, GroupRow | None):
            return Qt.ItemFlag.NoItemFlags
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen | Qt.ItemFlag.ItemIsEditable if isinstance(row, ConversationRow) else chosen


_READ = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


def _below(row: ConversationRow | HitRow) -> str:
    return row.hit.excerpt if isinstance(row, HitRow) else row.conversation.preview
