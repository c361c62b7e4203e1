"""Keeps what a person changes: at once, but not at every step of a turning number."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.foundation.jobs import Progress
from app.foundation.settings import Settings
from app.gui.parts.desk import Desk
from app.gui.road.session import Session
from app.gui.settings.fields import Value

SETTLE_MS = 400
"""After the last change: a number that is typed or turned is saved when it rests."""
APPEARANCE = ("language", "theme", "font_size")


class SettingsSaver(QObject):
    """One save at a time; what changes meanwhile is saved after it."""

    saved = Signal(object)
    """The Settings that hold now."""
    appearance_changed = Signal(object)
    """The Settings, where language, theme or font size differ from before."""
    later = Signal(object)
    """The names of settings just changed that act with the next start."""
    failed = Signal(object)
    """The error. What was to be saved is still in ``wanted``."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.kept = Settings()
        """As in the file."""
        self.wanted = Settings()
        """As on the page."""
        self._shown = Settings()
        """As the window looks."""
        self._in_hand: Settings | None = None
        """What is being written."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self.save)

    def begin(self, settings: Settings) -> None:
        """What was read from the workspace."""
        self.kept = self.wanted = self._shown = settings

    @property
    def is_at_rest(self) -> bool:
        return self._in_hand is None and not self._timer.isActive()

    def change(self, name: str, value: Value) -> None:
        self.wanted = replace(self.wanted, **{name: value})  # type: ignore[arg-type]  # its rule has accepted it
        self._timer.start()

    def change_all(self, settings: Settings) -> None:
        self.wanted = settings
        self._timer.start()

    def save(self) -> None:
        """Now, without waiting for the change to rest."""
        self._timer.stop()
        if self._in_hand is None and self.wanted != self.kept:
            self._write()

    def finish(self) -> None:
        """Before the window goes: what is wanted is written behind a save that still runs, whose end may not be heard
        any more."""
        self._timer.stop()
        if self.wanted != (self._in_hand or self.kept):
            self._write()

    def _write(self) -> None:
        wanted = self._in_hand = self.wanted

        def work(session: Session, progress: Progress) -> tuple[str, ...]:
            return session.save_settings(wanted)

        # Not among the writing jobs: a theme must not wait until a folder of documents has been added.
        self._desk.run(
            "save settings",
            work,
            lambda later: self._done(wanted, later),
            lambda error: self._fail(wanted, error),
            quick=True,
        )

    def _done(self, settings: Settings, later: tuple[str, ...]) -> None:
        self._in_hand = None
        self.kept = settings
        self.saved.emit(settings)
        if later:
            self.later.emit(later)
        if self.wanted != settings:
            self.save()
        elif any(getattr(self._shown, name) != getattr(settings, name) for name in APPEARANCE):
            self._shown = settings
            self.appearance_changed.emit(settings)  # last, and with nothing left to save: the window may be made anew

    def _fail(self, settings: Settings, error: BaseException) -> None:
        self._in_hand = None
        self.failed.emit(error)
        if self.wanted != settings:
            self.save()
