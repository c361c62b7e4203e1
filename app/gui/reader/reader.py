"""The reader: a document as it is printed, or as text, with the cited place lit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.gui.parts.clause_place import open_clause
from app.gui.parts.desk import Desk
from app.gui.parts.place import Place
from app.gui.reader.going import Going, numbered
from app.gui.reader.page_scroll import Fit
from app.gui.reader.reader_actions import add_actions


class Reader(Going):
    """Opens places; the others are a step away. Everything else starts from where the person reads."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._opened_from: QWidget | None = None
        """What had the focus when the reader was opened: there it goes back."""
        self._connect()
        add_actions(self)
        self._show_history()
        self.hide()

    # Opening

    def open(self, places: Sequence[Place], index: int) -> None:
        """Show one of the places; the others are a step away."""
        if not places:
            return
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._opened_from = focused
        self._leave()
        self._places = tuple(places)
        self._return = None
        self.show()
        self._go_to(index)

    def setVisible(self, visible: bool) -> None:
        """It steps aside with its page."""
        is_change = visible is self.isHidden()
        super().setVisible(visible)
        if is_change:
            self._show_what_can_be_done()

    def forget(self, document_id: str) -> None:
        """The document was removed: close what shows it."""
        self.history.forget(document_id)
        self._show_history()
        if self.place is not None and self.place.document_id == document_id:
            self.close_reader()

    def leave(self) -> None:
        """Escape closes what is open, one after the other, and at last the reader."""
        if not self.leave_bars():
            self.close_reader()

    def close_reader(self) -> None:
        """The focus goes back to where it was before."""
        focused, before = QApplication.focusWidget(), self._opened_from
        was_here, self._opened_from = focused is not None and self.isAncestorOf(focused), None
        self._token.cancel()
        self._asked += 1
        self._places, self.opened = (), None
        self.pages.pictures.use_document("")
        self.side.show_document(None)
        self.find_bar.close_bar()
        self.references.hide()
        self.hide()
        self.closed.emit()
        if was_here and before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_again(self) -> None:
        """A document that was removed may have been added again."""
        if self._is_gone and self.place is not None and not self.desk.is_gone(self.place.document_id):
            self._go_to(self._index)

    def _open_clause(self, document_id: str, clause_id: str) -> None:
        opened = self.opened
        if opened is not None and opened.entry.id == document_id and clause_id in opened.tree.by_id:
            self.go_to_clause(opened.tree.by_id[clause_id])
        else:
            open_clause(self.desk, document_id, clause_id)

    def _open_number(self, document_id: str, number: str) -> None:
        opened = self.opened
        if opened is not None and opened.entry.id == document_id:
            clause = numbered(opened, number)
            if clause is not None:
                self.go_to_clause(clause)
            return
        self.open_document(document_id, number)

    def open_document(self, document_id: str, number: str = "") -> None:
        """From its beginning, or at the clause of that number."""
        entry = self.desk.entry(document_id)
        if entry is not None:
            self._number = number
            page = 1 if entry.pages else None
            self.open((Place(document_id, entry.source.standard, entry.metadata.status, page=page),), 0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The buttons at the side of the mouse, wherever in the reader it is."""
        if event.button() is Qt.MouseButton.BackButton:
            self.go_back()
        elif event.button() is Qt.MouseButton.ForwardButton:
            self.go_forward()
        else:
            super().mousePressEvent(event)

    def _connect(self) -> None:
        self.desk.listed.connect(self._look_again)
        self.bar.side_asked.connect(self.toggle_side)
        self.bar.back_asked.connect(self.go_back)
        self.bar.forward_asked.connect(self.go_forward)
        self.bar.page_typed.connect(self._go_to_page_typed)
        self.bar.zoomed.connect(self.zoom)
        self.bar.width_asked.connect(partial(self.fit, Fit.WIDTH))
        self.bar.page_fit_asked.connect(partial(self.fit, Fit.PAGE))
        self.bar.find_asked.connect(self.open_find)
        self.bar.close_asked.connect(self.close_reader)
        self.head.citation_stepped.connect(self.step_citation)
        self.head.document_asked.connect(self.open_document)
        self.jump_bar.wanted.connect(self.go_to_typed)
        self.find_bar.closed.connect(lambda: self.stack.currentWidget().setFocus())
        self.jump_bar.closed.connect(lambda: self.stack.currentWidget().setFocus())
        self.side.clause_chosen.connect(self.go_to_clause)
        self.side.page_chosen.connect(self.go_to_page)
        self.references.clause_asked.connect(self._open_clause)
        self.references.number_asked.connect(self._open_number)
        self.trouble.unlock_asked.connect(self.ask_password)
        self.trouble.text_asked.connect(self.show_as_text)
        self.trouble.retry_asked.connect(self.reload)
