"""The head of a turn: the question as it was asked, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.assistant.events import AskRequest
from app.domain.answer import Understanding
from app.foundation.messages import enumerated, tr
from app.gui.parts.labels import mode_name
from app.gui.parts.names import where_name
from app.gui.parts.widgets import row, text_label, tool
from app.gui.style.theme import Theme


class Asked(QFrame):
    """Tells how the question was read as soon as that is known."""

    again_asked = Signal()
    edit_asked = Signal()

    def __init__(self, request: AskRequest, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("asked")
        self.again = tool("refresh-cw", tr("重新回答"), theme, self.again_asked.emit)
        self.edit = tool("pencil", tr("修改问题再问"), theme, self.edit_asked.emit)
        self.reading = text_label("", "small", wraps=True)
        self.reading.hide()
        about = [tr("{mode}模式", mode=mode_name(request.mode)), where_name(request.where), request.model or ""]
        about += [tr("{key}：{value}", key=fact.key, value=fact.value) for fact in request.facts]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 9, 8, 9)
        layout.setSpacing(2)
        layout.addWidget(text_label(request.question, "askedText", wraps=True))
        foot = row(text_label(" · ".join(part for part in about if part), "small"), None, self.edit, self.again)
        foot.setSpacing(0)
        layout.addLayout(foot)
        layout.addWidget(self.reading)

    def show_understanding(self, understanding: Understanding | None, question: str) -> None:
        """Only what the person did not write: a follow-up that was completed, conditions that were read."""
        if understanding is None:
            return
        told = []
        if understanding.question != question:
            told.append(tr("理解为：{question}", question=understanding.question))
        if understanding.conditions:
            told.append(tr("按这些条件：{conditions}", conditions=enumerated(understanding.conditions)))
        self.reading.setText("\n".join(told))
        self.reading.setVisible(bool(told))
