"""A search by meaning whose words serve for the time being: the model may be loading, or be computing new vectors."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.foundation.jobs import CancelToken, Progress
from app.gui.parts.desk import Desk
from app.gui.road.session import Session

PATIENCE_MS = 500
"""How long the whole search may take before that by words alone begins beside it."""

Work = Callable[[Session, Progress], object]


class WordsFirst(QObject):
    """The newest search alone counts."""

    found = Signal(object, bool)
    """What the work gave, and whether that is all; else it is followed by all or by ``failed``."""
    failed = Signal(object)
    """The error."""

    def __init__(self, desk: Desk, name: str, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._name = name
        self._asked = 0
        self._tokens: list[CancelToken] = []
        self._by_words: Work | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._begin_words)

    @property
    def is_running(self) -> bool:
        return bool(self._tokens)

    def start(self, whole: Work, by_words: Work | None = None) -> None:
        """Give up what is under way and search for this; ``by_words`` comes first where the whole takes long."""
        self.cancel()
        self._run(whole, is_all=True)
        self._by_words = by_words
        if by_words is not None:
            self._patience.start()

    def cancel(self) -> None:
        """Nothing more comes of what is under way."""
        self._asked += 1
        self._patience.stop()
        for token in self._tokens:
            token.cancel()
        self._tokens.clear()

    def _begin_words(self) -> None:
        if self._by_words is not None:
            self._run(self._by_words, is_all=False)

    def _run(self, work: Work, *, is_all: bool) -> None:
        asked = self._asked

        def done(found: object) -> None:
            if asked == self._asked:
                if is_all:
                    self.cancel()
                self.found.emit(found, is_all)

        def fail(error: BaseException) -> None:
            if asked == self._asked and is_all:
                self.cancel()
                self.failed.emit(error)

        self._tokens.append(self._desk.run(self._name, work, done, fail))
