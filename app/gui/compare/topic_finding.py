"""Which clauses of two documents bear on a topic: by words at once where meaning keeps a person waiting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.where import By
from app.foundation.jobs import CancelToken, Progress
from app.gui.parts.desk import Desk
from app.gui.road.session import Session

PATIENCE_MS = 500
"""How long the topic may take before its words serve for the time being: the model may be loading, or be computing the
vectors of new documents."""


class TopicFinding(QObject):
    """The newest alone counts."""

    found = Signal(object, bool)
    """Ids of clauses, as a frozenset, and whether that is all; else it is followed by all or by ``failed``."""
    failed = Signal(object)
    """The error."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tokens: list[CancelToken] = []
        self._asked = 0
        self._by_words: Callable[[], None] = lambda: None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._by_words())

    @property
    def is_running(self) -> bool:
        return bool(self._tokens)

    def start(self, documents: tuple[str, str], topic: str) -> None:
        """Give up what is under way and look for this."""
        self.cancel()
        self._run(documents, topic, By.BOTH)
        self._by_words = lambda: self._run(documents, topic, By.WORDS)
        self._patience.start()

    def cancel(self) -> None:
        """Nothing more comes of what is under way."""
        self._asked += 1
        self._patience.stop()
        for token in self._tokens:
            token.cancel()
        self._tokens.clear()

    def _run(self, documents: tuple[str, str], topic: str, by: By) -> None:
        asked, is_all = self._asked, by is By.BOTH

        def work(session: Session, progress: Progress) -> frozenset[str]:
            return session.text_work.about(documents, topic, by)

        def done(about: frozenset[str]) -> None:
            if asked == self._asked:
                if is_all:
                    self.cancel()
                self.found.emit(about, is_all)

        def fail(error: BaseException) -> None:
            if asked == self._asked and is_all:
                self.cancel()
                self.failed.emit(error)

        self._tokens.append(self._desk.run("compare_topic", work, done, fail))
