"""What stands in place of a document: that it is being opened, or why it cannot be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.labels import error_texts, needs_password
from app.gui.parts.widgets import Notice, button, text_label
from app.library.entries import NotHeld


class ProblemPage(QWidget):
    unlock_asked = Signal()
    text_asked = Signal()
    retry_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.working = text_label(tr("正在打开…"), "muted")
        self.working.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.problem = Notice("", "", "danger")
        self.unlock = button(tr("输入密码…"), "", self.unlock_asked.emit)
        self.as_text = button(tr("改看读出的文字"), "", self.text_asked.emit)
        self.retry = button(tr("重试"), "", self.retry_asked.emit)
        for offered in (self.unlock, self.as_text, self.retry):
            self.problem.add_action(offered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.addWidget(self.problem)
        layout.addWidget(self.working, 1)
        layout.addStretch(1)
        self.tell_working()

    def tell_working(self) -> None:
        self.problem.hide()
        self.working.show()

    def tell_problem(self, error: BaseException, *, has_text: bool, has_quote: bool = False) -> None:
        """``has_text``: clauses can be shown although pages cannot; ``has_quote``: the cited words stand above."""
        message, hint = error_texts(error)
        if isinstance(error, NotHeld):
            self._tell_removed(*error_texts(error), has_quote=has_quote)
            return
        is_locked = needs_password(getattr(error, "code", ""))
        self._tell("danger", tr("打不开这份文件：{cause}", cause=message), "" if is_locked else hint)
        self.unlock.setVisible(is_locked)
        self.as_text.setVisible(has_text and not is_locked)
        self.retry.setVisible(not is_locked)

    def _tell_removed(self, text: str, hint: str, *, has_quote: bool) -> None:
        """Nothing is wrong, and nothing is to be tried again."""
        self._tell("info", text, tr("引用时的原文保留在上面。{next}", next=hint) if has_quote else hint)
        for offered in (self.unlock, self.as_text, self.retry):
            offered.hide()

    def _tell(self, tone: str, text: str, hint: str) -> None:
        self.problem.use_tone(tone)
        self.problem.tell(text, hint)
        self.working.hide()
        self.problem.show()
