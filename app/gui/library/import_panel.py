"""The panel at the window's foot: what is being added, how far it is, and which files need attention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QProgressBar, QVBoxLayout

from app.foundation.errors import UserError
from app.foundation.jobs import ProgressEvent
from app.foundation.messages import tr
from app.gui.library.collection_dialog import CollectionBox
from app.gui.library.file_mending import FileMending
from app.gui.library.import_model import UNREAD, ImportModel, problem_text
from app.gui.library.import_run import AddSummary, summary_text
from app.gui.library.import_table import ImportTable
from app.gui.library.importing import Importing
from app.gui.parts.labels import error_texts
from app.gui.parts.widgets import ElidedLabel, Notice, button, row, text_label, tool
from app.gui.style.theme import Theme
from app.library.collection_names import DEFAULT_COLLECTION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.workspace.adding import AddResult

STAYS_MS = 12_000
"""After a run in which all went well."""


class ImportPanel(QFrame):
    """Opens by itself when there is something to add: one line, on the library's page with the table of files. Goes by
    itself when all went well, and stays after problems until it is closed."""

    library_changed = Signal()
    password_asked = Signal(str, str)
    """The path and the name of an encrypted file."""
    told = Signal(str)
    """How far the adding is, in a few words; "" when none is under way."""
    resized = Signal()
    table_asked = Signal()
    """From another page: the library's is to be shown, where the table is."""

    def __init__(self, importing: Importing, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("importPanel")
        self._importing = importing
        self._is_at_home = True
        """Whether the library's page is shown."""
        self._before = 0
        """Files of this run that were done before a pause, a stop, or by another window."""
        self._summary = AddSummary(0, 0, 0)
        """How the last run ended."""
        self._is_open = True
        """Whether the table is wanted there."""
        self._going = QTimer(self)
        self._going.setSingleShot(True)
        self._going.timeout.connect(self._go)
        self.model = ImportModel(theme, self)
        self.mending = FileMending(importing, self.password_asked)
        self.title = ElidedLabel("strong")
        self.collection = CollectionBox(tr("添加到这个文库"), theme)
        self.collection.offer([DEFAULT_COLLECTION], DEFAULT_COLLECTION)
        self.collection.picked.connect(self.send_to)
        self.pause = button(tr("暂停"), "", self._turn_pause)
        self.cancel = button(tr("停止添加"), "", self._cancel)
        self.go_on = button(tr("继续"), "primary", self._take_up)
        self.let_go = button(tr("不再添加"), "link", self._let_go)
        self.copy = button(tr("复制问题"), "link", self._copy_problems)
        self.again = button(tr("全部再试"), "link", self._try_all_again)
        self.details = button(tr("收起"), "link", self._turn_details)
        self.dismiss = tool("x", tr("关闭"), theme, self.hide)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("添加的进度"))
        self.problem = Notice("", "", "danger")
        self.table = ImportTable(self.model, self.mending, theme)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 8, 12, 8)
        layout.setSpacing(6)
        to = text_label(tr("添加到"), "muted")
        head = row(
            self.title,
            self.again,
            self.copy,
            self.let_go,
            self.details,
            to,
            self.collection,
            self.pause,
            self.cancel,
            self.go_on,
            self.dismiss,
        )
        head.setStretch(0, 1)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self.problem)
        layout.addWidget(self.table)
        self.hide()
        importing.add_started.connect(self._start)
        importing.add_progressed.connect(self._move)
        importing.file_done.connect(self._note)
        importing.taken_over.connect(self._take_over)
        importing.add_finished.connect(self._finish)
        importing.set_aside.connect(self._show_unread)
        importing.paused.connect(self._rest)
        importing.moved.connect(self.library_changed)
        importing.redirected.connect(lambda collection: self.collection.show_collection(collection))

    def offer_collections(self, collections: Sequence[str]) -> None:
        """The collections of the library, as stored."""
        self.collection.offer(collections, self._importing.collection or DEFAULT_COLLECTION)

    def stand(self, *, is_at_home: bool) -> None:
        """Another page is shown: the table covers none but the library's."""
        self._is_at_home = is_at_home
        self._show_details(shown=self._is_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    def _start(self, is_new: bool) -> None:
        self._going.stop()
        if is_new:
            self._before = 0
            self.model.clear()
            self.table.begin()
        else:
            self.table.show_unread(())
        self.title.setText(tr("正在添加…"))
        self.bar.setRange(0, 0)
        self.bar.show()
        self.problem.hide()
        self.pause.setText(tr("暂停"))
        self._show_buttons(is_working=True)
        self._show_details(shown=True)

    def _move(self, event: ProgressEvent) -> None:
        if event.stage == "ocr":
            self.model.recognise(event.done, event.total or 0)
            return
        if event.total:
            self.show()
            done, total = event.done + self._before, event.total + self._before
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.title.setText(tr("正在添加 {done} / {total}", done=min(done + 1, total), total=total))
            self.told.emit(self.title.text())
        if event.item:
            self.model.begin(event.item)
            self.table.keep_last_in_sight()

    def _note(self, result: AddResult) -> None:
        self.show()
        self.table.note(result)
        self.library_changed.emit()

    def _take_over(self, results: Sequence[AddResult]) -> None:
        self._before = len(results)
        for result in results:
            self.table.note(result)
        if results:
            self.show()

    def _finish(self, summary: AddSummary) -> None:
        self._before = 0  # what is tried again is counted by itself
        self._summary = summary
        self.told.emit("")
        self.model.end()
        self.table.put_problems_first()
        self.bar.hide()
        self._show_buttons(is_working=False)
        self.title.setText(summary_text(summary))
        if summary.error is not None:
            self.problem.tell(*error_texts(summary.error))
            self.problem.show()
            self.show()
        if not any(row.is_tall for row in self.model.rows):
            self._show_details(shown=False)
            self._going.start(STAYS_MS)
        self.library_changed.emit()

    def _show_unread(self, files: Sequence[Path]) -> None:
        """What a stop has left stays in sight, with the way to go on."""
        self._going.stop()
        self.table.show_unread(files)
        self.title.setText(summary_text(self._summary, len(files)))
        for each in (self.go_on, self.let_go):
            each.show()
        self._show_details(shown=True)
        self.show()

    def _take_up(self) -> None:
        self._before = sum(row.status != UNREAD for row in self.model.rows)
        self._importing.take_up()

    def _let_go(self) -> None:
        self._importing.let_go()
        self.table.show_unread(())
        self._finish(self._summary)
        self.setVisible(bool(self.model.rows))

    def _go(self) -> None:
        """Nothing is left to say: unless somebody is about to press something."""
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._going.start(STAYS_MS)
        elif self.table.isHidden():
            self.hide()

    def _rest(self) -> None:
        """Paused: what is in stays in, what waits waits."""
        self.model.end()
        self._before = len(self.model.rows)
        self.pause.setEnabled(True)
        self.pause.setText(tr("继续"))
        self.title.setText(tr("已暂停。未添加的文件会保留，下次启动也会继续。"))
        self.told.emit(tr("添加已暂停"))
        self.library_changed.emit()

    def _turn_pause(self) -> None:
        if self._importing.is_paused:
            self._importing.go_on()
        else:
            self.pause.setEnabled(False)
            self.title.setText(tr("正在暂停…"))
            self._importing.pause()

    def _cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.pause.setEnabled(False)
        self.title.setText(tr("正在停止，已添加的会保留…"))
        self._importing.cancel()

    def send_to(self, name: str) -> None:
        """Files go to the collection of that name, those that are being added too."""
        try:
            self._importing.use_collection(name)
        except UserError as error:
            self.problem.tell(error.message, error.hint)
            self.problem.show()
        else:
            self.problem.hide()

    def _copy_problems(self) -> None:
        QGuiApplication.clipboard().setText(problem_text(self.model.problems))
        self.copy.setText(tr("已复制"))

    def _try_all_again(self) -> None:
        self.mending.retry([file for file in self.model.problems if not file.is_locked])

    def _turn_details(self) -> None:
        shown = self.table.isHidden()
        if not self._is_at_home:
            self.table_asked.emit()
        self._show_details(shown=shown)

    def _show_details(self, *, shown: bool) -> None:
        self._is_open = shown
        is_seen = shown and self._is_at_home
        self.table.setVisible(is_seen)
        self.details.setText(tr("收起") if is_seen else tr("展开"))

    def _show_buttons(self, *, is_working: bool) -> None:
        problems = [] if is_working else self.model.problems
        for each in (self.pause, self.cancel):
            each.setVisible(is_working)
            each.setEnabled(True)
        self.dismiss.setVisible(not is_working)
        for each in (self.go_on, self.let_go):
            each.hide()
        self.copy.setText(tr("复制问题"))
        self.copy.setVisible(bool(problems))
        self.again.setVisible(sum(not file.is_locked for file in problems) > 1)
