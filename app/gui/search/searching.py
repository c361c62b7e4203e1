"""A search under way: the newest alone counts, and words come first where meaning keeps a person waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.evidence import Evidence
from app.domain.where import By, SearchRequest
from app.foundation.jobs import CancelToken, Progress
from app.gui.parts.desk import Desk
from app.gui.road.session import Session
from app.library.glossary import GlossaryEntry

if TYPE_CHECKING:  # numpy comes with the first search
    from app.retrieval.search import Said

PATIENCE_MS = 500
"""How long a search may take before its word hits are shown for the time being: the model may be loading, or be
computing the vectors of new documents."""


@dataclass(frozen=True, slots=True)
class Found:
    """``request`` is what the hits answer: of hits for the time being, by words alone."""

    request: SearchRequest
    limit: int
    evidence: list[Evidence]
    terms: list[GlossaryEntry]
    is_final: bool
    said: Said | None = None
    """How many clauses say every word, listed or not; None where that is not known."""


class Searching(QObject):
    found = Signal(object)
    """A Found; one that is not final is followed by one that is, or by ``failed``."""
    failed = Signal(object)
    """The error."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._asked = 0
        self._tokens: list[CancelToken] = []
        self._by_words: Callable[[], None] = lambda: None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._by_words())

    @property
    def is_running(self) -> bool:
        return bool(self._tokens)

    def start(self, request: SearchRequest, limit: int, *, may_show_words: bool = True) -> None:
        """Give up what is under way and search for this. ``may_show_words``: the hits of the words come first where
        the rest takes long."""
        self.cancel()
        self._run(request, limit, is_final=True)
        if request.by is By.BOTH and may_show_words:
            words = replace(request, by=By.WORDS)
            self._by_words = lambda: self._run(words, limit, is_final=False)
            self._patience.start()

    def cancel(self) -> None:
        """Nothing more comes of what is under way."""
        self._asked += 1
        self._patience.stop()
        for token in self._tokens:
            token.cancel()
        self._tokens.clear()

    def _run(self, request: SearchRequest, limit: int, *, is_final: bool) -> None:
        asked = self._asked

        def work(session: Session, progress: Progress) -> Found:
            evidence = session.search(
                request.query,
                request.where,
                limit=limit,
                include_superseded=request.include_superseded,
                by=request.by,
            )
            is_counted = is_final and bool(evidence) and request.by is not By.MEANING
            said = session.said(request.query, request.where) if is_counted else None
            return Found(request, limit, evidence, session.glossary(find=request.query), is_final, said)

        def done(found: Found) -> None:
            if asked == self._asked:
                if is_final:
                    self.cancel()
                self.found.emit(found)

        def fail(error: BaseException) -> None:
            if asked == self._asked and is_final:
                self.cancel()
                self.failed.emit(error)

        self._tokens.append(self._desk.run("search", work, done, fail))
