"""The page that sets two documents side by side."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.assistant.text_work.comparison_report import comparison_report
from app.assistant.text_work.comparison_table import Side
from app.assistant.text_work.side_by_side import SideBySide
from app.foundation.jobs import CancelToken, Progress
from app.foundation.messages import tr
from app.gui.compare.compared_texts import ComparedTexts
from app.gui.compare.guidance import guidance
from app.gui.parts.clause_place import open_clause
from app.gui.parts.desk import LIBRARY, Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.picker import DocumentPicker
from app.gui.parts.report_saving import ask_where, save_report
from app.gui.parts.widgets import Notice, button, row, text_label, tool
from app.gui.road.session import Session
from app.library.edition_choices import EditionChoices
from app.library.entries import Entry

VERY_NARROW = 600
"""Below this width the title gives its room to the pickers."""


class ComparePage(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("surfaceBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._choices = EditionChoices(())
        self._token = CancelToken()
        self._asked = 0
        self._is_stale = True
        self._left: Mapping[str, object] = {}
        """What is to be compared once the page is seen."""
        self._compared: tuple[Entry | None, ...] = ()
        """The documents as they stood when they were compared."""
        self._title = text_label(tr("对照"), "title")
        self.older = DocumentPicker(tr("较早的文本"), tr("选一份较早的文本"), desk.theme)
        self.newer = DocumentPicker(tr("较新的文本"), tr("选一份较新的文本"), desk.theme)
        self.swap = tool("move-horizontal", tr("两边对换"), desk.theme, self._swap)
        self.notice = Notice("", "")
        self.to_library = button(tr("去添加文件"), "primary", lambda: desk.go(LIBRARY))
        self.stop = button(tr("停止"), "", self._stop)
        self.retry = button(tr("重试"), "", self._compare)
        for deed in (self.to_library, self.stop, self.retry):
            self.notice.add_action(deed)
        self.texts = ComparedTexts(desk, self)
        self._lay_out()
        self._connect()
        self._offer(None, None)

    def open(self, older_id: str | None, newer_id: str | None = None) -> None:
        """Compare two documents; with one alone the edition beside it is looked for."""
        self._take_list()
        if newer_id is None and older_id is not None:
            older_id, newer_id = self._choices.pair(older_id)
        self._offer(older_id, newer_id)
        self._compare()

    def state(self) -> dict[str, object]:
        """Which documents are compared, and what of them is shown; or what waits to be compared again."""
        if self._left:
            return dict(self._left)
        return {"older": self.older.document, "newer": self.newer.document, **self.texts.state()}

    def restore(self, state: Mapping[str, object]) -> None:
        """What ``state`` gave, as far as those documents are still there."""
        both = [state.get(side) for side in ("older", "newer")]
        older, newer = (each if isinstance(each, str) and self._desk.entry(each) else None for each in both)
        if older is not None and newer is not None:
            self.texts.restore(state)
            self.open(older, newer)

    def resume(self, state: Mapping[str, object]) -> None:
        """What ``state`` gave at the end of the last time; compared again as soon as the page is seen."""
        self._left = state
        self.texts.restore_width(state)
        self._compare_if_left()

    def _compare_if_left(self) -> None:
        if self._left and self.isVisible():
            left, self._left = self._left, {}
            self.restore(left)

    def choose_file(self, suggested: str, ending: str) -> Path | None:
        """Ask where to save. Tests and scripts replace this."""
        return ask_where(self, tr("对照表存为文件"), tr("对照表"), suggested, ending)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.texts.fit(self.width())
        self._title.setVisible(self.width() >= VERY_NARROW)

    def _offer(self, older_id: str | None, newer_id: str | None) -> None:
        """Show both choices, each with the editions of the other first."""
        for picker, own, other in ((self.older, older_id, newer_id), (self.newer, newer_id, older_id)):
            picker.offer_later(partial(self._choices.beside, other), self._entry(own))

    def _take_pick(self) -> None:
        self._offer(self.older.document, self.newer.document)
        self._compare()

    def _swap(self) -> None:
        self._offer(self.newer.document, self.older.document)
        self._compare()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_list()
        self._compare_if_left()

    def _note_list(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._take_list()

    def _take_list(self) -> None:
        """Offer what the library holds now; many documents are not looked through for a page that nobody sees."""
        if not self._is_stale:
            return
        self._is_stale = False
        self._choices = EditionChoices(self._desk.entries)
        older, newer = self.older.document, self.newer.document
        kept = [one if one and self._desk.entry(one) else None for one in (older, newer)]
        self._offer(kept[0], kept[1])
        if kept != [older, newer] or self.texts.table is None:
            self._compare()
        elif self._compared != tuple(map(self._entry, kept)):
            self.texts.restore(self.texts.state())  # one was read again, or corrected
            self._compare()

    def _entry(self, document_id: str | None) -> Entry | None:
        return self._desk.entry(document_id) if document_id else None

    def _compare(self) -> None:
        self._token.cancel()
        self._asked += 1
        asked = self._asked
        self.texts.forget()
        older, newer = self.older.document, self.newer.document
        self._compared = self._entry(older), self._entry(newer)
        if older is None or newer is None or older == newer:
            self._show_nothing(older, newer)
            return
        self._tell(tr("正在逐条对照…"), "", self.stop)

        def work(session: Session, progress: Progress) -> SideBySide:
            return session.text_work.side_by_side(older, newer)

        def done(made: SideBySide) -> None:
            if asked == self._asked:
                self._show(made)

        def fail(error: BaseException) -> None:
            if asked == self._asked:
                message, hint = error_texts(error)
                self._tell(tr("没有对照成：{cause}", cause=message), hint, self.retry)

        self._token = self._desk.run("side_by_side", work, done, fail)

    def _stop(self) -> None:
        self._token.cancel()
        self._asked += 1
        self._tell(tr("对照已停止。"), "", self.retry)

    def _show(self, made: SideBySide) -> None:
        self.notice.hide()
        self.texts.show()
        self.texts.show_compared(made)

    def _show_nothing(self, older: str | None, newer: str | None) -> None:
        """What is wanting before anything can be compared, and the next step."""
        told = guidance(self._desk, self._choices, older, newer)
        self._tell(told.text, told.hint, self.to_library if told.needs_files else None)

    def _tell(self, text: str, hint: str, deed: QWidget | None) -> None:
        """In place of the texts, with what can be done."""
        self.notice.tell(text, hint)
        for each in (self.to_library, self.stop, self.retry):
            each.setVisible(each is deed)
        self.notice.show()
        self.texts.hide()

    def _open(self, side: object) -> None:
        if isinstance(side, Side):
            open_clause(self._desk, side.document_id, side.clause_id)

    def _save(self, ending: str) -> None:
        if (table := self.texts.table) is not None:
            report = comparison_report(table, self.texts.topic)
            save_report(self._desk, report, (table.before, table.after), ending, self.choose_file)

    def _connect(self) -> None:
        self._desk.listed.connect(self._note_list)
        self.older.picked.connect(self._take_pick)
        self.newer.picked.connect(self._take_pick)
        self.texts.save_asked.connect(self._save)
        self.texts.opened.connect(self._open)

    def _lay_out(self) -> None:
        sizes = self._desk.theme.sizes
        layout = QVBoxLayout(self)
        layout.setContentsMargins(sizes.wide, 16, sizes.wide, sizes.gap)
        layout.setSpacing(sizes.gap)
        self._title.setContentsMargins(0, 0, sizes.pad, 0)
        head = row(self._title, self.older, self.swap, self.newer, spacing=sizes.gap)
        head.setStretchFactor(self.older, 1)
        head.setStretchFactor(self.newer, 1)
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self.texts, 1)
        layout.addStretch(0)
