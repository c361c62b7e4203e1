"""Rows of running text as a table model: a cell is stretches of text, some of which lead somewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from app.gui.parts.labels import tip_text
from app.gui.parts.widgets import TOP, Index


class Look(StrEnum):
    """How a stretch of a cell is shown; ``LINK`` is what leads somewhere."""

    TEXT = "text"
    MUTED = "muted"
    STRONG = "strong"
    LINK = "link"
    GOOD = "good"
    DANGER = "danger"
    REMARK = "remark"
    """Small, in the colour of warnings."""
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Span:
    """``target`` is what a click on it opens, None for nothing."""

    text: str
    look: Look = Look.TEXT
    target: object = None


Cell = Sequence[Span]


@dataclass(frozen=True, slots=True)
class RowColumn:
    """``wide`` is in logical pixels; ``share`` is the part of what is left that the column takes."""

    head: str
    wide: int = 0
    share: int = 0


class TextRows(QAbstractTableModel):
    """Its texts are what a screen reader says; the delegate draws the cells themselves."""

    def __init__(self, columns: Sequence[RowColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._cells: list[tuple[Cell, ...]] = []

    def show_rows(self, rows: Sequence[Sequence[Cell]], columns: Sequence[RowColumn] | None = None) -> None:
        """Other rows, and other columns where these are given."""
        self.beginResetModel()
        self.columns = tuple(columns) if columns is not None else self.columns
        self._cells = [tuple(row) for row in rows]
        self.endResetModel()

    def add_row(self, row: Sequence[Cell]) -> None:
        """Behind the others."""
        place = len(self._cells)
        self.beginInsertRows(QModelIndex(), place, place)
        self._cells.append(tuple(row))
        self.endInsertRows()

    def cell(self, row: int, column: int) -> Cell:
        return self._cells[row][column]

    def is_lacking(self, row: int, column: int) -> bool:
        """Whether there is nothing where a text could be expected."""
        return False

    def target_of(self, row: int, column: int) -> object:
        """What Enter opens in a cell: the first that it leads to, else the first of the row."""
        order = (column, *(other for other in range(len(self.columns)) if other != column))
        return next((span.target for place in order for span in self.cell(row, place) if span.target is not None), None)

    def row_text(self, row: int) -> str:
        """For the clipboard: a cell a line, the empty ones left out."""
        cells = (str(self.index(row, column).data() or "") for column in range(len(self.columns)))
        return "\n".join(text for text in cells if text)

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return "".join(span.text for span in self.cell(index.row(), index.column()))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].head
            if role == Qt.ItemDataRole.ToolTipRole:
                return tip_text(self.columns[section].head)
        return None
