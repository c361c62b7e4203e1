"""Notices when nobody uses the window any more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

MINUTE_MS = 60_000
LOOK_AGAIN_MS = 30_000
"""While work is under way that locking would break off."""
USING = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


class IdleWatch(QObject):
    """``idle`` comes once, after so many minutes without a key or a move of the mouse; never with 0."""

    idle = Signal()

    def __init__(self, is_busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_busy = is_busy
        self.minutes = 0
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self._look)

    def watch(self, minutes: int) -> None:
        """From now on; 0 ends it."""
        self.minutes = minutes
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
            if minutes:
                application.installEventFilter(self)
        self._begin_anew()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in USING:
            self._begin_anew()
        return False

    def _begin_anew(self) -> None:
        if self.minutes:
            self.timer.start(self.minutes * MINUTE_MS)
        else:
            self.timer.stop()

    def _look(self) -> None:
        if self._is_busy():
            self.timer.start(LOOK_AGAIN_MS)
        else:
            self.idle.emit()
