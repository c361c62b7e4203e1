"""Looks for words in the opened document and steps through what is found."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.domain.text_find import MOST_HITS, Hit, find_in_clauses
from app.foundation.jobs import Progress
from app.gui.parts.desk import Desk
from app.gui.reader.find_bar import FindBar
from app.gui.reader.opened import Opened
from app.gui.road.session import Session


class Finder(QObject):
    found = Signal()
    """``hits`` and ``current`` have changed."""

    def __init__(self, desk: Desk, bar: FindBar, opened: Callable[[], Opened | None], from_clause: Callable[[], str]):
        """``from_clause`` gives the id of the clause that is read: the first hit from there on is stood at."""
        super().__init__(bar)
        self._desk = desk
        self._bar = bar
        self._opened = opened
        self._from_clause = from_clause
        self._asked = 0
        self.hits: list[Hit] = []
        self.current = -1
        bar.wanted.connect(self.look_for)
        bar.stepped.connect(self.step)
        bar.closed.connect(self.clear)

    def look_for(self, words: str, whole: bool) -> None:
        self._asked += 1
        asked, opened = self._asked, self._opened()
        if opened is None or not words.strip():
            self._show([])
            return

        def work(session: Session, progress: Progress) -> list[Hit]:
            return find_in_clauses(opened.clauses, words, whole=whole)

        def done(hits: list[Hit]) -> None:
            if asked == self._asked:
                self._show(hits)

        self._desk.run("find", work, done)

    def step(self, step: int) -> None:
        """To the next hit or the one before, around the ends."""
        if self.hits:
            self.current = (self.current + step) % len(self.hits)
            self._tell()

    def clear(self) -> None:
        self._asked += 1
        self._show([])

    def _show(self, hits: list[Hit]) -> None:
        self.hits = hits
        self.current = self._first() if hits else -1
        self._tell()

    def _first(self) -> int:
        opened, start = self._opened(), self._from_clause()
        if opened is None:
            return 0
        order = {clause.id: at for at, clause in enumerate(opened.tree.clauses)}
        here = order.get(start, 0)
        return next((at for at, hit in enumerate(self.hits) if order[hit.clause_id] >= here), 0)

    def _tell(self) -> None:
        self._bar.show_count(self.current, len(self.hits), is_more=len(self.hits) >= MOST_HITS)
        self.found.emit()
