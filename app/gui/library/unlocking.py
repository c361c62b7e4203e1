"""Encrypted files among those that are added: the password is asked for and the file is read again with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.gui.library.import_model import row_of
from app.gui.library.importing import Importing
from app.gui.parts.password_dialog import PasswordDialog
from app.gui.road.session import Session
from app.gui.style.theme import Theme

if TYPE_CHECKING:
    from app.workspace.adding import AddResult


class Unlocking(QObject):
    """One dialog at a time; after a wrong password it comes again and says so."""

    def __init__(
        self, importing: Importing, session: Callable[[], Session | None], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._importing = importing
        self._session = session
        self._theme = theme
        self._window = parent
        self._tried: set[str] = set()
        """Paths that are being read with a password."""
        self.dialog: PasswordDialog | None = None
        importing.file_done.connect(self._note)

    def ask(self, path: str, file: str, *, was_wrong: bool = False) -> None:
        """Ask for the password of one file."""
        if self.dialog is not None:
            self.dialog.reject()
        dialog = self.dialog = PasswordDialog(file, self._theme, self._window, was_wrong=was_wrong)
        dialog.given.connect(lambda password: self._read(path, password))
        dialog.finished.connect(lambda _: self._forget(dialog))
        dialog.open()

    def _read(self, path: str, password: str) -> None:
        session = self._session()
        if session is not None:
            self._tried.add(path)
            self._importing.unlock(session, Path(path), password)

    def _note(self, result: AddResult) -> None:
        if result.path in self._tried:
            self._tried.discard(result.path)
            if row_of(result).is_locked:
                self.ask(result.path, result.file, was_wrong=True)

    def _forget(self, dialog: PasswordDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None
