"""The files of a drop and what became of each, as a table model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor

from app.foundation.messages import tr
from app.gui.library.issue_list import RECOGNISABLE
from app.gui.parts.labels import add_status_name, needs_password, tip_text
from app.gui.parts.widgets import TOP, Index
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.workspace.adding import AddResult

READING = "reading"
UNREAD = "unread"
"""Set aside, because a person stopped the adding."""
MOST_ISSUES = 6
"""Issues told of one file; a scan of 300 pages has one a page."""


@dataclass(frozen=True, slots=True)
class FileRow:
    file: str
    status: str
    detail: str
    path: str = ""
    is_locked: bool = False
    """Whether a password would open it."""
    can_recognise: bool = False
    """Whether text recognition may read what was not read."""

    @property
    def is_tall(self) -> bool:
        """Whether there is more to be told of it than fits in one line."""
        return self.is_problem or "\n" in self.detail

    @property
    def is_problem(self) -> bool:
        return self.status in ("failed", "partial")


def row_of(result: AddResult) -> FileRow:
    is_locked = result.status == "failed" and any(needs_password(issue.code) for issue in result.issues)
    is_problem = result.status in ("failed", "partial")
    can_recognise = is_problem and any(issue.code in RECOGNISABLE for issue in result.issues)
    return FileRow(result.file, result.status, _detail(result), result.path, is_locked, can_recognise)


def problem_text(rows: Sequence[FileRow]) -> str:
    """What to paste into a message to whoever can help: file, result and reasons."""
    return "\n".join(f"{row.file}\t{_result_name(row)}\t{' '.join(row.detail.split())}" for row in rows)


def _detail(result: AddResult) -> str:
    told = [
        tr("第 {page} 页：{message}", page=issue.page, message=issue.message) if issue.page else issue.message
        for issue in result.issues[:MOST_ISSUES]
    ]
    left_out = len(result.issues) - len(told)
    if left_out > 0:
        told.append(tr("另有 {count} 个问题", count=left_out))
    if result.status != "failed":
        pages = tr("{pages} 页", pages=result.pages) if result.pages else ""
        counted = [part for part in (pages, tr("{clauses} 条", clauses=result.clauses)) if part]
        told.insert(0, " · ".join(counted))
    return "\n".join(told)


def _result_name(file: FileRow) -> str:
    if file.is_locked:
        return tr("需要密码")
    names = {READING: tr("正在读取…"), UNREAD: tr("还没有读")}
    return names.get(file.status) or add_status_name(file.status)


class ImportModel(QAbstractTableModel):
    """Columns: file, result, what is to be known of it, and room for a button. Finished files in order, the file in
    hand last."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[FileRow] = []

    def clear(self) -> None:
        self.beginResetModel()
        self.rows = []
        self.endResetModel()

    def begin(self, file: str) -> None:
        """A file is being read now."""
        self.end()
        self._append(FileRow(file, READING, ""))

    def recognise(self, done: int, total: int) -> None:
        """The page of the file being read that is recognised now."""
        if self.rows and self.rows[-1].status == READING:
            detail = tr("识别第 {page}/{total} 页", page=min(done + 1, total), total=total)
            self._replace_last(replace(self.rows[-1], detail=detail))

    def finish(self, result: AddResult) -> int:
        """Note what became of the file; gives its row."""
        if self.rows and self.rows[-1].status == READING and self.rows[-1].file == result.file:
            self._replace_last(row_of(result))
        else:
            self._append(row_of(result))
        return len(self.rows) - 1

    @property
    def problems(self) -> list[FileRow]:
        return [row for row in self.rows if row.is_problem]

    def forget_problem(self, path: str) -> int | None:
        """Drop the row of a file that was read again; gives where it was, None when there is none."""
        line = next((line for line, row in enumerate(self.rows) if row.is_problem and row.path == path), None)
        if line is not None:
            self.beginRemoveRows(TOP, line, line)
            del self.rows[line]
            self.endRemoveRows()
        return line

    def end(self) -> None:
        """Nothing is being read any more: drop the row of a file that was stopped."""
        if self.rows and self.rows[-1].status == READING:
            last = len(self.rows) - 1
            self.beginRemoveRows(TOP, last, last)
            self.rows.pop()
            self.endRemoveRows()

    def show_unread(self, files: Sequence[Path]) -> None:
        """These wait, in place of what was told of them before."""
        unread = {str(file) for file in files}
        self.beginResetModel()
        self.rows = [row for row in self.rows if row.status != UNREAD and row.path not in unread]
        self.rows += [FileRow(file.name, UNREAD, "", str(file)) for file in files]
        self.endResetModel()

    def put_problems_first(self) -> None:
        """Failed files, then partial and unread ones, then the rest, each in the order in which they were read."""
        order = {"failed": 0, "partial": 1, UNREAD: 2}
        self.beginResetModel()
        self.rows.sort(key=lambda row: order.get(row.status, len(order)))
        self.endResetModel()

    def rowCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = TOP) -> int:
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        file = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (file.file, _result_name(file), file.detail, "")[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip_text(file.path or file.file)
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 1:
            return QColor(self._colour(file.status))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("文件"), tr("结果"), tr("说明"), "")[section]
        return None

    def _replace_last(self, row: FileRow) -> None:
        self.rows[-1] = row
        last = len(self.rows) - 1
        self.dataChanged.emit(self.index(last, 0), self.index(last, self.columnCount() - 1))

    def _append(self, row: FileRow) -> None:
        self.beginInsertRows(TOP, len(self.rows), len(self.rows))
        self.rows.append(row)
        self.endInsertRows()

    def _colour(self, status: str) -> str:
        colours = self._theme.colours
        return {"failed": colours.danger, "partial": colours.warning, "added": colours.good}.get(status, colours.muted)
