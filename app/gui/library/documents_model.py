"""The documents of the library as a table model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor

from app.domain.names import status_name
from app.foundation.messages import tr
from app.gui.library.entry_text import place_of_entry as place_of_entry
from app.gui.parts.widgets import TOP, Index
from app.gui.style.theme import Theme
from app.library.collection_names import collection_name

if TYPE_CHECKING:
    from app.library.catalogue import Entry

STATUS_COLUMN = 2
COUNT_COLUMNS = (3, 4)


class DocumentsModel(QAbstractTableModel):
    """Columns: number, title, status, pages, clauses, collection. Sorts by itself, with keys that were made once."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._column, self._order = 0, Qt.SortOrder.AscendingOrder
        self._listed: list[Entry] = []
        self._texts: dict[str, tuple[str, ...]] = {}
        self.entries: list[Entry] = []
        """In the order shown."""

    def show(self, entries: Sequence[Entry]) -> None:
        """Show the library's documents. Nothing moves where they are those that are shown."""
        listed = list(entries)
        if listed != self._listed:
            self._listed = listed
            self._texts = {entry.id: _texts(entry) for entry in listed}
            self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._order = column, order
        self._arrange()

    def pages_of(self, document_id: str) -> int | None:
        """None for a document without pages, or not in the list."""
        return next((entry.pages for entry in self.entries if entry.id == document_id), None)

    @property
    def clause_count(self) -> int:
        return sum(entry.clauses for entry in self.entries)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else 6

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[entry.id][index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(entry)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == STATUS_COLUMN:
            return QColor(self._theme.status_colours(entry.metadata.status)[0])
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in COUNT_COLUMNS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("编号"), tr("名称"), tr("状态"), tr("页数"), tr("条款数"), tr("文库"))[section]
        return None

    def _arrange(self) -> None:
        self.beginResetModel()
        self.entries = sorted(self._listed, key=self._key, reverse=self._order == Qt.SortOrder.DescendingOrder)
        self.endResetModel()

    def _key(self, entry: Entry) -> tuple[int, str]:
        counts = {3: entry.pages or 0, 4: entry.clauses}
        count = counts.get(self._column)
        return (0, self._texts[entry.id][self._column]) if count is None else (count, "")

    def _tip(self, entry: Entry) -> str:
        issues = [issue.message for issue in entry.issues[:5]]
        return "\n".join([entry.path, *issues])


def _texts(entry: Entry) -> tuple[str, ...]:
    status = status_name(entry.metadata.status)
    return (
        entry.metadata.number or "—",
        entry.metadata.title or entry.file,
        tr("{status}（不完整）", status=status) if entry.is_partial else status,
        str(entry.pages) if entry.pages else "—",
        str(entry.clauses),
        collection_name(entry.collection),
    )
