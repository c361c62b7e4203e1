"""A search as jobs do it: the hits with what is told of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.evidence import Evidence
from app.domain.where import By, SearchRequest
from app.foundation.jobs import Progress
from app.gui.parts.desk import Desk
from app.gui.parts.words_first import WordsFirst
from app.gui.road.session import Session
from app.library.glossary import GlossaryEntry

if TYPE_CHECKING:  # numpy comes with the first search
    from app.retrieval.search import Said


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
    """The newest search alone counts, and words come first where meaning keeps a person waiting."""

    found = Signal(object)
    """A Found; one that is not final is followed by one that is, or by ``failed``."""
    failed = Signal(object)
    """The error."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._finding = WordsFirst(desk, "search", self)
        self._finding.found.connect(lambda found, _: self.found.emit(found))
        self._finding.failed.connect(self.failed)

    @property
    def is_running(self) -> bool:
        return self._finding.is_running

    def start(self, request: SearchRequest, limit: int, *, may_show_words: bool = True) -> None:
        """Give up what is under way and search for this. ``may_show_words``: the hits of the words come first where
        the rest takes long."""
        words = None
        if request.by is By.BOTH and may_show_words:
            words = partial(_search, replace(request, by=By.WORDS), limit, False)
        self._finding.start(partial(_search, request, limit, True), words)

    def cancel(self) -> None:
        """Nothing more comes of what is under way."""
        self._finding.cancel()


def _search(request: SearchRequest, limit: int, is_final: bool, session: Session, progress: Progress) -> Found:
    evidence = session.search(
        request.query,
        request.where,
        limit=limit,
        include_superseded=request.include_superseded,
        by=request.by,
        cancel=progress.cancel,
    )
    is_counted = is_final and bool(evidence) and request.by is not By.MEANING
    said = session.said(request.query, request.where) if is_counted else None
    return Found(request, limit, evidence, session.glossary(find=request.query), is_final, said)
