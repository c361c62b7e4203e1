"""What stands in place of a document: that it is being opened, or why it cannot be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.foundation.messages import tr
from app.gui.parts.labels import error_texts, needs_password
from app.gui.parts.widgets import Notice, button, text_label


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

    def tell_problem(self, error: BaseException, *, has_text: bool) -> None:
        """``has_text``: the clauses can be shown although the pages cannot."""
        message, hint = error_texts(error)
        is_locked = needs_password(getattr(error, "code", ""))
        self.problem.tell(tr("打不开这份文件：{cause}", cause=message), "" if is_locked else hint)
        self.unlock.setVisible(is_locked)
        self.as_text.setVisible(has_text and not is_locked)
        self.retry.setVisible(not is_locked)
        self.working.hide()
        self.problem.show()
