"""A document without pages as one text that goes on as it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QTextEdit

from app.domain.document import Clause, ClauseTree, heading
from app.domain.text_find import Hit
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.reader.clause_text import ClauseWriter, WrittenClause, slice_places, utf16_length
from app.gui.reader.whole_bar import WholeBar

PORTION = 40
"""Clauses written at once: about three printed pages, laid out in a few milliseconds."""
MOST_AT_ONCE = 2
"""Portions: before it is first shown a text has no height, and all of it would be written."""
MARGIN = 20
MOST_LIT = 500
"""Hits lit at once; beyond them only the one that is stood at."""
ABOVE = 0.2
SMALLEST, LARGEST = -6, 24
"""Zoom steps from the usual size."""
USUAL_PERCENT, STEP_PERCENT = 100, 10


@dataclass(slots=True)
class _Portion:
    """``origin`` is where it begins in the document."""

    number: int
    origin: int
    written: list[WrittenClause]


class TextView(QTextEdit):
    """Portions are counted from 0. Those written are always neighbours; the others come when they are scrolled to."""

    moved = Signal()
    zoomed = Signal()
    menu_asked = Signal(QPoint)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._theme = desk.theme
        self._writer = ClauseWriter(desk.theme, ClauseTree(()))
        self._clauses: Sequence[Clause] = ()
        self._order: dict[str, int] = {}
        self._portions: list[_Portion] = []
        self._lit: tuple[str, int, int] | None = None
        self._hits: Sequence[Hit] = ()
        self._hit = -1
        self._steps = 0
        self._is_writing = False
        self._menu_at: QPoint | None = None
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(False)
        self.setObjectName("readerText")
        self.setAccessibleName(tr("文字"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(MARGIN)
        self.document().setUndoRedoEnabled(False)
        self.verticalScrollBar().valueChanged.connect(self._note_move)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.whole_bar = WholeBar(self)
        self.whole_bar.wanted.connect(self._go_by_bar)
        self.setViewportMargins(0, 0, self.whole_bar.sizeHint().width(), 0)

    # What is shown

    def show_tree(self, tree: ClauseTree) -> None:
        """From the beginning."""
        clauses = self._clauses = tree.clauses
        self._writer = ClauseWriter(self._theme, tree)
        self._order = {clause.id: at for at, clause in enumerate(clauses)}
        self._lit, self._hits, self._hit = None, (), -1
        self._begin_at(0)

    def go_to_clause(self, clause_id: str, start: int = 0, end: int = 0) -> None:
        """To the clause, or the slice of its text."""
        at = self._order.get(clause_id)
        if at is None:
            return
        number = at // PORTION
        if all(portion.number != number for portion in self._portions):
            self._begin_at(number)
        place = self._place(clause_id, start, end)
        if place is not None:
            QTimer.singleShot(0, self, lambda: self._scroll_to(clause_id, start, end))
            self._scroll_to(clause_id, start, end)

    def light(self, clause_id: str | None, start: int = 0, end: int = 0) -> None:
        """The slice of a clause's text; all of the clause when the slice is empty."""
        self._lit = (clause_id, start, end) if clause_id is not None else None
        self._show_marks()

    def mark_hits(self, hits: Sequence[Hit], current: int) -> None:
        self._hits, self._hit = hits, current
        if 0 <= current < len(hits):
            hit = hits[current]
            start = 0 if hit.in_heading else hit.start
            self.go_to_clause(hit.clause_id, start, start if hit.in_heading else hit.end)
        self._show_marks()

    # What is meant

    def current_clause(self) -> Clause | None:
        """The clause that is read: where one comes to rest that is gone to; at the beginning the first."""
        down = min(self.verticalScrollBar().value(), round(self.viewport().height() * ABOVE))
        return self._clause_at(self.cursorForPosition(QPoint(MARGIN, down + MARGIN)).position())

    def shows_light(self) -> bool:
        """Whether the lit place is in sight."""
        place = self._place(*self._lit) if self._lit is not None else None
        if place is None:
            return False
        cursor = QTextCursor(self.document())
        cursor.setPosition(place[0])
        return self.viewport().rect().intersects(self.cursorRect(cursor))

    def clause_meant(self) -> Clause | None:
        """The selected clause, or the one that the menu was asked for at."""
        cursor = self.textCursor()
        if cursor.hasSelection():
            return self._clause_at(cursor.selectionStart())
        return self._clause_at(self.cursorForPosition(self._menu_at).position()) if self._menu_at is not None else None

    def selected_text(self) -> str:
        return self.textCursor().selection().toPlainText()

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.clearSelection()
        self.setTextCursor(cursor)

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

    def _begin_at(self, number: int) -> None:
        self._is_writing = True
        self.clear()
        self._portions = []
        if self._clauses:
            self._append(number)
        self.moveCursor(QTextCursor.MoveOperation.Start)  # it went along with what was written, and is shown first
        self._is_writing = False
        self._fill()
        self.verticalScrollBar().setValue(0)
        self._show_marks()
        self._show_bar()

    def _append(self, number: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._portions.append(self._write(cursor, number))

    def _prepend(self, number: int) -> None:
        """What is read stays where it is."""
        before = self.document().size().height()
        cursor = QTextCursor(self.document())
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.setPosition(0)
        length = self.document().characterCount()
        portion = self._write(cursor, number)
        cursor.deleteChar()  # the block that was put in to write before
        moved = self.document().characterCount() - length + 1
        for each in self._portions:
            each.origin += moved
        self._portions.insert(0, portion)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + round(self.document().size().height() - before))

    def _write(self, cursor: QTextCursor, number: int) -> _Portion:
        shown = self._clauses[number * PORTION : (number + 1) * PORTION]
        cursor.beginEditBlock()
        origin = cursor.position()
        written = self._writer.write(cursor, shown)
        cursor.endEditBlock()
        return _Portion(number, origin, written)

    def _fill(self) -> None:
        """Write on until there is more than a view below, and what goes before when the beginning is reached."""
        if self._is_writing or not self._portions:
            return
        self._is_writing = True
        bar, high, last = self.verticalScrollBar(), self.viewport().height(), (len(self._clauses) - 1) // PORTION
        changed = False
        for _ in range(MOST_AT_ONCE):
            if self._portions[-1].number < last and self.document().size().height() < bar.value() + 2 * high:
                self._append(self._portions[-1].number + 1)
                changed = True
            if self._portions[0].number > 0 and bar.value() < high // 2:
                self._prepend(self._portions[0].number - 1)
                changed = True
        self._is_writing = False
        if changed:
            self._show_marks()

    def _note_move(self) -> None:
        if not self._is_writing:
            self._fill()
            self._show_bar()
            self.moved.emit()

    # The bar

    def _show_bar(self) -> None:
        """Where one reads in all of the text, also in what is not written."""
        bar, high = self.verticalScrollBar(), self.viewport().height()
        first, last = (self._clause_at(self._position_at(down)) for down in (0, high))
        if first is None or last is None:
            self.whole_bar.show_place(0, 0.0, 0, 0)
            return
        in_view = self._order[last.id] - self._order[first.id] + 1
        is_whole = self._portions[-1].number == (len(self._clauses) - 1) // PORTION
        if is_whole and bar.value() == bar.maximum() > 0:
            self.whole_bar.show_place(len(self._clauses), 0.0, in_view, len(self._clauses))
            return
        found = self._written(first.id)
        assert found is not None, "a clause that is on the screen is written"
        origin, written = found
        share = (self._position_at(0) - origin - written.start) / max(1, written.end - written.start)
        at = self._order[first.id]
        self.whole_bar.show_place(at, min(1.0, max(0.0, share)), in_view, len(self._clauses))

    def _position_at(self, down: int) -> int:
        """Of the character at a height of the view."""
        return self.cursorForPosition(QPoint(MARGIN, down)).position()

    def _go_by_bar(self, at: int, share: float) -> None:
        number, clause = at // PORTION, self._clauses[at]
        if all(portion.number != number for portion in self._portions):
            self._begin_at(number)
        found = self._written(clause.id)
        if found is not None:
            origin, written = found
            cursor = QTextCursor(self.document())
            cursor.setPosition(origin + written.start + round(share * (written.end - written.start)))
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top())
            self._fill()

    def _lay_bar(self) -> None:
        wide = self.whole_bar.sizeHint().width()
        self.whole_bar.setGeometry(self.width() - wide, 0, wide, self.height())

    # Places

    def _clause_at(self, position: int) -> Clause | None:
        for portion in reversed(self._portions):
            if portion.origin <= position:
                before = [each for each in portion.written if portion.origin + each.start <= position]
                return before[-1].clause if before else None
        return None

    def _written(self, clause_id: str) -> tuple[int, WrittenClause] | None:
        at = self._order.get(clause_id)
        for portion in self._portions:
            if at is not None and portion.number == at // PORTION:
                return portion.origin, portion.written[at % PORTION]
        return None

    def _place(self, clause_id: str, start: int, end: int, *, in_heading: bool = False) -> tuple[int, int] | None:
        """Where it stands in the document; None where the clause is not written."""
        found = self._written(clause_id)
        if found is None:
            return None
        origin, written = found
        if in_heading:
            first, whole = origin + written.start, utf16_length(written.head)
            if heading(written.clause) != written.head:
                return first, first + whole
            return first + utf16_length(written.head[:start]), first + utf16_length(written.head[:end])
        if start >= end:
            return origin + written.start, origin + written.end
        return slice_places(self.document(), origin, written, start, end)

    def _scroll_to(self, clause_id: str, start: int, end: int) -> None:
        place = self._place(clause_id, start, end)
        if place is None:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(place[0])
        bar = self.verticalScrollBar()
        top = self.cursorRect(cursor).top()
        bar.setValue(bar.value() + round(top - self.viewport().height() * ABOVE))

    def _show_marks(self) -> None:
        colours = self._theme.colours
        marks: list[QTextEdit.ExtraSelection] = []
        if self._lit is not None:
            marks.extend(self._mark(self._place(*self._lit), QColor(colours.warning_soft)))
        soft, strong = QColor(colours.lit), QColor(colours.lit_edge)
        strong.setAlpha(150)
        for at, hit in enumerate(self._hits):
            if at != self._hit and len(marks) < MOST_LIT:
                marks.extend(self._mark_hit(hit, soft))
        if 0 <= self._hit < len(self._hits):
            marks.extend(self._mark_hit(self._hits[self._hit], strong))
        self.setExtraSelections(marks)

    def _mark_hit(self, hit: Hit, ground: QColor) -> list[QTextEdit.ExtraSelection]:
        return self._mark(self._place(hit.clause_id, hit.start, hit.end, in_heading=hit.in_heading), ground)

    def _mark(self, place: tuple[int, int] | None, ground: QColor) -> list[QTextEdit.ExtraSelection]:
        if place is None:
            return []
        mark = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(place[0])
        cursor.setPosition(place[1], QTextCursor.MoveMode.KeepAnchor)
        mark.cursor = cursor  # type: ignore[attr-defined]  # absent from the stubs
        mark.format.setBackground(ground)  # type: ignore[attr-defined]  # absent from the stubs
        return [mark]

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_bar()
        self._fill()
        self._show_bar()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.BackButton, Qt.MouseButton.ForwardButton):
            event.ignore()  # the reader's
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End are those of the whole document."""
        if event.key() == Qt.Key.Key_Home and self._clauses:
            self._begin_at(0)
        elif event.key() == Qt.Key.Key_End and self._clauses:
            self.go_to_clause(self._clauses[-1].id)
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

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._menu_at = event.pos()
        self.menu_asked.emit(event.globalPos())
        self._menu_at = None
