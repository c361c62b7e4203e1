"""The vectors that search by meaning needs: made in the background, given up whenever files are to be added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken, Job
from app.gui.road.bridge import JobRoad
from app.gui.road.session import Session

if TYPE_CHECKING:
    from app.workspace.embedding import EmbedResult


class Embedding(QObject):
    """One run at a time; a new one ends the one before, which keeps what it has made."""

    begun = Signal()
    stopped = Signal()
    """Given up; what was made is kept."""
    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, road: JobRoad, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._road = road
        self._token: CancelToken | None = None
        self._run = 0

    def begin(self, session: Session) -> None:
        self.stop()
        self._run += 1
        run = self._run

        def forget() -> None:
            if run == self._run:
                self._token = None

        def done(result: EmbedResult) -> None:
            forget()
            self.finished.emit(result)

        def fail(error: BaseException) -> None:
            forget()
            if not isinstance(error, Cancelled):
                self.failed.emit(error)

        self.begun.emit()
        self._token = self._road.start(Job("embed", session.embed, done, fail, self.progressed.emit, writes=True))

    def stop(self) -> None:
        if self._token is not None:
            self._token.cancel()
            self._token = None
            self.stopped.emit()
