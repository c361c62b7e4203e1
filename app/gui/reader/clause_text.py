"""Clauses written into a text document, with the places where each of them stands in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from app.domain.document import Clause, ClauseKind, ClauseTree
from app.domain.printed_heading import printed_in
from app.domain.table_rows import row_places
from app.gui.parts.table_html import table_html
from app.gui.style.theme import Theme

LINE_BREAK = "\u2028"
BESIDE = "\u2002"
"""Between a bare number and its text, which print them on one line."""
INDENT = 18
SPACE_BELOW = 8
LINE_HEIGHT = 150.0
"""Per cent."""


@dataclass(frozen=True, slots=True)
class WrittenClause:
    """Places in characters of Qt's document (UTF-16) from the start of the portion. ``text`` is where the text begins,
    ``end`` the end of all of it."""

    clause: Clause
    start: int
    text: int
    end: int
    head: str


class ClauseWriter:
    """Writes portions of clauses of one document one behind the other."""

    def __init__(self, theme: Theme, tree: ClauseTree) -> None:
        self._theme = theme
        self._tree = tree

    def write(self, cursor: QTextCursor, clauses: Sequence[Clause]) -> list[WrittenClause]:
        """At the cursor, each clause in blocks of its own, the last one ended; gives where they stand from there."""
        origin = cursor.position()
        return [self._write(cursor, clause, origin) for clause in clauses]

    def _write(self, cursor: QTextCursor, clause: Clause, origin: int) -> WrittenClause:
        start = cursor.position()
        cursor.setBlockFormat(self._block_format(clause))
        head = printed_in(self._tree, clause)
        if head:
            cursor.insertText(head, self._heading_format(clause))
        text = cursor.position()
        if clause.table is not None:
            text = self._write_table(cursor, clause)
        elif clause.text:
            if head:
                cursor.insertText(LINE_BREAK if clause.title else BESIDE, self._plain_format())
            text = cursor.position()
            cursor.insertText(clause.text.replace("\n", LINE_BREAK), self._plain_format())
        end = cursor.position()
        cursor.insertBlock(QTextBlockFormat(), self._plain_format())
        return WrittenClause(clause, start - origin, text - origin, end - origin, head)

    def _write_table(self, cursor: QTextCursor, clause: Clause) -> int:
        table = clause.table
        assert table is not None
        cursor.insertBlock(QTextBlockFormat(), self._plain_format())
        at = cursor.position()
        cursor.insertHtml(table_html(table, self._theme))
        below = clause.text[max((last for _, _, last in row_places(clause)), default=0) :].strip()
        if below:
            cursor.insertBlock(QTextBlockFormat(), self._plain_format())
            cursor.insertText(below.replace("\n", LINE_BREAK), self._plain_format())
        return at

    def _block_format(self, clause: Clause) -> QTextBlockFormat:
        made = QTextBlockFormat()
        made.setBottomMargin(SPACE_BELOW)
        made.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if not clause.kind.is_numbered_unit and clause.kind is not ClauseKind.PARAGRAPH and clause.table is None:
            items = sum(each.kind is ClauseKind.ITEM for each in self._tree.ancestors(clause))
            made.setLeftMargin(INDENT * (1 + items))
        if clause.kind in (ClauseKind.CHAPTER, ClauseKind.ANNEX):
            made.setTopMargin(2 * SPACE_BELOW)
        return made

    def _plain_format(self) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(self._theme.colours.text))
        return made

    def _heading_format(self, clause: Clause) -> QTextCharFormat:
        made = self._plain_format()
        made.setFontWeight(QFont.Weight.Bold)
        if clause.kind in (ClauseKind.CHAPTER, ClauseKind.ANNEX):
            made.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 1)
        return made


def utf16_length(text: str) -> int:
    """How many characters Qt counts."""
    return len(text.encode("utf-16-le")) // 2


def slice_places(document: QTextDocument, origin: int, written: WrittenClause, start: int, end: int) -> tuple[int, int]:
    """Where the slice [start, end) of a clause's text stands in the document.

    A table's text is its rows in lines and stands there in cells: there the first match from the row on is taken.
    """
    text = written.clause.text
    if written.clause.table is None:
        first = origin + written.text + utf16_length(text[:start])
        return first, first + utf16_length(text[start:end])
    return _in_table(document, origin, written, start, end)


def _in_table(document: QTextDocument, origin: int, written: WrittenClause, start: int, end: int) -> tuple[int, int]:
    text, words = written.clause.text, written.clause.text[start:end]
    before = text[:start].count(words) if words else 0
    found = QTextCursor(document)
    found.setPosition(origin + written.text)
    for _ in range(before + 1):
        found = document.find(words, found, QTextDocument.FindFlag.FindCaseSensitively)
        if found.isNull() or found.position() > origin + written.end:
            return origin + written.start, origin + written.end
    return found.selectionStart(), found.selectionEnd()
