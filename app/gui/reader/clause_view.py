"""Clauses as text, for documents whose format has no pages."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QTextBrowser

from app.domain.document import Clause
from app.gui.parts.place import Place
from app.gui.reader.clause_html import LIT_ANCHOR, clauses_html, portion_of, portions
from app.gui.style.theme import Theme

MARGIN = 20


class ClauseView(QTextBrowser):
    """Shows a portion of the clauses at a time; portions are counted from 1 like pages."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._clauses: tuple[Clause, ...] = ()
        self._place: Place | None = None
        self.portion = 1
        self.setOpenLinks(False)
        self.setAcceptDrops(False)
        self.document().setDocumentMargin(MARGIN)

    @property
    def portions(self) -> int:
        return portions(self._clauses)

    def show_clauses(self, clauses: tuple[Clause, ...], place: Place) -> None:
        """Show the portion with the place's clause, the clause or its quote lit."""
        self._clauses, self._place = clauses, place
        self.show_portion(portion_of(clauses, place.clause_id))

    def show_portion(self, portion: int) -> None:
        self.portion = min(max(1, portion), self.portions)
        place = self._place
        if place is None:
            return
        html = clauses_html(self._clauses, self.portion, self._theme, place.clause_id, (place.start, place.end))
        self.setHtml(html)
        QTimer.singleShot(0, self._go_to_lit)

    def zoom(self, steps: int) -> None:
        self.zoomIn(steps)

    def _go_to_lit(self) -> None:
        place = self._place
        if place is not None and portion_of(self._clauses, place.clause_id) == self.portion and place.clause_id:
            self.scrollToAnchor(LIT_ANCHOR)
        else:
            self.verticalScrollBar().setValue(0)
