"""Adding files in the background, and the vectors that follow them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken, Job, Progress
from app.gui.road.bridge import JobRoad
from app.gui.road.session import Session

if TYPE_CHECKING:
    from app.workspace.adding import AddResult
    from app.workspace.embedding import EmbedResult


@dataclass(frozen=True, slots=True)
class AddSummary:
    """How a run of adding ended, counted in files. With an ``error`` the run itself broke off, not one file."""

    finished: int
    failed: int
    partial: int
    was_cancelled: bool = False
    error: BaseException | None = None


class Importing(QObject):
    """Files first, vectors after: a new drop interrupts the vectors, which resume when its files are in.

    What is dropped while files are being added waits its turn; words are searchable after each file. What is dropped
    after a stop is a new run.
    """

    add_started = Signal(bool)
    """True for a new run; False where a file of the last one is read once more."""
    add_progressed = Signal(object)
    file_done = Signal(object)
    add_finished = Signal(object)
    embed_progressed = Signal(object)
    embed_finished = Signal(object)
    embed_failed = Signal(object)

    def __init__(self, road: JobRoad, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._road = road
        self._add_tokens: list[CancelToken] = []
        self._embed_token: CancelToken | None = None
        self._embed_run = 0
        self._statuses: list[str] = []
        self._error: BaseException | None = None
        self._stopped: set[CancelToken] = set()
        """Those of ``_add_tokens`` that a person stopped; the others end early only because the window closes."""

    @property
    def is_adding(self) -> bool:
        return bool(self._add_tokens)

    def add(self, session: Session, paths: Sequence[Path]) -> None:
        self._start(session, lambda progress: session.add(paths, progress, self._pass_on))

    def unlock(self, session: Session, path: Path, password: str) -> None:
        """Read an encrypted file of the last run once more, with its password."""
        self._start(session, lambda progress: session.unlock(path, password, progress, self._pass_on), is_again=True)

    def resume(self, session: Session) -> None:
        """Finish what an earlier run of the application was stopped over: files, then vectors."""

        self._start(session, lambda progress: session.resume_adding(progress, self._pass_on))

    def _start(self, session: Session, work: Callable[[Progress], object], *, is_again: bool = False) -> None:
        self._stop_embedding()
        if is_again and "failed" in self._statuses:
            self._statuses.remove("failed")
        if self._stopped.issuperset(self._add_tokens):
            self._statuses, self._error = (self._statuses if is_again else []), None
            self.add_started.emit(not is_again)

        def run(progress: Progress) -> None:
            try:
                work(progress)
            except Cancelled:
                if progress.cancel in self._stopped:
                    session.forget_pending()
                raise

        def done(_: None) -> None:
            self._end_one(session, None)

        def fail(error: BaseException) -> None:
            self._end_one(session, error)

        job = Job("add", run, done, fail, self.add_progressed.emit, writes=True)
        self._add_tokens.append(self._road.start(job))

    def embed(self, session: Session) -> None:
        """Finish the vectors that are missing; quickly over when there are none."""

        self._stop_embedding()
        self._embed_run += 1
        run = self._embed_run

        def forget() -> None:
            if run == self._embed_run:
                self._embed_token = None

        def done(result: EmbedResult) -> None:
            forget()
            self.embed_finished.emit(result)

        def fail(error: BaseException) -> None:
            forget()
            if not isinstance(error, Cancelled):
                self.embed_failed.emit(error)

        job = Job("embed", session.embed, done, fail, self.embed_progressed.emit, writes=True)
        self._embed_token = self._road.start(job)

    def cancel(self) -> None:
        """Stop adding at once. What is in stays in; what waits is forgotten."""
        self._stopped.update(self._add_tokens)
        for token in self._add_tokens:
            token.cancel()

    def _stop_embedding(self) -> None:
        if self._embed_token is not None:
            self._embed_token.cancel()
            self._embed_token = None

    def _pass_on(self, result: AddResult) -> None:
        self._road.post(lambda: self._note(result))

    def _note(self, result: AddResult) -> None:
        self._statuses.append(result.status)
        self.file_done.emit(result)

    def _end_one(self, session: Session, error: BaseException | None) -> None:
        self._stopped.discard(self._add_tokens.pop(0))
        was_cancelled = isinstance(error, Cancelled)
        if error is not None and not was_cancelled:
            self._error = error
        if self.is_adding:
            return
        count = self._statuses.count
        self.add_finished.emit(
            AddSummary(len(self._statuses), count("failed"), count("partial"), was_cancelled, self._error)
        )
        self.embed(session)
