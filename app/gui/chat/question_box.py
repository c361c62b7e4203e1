"""Where a question is written, and what it is asked against."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.domain.answer import Mode
from app.domain.where import Where
from app.foundation.messages import tr
from app.gui.chat.context_bar import ContextBar
from app.gui.chat.question_edit import QuestionEdit
from app.gui.parts.desk import Desk
from app.gui.parts.flow import FlowLayout
from app.gui.parts.labels import mode_explanation, mode_name
from app.gui.parts.widgets import ElidedLabel, button
from app.gui.style.icons import icon

LONGEST_QUESTION = 4000
"""Characters. Longer than any question, short enough for the smallest model's context."""


class QuestionBox(QFrame):
    """The edit, what it is asked against, the mode and the one button that sends or stops."""

    asked = Signal(str, object)
    """The question and the Mode."""
    stopped = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("questionFrame")
        self._theme = desk.theme
        self._is_running = False
        self._is_ready = False
        self._is_without_model = False
        self.edit = QuestionEdit(tr("问标准和法规里的问题"))
        self.edit.setAccessibleName(tr("问题"))
        self.edit.sent.connect(self._send)
        self.edit.textChanged.connect(self._refresh)
        self.edit.focus_changed.connect(self._show_focus)
        self.context = ContextBar(desk, self)
        self.hint = ElidedLabel("small")
        self.action = button("", "primary", self._act)
        self.modes = self._mode_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 10, 8)
        layout.setSpacing(desk.theme.sizes.gap)
        layout.addWidget(self.edit)
        layout.addWidget(self.hint)
        choices = QWidget()
        flow = FlowLayout(choices, desk.theme.sizes.tight)
        for choice in (*self.modes.values(), *self.context.buttons):
            flow.addWidget(choice)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(choices, 1)
        foot.addWidget(self.action, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(foot)
        self.set_running(False)

    @property
    def is_running(self) -> bool:
        """Whether a question is being answered, which the button stops."""
        return self._is_running

    @property
    def mode(self) -> Mode:
        return next(mode for mode, choice in self.modes.items() if choice.isChecked())

    def set_mode(self, mode: Mode) -> None:
        """Take a mode, as far as this machine can."""
        if self.modes[mode].isEnabled():
            self.modes[mode].setChecked(True)

    def set_ready(self, *, chat_model_installed: bool) -> None:
        """Questions may be sent. Without a chat model only quoting is left, and the hint says so; with the first
        one the usual mode is back."""
        self._is_ready = True
        for mode in (Mode.PROFESSIONAL, Mode.GENERAL):
            self.modes[mode].setEnabled(chat_model_installed)
        if not chat_model_installed:
            self.modes[Mode.VERBATIM].setChecked(True)
        elif self._is_without_model:
            self.modes[Mode.PROFESSIONAL].setChecked(True)
        self._is_without_model = not chat_model_installed
        self.hint.setText("" if chat_model_installed else tr("没有安装对话模型，只能摘录原文。"))
        self.hint.setVisible(not chat_model_installed)
        self._refresh()

    def set_running(self, running: bool) -> None:
        self._is_running = running
        self.action.setText(tr("停止") if running else tr("提问"))
        self.action.setToolTip(tr("停止（Esc）") if running else tr("提问（Enter）；换行用 Shift+Enter"))
        picture = "square" if running else "send-horizontal"
        self.action.setIcon(icon(picture, self._theme, self._theme.colours.on_accent))
        self._refresh()

    def write(self, text: str) -> None:
        """Put a text in place of what stands there, ready to be changed. It can be undone with Ctrl+Z."""
        self.edit.settle()
        cursor = self.edit.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def narrow(self, where: Where) -> None:
        """To what is asked about; the day and the collection that were chosen stay, for it and for after it."""
        chosen = self.context.where
        where = replace(where, collection=where.collection or chosen.collection, as_of=where.as_of or chosen.as_of)
        self.context.use_where(where)

    def begin(self) -> None:
        """For a new conversation: empty, no longer about one document, and as of today."""
        self.write("")
        self.context.use_where(replace(self.context.where, document=None, as_of=None))

    def insert(self, text: str) -> None:
        """Add a text where the cursor stands, a quote for instance."""
        self.edit.settle()
        self.edit.insertPlainText(text)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus(self) -> None:
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def _mode_buttons(self) -> dict[Mode, QPushButton]:
        group = QButtonGroup(self)
        made = {}
        for mode in Mode:
            choice = button(mode_name(mode), "segment")
            choice.setCheckable(True)
            choice.setToolTip(mode_explanation(mode))
            choice.setAccessibleDescription(mode_explanation(mode))
            group.addButton(choice)
            made[mode] = choice
        made[Mode.PROFESSIONAL].setChecked(True)
        return made

    def _act(self) -> None:
        if self._is_running:
            self.stopped.emit()
        else:
            self._send()

    def _send(self) -> None:
        question = self.edit.toPlainText().strip()[:LONGEST_QUESTION]
        if question and self._is_ready and not self._is_running:
            self.asked.emit(question, self.mode)
            self.write("")

    def _refresh(self) -> None:
        has_text = bool(self.edit.toPlainText().strip())
        self.action.setEnabled(self._is_running or (self._is_ready and has_text))

    def _show_focus(self, focused: bool) -> None:
        self.setProperty("focused", focused)
        self.style().polish(self)
