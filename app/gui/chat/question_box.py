"""Where the question is written: grows with its text, Enter sends, Shift+Enter breaks the line."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QPlainTextEdit, QPushButton, QVBoxLayout

from app.domain.answer import Mode
from app.foundation.messages import tr
from app.gui.parts.labels import mode_explanation, mode_name
from app.gui.parts.widgets import ElidedLabel, button, row
from app.gui.style.icons import icon
from app.gui.style.theme import Theme

MOST_LINES = 6
LONGEST_QUESTION = 4000
"""Characters. Longer than any question, short enough for the smallest model's context."""


class QuestionEdit(QPlainTextEdit):
    sent = Signal()
    focus_changed = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("question")
        self.setAcceptDrops(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.sent.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def _fit(self) -> None:
        lines = min(MOST_LINES, max(1, round(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 10)


class QuestionBox(QFrame):
    """The edit, the mode and the one button that sends or stops."""

    asked = Signal(str, object)
    """The question and the Mode."""
    stopped = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("questionFrame")
        self._theme = theme
        self._is_running = False
        self._is_ready = False
        self.edit = QuestionEdit()
        self.edit.setPlaceholderText(tr("问一个问题，例如：制动性能应满足什么要求？"))
        self.edit.sent.connect(self._send)
        self.edit.textChanged.connect(self._refresh)
        self.edit.focus_changed.connect(self._show_focus)
        self.hint = ElidedLabel("small")
        self.action = button("", "primary", self._act)
        self.modes = self._mode_buttons()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 10, 8)
        layout.setSpacing(theme.sizes.gap)
        layout.addWidget(self.edit)
        foot = row(*self.modes.values(), spacing=4)
        foot.addSpacing(theme.sizes.pad)
        foot.addWidget(self.hint, 1)
        foot.addWidget(self.action)
        layout.addLayout(foot)
        self.set_running(False)

    @property
    def mode(self) -> Mode:
        return next(mode for mode, choice in self.modes.items() if choice.isChecked())

    def set_ready(self, *, chat_model_installed: bool) -> None:
        """Questions may be sent. Without a chat model only quoting is left, and the hint says so."""
        self._is_ready = True
        for mode in (Mode.PROFESSIONAL, Mode.GENERAL):
            self.modes[mode].setEnabled(chat_model_installed)
        if not chat_model_installed:
            self.modes[Mode.VERBATIM].setChecked(True)
        self._explain()
        self._refresh()

    def set_running(self, running: bool) -> None:
        self._is_running = running
        self.action.setText(tr("停止") if running else tr("提问"))
        self.action.setIcon(
            icon("square" if running else "send-horizontal", self._theme, self._theme.colours.on_accent)
        )
        self._refresh()

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
            group.addButton(choice)
            made[mode] = choice
        made[Mode.PROFESSIONAL].setChecked(True)
        group.buttonClicked.connect(lambda _: self._explain())
        return made

    def _explain(self) -> None:
        if not self.modes[Mode.PROFESSIONAL].isEnabled():
            self.hint.setText(tr("没有安装对话模型，只能摘录原文。"))
        else:
            self.hint.setText(mode_explanation(self.mode))

    def _act(self) -> None:
        if self._is_running:
            self.stopped.emit()
        else:
            self._send()

    def _send(self) -> None:
        question = self.edit.toPlainText().strip()[:LONGEST_QUESTION]
        if question and self._is_ready and not self._is_running:
            self.asked.emit(question, self.mode)
            self.edit.clear()

    def _refresh(self) -> None:
        has_text = bool(self.edit.toPlainText().strip())
        self.action.setEnabled(self._is_running or (self._is_ready and has_text))

    def _show_focus(self, focused: bool) -> None:
        self.setProperty("focused", focused)
        self.style().polish(self)
