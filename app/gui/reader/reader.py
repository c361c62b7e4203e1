"""The reader: a document as it is printed, or as text, with the cited place lit."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.domain.clause_jump import clause_meant, page_meant, page_named
from app.domain.clause_numbers import number_key
from app.domain.document import Box, Clause
from app.foundation.jobs import CancelToken
from app.foundation.messages import tr
from app.gui.parts.clause_place import open_clause
from app.gui.parts.desk import Desk
from app.gui.parts.labels import needs_password
from app.gui.parts.password_dialog import PasswordDialog
from app.gui.parts.place import Place
from app.gui.reader.history import History, Visit
from app.gui.reader.opened import Opened, read_document
from app.gui.reader.page_scroll import Fit
from app.gui.reader.reader_actions import add_actions
from app.gui.reader.sheets import Sheets
from app.library.entries import NotHeld


class Reader(Sheets):
    """Opens places; the others are a step away. Everything else starts from where the person reads."""

    closed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.history = History()
        self._places: tuple[Place, ...] = ()
        self._index = 0
        self._asked = 0
        self._token = CancelToken()
        self._number = ""
        """Of the clause to go to once the document is there."""
        self._return: Visit | None = None
        self._is_gone = False
        """The document of the place is not held any more."""
        self.password: PasswordDialog | None = None
        self.stepping: list[QAction] = []
        """Lead from one citation to another."""
        self._connect()
        add_actions(self)
        self._show_what_can_be_done()
        self._show_history()
        self.hide()

    # Opening

    @property
    def place(self) -> Place | None:
        return self._places[self._index] if self._places else None

    def open(self, places: Sequence[Place], index: int) -> None:
        """Show one of the places; the others are a step away."""
        if not places:
            return
        self._leave()
        self._places = tuple(places)
        self._return = None
        self.show()
        self._go_to(index)

    def forget(self, document_id: str) -> None:
        """The document was removed: close what shows it."""
        self.history.forget(document_id)
        self._show_history()
        if self.place is not None and self.place.document_id == document_id:
            self.close_reader()

    def close_reader(self) -> None:
        self._token.cancel()
        self._asked += 1
        self._places, self.opened = (), None
        self.pages.pictures.use_document("")
        self.side.show_document(None)
        self.find_bar.close_bar()
        self.references.hide()
        self._show_what_can_be_done()
        self.hide()
        self.closed.emit()

    def reload(self, password: str | None = None) -> None:
        """Read the document of the place, once more if need be."""
        place = self.place
        if place is None:
            return
        self._token.cancel()
        self._asked += 1
        asked = self._asked
        self.opened = None
        self._is_gone = False
        self.trouble.tell_working()
        self.stack.setCurrentWidget(self.trouble)
        document = place.document_id

        def done(opened: Opened) -> None:
            if asked == self._asked:
                self._show_document(opened, tried_password=password is not None)

        def fail(error: BaseException) -> None:
            if asked == self._asked:
                self.side.show_document(None)
                self._is_gone = isinstance(error, NotHeld)
                self.trouble.tell_problem(error, has_text=False, has_quote=bool(place.quote))

        self._token = self.desk.run(
            "document", lambda session, progress: read_document(session, progress, document, password), done, fail
        )

    def _show_what_can_be_done(self) -> None:
        """Nothing without a place: the palette offers none of it then."""
        for action in self.actions():
            action.setEnabled(self.place is not None)
        for action in self.stepping:
            action.setEnabled(len(self._places) > 1)

    def _look_again(self) -> None:
        """A document that was removed may have been added again."""
        if self._is_gone and self.place is not None and not self.desk.is_gone(self.place.document_id):
            self._go_to(self._index)

    def _go_to(self, index: int) -> None:
        if not 0 <= index < len(self._places):
            return
        self._index = index
        self._show_what_can_be_done()
        place = self._places[index]
        self.head.show_place(place, self.desk.entry(place.document_id), index, len(self._places))
        if self.opened is not None and self.opened.entry.id == place.document_id and self.opened.problem is None:
            self._show_place()
        else:
            self.reload()

    def _show_document(self, opened: Opened, *, tried_password: bool) -> None:
        self.opened = opened
        self.references.hide()
        if opened.problem is not None:
            self.trouble.tell_problem(opened.problem, has_text=bool(opened.clauses))
            if tried_password and needs_password(getattr(opened.problem, "code", "")):
                self.ask_password(was_wrong=True)
            return
        if opened.sizes:
            self.pages.show_pages(opened.entry.id, opened.sizes, opened.printed)
        self._show_sheet(opened, self.pages if opened.sizes else self.text)

    def _show_sheet(self, opened: Opened, sheet: QWidget) -> None:
        if sheet is self.text:
            self.text.show_tree(opened.tree)
        self.stack.setCurrentWidget(sheet)
        self.bar.show_kind(has_pages=sheet is self.pages)
        self.side.show_document(opened)
        self._show_place()
        if not self.find_bar.isHidden():
            self.finder.look_for(self.find_bar.edit.text(), self.find_bar.whole.isChecked())

    def show_as_text(self) -> None:
        """Where the pages cannot be had, the words that were read from them can."""
        if self.opened is not None:
            self._show_sheet(self.opened, self.text)

    def _show_place(self) -> None:
        """Bring the place into sight, lit; or where one comes back to."""
        place, opened, back = self.place, self.opened, self._return
        if place is None or opened is None:
            return
        self._return = None
        clause = opened.tree.by_id.get(place.clause_id or "")
        if self._number:
            clause, self._number = _numbered(opened, self._number), ""
        self._lit = clause
        if self.shows_pages:
            boxes = place.boxes or (_boxes(opened, clause, place) if clause is not None else ())
            self.pages.light(boxes)
            if back is not None:
                self.pages.go_to(back.page, back.y)
            elif boxes:
                self.pages.show_boxes(boxes)
            else:
                self.pages.go_to(place.page or 1)
        else:
            self.text.light(clause.id if clause is not None else None, place.start, place.end)
            target = back.clause_id if back is not None else clause.id if clause is not None else None
            if target is not None:
                start, end = (0, 0) if back is not None else (place.start, place.end)
                self.text.go_to_clause(target, start, end)
        self._follow_reading()

    # Going about

    def step_citation(self, step: int) -> None:
        if 0 <= self._index + step < len(self._places):
            self._leave()
            self._go_to(self._index + step)

    def step_page(self, step: int) -> None:
        if self.shows_pages:
            self.pages.go_to(self.pages.page + step)

    def go_to_clause(self, clause: Clause) -> None:
        """Within the document, with the clause lit."""
        opened = self.opened
        if opened is None:
            return
        self._leave()
        self._lit = clause
        if self.shows_pages:
            boxes = clause.boxes or tuple(span.box for span in clause.spans)
            self.pages.light(boxes)
            if boxes:
                self.pages.show_boxes(boxes)
            elif clause.page:
                self.pages.go_to(clause.page)
        else:
            self.text.light(clause.id)
            self.text.go_to_clause(clause.id)

    def go_to_page(self, page: int) -> None:
        if self.shows_pages:
            self._leave()
            self.pages.go_to(page)

    def go_to_typed(self, typed: str) -> None:
        """A clause's number, or a page as "p12"."""
        opened = self.opened
        if opened is None:
            return
        page = page_meant(typed, len(opened.sizes), opened.labels) if self.shows_pages else None
        clause = clause_meant(opened.clauses, typed) if page is None else None
        if page is not None:
            self.go_to_page(page)
        elif clause is not None:
            self.go_to_clause(clause)
        else:
            self.jump_bar.tell_unknown(typed)
            return
        self.jump_bar.close_bar()

    def go_back(self) -> None:
        self._come_back(self.history.back(self._visit()))

    def go_forward(self) -> None:
        self._come_back(self.history.forward(self._visit()))

    def _come_back(self, visit: Visit | None) -> None:
        if visit is not None:
            self._places, self._return = visit.places, visit
            self._go_to(visit.index)
        self._show_history()

    def _visit(self) -> Visit | None:
        if self.place is None or self.opened is None or self.stack.currentWidget() is self.trouble:
            return None
        if self.shows_pages:
            spot = self.pages.spot
            return Visit(self._places, self._index, spot.page, spot.y)
        clause = self.text.current_clause()
        return Visit(self._places, self._index, clause_id=clause.id if clause is not None else None)

    def _leave(self) -> None:
        visit = self._visit()
        if visit is not None:
            self.history.leave(visit)
        self._show_history()

    def _show_history(self) -> None:
        self.bar.show_history(can_go_back=self.history.can_go_back, can_go_forward=self.history.can_go_forward)

    def _go_to_page_typed(self, typed: str) -> None:
        opened = self.opened
        if opened is None:
            return
        page = page_named(typed, len(opened.sizes), opened.labels)
        self.bar.page.setModified(False)
        if page is None:
            self.desk.say(tr("没有第“{page}”页，一共 {pages} 页。", page=typed.strip(), pages=len(opened.sizes)))
        else:
            self.go_to_page(page)
            self.pages.setFocus()
        self._follow_reading()

    def _open_clause(self, document_id: str, clause_id: str) -> None:
        opened = self.opened
        if opened is not None and opened.entry.id == document_id and clause_id in opened.tree.by_id:
            self.go_to_clause(opened.tree.by_id[clause_id])
        else:
            open_clause(self.desk, document_id, clause_id)

    def _open_number(self, document_id: str, number: str) -> None:
        opened = self.opened
        if opened is not None and opened.entry.id == document_id:
            clause = _numbered(opened, number)
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

    def ask_password(self, *, was_wrong: bool = False) -> None:
        place = self.place
        if place is not None:
            self.password = PasswordDialog(place.standard, self.desk.theme, self.window(), was_wrong=was_wrong)
            self.password.given.connect(self.reload)
            self.password.finished.connect(self._forget_password_dialog)
            self.password.open()

    def _forget_password_dialog(self) -> None:
        self.password = None

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


def _numbered(opened: Opened, number: str) -> Clause | None:
    key = number_key(number)
    exact = (clause for clause in opened.clauses if clause.number and number_key(clause.number) == key)
    return next(exact, None) or clause_meant(opened.clauses, number)


def _boxes(opened: Opened, clause: Clause, place: Place) -> tuple[Box, ...]:
    if place.start < place.end:
        return opened.printed.boxes_of(clause.id, place.start, place.end)
    return clause.boxes
