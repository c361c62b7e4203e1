"""The changes by chapter, with their counts; a click goes to the row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from app.assistant.text_work.comparison_table import Row
from app.assistant.text_work.side_by_side import REWORDED
from app.foundation.messages import tr
from app.gui.compare.outline_text import LINE, OutlineDelegate, OutlineLine, heading_line
from app.gui.compare.row_texts import chapter_of, is_change, kind_name
from app.gui.parts.labels import tip_text

ROW = Qt.ItemDataRole.UserRole
WIDEST = 330
"""Logical pixels that the numbers may ask for; beyond them the tree is scrolled sideways."""
OPEN_UP_TO = 40
"""Changes: fewer are all shown at once, more by chapter."""


class ChangeOutline(QTreeView):
    chosen = Signal(object)
    """The row to go to."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("changeOutline")
        self.setAccessibleName(tr("改动目录"))
        self.setHeaderHidden(True)
        self.setIndentation(14)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setExpandsOnDoubleClick(False)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setItemDelegate(OutlineDelegate(self))
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_rows(self, rows: Sequence[Row], *, is_by_wording: bool) -> None:
        """Of the rows those with a change; the others tell where in the text they stand."""
        self._items.clear()
        chapters = _chapters(rows, is_by_wording=is_by_wording)
        for chapter, found in chapters:
            count = tr("{chapter}（{count}）", chapter="", count=len(found))
            head = _item(heading_line(chapter or tr("未分章"), count), found[0])
            for row in found:
                head.appendRow(_item(_line(row, is_by_wording=is_by_wording), row))
            self._items.appendRow(head)
        if sum(len(found) for _, found in chapters) <= OPEN_UP_TO:
            self.expandAll()
        needed = self.sizeHintForColumn(0) + self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(min(needed, WIDEST) if chapters else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.header().setMinimumSectionSize(event.size().width())
        super().resizeEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if row is not None:
            self.chosen.emit(row)


def _item(line: OutlineLine, row: Row) -> QStandardItem:
    made = QStandardItem(line.whole)
    made.setData(line, LINE)
    made.setData(row, ROW)
    made.setToolTip(tip_text(line.whole))
    return made


def _chapters(rows: Sequence[Row], *, is_by_wording: bool) -> list[tuple[str, list[Row]]]:
    """The changes in the order of the later text; what was taken out belongs to the chapter that it stood in, told by
    what stands before it. Another standard has chapters of its own."""
    found: dict[str, list[Row]] = {}
    last: str | None = None
    for row in rows:
        if row.after is not None:
            last = chapter_of(row.after)
        chapter = last or ""
        if row.after is None and row.before is not None and (last is None or not is_by_wording):
            chapter = chapter_of(row.before)
        if is_change(row):
            found.setdefault(chapter, []).append(row)
    return list(found.items())


def _line(row: Row, *, is_by_wording: bool) -> OutlineLine:
    """改动 第三条; of a clause that moved both numbers, 改动 第三条 → 第四条."""
    sides = [side for side in (row.before, row.after) if side]
    shown = tr("改动") if row.change in REWORDED else kind_name(row, is_by_wording=is_by_wording)
    if any(side.clause for side in sides):
        numbers = [side.clause or side.title_path.rpartition(" > ")[2] for side in sides]
        return OutlineLine(shown, tail="  " + " → ".join(dict.fromkeys(filter(None, numbers))))
    titles = [side.title_path.rpartition(" > ")[2] for side in sides]
    return OutlineLine(" → ".join(dict.fromkeys(filter(None, titles))) or tr("未编号"), head=f"{shown}  ")
