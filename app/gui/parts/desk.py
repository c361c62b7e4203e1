"""What every page may count on: the theme, the road to jobs, the open workspace, and the ways to the other pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from app.assistant.export.references import CitationForm
from app.domain.document import Metadata
from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken, Job, Progress, ProgressEvent, Result
from app.gui.parts.labels import error_texts
from app.gui.parts.place import Place
from app.gui.road.bridge import JobRoad
from app.gui.road.session import Session
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.library.entries import Entry

CHAT: Final = "chat"
LIBRARY: Final = "library"
SEARCH: Final = "search"
WEB: Final = "web"
COMPARE: Final = "compare"
WORK: Final = "work"
MODELS: Final = "models"
SETTINGS: Final = "settings"
DIAGNOSTICS: Final = "diagnostics"


class Desk(QObject):
    """Handed to every page. Pages know the desk and never each other; the main window listens to its signals."""

    opened = Signal()
    """There is a session now."""
    listed = Signal()
    """``entries`` are those of the library as it stands now."""
    vectors_wanted = Signal()
    """The library is to be embedded with the model of the settings, and its progress shown."""
    vectors_told = Signal()
    """``vectors_under_way`` is another."""
    library_changed = Signal()
    """A page has changed the library: the list is to be read again."""
    models_changed = Signal()
    """Models have come, gone or changed their work."""
    places_asked = Signal(object, int)
    """Places to open in the reader, and which of them first."""
    question_asked = Signal(str, object, bool)
    """A text for the question box, the Where to ask it in or None, and whether it is sent at once."""
    page_asked = Signal(str, object)
    """The name of a page to go to, and what it shall show there, or None."""
    library_asked = Signal()
    """A question, a search or text work is about to look into the library."""
    escaped = Signal()
    """Esc was pressed, and the page has nothing to end with it."""
    said = Signal(str, str, object)
    """A passing message, the name of its button and what that does; without a button "" and None."""
    put_off = Signal(str, object, object)
    """What was done, the deed that is still to come, and what takes it back: see ``do_unless_undone``."""

    def __init__(self, road: JobRoad, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.road = road
        self.theme = theme
        self.session: Session | None = None
        self.vectors_under_way = ""
        """How far the embedding of the library is, in words; "" while none runs."""
        self.entries: tuple[Entry, ...] = ()
        """Every document of the library, by file name."""
        self._is_listed = False

    def use_session(self, session: Session) -> None:
        self.session = session
        self.opened.emit()

    def tell_vectors(self, text: str) -> None:
        """How far the embedding of the library is; "" when it has ended."""
        if text != self.vectors_under_way:
            self.vectors_under_way = text
            self.vectors_told.emit()

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        self._is_listed = True
        self.listed.emit()

    @property
    def metadata(self) -> dict[str, Metadata]:
        """What is known of every document, by its id."""
        return {entry.id: entry.metadata for entry in self.entries}

    @property
    def citation_form(self) -> CitationForm:
        """How sources are named in what leaves the window."""
        return CitationForm(self.session.settings.citation_form) if self.session is not None else CitationForm.GB2025

    @property
    def copies_citations(self) -> bool:
        """Whether an answer that is copied brings the list of its sources."""
        return self.session is None or self.session.settings.copy_with_citations

    def entry(self, document_id: str) -> Entry | None:
        """None for a document that is not in the library any more."""
        return next((entry for entry in self.entries if entry.id == document_id), None)

    def is_gone(self, document_id: str) -> bool:
        """Whether a document that was cited is known to be held no more."""
        return self._is_listed and self.entry(document_id) is None

    def run(
        self,
        name: str,
        work: Callable[[Session, Progress], Result],
        done: Callable[[Result], None],
        fail: Callable[[BaseException], None] | None = None,
        *,
        on_progress: Callable[[ProgressEvent], None] | None = None,
        writes: bool = False,
        quick: bool = False,
    ) -> CancelToken:
        """Do work on the workspace in a job; both callbacks run on the main thread.

        Without a session nothing is done and the token comes back cancelled. Without ``fail`` an error is told in
        passing. A job that was cancelled calls neither. ``writes`` and ``quick`` are those of a Job: what a person
        changes with one click is quick, and waits for no adding or embedding.
        """
        session = self.session
        if session is None:
            token = CancelToken()
            token.cancel()
            return token
        told = fail or self.say_error

        def failed(error: BaseException) -> None:
            if not isinstance(error, Cancelled):
                told(error)

        return self.road.start(
            Job(name, lambda progress: work(session, progress), done, failed, on_progress, writes=writes, quick=quick)
        )

    def open(self, places: Sequence[Place], index: int = 0) -> None:
        """Open places in the reader."""
        self.places_asked.emit(tuple(places), index)

    def go(self, page: str, what: object = None) -> None:
        """Go to a page, by one of the names above."""
        self.page_asked.emit(page, what)

    def say(self, text: str, action: str = "", on_action: Callable[[], None] | None = None) -> None:
        """Tell something in passing."""
        self.said.emit(text, action, on_action)

    def say_error(self, error: BaseException) -> None:
        """Tell an error and its next step in passing; for what has no better place on its page."""
        message, hint = error_texts(error)
        self.say(f"{message} {hint}".strip())

    def do_unless_undone(self, text: str, deed: Callable[[], None], take_back: Callable[[], None]) -> None:
        """Something that deletes: tell that it is done and offer to undo it; the deed comes when that is not possible
        any more, at the latest when the window closes. The page shows at once what will be, and ``take_back`` shows
        again what was."""
        self.put_off.emit(text, deed, take_back)
