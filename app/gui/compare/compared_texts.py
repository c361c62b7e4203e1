"""Two documents that have been compared: what differs, which of it is shown, and the way through it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.assistant.text_work.comparison_table import ComparisonTable, Row
from app.assistant.text_work.side_by_side import SideBySide, counts_of, limited
from app.domain.where import By
from app.foundation.messages import tr
from app.gui.compare.busy_line import BusyLine
from app.gui.compare.filter_bar import FilterBar
from app.gui.compare.outline import ChangeOutline
from app.gui.compare.row_model import NEWER, RowModel
from app.gui.compare.row_texts import Shown
from app.gui.compare.summary import summary
from app.gui.parts.copying import copy_text
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.parts.text_rows_view import TextRowsView
from app.gui.parts.widgets import Notice, text_label
from app.gui.parts.words_first import WordsFirst
from app.security.marks import highest_mark

OUTLINE_WIDE, OUTLINE_WIDEST = 240, 400
OUTLINE_SHARE = 0.28
"""Of the width, within these logical pixels: a chapter's name beside its numbers, and two texts that can be read."""
NARROW = 860
"""Below this width the outline gives its room to the texts."""


class ComparedTexts(QWidget):
    """While a topic is looked for, what was shown before stays."""

    opened = Signal(object)
    """A Side."""
    save_asked = Signal(str)
    """".xlsx" or ".docx"."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        """``page`` is within what the shortcuts serve."""
        super().__init__()
        self._desk = desk
        self._whole: SideBySide | None = None
        self._left: Mapping[str, object] = {}
        """What is still to be restored, as ``state`` gave it."""
        self.topic = ""
        """What the rows are limited to, or ""."""
        self._beside = 0
        """How wide a person has made the outline, in logical pixels; 0 for as wide as the page allows."""
        self._sought = ""
        """What is being looked for."""
        self.bar = FilterBar(desk.theme, page)
        self.busy = BusyLine(page)
        self.summary = text_label("", "muted", wraps=True)
        self.notice = Notice("", "")
        self.model = RowModel(self)
        self.view = TextRowsView(self.model, tr("两个文本的条款对照"), desk.theme)
        self.view.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.outline = ChangeOutline()
        self.body = QSplitter(Qt.Orientation.Horizontal)
        self.finding = WordsFirst(desk, "compare_topic", self)
        self._lay_out()
        self._connect()

    @property
    def table(self) -> ComparisonTable | None:
        """What is shown, as the table that is saved."""
        return self.model.made.table if self.model.made is not None else None

    def show_compared(self, made: SideBySide) -> None:
        """All of it, or what is about the topic that stands there."""
        self._whole, self.topic = made, ""
        self._show(made)
        if (topic := self.bar.topic.text().strip()) and made.rows:
            self._look_for(topic)
        else:
            self._restore_place()

    def forget(self) -> None:
        """Nothing is compared any more."""
        self._stop()
        self._whole, self.topic = None, ""
        self.model.show(None)

    def state(self) -> dict[str, object]:
        """The topic, the choice of rows, and which of them is at the top."""
        top = max(0, self.view.rowAt(0))
        return {"topic": self.topic, "shown": self.model.shown.value, "top": top, "outline": self._beside}

    def restore(self, state: Mapping[str, object]) -> None:
        """What ``state`` gave, once the documents have been compared."""
        self._left = state
        self.bar.set_topic(str(state.get("topic") or ""))
        self.restore_width(state)

    def restore_width(self, state: Mapping[str, object]) -> None:
        """The part of ``state`` that needs no documents."""
        beside = state.get("outline")
        if isinstance(beside, int) and beside > 0:
            self._beside = beside
            self.fit(self.width())

    def fit(self, width: int) -> None:
        self.outline.setVisible(width >= NARROW)
        grown = self._desk.theme.sizes.grown
        usual = min(max(grown(OUTLINE_WIDE), round(OUTLINE_SHARE * width)), grown(OUTLINE_WIDEST))
        beside = self._beside or usual
        self.body.setSizes([beside, max(1, width - beside)])

    def _note_width(self) -> None:
        self._beside = self.outline.width()

    def _look_for(self, topic: str) -> None:
        whole = self._whole
        if whole is None:
            return
        self._stop()
        if not topic:
            self.topic = ""
            self._show(whole, keeps_choice=True)
            return
        self.busy.tell(tr("正在找与“{topic}”有关的条款…", topic=topic))
        self._sought = topic
        documents = (whole.table.before.document_id, whole.table.after.document_id)
        self.finding.start(
            lambda session, _: session.text_work.about(documents, topic, By.BOTH),
            lambda session, _: session.text_work.about(documents, topic, By.WORDS),
        )

    def _take_found(self, about: frozenset[str], is_all: bool) -> None:
        whole = self._whole
        if whole is None:
            return
        made = limited(whole, about)
        if is_all:
            self.busy.tell("")
        elif made.rows:
            self.busy.tell(tr("先列出字词相符的条款，正在按意思再找…"))
        else:
            return
        if self.topic == self._sought and made == self.model.made:
            return
        self.topic = self._sought
        self._show(made, keeps_choice=True)
        if is_all:
            self._restore_place()

    def _tell_failed(self, error: BaseException) -> None:
        self.busy.tell("")
        message, hint = error_texts(error)
        self._desk.say(tr("没有找成：{cause} {hint}", cause=message, hint=hint).strip())

    def _stop_by_person(self) -> None:
        is_half_found = self.finding.is_running and self.topic == self._sought
        self._stop()
        if is_half_found:
            self.summary.setText(tr("{line}只按字词找过。", line=self.summary.text()))

    def _stop(self) -> None:
        """What is shown stays."""
        self.finding.cancel()
        self.busy.tell("")

    def _show(self, made: SideBySide, *, keeps_choice: bool = False) -> None:
        is_by_wording, counts = made.table.is_by_wording, counts_of(made.rows)
        shown = self.model.shown if keeps_choice else Shown.ALL
        self.model.shown = shown
        self.bar.choose(shown)
        self.bar.show_counts(counts, len(made.rows), is_by_wording=is_by_wording)
        partly_read = self._partly_read(made.table)
        self.summary.setText(summary(counts, is_by_wording=is_by_wording, topic=self.topic, partly_read=partly_read))
        self.model.show(made, self.topic)
        self.outline.show_rows(self.model.rows, is_by_wording=self.model.is_by_wording)
        hint = tr("换一个主题，或清空主题再看全部。") if self.topic else ""
        self.notice.tell(tr("没有可以对照的条款。"), hint)
        self.notice.setVisible(not made.rows)
        for part in (self.summary, self.body):
            part.setVisible(bool(made.rows))
        if (first := self.model.next_change(-1, 1)) is not None:
            self.view.setCurrentIndex(self.model.index(first, NEWER))
        self.view.scrollToTop()

    def _partly_read(self, table: ComparisonTable) -> list[str]:
        """What was not read of one side looks as if the other had added or removed it."""
        sides = (self._desk.entry(source.document_id) for source in (table.before, table.after))
        return [entry.source.standard for entry in sides if entry is not None and entry.is_partial]

    def _restore_place(self) -> None:
        left, self._left = self._left, {}
        shown, top = left.get("shown"), left.get("top")
        if shown in set(Shown):
            self.bar.choose(Shown(str(shown)))
            self._filter(Shown(str(shown)))
        if isinstance(top, int) and 0 < top < len(self.model.rows):
            self.view.go_to(top, NEWER)

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

    def _connect(self) -> None:
        self.bar.chosen.connect(self._filter)
        self.bar.topic_asked.connect(self._look_for)
        self.bar.save_asked.connect(self.save_asked)
        self.bar.next.triggered.connect(lambda: self._step(1))
        self.bar.previous.triggered.connect(lambda: self._step(-1))
        self.busy.stopped.connect(self._stop_by_person)
        self.finding.found.connect(self._take_found)
        self.finding.failed.connect(self._tell_failed)
        self.outline.chosen.connect(self._go_to)
        self.view.opened.connect(self.opened)
        self.body.splitterMoved.connect(self._note_width)
        self.view.copied.connect(self._copy)

    def _copy(self, text: str) -> None:
        """Under the higher security mark of the two."""
        table = self.table
        compared = (table.before.document_id, table.after.document_id) if table is not None else ()
        held = self._desk.metadata
        mark = highest_mark(held[each].security_mark for each in compared if each in held)
        copy_text(self._desk, text, way="comparison", documents=compared, mark=mark)

    def _lay_out(self) -> None:
        sizes = self._desk.theme.sizes
        for part in (self.outline, self.view):
            self.body.addWidget(part)
        self.body.setHandleWidth(1)
        self.body.setChildrenCollapsible(False)
        self.body.setStretchFactor(1, 1)
        self.notice.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(sizes.gap)
        layout.addWidget(self.bar)
        layout.addWidget(self.busy)
        layout.addWidget(self.summary)
        layout.addWidget(self.notice)
        layout.addWidget(self.body, 1)
        layout.addStretch(0)
