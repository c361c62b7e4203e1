"""The rows of a comparison as a table model: what differs, the older text, the newer text."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from app.assistant.text_work.comparison_table import Row, Side
from app.assistant.text_work.side_by_side import SideBySide
from app.foundation.messages import tr
from app.gui.compare.row_texts import KEPT, Shown, is_change, kind_name, remarks, side_heading
from app.gui.parts.widgets import TOP, Index

KIND, OLDER, NEWER = range(3)


class RowModel(QAbstractTableModel):
    """Its texts are what a screen reader says; the delegate draws the rows themselves."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.made: SideBySide | None = None
        self.shown = Shown.ALL
        self.names = ("", "")
        """What the two columns are called."""
        self.rows: tuple[Row, ...] = ()
        """Those of the filter."""

    @property
    def is_by_wording(self) -> bool:
        """Whether the two are editions, whose clauses correspond for certain."""
        return self.made is None or self.made.table.is_by_wording

    def show(self, made: SideBySide | None, older: str = "", newer: str = "") -> None:
        self.names = (older, newer)
        self.made = made
        self.filter(self.shown)

    def filter(self, shown: Shown) -> None:
        self.beginResetModel()
        self.shown = shown
        self.rows = tuple(row for row in self.made.rows if KEPT[shown](row)) if self.made else ()
        self.endResetModel()

    def next_change(self, place: int, step: int) -> int | None:
        """The nearest row with a change after (1) or before (-1) that row; None at the end."""
        found = place + step
        while 0 <= found < len(self.rows):
            if is_change(self.rows[found]):
                return found
            found += step
        return None

    def place_of(self, row: Row) -> int | None:
        return next((place for place, shown in enumerate(self.rows) if shown is row), None)

    def side(self, place: int, column: int) -> Side | None:
        row = self.rows[place]
        return row.before if column == OLDER else row.after if column == NEWER else None

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        side = self.side(index.row(), index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if index.column() == KIND:
                return "\n".join((kind_name(row, is_by_wording=self.is_by_wording), *remarks(row)))
            return "\n".join((side_heading(side), side.text)) if side is not None else tr("（没有对应的条款）")
        if role == Qt.ItemDataRole.ToolTipRole and side is not None:
            return side.title_path
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("差别"), *self.names)[section]
        return None
