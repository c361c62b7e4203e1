"""What is being done for a question, how far it has come, and for how long: on a slow machine for a minute and more."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel

from app.domain.answer import Mode
from app.foundation.messages import tr
from app.gui.chat.turn_state import TurnState

FIRST_TOLD = 3
"""Seconds. What is done sooner is not counted aloud."""
MINUTE = 60


class WaitingLine(QLabel):
    """Ticks while the turn has no answer, also where the model tells nothing; hidden after that."""

    def __init__(self, state: TurnState, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self.setObjectName("muted")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._state = state
        self._clock = clock
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.look)
        if state.is_running:
            self._tick.start()
        self.look()

    @property
    def is_ticking(self) -> bool:
        return self._tick.isActive()

    def look(self) -> None:
        """Tell it as it stands."""
        seconds = int(self._clock() - self._state.began)
        doing = waiting_text(self._state)
        self.setText(doing if seconds < FIRST_TOLD else f"{doing} {_length(seconds)}")

    def end(self) -> None:
        self._tick.stop()
        self.hide()


def waiting_text(state: TurnState) -> str:
    """What is done now, with the share of the clauses that the model has read where it tells it."""
    if state.is_stopping:
        return tr("正在停止…")
    if state.mode is Mode.GENERAL:
        return tr("模型正在作答，不查文库…")
    if not state.evidence:
        return tr("正在文库中查找条款…")
    if state.mode is Mode.VERBATIM:
        return tr("正在从检索到的条款中摘录…")
    if state.read is None:
        return tr("模型正在读这些条款并组织回答…")
    read, total = state.read
    if read < total:
        return tr("模型正在读这些条款，已读 {percent}%…", percent=100 * read // total)
    return tr("模型读完了这些条款，正在组织回答…")


def _length(seconds: int) -> str:
    if seconds < MINUTE:
        return tr("{seconds} 秒", seconds=seconds)
    return tr("{minutes} 分 {seconds} 秒", minutes=seconds // MINUTE, seconds=seconds % MINUTE)
