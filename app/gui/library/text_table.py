"""A plain table of texts that is filtered by words and sorted by its columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.gui.library.columns import sort_key
from app.gui.parts.labels import tip_text
from app.gui.parts.widgets import TOP, Index
from app.gui.style.theme import Theme

Item = TypeVar("Item")

ROW_HEIGHT = 30
HEAD_PAD = 26


class TextTableModel(QAbstractTableModel, Generic[Item]):
    """``texts`` gives the cells of an item, one a head."""

    def __init__(
        self, heads: Sequence[str], texts: Callable[[Item], Sequence[str]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._heads = tuple(heads)
        self._texts = texts
        self._all: list[tuple[Item, tuple[str, ...]]] = []
        self._rows: list[tuple[Item, tuple[str, ...]]] = []
        self._words = ""
        self._sorted: tuple[int, bool] | None = None
        """Column, and whether from the end; None leaves the items in their own order."""

    @property
    def total(self) -> int:
        return len(self._all)

    @property
    def items(self) -> list[Item]:
        """Those that are shown, in their order."""
        return [item for item, _ in self._rows]

    def show(self, items: Sequence[Item]) -> None:
        self._all = [(item, tuple(self._texts(item))) for item in items]
        self._arrange()

    def filter(self, words: str) -> None:
        self._words = words
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        self._arrange()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        text = self._rows[index.row()][1][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(text)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        return None

    def _arrange(self) -> None:
        self.beginResetModel()
        words = self._words.casefold().split()
        self._rows = [
            (item, texts) for item, texts in self._all if all(word in "\n".join(texts).casefold() for word in words)
        ]
        if self._sorted is not None:
            column, is_reversed = self._sorted
            self._rows.sort(key=lambda row: sort_key(row[1][column]), reverse=is_reversed)
        self.endResetModel()


def text_table(
    model: QAbstractTableModel, name: str, widths: Sequence[int], stretched: int, theme: Theme
) -> QTableView:
    """A view of such a model; ``name`` is what a screen reader says, ``widths`` are logical pixels for type of the
    usual size. Every column has room for its head."""
    table = QTableView()
    table.setAccessibleName(name)
    table.setModel(model)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.sizes.grown(ROW_HEIGHT))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setTextElideMode(Qt.TextElideMode.ElideRight)
    header.ensurePolished()  # before, the type is not yet that of the style sheet
    for column, width in enumerate(widths):
        head = str(model.headerData(column, Qt.Orientation.Horizontal))
        needed = header.fontMetrics().horizontalAdvance(head) + HEAD_PAD
        header.resizeSection(column, max(theme.sizes.grown(width), needed))
    header.setSectionResizeMode(stretched, QHeaderView.ResizeMode.Stretch)
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    table.setSortingEnabled(True)
    return table
