"""The page that sets two documents side by side."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.assistant.text_work.comparison_report import comparison_report
from app.assistant.text_work.comparison_table import Row, Side
from app.assistant.text_work.side_by_side import SideBySide, counts_of
from app.foundation.jobs import CancelToken, Progress
from app.foundation.messages import tr
from app.gui.compare.filter_bar import FilterBar
from app.gui.compare.guidance import guidance
from app.gui.compare.outline import ChangeOutline
from app.gui.compare.row_model import NEWER, RowModel
from app.gui.compare.row_texts import Shown, summary
from app.gui.parts.clause_place import open_clause
from app.gui.parts.desk import LIBRARY, Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.picker import DocumentPicker, document_name
from app.gui.parts.report_saving import ask_where, save_report
from app.gui.parts.text_rows_view import TextRowsView
from app.gui.parts.widgets import Notice, button, row, text_label, tool
from app.gui.road.session import Session
from app.library.edition_choices import EditionChoices

OUTLINE_WIDE = 220
NARROW, VERY_NARROW = 860, 600
"""Below these widths the outline gives its room to the texts, and the title to the pickers."""


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
        self._title = text_label(tr("对照"), "title")
        self.older = DocumentPicker(tr("较早的文本"), tr("选一份较早的文本"), desk.theme)
        self.newer = DocumentPicker(tr("较新的文本"), tr("选一份较新的文本"), desk.theme)
        self.swap = tool("move-horizontal", tr("两边对换"), desk.theme, self._swap)
        self.bar = FilterBar(desk.theme, self)
        self.summary = text_label("", "muted", wraps=True)
        self.notice = Notice("", "")
        self.to_library = button(tr("去添加文件"), "primary", lambda: desk.go(LIBRARY))
        self.retry = button(tr("重试"), "", self._compare)
        self.notice.add_action(self.to_library)
        self.notice.add_action(self.retry)
        self.model = RowModel(self)
        self.view = TextRowsView(self.model, tr("两个文本的条款对照"), desk.theme)
        self.outline = ChangeOutline()
        self.body = QSplitter(Qt.Orientation.Horizontal)
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
        """Which documents are compared."""
        return {"older": self.older.document, "newer": self.newer.document}

    def restore(self, state: Mapping[str, object]) -> None:
        """What ``state`` gave, as far as those documents are still there."""
        both = [state.get(side) for side in ("older", "newer")]
        older, newer = (each if isinstance(each, str) and self._desk.entry(each) else None for each in both)
        if older is not None and newer is not None:
            self.open(older, newer)

    def choose_file(self, suggested: str, ending: str) -> Path | None:
        """Ask where to save. Tests and scripts replace this."""
        return ask_where(self, tr("对照表存为文件"), tr("对照表"), suggested, ending)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.outline.setVisible(self.width() >= NARROW)
        self._title.setVisible(self.width() >= VERY_NARROW)

    def _offer(self, older_id: str | None, newer_id: str | None) -> None:
        """Show both choices, each with the editions of the other first."""
        for picker, own, other in ((self.older, older_id, newer_id), (self.newer, newer_id, older_id)):
            chosen = self._desk.entry(own) if own else None
            picker.offer(*self._choices.beside(other), chosen)

    def _take_pick(self) -> None:
        self._offer(self.older.document, self.newer.document)
        self._compare()

    def _swap(self) -> None:
        self._offer(self.newer.document, self.older.document)
        self._compare()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_list()

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
        if kept != [older, newer] or self.model.made is None:
            self._compare()

    def _compare(self, topic: str | None = None) -> None:
        self._token.cancel()
        self._asked += 1
        asked = self._asked
        older, newer = self.older.document, self.newer.document
        if older is None or newer is None or older == newer:
            self._show_nothing(older, newer)
            return
        about = self.bar.topic.text().strip() if topic is None else topic
        self._tell(tr("正在逐条对照…"), "")

        def work(session: Session, progress: Progress) -> SideBySide:
            return session.text_work.side_by_side(older, newer, about)

        def done(made: SideBySide) -> None:
            if asked == self._asked:
                self._show(made, about)

        def fail(error: BaseException) -> None:
            if asked == self._asked:
                message, hint = error_texts(error)
                self._tell(tr("没有对照成：{cause}", cause=message), hint)
                self.retry.show()

        self._token = self._desk.run("side_by_side", work, done, fail)

    def _show(self, made: SideBySide, topic: str) -> None:
        self.bar.choose(Shown.ALL)
        self.model.shown = Shown.ALL
        counts = counts_of(made.rows)
        self.bar.show_counts(counts, len(made.rows), is_by_wording=made.table.is_by_wording)
        line = summary(counts, is_by_wording=made.table.is_by_wording)
        if not made.table.is_by_wording:
            line = tr("{line}这是两份不同的标准，条款按标题和含义配对，只是可能对应。", line=line)
        self.summary.setText(tr("主题“{topic}”：{line}", topic=topic, line=line) if topic else line)
        older, newer = (self._desk.entry(one.document_id) for one in (made.table.before, made.table.after))
        names = (document_name(entry) if entry else "" for entry in (older, newer))
        self.model.show(made, *names)
        self.outline.show_rows(made.rows, is_by_wording=self.model.is_by_wording)
        if not made.rows:
            self._tell(tr("没有可以对照的条款。"), tr("换一个主题，或清空主题再看全部。") if topic else "")
            self.bar.show()
            return
        self.notice.hide()
        self.bar.show()
        self.summary.show()
        self.body.show()
        if (first := self.model.next_change(-1, 1)) is not None:
            self.view.setCurrentIndex(self.model.index(first, 2))
        self.view.scrollToTop()

    def _show_nothing(self, older: str | None, newer: str | None) -> None:
        """What is wanting before anything can be compared, and the next step."""
        self.model.show(None)
        told = guidance(self._desk, self._choices, older, newer)
        self._tell(told.text, told.hint)
        self.to_library.setVisible(told.needs_files)

    def _tell(self, text: str, hint: str) -> None:
        self.notice.tell(text, hint)
        self.to_library.hide()
        self.retry.hide()
        self.notice.show()
        for part in (self.bar, self.summary, self.body):
            part.hide()

    def _filter(self, shown: Shown) -> None:
        self.model.filter(shown)
        self.outline.show_rows(self.model.rows, is_by_wording=self.model.is_by_wording)
        self.view.scrollToTop()

    def _step(self, step: int) -> None:
        current = self.view.currentIndex()
        found = self.model.next_change(current.row() if current.isValid() else -1, step)
        if found is not None:
            self.view.go_to(found, NEWER)
        elif self.model.rows:
            self._desk.say(tr("后面没有改动了。") if step > 0 else tr("前面没有改动了。"))

    def _go_to(self, wanted: Row) -> None:
        place = self.model.place_of(wanted)
        if place is not None:
            self.view.go_to(place, NEWER)

    def _open(self, side: object) -> None:
        if isinstance(side, Side):
            open_clause(self._desk, side.document_id, side.clause_id)

    def _save(self, ending: str) -> None:
        if self.model.made is not None:
            table = self.model.made.table
            save_report(self._desk, comparison_report(table), (table.before, table.after), ending, self.choose_file)

    def _connect(self) -> None:
        self._desk.listed.connect(self._note_list)
        self.older.picked.connect(self._take_pick)
        self.newer.picked.connect(self._take_pick)
        self.bar.chosen.connect(self._filter)
        self.bar.topic_asked.connect(self._compare)
        self.bar.save_asked.connect(self._save)
        self.bar.next.triggered.connect(lambda: self._step(1))
        self.bar.previous.triggered.connect(lambda: self._step(-1))
        self.outline.chosen.connect(self._go_to)
        self.view.opened.connect(self._open)

    def _lay_out(self) -> None:
        sizes = self._desk.theme.sizes
        for part in (self.outline, self.view):
            self.body.addWidget(part)
        self.body.setHandleWidth(1)
        self.body.setChildrenCollapsible(False)
        self.body.setStretchFactor(1, 1)
        beside = sizes.grown(OUTLINE_WIDE)
        self.body.setSizes([beside, beside * 4])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(sizes.wide, 16, sizes.wide, sizes.gap)
        layout.setSpacing(sizes.gap)
        self._title.setContentsMargins(0, 0, sizes.pad, 0)
        head = row(self._title, self.older, self.swap, self.newer, spacing=sizes.gap)
        head.setStretchFactor(self.older, 1)
        head.setStretchFactor(self.newer, 1)
        layout.addLayout(head)
        layout.addWidget(self.notice)
        layout.addWidget(self.bar)
        layout.addWidget(self.summary)
        layout.addWidget(self.body, 1)
        layout.addStretch(0)
