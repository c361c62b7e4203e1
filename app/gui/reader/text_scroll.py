"""A text that goes on as it is read: the portions of it that are written, its size, and where one is in it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QTextEdit

from app.domain.document import Clause, ClauseTree
from app.gui.parts.desk import Desk
from app.gui.reader.text_portions import TextPortions
from app.gui.reader.whole_bar import WholeBar

MOST_AT_ONCE = 2
"""Portions: before it is first shown a text has no height, and all of it would be written."""
MARGIN = 20
ABOVE = 0.2
SMALLEST, LARGEST = -6, 24
"""Zoom steps from the usual size."""
USUAL_PERCENT, STEP_PERCENT = 100, 10


class TextScroll(QTextEdit):
    """Portions are counted from 0. Those written are always neighbours; the others come when they are scrolled to."""

    moved = Signal()
    zoomed = Signal()
    written_anew = Signal()
    """Other portions are written than before."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._theme = desk.theme
        self.written = TextPortions(self.document(), ClauseTree(()), desk.theme)
        self._steps = 0
        self._is_writing = False
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)
        self.document().setDocumentMargin(MARGIN)
        self.document().setUndoRedoEnabled(False)
        self.verticalScrollBar().valueChanged.connect(self._note_move)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.whole_bar = WholeBar(self)
        self.whole_bar.wanted.connect(self._go_by_bar)
        self.setViewportMargins(0, 0, self.whole_bar.sizeHint().width(), 0)

    def go_to_clause(self, clause_id: str, start: int = 0, end: int = 0) -> None:
        """To the clause, or the slice of its text."""
        at = self.written.order.get(clause_id)
        if at is None:
            return
        if not self.written.holds(at):
            self._begin_at(at)
        QTimer.singleShot(0, self, lambda: self._scroll_to(clause_id, start, end))
        self._scroll_to(clause_id, start, end)

    def current_clause(self) -> Clause | None:
        """The clause that is read: where one comes to rest that is gone to; at the beginning the first."""
        down = min(self.verticalScrollBar().value(), round(self.viewport().height() * ABOVE))
        return self.written.clause_at(self.cursorForPosition(QPoint(MARGIN, down + MARGIN)).position())

    # Size

    @property
    def percent(self) -> int:
        return USUAL_PERCENT + STEP_PERCENT * self._steps

    def zoom(self, steps: float, at: QPoint | None = None) -> None:
        wanted = min(LARGEST, max(SMALLEST, self._steps + (1 if steps > 0 else -1)))
        change, self._steps = wanted - self._steps, wanted
        self.zoomIn(change)
        self.zoomed.emit()

    def zoom_to_usual(self) -> None:
        self.zoomIn(-self._steps)
        self._steps = 0
        self.zoomed.emit()

    # Portions

    def _begin_at(self, at: int) -> None:
        """With the portion of that clause, by its place among the clauses."""
        self._is_writing = True
        self.clear()
        self.written.begin_with(at)
        self.moveCursor(QTextCursor.MoveOperation.Start)  # it went along with what was written, and is shown first
        self._is_writing = False
        self._fill()
        self.verticalScrollBar().setValue(0)
        self.written_anew.emit()
        self._show_bar()

    def _write_previous(self) -> None:
        """What is read stays where it is."""
        before = self.document().size().height()
        self.written.write_previous()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(self.document().size().height() - before))

    def _fill(self) -> None:
        """Write on until there is more than a view below, and what goes before when the beginning is reached."""
        if self._is_writing or not self.written.portions:
            return
        self._is_writing = True
        bar, high, written = self.verticalScrollBar(), self.viewport().height(), self.written
        changed = False
        for _ in range(MOST_AT_ONCE):
            if not written.reaches_end and self.document().size().height() < bar.value() + 2 * high:
                written.write_next()
                changed = True
            if written.first > 0 and bar.value() < high // 2:
                self._write_previous()
                changed = True
        self._is_writing = False
        if changed:
            self.written_anew.emit()

    def _note_move(self) -> None:
        if not self._is_writing:
            self._fill()
            self._show_bar()
            self.moved.emit()

    # The bar

    def _show_bar(self) -> None:
        """Where one reads in all of the text, also in what is not written."""
        bar, high = self.verticalScrollBar(), self.viewport().height()
        first, last = (self.written.clause_at(self._position_at(down)) for down in (0, high))
        if first is None or last is None:
            self.whole_bar.show_place(0, 0.0, 0, 0)
            return
        in_view = self.written.order[last.id] - self.written.order[first.id] + 1
        if self.written.reaches_end and bar.value() == bar.maximum() > 0:
            self.whole_bar.show_place(len(self.written.clauses), 0.0, in_view, len(self.written.clauses))
            return
        place = self.written.place_of(first.id)
        assert place is not None, "a clause that is on the screen is written"
        share = (self._position_at(0) - place[0]) / max(1, place[1] - place[0])
        at = self.written.order[first.id]
        self.whole_bar.show_place(at, min(1.0, max(0.0, share)), in_view, len(self.written.clauses))

    def _position_at(self, down: int) -> int:
        """Of the character at a height of the view."""
        return self.cursorForPosition(QPoint(MARGIN, down)).position()

    def _go_by_bar(self, at: int, share: float) -> None:
        if not self.written.holds(at):
            self._begin_at(at)
        place = self.written.place_of(self.written.clauses[at].id)
        if place is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(place[0] + round(share * (place[1] - place[0])))
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top())
            self._fill()

    def _lay_bar(self) -> None:
        wide = self.whole_bar.sizeHint().width()
        self.whole_bar.setGeometry(self.width() - wide, 0, wide, self.height())

    def _scroll_to(self, clause_id: str, start: int, end: int) -> None:
        place = self.written.place_of(clause_id, start, end)
        if place is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(place[0])
        bar = self.verticalScrollBar()
        top = self.cursorRect(cursor).top()
        bar.setValue(bar.value() + round(top - self.viewport().height() * ABOVE))

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_bar()
        self._fill()
        self._show_bar()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End are those of the whole document."""
        if event.key() == Qt.Key.Key_Home and self.written.clauses:
            self._begin_at(0)
        elif event.key() == Qt.Key.Key_End and self.written.clauses:
            self.go_to_clause(self.written.clauses[-1].id)
        else:
            super().keyPressEvent(event)
        self._fill()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned := event.angleDelta().y():
                self.zoom(turned)
            event.accept()
        else:
            super().wheelEvent(event)
            self._fill()
