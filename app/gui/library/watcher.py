"""Keeps an eye on the watched folders while the window is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from app.gui.library.import_run import AddSummary
from app.gui.library.importing import Importing
from app.gui.parts.desk import Desk
from app.library.collection_names import collection_named

if TYPE_CHECKING:
    from app.foundation.jobs import Progress
    from app.gui.road.session import Session
    from app.workspace.watching import FolderLook

SETTLE_MS = 4500
"""Between something that happened in a folder and the look at it; a little more than files need to settle."""
SLOW_MS = 5 * 60_000
"""Network drives and folders below tell nothing of themselves: they are looked at now and then."""
MOST_FOLDERS = 200
"""Folders below the watched ones whose changes are told at once: systems allow some thousands in all."""

Folders = tuple[list["FolderLook"], list[str]]


class Watcher(QObject):
    """Looks when a folder changes and every few minutes; what has been copied whole goes to ``importing``."""

    looked = Signal()
    """``looks`` is new."""

    def __init__(self, desk: Desk, importing: Importing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._importing = importing
        self._is_looking = False
        self._looks_again = False
        self._let_go: set[Path] = set()
        """What a person has stopped the adding of: it waits for a wish, the next start, or a change of its own."""
        self.looks: tuple[FolderLook, ...] = ()
        """What the last look found, a folder each."""
        self._soon = self._timer(SETTLE_MS, is_single=True)
        self._slow = self._timer(SLOW_MS, is_single=False)
        self._system = QFileSystemWatcher(self)
        self._system.directoryChanged.connect(lambda _: self._soon.start())
        desk.opened.connect(self._begin)
        importing.add_finished.connect(self._look_if_waiting)
        if desk.session is not None:
            self._begin()

    def look(self) -> None:
        """See what has changed; more looks that are asked for meanwhile become one."""
        if self._is_looking:
            self._looks_again = True
            return
        self._is_looking = True
        self._desk.run("watched folders", _look, self._note, self._fail)
        if self._desk.session is None:
            self._is_looking = False

    def look_now(self) -> None:
        """A person wants what is new now, also what was stopped before."""
        self._let_go.clear()
        self.look()

    def watch(self, folder: Path, collection: str, fail: Callable[[BaseException], None]) -> None:
        """Watch one more folder; ``collection`` is as a person writes it. A short commit: it does not wait for files
        that are being added."""

        def work(session: Session, progress: Progress) -> object:
            return session.watching.watch(folder, collection_named(collection))

        self._desk.run("watch", work, lambda _: self.look_now(), fail, quick=True)

    def unwatch(self, path: str) -> None:
        self._desk.run("unwatch", lambda session, _: session.watching.unwatch(path), lambda _: self.look(), quick=True)

    def _begin(self) -> None:
        self._slow.start()
        self.look()

    def _note(self, found: Folders) -> None:
        looks, folders = found
        self.looks = tuple(looks)
        self._follow(folders)
        self._is_looking = False
        self.looked.emit()
        self._let_go &= self._waiting  # a file that changes again is settling for a while
        self._take_waiting()
        if self._looks_again or any(look.settling for look in looks):
            self._looks_again = False
            self._soon.start()

    def _take_waiting(self) -> None:
        """What nobody has stopped, unless something is being added, or a person has paused that."""
        session, importing = self._desk.session, self._importing
        is_free = not importing.is_adding and not importing.is_paused
        if session is not None and is_free and self._waiting - self._let_go:
            importing.take_watched(session)

    @property
    def _waiting(self) -> set[Path]:
        """What the last look has found to be added."""
        return {file for look in self.looks for file in look.changed}

    def _look_if_waiting(self, summary: AddSummary) -> None:
        if summary.was_cancelled:
            self._let_go |= self._waiting
        if self._waiting - self._let_go:
            self._soon.start()

    def _fail(self, error: BaseException) -> None:
        """Nobody asked: the next look tries again."""
        self._is_looking = False

    def _follow(self, folders: Sequence[str]) -> None:
        before = set(self._system.directories())
        if gone := sorted(before - set(folders)):
            self._system.removePaths(gone)
        if new := sorted(set(folders) - before):
            self._system.addPaths(new)

    def _timer(self, milliseconds: int, *, is_single: bool) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(is_single)
        made.setInterval(milliseconds)
        made.timeout.connect(self.look)
        return made


def _look(session: Session, progress: Progress) -> Folders:
    looks = session.watching.look(progress)
    there = [Path(look.folder.path) for look in looks if not look.is_missing]
    return looks, session.watching.folders_below(there, MOST_FOLDERS)
