"""What is opened is read in a job and put on its sheet: pages, text, or the reason why there is neither."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.foundation.jobs import CancelToken
from app.gui.parts.desk import Desk
from app.gui.parts.labels import needs_password
from app.gui.parts.password_dialog import PasswordDialog
from app.gui.parts.place import Place
from app.gui.reader.opened import Opened, read_document
from app.gui.reader.sheets import Sheets
from app.library.entries import NotHeld


class Loading(Sheets):
    """Knows the places that were asked for, one of which is shown, and loads its document."""

    document_ready = Signal()
    """The document of the place stands on its sheet; the place itself is not yet in sight."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._places: tuple[Place, ...] = ()
        self._index = 0
        self._asked = 0
        self._token = CancelToken()
        self._is_gone = False
        """The document of the place is not held any more."""
        self.password: PasswordDialog | None = None

    @property
    def place(self) -> Place | None:
        return self._places[self._index] if self._places else None

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
        self.document_ready.emit()
        if not self.find_bar.isHidden():
            self.finder.look_for(self.find_bar.edit.text(), self.find_bar.whole.isChecked())

    def show_as_text(self) -> None:
        """Where the pages cannot be had, the words that were read from them can."""
        if self.opened is not None:
            self._show_sheet(self.opened, self.text)

    def ask_password(self, *, was_wrong: bool = False) -> None:
        place = self.place
        if place is not None:
            self.password = PasswordDialog(place.standard, self.desk.theme, self.window(), was_wrong=was_wrong)
            self.password.given.connect(self.reload)
            self.password.finished.connect(self._forget_password_dialog)
            self.password.open()

    def _forget_password_dialog(self) -> None:
        self.password = None
