"""A document without pages as one text that goes on as it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QTextCursor

from app.domain.document import Clause, ClauseTree
from app.domain.text_find import Hit
from app.foundation.messages import tr
from app.gui.parts.copying import manner_of, selected_data
from app.gui.parts.desk import Desk
from app.gui.reader.text_marks import TextMarks
from app.gui.reader.text_portions import TextPortions
from app.gui.reader.text_scroll import TextScroll


class TextView(TextScroll):
    """What is lit, found and selected in it, and which clause is meant."""

    menu_asked = Signal(QPoint)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.mark: Callable[[], str | None] = lambda: None
        """The security mark of the document."""
        self.marks = TextMarks(self.document(), desk.theme)
        self._menu_at: QPoint | None = None
        self.setObjectName("readerText")
        self.setAccessibleName(tr("文字"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.written_anew.connect(self._show_marks)

    # What is shown

    def show_tree(self, tree: ClauseTree) -> None:
        """From the beginning."""
        self.written = TextPortions(self.document(), tree, self._theme)
        self.marks.clear()
        self._begin_at(0)

    def light(self, clause_id: str | None, start: int = 0, end: int = 0, beside: Sequence[str] = ()) -> None:
        """The slice of a clause's text; all of the clause when the slice is empty. ``beside`` are lit with it."""
        self.marks.lit = (clause_id, start, end) if clause_id is not None else None
        self.marks.beside = beside
        self._show_marks()

    def mark_hits(self, hits: Sequence[Hit], current: int) -> None:
        self.marks.hits, self.marks.current = hits, current
        if 0 <= current < len(hits):
            hit = hits[current]
            start = 0 if hit.in_heading else hit.start
            self.go_to_clause(hit.clause_id, start, start if hit.in_heading else hit.end)
        self._show_marks()

    # What is meant

    def shows_light(self) -> bool:
        """Whether the lit place is in sight."""
        place = self.written.place_of(*self.marks.lit) if self.marks.lit is not None else None
        if place is None:
            return False
        cursor = QTextCursor(self.document())
        cursor.setPosition(place[0])
        return self.viewport().rect().intersects(self.cursorRect(cursor))

    def clause_meant(self) -> Clause | None:
        """The selected clause, or the one that the menu was asked for at."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return self.written.clause_at(cursor.selectionStart())
        return (
            self.written.clause_at(self.cursorForPosition(self._menu_at).position())
            if self._menu_at is not None
            else None
        )

    def selected_text(self) -> str:
        return self.textCursor().selection().toPlainText()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied or dragged out by hand, under the document's security mark."""
        return selected_data(self.textCursor(), manner_of(self._desk), self.mark())

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

    def _show_marks(self) -> None:
        self.setExtraSelections(self.marks.selections(self.written))

    # Events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            event.ignore()  # the reader's
        else:
            super().mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu_at = event.pos()
        self.menu_asked.emit(event.globalPos())
        self._menu_at = None
