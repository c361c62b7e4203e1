"""Keeps the list of documents on the screen true to the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from app.foundation.jobs import Job
from app.gui.road.bridge import JobRoad
from app.gui.road.session import Session

if TYPE_CHECKING:
    from app.library.catalogue import Entry

SETTLE_MS = 400
"""While a folder is added, the list is read again at most this often."""


class LibraryList(QObject):
    """Reads the list in jobs; many changes in a row become one reading."""

    listed = Signal(object)
    listing_failed = Signal(object)

    def __init__(self, road: JobRoad, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._road = road
        self._session: Session | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SETTLE_MS)
        self._timer.timeout.connect(self._read)

    def use_session(self, session: Session) -> None:
        self._session = session
        self._read()

    def refresh(self) -> None:
        """The library may have changed."""
        if not self._timer.isActive():
            self._timer.start()

    def _read(self) -> None:
        session = self._session
        if session is not None:
            done, fail = self.listed.emit, self.listing_failed.emit
            job: Job[list[Entry]] = Job("documents", lambda _: session.documents(), done, fail)
            self._road.start(job)
