"""Going about: from place to place, within the document, and back to where one was."""

from __future__ import annotations

from PySide6.QtGui import QAction

from app.domain.clause_jump import clause_meant, page_meant, page_named
from app.domain.clause_numbers import number_key
from app.domain.document import Box, Clause
from app.foundation.messages import tr
from app.gui.parts.desk import Desk
from app.gui.parts.place import Place
from app.gui.reader.history import History, Visit
from app.gui.reader.loading import Loading
from app.gui.reader.opened import Opened


class Going(Loading):
    """Wherever one goes, one can come back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.history = History()
        self._number = ""
        """Of the clause to go to once the document is there."""
        self._return: Visit | None = None
        self.stepping: list[QAction] = []
        """Lead from one citation to another."""
        self.document_ready.connect(self._show_place)

    def _show_what_can_be_done(self) -> None:
        """Nothing without a place, nor beside a page that the reader does not belong to: nobody sees what it would be
        done to. The palette offers none of it then."""
        is_there = self.place is not None and not self.isHidden()
        for action in self.actions():
            action.setEnabled(is_there)
        for action in self.stepping:
            action.setEnabled(is_there and len(self._places) > 1)

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

    def _show_place(self) -> None:
        """Bring the place into sight, lit; or where one comes back to."""
        place, opened, back = self.place, self.opened, self._return
        if place is None or opened is None:
            return
        self._return = None
        clause = opened.tree.by_id.get(place.clause_id or "")
        if self._number:
            clause, self._number = numbered(opened, self._number), ""
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
            self.text.light(clause.id if clause is not None else None, place.start, place.end, place.beside)
            target = back.clause_id if back is not None else clause.id if clause is not None else None
            if target is not None:
                start, end = (0, 0) if back is not None else (place.start, place.end)
                self.text.go_to_clause(target, start, end)
        self._follow_reading()

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


def numbered(opened: Opened, number: str) -> Clause | None:
    key = number_key(number)
    exact = (clause for clause in opened.clauses if clause.number and number_key(clause.number) == key)
    return next(exact, None) or clause_meant(opened.clauses, number)


def _boxes(opened: Opened, clause: Clause, place: Place) -> tuple[Box, ...]:
    if place.start < place.end:
        return opened.printed.boxes_of(clause.id, place.start, place.end)
    return clause.boxes
