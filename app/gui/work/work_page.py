"""The page of text work: a document, and what is made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.picker import DocumentPicker, document_names
from app.gui.parts.report_saving import ask_where, save_report
from app.gui.parts.widgets import button, row, text_label
from app.gui.work.checklist_pane import ChecklistPane
from app.gui.work.classification_pane import ClassificationPane
from app.gui.work.finished import Finished
from app.gui.work.pane import EVERYTHING, WorkPane
from app.gui.work.summary_pane import SummaryPane
from app.gui.work.topic_field import TopicField
from app.gui.work.translation_pane import TranslationPane

CHECKLIST, SUMMARY, TRANSLATION, CLASSIFICATION = "checklist", "summary", "translation", "classification"


@dataclass(frozen=True, slots=True)
class WorkAsItStands:
    """What another window goes on with: the page's state, and what was made, by the kind of work."""

    state: Mapping[str, object]
    finished: Mapping[str, Finished]


class WorkPage(QWidget):
    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("surfaceBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._is_stale = True
        self.xlsx = self._action(tr("文本工作的结果存为 XLSX…"), "", lambda: self._save(".xlsx"))
        self.docx = self._action(tr("文本工作的结果存为 DOCX…"), "", lambda: self._save(".docx"))
        saving = (self.xlsx, self.docx)
        self.checklist = ChecklistPane(desk, saving)
        self.summary = SummaryPane(desk, saving)
        self.translation = TranslationPane(desk, saving)
        self.classification = ClassificationPane(desk, saving)
        self.panes: dict[str, WorkPane] = {
            CHECKLIST: self.checklist,
            SUMMARY: self.summary,
            TRANSLATION: self.translation,
            CLASSIFICATION: self.classification,
        }
        self.picker = DocumentPicker(tr("要处理的文件"), tr("选一份文件，或整个文库"), desk.theme)
        self.picker.picked.connect(self._take_pick)
        self.segments = QButtonGroup(self)
        self.stack = QStackedWidget()
        self._lay_out()
        for kind, pane in self.panes.items():
            self._action(tr("文本工作：{name}", name=pane.name), "", partial(self.show_kind, kind))
            pane.changed.connect(self._note_change)
        self._action(tr("开始文本工作"), "Ctrl+Return", lambda: self.pane.run.click())
        desk.listed.connect(self._note_list)
        self._note_change()

    @property
    def kind(self) -> str:
        return list(self.panes)[self.stack.currentIndex()]

    @property
    def pane(self) -> WorkPane:
        """The one that is shown."""
        return self.panes[self.kind]

    @property
    def is_running(self) -> bool:
        """Whether work is under way in any pane."""
        return any(pane.is_running for pane in self.panes.values())

    def show_kind(self, kind: str) -> None:
        place = list(self.panes).index(kind)
        self.segments.button(place).setChecked(True)
        self.stack.setCurrentIndex(place)
        self._note_change()

    def make_checklist(self, document: str) -> None:
        """Of another page: the checklist of that document, at once."""
        self.show_kind(CHECKLIST)
        self._choose(document)
        self.checklist.topic.clear()
        self.checklist.start()

    def translate(self, document: str, clause: str) -> None:
        """Of another page: that clause, at once."""
        self.show_kind(TRANSLATION)
        self._choose(document)
        self.translation.translate(document, clause)

    def state(self) -> dict[str, object]:
        """What is worth remembering: the kind of work, the document, topics and categories."""
        return {
            "kind": self.kind,
            "document": self.picker.document,
            "categories": self.classification.categories.toPlainText(),
            "topics": {kind: field.text() for kind, field in self._topics().items()},
            "strengths": [each.value for each, choice in self.checklist.strengths.items() if choice.isChecked()],
        }

    def restore(self, state: Mapping[str, object]) -> None:
        """What ``state`` gave; a document that has gone is forgotten."""
        kind, document, categories = (state.get(name) for name in ("kind", "document", "categories"))
        if isinstance(categories, str):
            self.classification.categories.setPlainText(categories)
        topics, strengths = state.get("topics"), state.get("strengths")
        for name, field in self._topics().items():
            if isinstance(topics, Mapping) and isinstance(topics.get(name), str):
                field.setText(topics[name])
        if isinstance(strengths, list):
            for strength, choice in self.checklist.strengths.items():
                choice.setChecked(strength.value in strengths)
        if isinstance(kind, str) and kind in self.panes:
            self.show_kind(kind)
        if isinstance(document, str):
            self._choose(document)

    def _topics(self) -> Mapping[str, TopicField]:
        return {CHECKLIST: self.checklist.topic, SUMMARY: self.summary.topic}

    def as_it_stands(self) -> WorkAsItStands:
        finished = {kind: made for kind, pane in self.panes.items() if (made := pane.finished) is not None}
        return WorkAsItStands(self.state(), finished)

    def take_over(self, stands: WorkAsItStands) -> None:
        """Go on in place of a page that looked or spoke otherwise."""
        for kind, made in stands.finished.items():
            self.panes[kind].show_finished(made.in_this_language())
        self.restore(stands.state)

    def choose_file(self, suggested: str, ending: str) -> Path | None:
        """Ask where to save. Tests and scripts replace this."""
        return ask_where(self, tr("结果存为文件"), self.pane.name, suggested, ending)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._take_list()

    def _note_list(self) -> None:
        self._is_stale = True
        if self.isVisible():
            self._take_list()

    def _take_list(self) -> None:
        """Offer what the library holds now."""
        if self._is_stale:
            self._is_stale = False
            self._choose(self.picker.document)
            for pane in self.panes.values():
                if not pane.is_running and pane.finished is None:
                    pane.rest()

    def _choose(self, document: str | None) -> None:
        entries = sorted(self._desk.entries, key=lambda entry: (entry.source.standard, entry.id))
        whole = {EVERYTHING: tr("整个文库（{count} 份文件）", count=len(entries))} if entries else {}
        self.picker.offer_groups((("", whole), ("", document_names(entries))), document)
        self._hand_on()

    def _take_pick(self) -> None:
        self._hand_on()
        self.pane.run.setFocus()

    def _hand_on(self) -> None:
        for pane in self.panes.values():
            pane.take_document(self.picker.document)

    def _note_change(self) -> None:
        for action in (self.xlsx, self.docx):
            action.setEnabled(self.pane.finished is not None and not self.pane.is_running)

    def _save(self, ending: str) -> None:
        made = self.pane.finished
        if made is not None:
            save_report(self._desk, made.report, made.sources, ending, self.choose_file)

    def _action(self, text: str, keys: str, act: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        if keys:
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: act())
        self.addAction(action)
        return action

    def _lay_out(self) -> None:
        sizes = self._desk.theme.sizes
        title = text_label(tr("文本工作"), "title")
        title.setContentsMargins(0, 0, sizes.pad, 0)
        head = row(title, spacing=2)
        for place, pane in enumerate(self.panes.values()):
            segment = button(pane.name, "segment")
            segment.setCheckable(True)
            segment.setChecked(place == 0)
            self.segments.addButton(segment, place)
            head.addWidget(segment)
            self.stack.addWidget(pane)
        head.addStretch(1)
        self.segments.idClicked.connect(lambda place: self.show_kind(list(self.panes)[place]))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(sizes.wide, 16, sizes.wide, sizes.gap)
        layout.setSpacing(sizes.gap)
        layout.addLayout(head)
        layout.addWidget(self.picker)
        layout.addWidget(self.stack, 1)
