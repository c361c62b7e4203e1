"""The panel at the window's foot: what is being added, how far it is, and which files need attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QProgressBar, QTableView, QVBoxLayout

from app.foundation.jobs import ProgressEvent
from app.foundation.messages import tr
from app.gui.library.import_model import ImportModel
from app.gui.library.importing import AddSummary, Importing
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import Notice, OneLineDelegate, button, row, text_label, tool, top_left
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.workspace.adding import AddResult

BUTTONS = 3
"""The column of buttons."""


class ImportPanel(QFrame):
    """Opens by itself when there is something to add. Stays after problems until it is closed."""

    library_changed = Signal()
    password_asked = Signal(str, str)
    """The path and the name of an encrypted file."""

    def __init__(self, importing: Importing, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("importPanel")
        self._importing = importing
        self.model = ImportModel(theme, self)
        self._tall: list[int] = []
        self.title = text_label("", "strong")
        self.cancel = button(tr("停止添加"), "", self._cancel)
        self.details = button(tr("收起"), "link", self._turn_details)
        self.dismiss = tool("x", tr("关闭"), theme, self.hide)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.problem = Notice("", "", "danger")
        self.table = self._table(theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(row(self.title, None, self.details, self.cancel, self.dismiss))
        layout.addWidget(self.bar)
        layout.addWidget(self.problem)
        layout.addWidget(self.table)
        self.hide()
        importing.add_started.connect(self._start)
        importing.add_progressed.connect(self._move)
        importing.file_done.connect(self._note)
        importing.add_finished.connect(self._finish)

    def _start(self, is_new: bool) -> None:
        if is_new:
            self.model.clear()
            self._tall.clear()
            self.table.setColumnHidden(BUTTONS, True)
        self.title.setText(tr("正在添加…"))
        self.bar.setRange(0, 0)
        self.bar.show()
        self.problem.hide()
        self.cancel.show()
        self.cancel.setEnabled(True)
        self.dismiss.hide()
        self._show_details(shown=True)

    def _move(self, event: ProgressEvent) -> None:
        if event.stage == "ocr":
            self.model.recognise(event.done, event.total or 0)
            return
        if event.total:
            self.show()
            self.bar.setRange(0, event.total)
            self.bar.setValue(event.done)
            self.title.setText(
                tr("正在添加 {done} / {total}", done=min(event.done + 1, event.total), total=event.total)
            )
        if event.item:
            self.model.begin(event.item)
            self._keep_last_in_sight()

    def _note(self, result: AddResult) -> None:
        self.show()
        self._drop_locked(result.path)
        line = self.model.finish(result)
        if self.model.rows[line].is_tall:
            self._tall.append(line)
            self._make_tall(line)
        self._keep_last_in_sight()
        self.library_changed.emit()

    def _finish(self, summary: AddSummary) -> None:
        self.model.end()
        self._put_problems_first()
        QTimer.singleShot(0, self.table.scrollToTop)
        self.bar.hide()
        self.cancel.hide()
        self.dismiss.show()
        self.title.setText(_summary_text(summary))
        if summary.error is not None:
            self.problem.tell(*error_texts(summary.error))
            self.problem.show()
            if not self.model.rows:
                self._show_details(shown=False)
            self.show()
        self.library_changed.emit()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.title.setText(tr("正在停止，已添加的会保留…"))
        self._importing.cancel()

    def _turn_details(self) -> None:
        self._show_details(shown=self.table.isHidden())

    def _show_details(self, *, shown: bool) -> None:
        self.table.setVisible(shown)
        self.details.setText(tr("收起") if shown else tr("展开"))

    def _put_problems_first(self) -> None:
        """Rows that tell several lines are as high as those; the others have the usual height."""
        self.model.put_problems_first()
        for line in self._tall:
            self.table.setRowHeight(line, self.table.verticalHeader().defaultSectionSize())
        self._tall = [line for line, file in enumerate(self.model.rows) if file.is_tall]
        for line in self._tall:
            self._make_tall(line)

    def _make_tall(self, line: int) -> None:
        self.table.resizeRowToContents(line)
        self._offer_password(line)

    def _offer_password(self, line: int) -> None:
        """A button in the row of a file that a password would open."""
        file = self.model.rows[line]
        if file.is_locked:
            ask = button(tr("输入密码…"), "link", lambda: self.password_asked.emit(file.path, file.file))
            self.table.setColumnHidden(BUTTONS, False)
            self.table.setIndexWidget(self.model.index(line, BUTTONS), top_left(ask))

    def _drop_locked(self, path: str) -> None:
        """The earlier row of a file that was read again, with what is known of the rows below it."""
        gone = self.model.forget_locked(path)
        if gone is not None:
            self._tall = [line - (line > gone) for line in self._tall if line != gone]

    def _keep_last_in_sight(self) -> None:
        QTimer.singleShot(0, self.table.scrollToBottom)

    def _table(self, theme: Theme) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setFixedHeight(theme.sizes.panel_height)
        table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.setItemDelegateForColumn(0, OneLineDelegate(table))
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, 300)
        header.resizeSection(1, 110)
        header.setSectionResizeMode(BUTTONS, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(BUTTONS, 130)
        table.setColumnHidden(BUTTONS, True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return table


def _summary_text(summary: AddSummary) -> str:
    good = summary.finished - summary.failed
    parts = [_ending(summary), tr("{count} 个文件可用。", count=good)]
    if summary.partial:
        parts.append(tr("其中 {count} 个只读出一部分。", count=summary.partial))
    if summary.failed:
        parts.append(tr("{count} 个未能添加，原因和办法见下表。", count=summary.failed))
    return " ".join(parts)


def _ending(summary: AddSummary) -> str:
    if summary.error is not None:
        return tr("添加没有完成。")
    return tr("已停止。") if summary.was_cancelled else tr("添加完毕。")
