"""The foot of a turn: the AI label, which model in what time, and what can be done with the answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QToolButton, QVBoxLayout, QWidget

from app.domain.answer import Answer
from app.foundation.messages import tr
from app.gui.parts.widgets import row, text_label, tool
from app.gui.style.theme import Theme
from app.library.feedback import Verdict
from app.security.labels import AI_LABEL, needs_label

LONGEST_NOTE = 500
"""Characters of what a person says of an answer."""


class TurnFoot(QWidget):
    copy_asked = Signal(bool)
    """True with the citations."""
    judged = Signal(object, str)
    """A Verdict and the person's note."""
    export_asked = Signal()
    print_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._verdict: Verdict | None = None
        self.ai_label = text_label(AI_LABEL, "aiLabel")
        self.figures = text_label("", "small")
        self.right = tool("thumbs-up", tr("回答正确"), theme, lambda: self._judge(Verdict.RIGHT))
        self.wrong = tool("thumbs-down", tr("回答有误"), theme, lambda: self._judge(Verdict.WRONG))
        for thumb in (self.right, self.wrong):
            thumb.setCheckable(True)
        self.copy = tool("copy", tr("复制，连同引用"), theme, lambda: self.copy_asked.emit(True))
        self.more = self._more(theme)
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("哪里不对？可以不写，按回车保存。"))
        self.note.setAccessibleName(tr("对这个回答的意见"))
        self.note.setMaxLength(LONGEST_NOTE)
        self.note.returnPressed.connect(self._keep_note)
        self.note.hide()
        self.tools = QWidget()
        self.tools.setLayout(row(self.right, self.wrong, self.copy, self.more, spacing=0))
        self.tools.hide()
        self.ai_label.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.sizes.tight)
        layout.addLayout(row(self.ai_label, self.figures, None, self.tools, spacing=theme.sizes.pad))
        layout.addWidget(self.note)

    def show_answer(self, answer: Answer, verdict: Verdict | None) -> None:
        self.ai_label.setVisible(needs_label(answer))
        self.figures.setText(_figures(answer))
        self.tools.show()
        self._show_verdict(verdict)

    def _judge(self, verdict: Verdict) -> None:
        self._show_verdict(verdict)
        self.judged.emit(verdict, "")
        self.note.setVisible(verdict is Verdict.WRONG)
        if verdict is Verdict.WRONG:
            self.note.setFocus()

    def _keep_note(self) -> None:
        if self._verdict is not None:
            self.judged.emit(self._verdict, self.note.text())
        self.note.hide()

    def _show_verdict(self, verdict: Verdict | None) -> None:
        self._verdict = verdict
        self.right.setChecked(verdict is Verdict.RIGHT)
        self.wrong.setChecked(verdict is Verdict.WRONG)

    def _more(self, theme: Theme) -> QToolButton:
        made = tool("ellipsis", tr("更多操作"), theme, lambda: None)
        menu = QMenu(made)
        for text, signal in (
            (tr("只复制文字"), lambda: self.copy_asked.emit(False)),
            (tr("导出这个回答…"), self.export_asked.emit),
            (tr("打印这个回答…"), self.print_asked.emit),
        ):
            action = QAction(text, menu)
            action.triggered.connect(lambda _=False, signal=signal: signal())
            menu.addAction(action)
        made.setMenu(menu)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return made


def _figures(answer: Answer) -> str:
    seconds = answer.seconds.total
    parts = [answer.model or "", tr("共 {seconds:.1f} 秒", seconds=seconds) if seconds else ""]
    return " · ".join(part for part in parts if part)
