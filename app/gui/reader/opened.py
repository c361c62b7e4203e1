"""A document as the reader holds it: everything that is read once, in one job, when it is opened."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.document import Clause, ClauseTree
from app.domain.printed_page import page_name, printed_page
from app.domain.printed_text import PrintedText
from app.foundation.errors import ZhunshengError
from app.foundation.jobs import Progress
from app.gui.road.session import Session

if TYPE_CHECKING:
    from app.library.entries import Entry

A4 = (595.0, 842.0)
"""Points. The size of a page that does not tell its own."""
NO_NUMBER = "–"


@dataclass(frozen=True, slots=True)
class Opened:
    """``sizes`` are width and height of each page in points, none where there are no pages or ``problem`` says why they
    cannot be shown."""

    entry: Entry
    tree: ClauseTree
    printed: PrintedText
    sizes: tuple[tuple[float, float], ...] = ()
    labels: tuple[str, ...] = ()
    problem: ZhunshengError | None = None

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(self.tree.clauses)

    def page_label(self, page: int) -> str:
        """What is printed on a page, counted from 1; a dash where nothing is, or the count where no page tells."""
        if page > len(self.labels):
            return str(page)
        return self.labels[page - 1].strip() or NO_NUMBER

    def page_name(self, page: int) -> str:
        """What a page is called, by its print and its count."""
        return page_name(page, printed_page(self.labels, page))


def read_document(session: Session, progress: Progress, document_id: str, password: str | None) -> Opened:
    """Runs in a job. Raises UserError for a document that is not held."""
    entry = session.document(document_id)
    clauses = session.clauses(document_id)
    progress.cancel.raise_if_cancelled()
    tree, printed = ClauseTree(clauses), PrintedText(clauses)
    if not entry.pages:
        return Opened(entry, tree, printed)
    try:
        sizes = session.page_sizes(document_id, password=password)
    except ZhunshengError as error:
        return Opened(entry, tree, printed, problem=error)
    labels = session.page_labels(document_id)
    known = next((size for size in sizes if size[0] > 0), A4)
    return Opened(entry, tree, printed, tuple(size if size[0] > 0 else known for size in sizes), labels)
