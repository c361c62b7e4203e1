"""Opens a document, or one clause of it, in the reader, from nothing but their ids."""

from __future__ import annotations

from app.domain.document import Clause
from app.foundation.jobs import Progress
from app.gui.parts.desk import Desk
from app.gui.parts.place import Place
from app.gui.road.session import Session
from app.library.entries import NotHeld


def open_document(desk: Desk, document_id: str) -> None:
    """From its beginning. Of a document that is gone, that is told."""
    entry = desk.entry(document_id)
    if entry is not None:
        page = 1 if entry.pages else None
        desk.open((Place(document_id, entry.source.standard, entry.metadata.status, page=page),))
    else:
        desk.say_error(NotHeld(document_id))


def open_clause(desk: Desk, document_id: str, clause_id: str) -> None:
    """With the clause lit. A clause that has gone with a new reading opens its document."""

    def find(session: Session, progress: Progress) -> Clause | None:
        return next((clause for clause in session.clauses(document_id) if clause.id == clause_id), None)

    def show(clause: Clause | None) -> None:
        entry = desk.entry(document_id)
        if entry is None or clause is None:
            open_document(desk, document_id)
            return
        place = Place(
            document_id,
            entry.source.standard,
            entry.metadata.status,
            clause_id=clause.id,
            clause=clause.number,
            page=clause.page,
            boxes=clause.boxes,
            confidence=clause.confidence,
        )
        desk.open((place,))

    desk.run("clause", find, show)
