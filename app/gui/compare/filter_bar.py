"""Which rows are shown, each choice with its count; and the way from change to change."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QToolButton, QVBoxLayout, QWidget

from app.assistant.text_work.side_by_side import ChangeCounts
from app.foundation.messages import tr
from app.gui.compare.row_texts import OF_EDITIONS, Shown, shown_count, shown_name, shown_tip
from app.gui.parts.flow import FlowLayout
from app.gui.parts.report_saving import save_tool
from app.gui.parts.search_field import let_clear
from app.gui.parts.widgets import button, row, tool
from app.gui.style.theme import Theme

TOPIC_LEAST, TOPIC_MOST = 120, 260


class FilterBar(QWidget):
    """Its actions have shortcuts and belong to the page."""

    chosen = Signal(object)
    """A Shown."""
    topic_asked = Signal(str)
    save_asked = Signal(str)
    """".xlsx" or ".docx"."""

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__()
        self.next = _action(tr("下一处改动"), "F8", owner)
        self.previous = _action(tr("上一处改动"), "Shift+F8", owner)
        self.xlsx = _action(tr("对照表存为 XLSX…"), "", owner)
        self.docx = _action(tr("对照表存为 DOCX…"), "", owner)
        self.xlsx.triggered.connect(lambda: self.save_asked.emit(".xlsx"))
        self.docx.triggered.connect(lambda: self.save_asked.emit(".docx"))
        self.topic = QLineEdit()
        self.topic.setPlaceholderText(tr("只看一个主题，如：处罚"))
        self.topic.setAccessibleName(tr("只看与这个主题有关的条款"))
        self.topic.setToolTip(tr("只看与这个主题有关的条款：输入后按 Enter，清空后又是全部"))
        let_clear(self.topic)
        self.topic.setMinimumWidth(TOPIC_LEAST)
        self.topic.setMaximumWidth(TOPIC_MOST)
        self.topic.returnPressed.connect(lambda: self.topic_asked.emit(self.topic.text().strip()))
        self.topic.textChanged.connect(self._note_cleared)
        self._group = QButtonGroup(self)
        segments = QWidget()
        flow = FlowLayout(segments, 2)
        for place, shown in enumerate(Shown):
            segment = button(shown_name(shown), "segment")
            segment.setCheckable(True)
            segment.setChecked(shown is Shown.ALL)
            self._group.addButton(segment, place)
            flow.addWidget(segment)
        self._group.idClicked.connect(lambda place: self.chosen.emit(list(Shown)[place]))
        self.save = save_tool(theme, self.xlsx, self.docx)
        ways = (_press("arrow-up", self.previous, theme), _press("arrow-down", self.next, theme))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        line = row(segments, *ways, self.topic, self.save, spacing=theme.sizes.tight)
        line.setStretchFactor(segments, 3)
        line.setStretchFactor(self.topic, 1)
        layout.addLayout(line)

    def show_counts(self, counts: ChangeCounts, rows: int, *, is_by_wording: bool) -> None:
        for place, shown in enumerate(Shown):
            count = shown_count(shown, counts, rows)
            name = shown_name(shown, is_by_wording=is_by_wording)
            segment = self._group.button(place)
            segment.setText(tr("{name} {count}", name=name, count=count))
            segment.setToolTip(shown_tip(shown, is_by_wording=is_by_wording))
            segment.setVisible(is_by_wording or count > 0 or shown not in OF_EDITIONS)

    def choose(self, shown: Shown) -> None:
        self._group.button(list(Shown).index(shown)).setChecked(True)

    def set_topic(self, topic: str) -> None:
        """Write it there; nothing is asked."""
        self.topic.blockSignals(True)
        self.topic.setText(topic)
        self.topic.blockSignals(False)

    def _note_cleared(self, text: str) -> None:
        if not text:
            self.topic_asked.emit("")


def _action(text: str, keys: str, owner: QWidget) -> QAction:
    action = QAction(text, owner)
    if keys:
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    owner.addAction(action)
    return action


def _press(name: str, action: QAction, theme: Theme) -> QToolButton:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    made = tool(name, tr("{name}（{keys}）", name=action.text(), keys=keys), theme, action.trigger)
    action.changed.connect(lambda: made.setEnabled(action.isEnabled()))
    return made
