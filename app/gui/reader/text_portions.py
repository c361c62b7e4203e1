"""The part of a text that is written, and where each of its clauses stands in the written document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from app.domain.document import Clause, ClauseTree
from app.gui.reader.clause_text import ClauseWriter, WrittenClause, slice_places, utf16_length
from app.gui.style.theme import Theme

PORTION = 40
"""Clauses written at once: about three printed pages, laid out in a few milliseconds."""

Span = tuple[int, int]
"""First and last position in the document."""


@dataclass(slots=True)
class _Portion:
    """``origin`` is where it begins in the document."""

    number: int
    origin: int
    written: list[WrittenClause]


class TextPortions:
    """Portions are counted from 0. Those written are always neighbours."""

    def __init__(self, document: QTextDocument, tree: ClauseTree, theme: Theme) -> None:
        self._document = document
        self._writer = ClauseWriter(theme, tree)
        self.clauses: Sequence[Clause] = tree.clauses
        self.order = {clause.id: at for at, clause in enumerate(self.clauses)}
        self.portions: list[_Portion] = []

    @property
    def first(self) -> int:
        return self.portions[0].number

    @property
    def last(self) -> int:
        return self.portions[-1].number

    @property
    def reaches_end(self) -> bool:
        return bool(self.portions) and self.last == (len(self.clauses) - 1) // PORTION

    def begin_with(self, at: int) -> None:
        """Write the portion of that clause alone, by its place among the clauses. The document is empty."""
        self.portions = []
        if self.clauses:
            self._append(at // PORTION)

    def holds(self, at: int) -> bool:
        """Whether the clause at that place is written."""
        return any(portion.number == at // PORTION for portion in self.portions)

    def write_next(self) -> None:
        self._append(self.last + 1)

    def write_previous(self) -> None:
        number = self.first - 1
        cursor = QTextCursor(self._document)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.setPosition(0)
        length = self._document.characterCount()
        portion = self._write(cursor, number)
        cursor.deleteChar()  # the block that was put in to write before
        moved = self._document.characterCount() - length + 1
        for each in self.portions:
            each.origin += moved
        self.portions.insert(0, portion)

    # Places

    def clause_at(self, position: int) -> Clause | None:
        """The clause in which a character of the document stands."""
        for portion in reversed(self.portions):
            if portion.origin <= position:
                before = [each for each in portion.written if portion.origin + each.start <= position]
                return before[-1].clause if before else None
        return None

    def place_of(self, clause_id: str, start: int = 0, end: int = 0, *, in_heading: bool = False) -> Span | None:
        """Where the clause, or a slice of its text or heading, stands; None where it is not written."""
        found = self._written(clause_id)
        if found is None:
            return None
        origin, written = found
        if in_heading:
            first = origin + written.start
            return first + utf16_length(written.head[:start]), first + utf16_length(written.head[:end])
        if start >= end:
            return origin + written.start, origin + written.end
        return slice_places(self._document, origin, written, start, end)

    def _written(self, clause_id: str) -> tuple[int, WrittenClause] | None:
        at = self.order.get(clause_id)
        for portion in self.portions:
            if at is not None and portion.number == at // PORTION:
                return portion.origin, portion.written[at % PORTION]
        return None

    def _append(self, number: int) -> None:
        cursor = QTextCursor(self._document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self.portions.append(self._write(cursor, number))

    def _write(self, cursor: QTextCursor, number: int) -> _Portion:
        shown = self.clauses[number * PORTION : (number + 1) * PORTION]
        cursor.beginEditBlock()
        origin = cursor.position()
        written = self._writer.write(cursor, shown)
        cursor.endEditBlock()
        return _Portion(number, origin, written)
