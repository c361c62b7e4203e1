"""How something ended: one sentence, the next step, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from app.foundation.messages import tr
from app.gui.parts.widgets import button, row, text_label, tool
from app.gui.style.theme import Theme

Deed = tuple[str, Callable[[], None]]
"""What a button says and does."""


@dataclass(frozen=True)
class Outcome:
    """``tone`` is that of a notice: "info" where all is well, else "warning" or "danger"."""

    text: str
    hint: str = ""
    tone: str = "info"
    deeds: Sequence[Deed] = ()


class OutcomeBox(QFrame):
    """Stays until it is closed: nobody has to be looking when long work ends."""

    closed = Signal()

    def __init__(self, outcome: Outcome, theme: Theme) -> None:
        super().__init__()
        self.outcome = outcome
        self.setObjectName("notice")
        self.setProperty("tone", outcome.tone)
        self.setAccessibleName(f"{outcome.text} {outcome.hint}".strip())
        self.text = text_label(outcome.text, "strong", wraps=True)
        self.hint = text_label(outcome.hint, wraps=True)
        self.hint.setVisible(bool(outcome.hint))
        self.buttons = [button(name, "", deed) for name, deed in outcome.deeds]
        self.close_button = tool("x", tr("关闭"), theme, self.closed.emit)
        first = row(self.text, *self.buttons, self.close_button)
        first.setStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 7, 8, 7)
        layout.setSpacing(theme.sizes.tight)
        layout.addLayout(first)
        layout.addWidget(self.hint)
