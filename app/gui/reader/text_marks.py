"""What is marked in a text: the place that one came for, and what was found."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from app.domain.text_find import Hit
from app.gui.reader.text_portions import Span, TextPortions
from app.gui.style.theme import Theme

MOST_LIT = 500
"""Hits lit at once; beyond them only the one that is stood at."""


class TextMarks:
    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        self._document = document
        self._theme = theme
        self.lit: tuple[str, int, int] | None = None
        """A clause and a slice of its text; all of it where the slice is empty."""
        self.beside: Sequence[str] = ()
        """Clauses that are lit with it, whole."""
        self.hits: Sequence[Hit] = ()
        self.current = -1
        """The hit that is stood at."""

    def clear(self) -> None:
        self.lit, self.beside, self.hits, self.current = None, (), (), -1

    def selections(self, written: TextPortions) -> list[QTextEdit.ExtraSelection]:
        """As far as it is written."""
        colours = self._theme.colours
        marks: list[QTextEdit.ExtraSelection] = []
        if self.lit is not None:
            for place in (self.lit, *((clause_id, 0, 0) for clause_id in self.beside)):
                marks.extend(self._mark(written.place_of(*place), QColor(colours.warning_soft)))
        soft, strong = QColor(colours.lit), QColor(colours.lit_edge)
        strong.setAlpha(150)
        for at, hit in enumerate(self.hits):
            if at != self.current and len(marks) < MOST_LIT:
                marks.extend(self._mark(_place_of_hit(written, hit), soft))
        if 0 <= self.current < len(self.hits):
            marks.extend(self._mark(_place_of_hit(written, self.hits[self.current]), strong))
        return marks

    def _mark(self, place: Span | None, ground: QColor) -> list[QTextEdit.ExtraSelection]:
        if place is None:
            return []
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self._document)
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor  # type: ignore[attr-defined]  # absent from the stubs
        mark.format.setBackground(ground)  # type: ignore[attr-defined]  # absent from the stubs
        return [mark]


def _place_of_hit(written: TextPortions, hit: Hit) -> Span | None:
    return written.place_of(hit.clause_id, hit.start, hit.end, in_heading=hit.in_heading)
