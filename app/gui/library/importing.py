"""Adding files in the background, and the vectors that follow them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken, Job, Progress, ProgressEvent
from app.gui.library.embedding import Embedding
from app.gui.library.import_run import AddSummary, OnResult, Run, Unfinished, Work, read_options
from app.gui.road.bridge import JobRoad
from app.gui.road.session import Session
from app.library.collection_names import collection_name, collection_named

if TYPE_CHECKING:
    from app.workspace.adding import AddResult, Queued

NEW = ("added", "partial", "updated")
"""Statuses of files that the run has brought in; those that were there already stay where they are."""
WHOLE = ("added", "updated")
"""Of these, those with nothing left to read."""


class Importing(QObject):
    """Files first, vectors after: a new drop interrupts the vectors, which resume when its files are in.

    What is dropped while files are being added waits its turn; words are searchable after each file. What is dropped
    after a stop is a new run. A pause keeps what waits, also over the end of the application; a drop ends it. A stop
    keeps it too, until a person takes it up or lets go of it.
    """

    add_started = Signal(bool)
    """True for a new run; False where a file of the last one is read once more."""
    add_progressed = Signal(object)
    file_done = Signal(object)
    add_finished = Signal(object)
    brought = Signal(str)
    """The id of a document whose file a person has handed in, whether it is new or held already."""
    taken_over = Signal(object)
    """What became of the files that another window has added, of a run that goes on here."""
    redirected = Signal(str)
    """Files go to that collection, as it is stored, from now on."""
    moved = Signal()
    """The documents of this run have gone to another collection."""
    set_aside = Signal(object)
    """After a run: the paths of files that wait since a person stopped the adding, of this run or an earlier one."""
    waiting_already = Signal(object)
    """Of the files handed in some wait already, or are being read: how many, as Queued."""
    paused = Signal()
    """Nothing is being added until ``go_on``."""
    embed_begun = Signal()
    embed_stopped = Signal()
    embed_progressed = Signal(object)
    embed_finished = Signal(object)
    embed_failed = Signal(object)

    def __init__(self, road: JobRoad, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._road = road
        self._session: Session | None = None
        self._runs: list[Run] = []
        self._embedding = Embedding(road, self)
        self._embedding.begun.connect(self.embed_begun)
        self._embedding.stopped.connect(self.embed_stopped)
        self._embedding.progressed.connect(self.embed_progressed)
        self._embedding.finished.connect(self.embed_finished)
        self._embedding.failed.connect(self.embed_failed)
        self._results: dict[str, AddResult] = {}
        """What became of each file of this run, by path: the last word on it counts."""
        self._error: BaseException | None = None
        self._stopped: set[CancelToken] = set()
        """Those of the runs that a person stopped; the others end early for a pause or because the window closes."""
        self._is_paused = False
        self._is_recognising = False
        self._kept: list[Run] = []
        """Work that a pause has interrupted and that the queue does not hold."""
        self._collection: str | None = None
        self._is_redirected = False
        """Whether a person chose the collection during this run: the file in hand did not know of it."""

    @property
    def is_adding(self) -> bool:
        return bool(self._runs)

    @property
    def is_recognising(self) -> bool:
        """Whether pages of the file in hand are being recognised: broken off, it would begin anew, minutes later."""
        return self._is_recognising

    @property
    def collection(self) -> str | None:
        """Where files go, as stored; None leaves known files where they are."""
        return self._collection

    @property
    def is_paused(self) -> bool:
        return self._is_paused

    def add(self, session: Session, paths: Sequence[Path]) -> None:
        run = self._begin(
            session,
            lambda progress, tell: session.add(paths, progress, tell, collection=self._collection),
            is_wish=True,
        )
        self._keep_waiting(session, run, paths)

    def _keep_waiting(self, session: Session, run: Run, paths: Sequence[Path]) -> None:
        """Into the library's queue, so that the end of the application does not lose what had not begun: it may wait
        for other files, for a batch of vectors or for a register."""

        def keep(_: Progress) -> Queued | None:
            with run.beginning:
                if run.has_begun:
                    return None
                queued = session.queue_files(paths, self._collection)  # also for a run that was stopped meanwhile
                run.has_begun = True
                return queued

        def tell(queued: Queued | None) -> None:
            if queued is not None and queued.waiting_before:
                self.waiting_already.emit(queued)

        # a short commit; what is wrong with the paths is told when their turn comes
        self._road.start(Job("queue", keep, tell, lambda _: None, quick=True))

    def unlock(self, session: Session, path: Path, password: str) -> None:
        """Read an encrypted file of the last run once more, with its password."""
        self._begin(session, lambda progress, tell: session.unlock(path, password, progress, tell), is_again=True)

    def retry(self, paths: Sequence[Path], *, recognise: bool = False) -> None:
        """Read files of the last run once more, with text recognition of every page if so asked."""
        session = self._session
        if session is None:
            return
        options = read_options(recognise=recognise)

        def work(progress: Progress, tell: OnResult) -> object:
            return session.add(paths, progress, tell, collection=self._collection, options=options)

        self._begin(session, work, is_again=True)

    def reread(self, session: Session, document_ids: Sequence[str], *, recognise: bool = False) -> None:
        """Read documents of the library again from their copies."""
        options = read_options(recognise=recognise)
        self._begin(
            session,
            lambda progress, tell: session.reread(document_ids, progress, tell, options=options),
            is_queued=False,
        )

    def take_watched(self, session: Session) -> None:
        """Add what is new in the watched folders."""
        self._begin(session, lambda progress, tell: session.watching.scan(progress, tell), is_queued=False)

    def resume(self, session: Session) -> None:
        """Finish what an earlier run of the application was stopped over: files, then vectors."""
        self._begin(session, session.resume_adding)

    def hand_over(self) -> Unfinished:
        """What a window in place of this one is to go on with; before the jobs are cancelled."""
        runs = [*self._kept, *(run for run in self._runs if run.must_be_repeated and run.token not in self._stopped)]
        is_under_way = self.is_adding or self._is_paused
        return Unfinished(self._is_paused, self._collection, tuple(run.work for run in runs), is_under_way)

    def with_results(self, left: Unfinished) -> Unfinished:
        """``hand_over`` with what became of files until the jobs had ended."""
        return replace(left, results=tuple(self._results.values())) if left.is_under_way else left

    def take_over(self, session: Session, left: Unfinished) -> None:
        """Go on where another window was, or stay paused there."""
        self._session = session
        self._collection = left.collection
        if left.collection is not None:
            self.redirected.emit(left.collection)
        kept = [Run(work, is_queued=False) for work in left.works]
        if left.is_paused:
            self._is_paused, self._kept = True, kept
            self.paused.emit()
        else:
            self.resume(session)
            for run in kept:
                self._start(session, run, is_new=False)
        self._results = {result.path: result for result in left.results}
        self.taken_over.emit(left.results)

    def use_collection(self, name: str) -> None:
        """Files go to that collection from now on, those of the present run too. Raises UserError for what is no
        name."""
        self._collection = collection_named(name)
        self.redirected.emit(self._collection)
        session = self._session
        if session is not None and (self.is_adding or self._is_paused):
            self._is_redirected = True
            # a short commit, which need not wait for the files that are being added
            send = Job(
                "collection", lambda _: session.send_waiting_to(name), lambda _: None, lambda _: None, quick=True
            )
            self._road.start(send)
            self._move_finished(session, name)

    def _move_finished(self, session: Session, name: str) -> None:
        """What this run has brought so far goes to that collection. Also a short commit."""
        new = [each.document_id for each in self._results.values() if each.status in NEW]
        ids = [document_id for document_id in new if document_id is not None]
        self._road.start(
            Job(
                "collection",
                lambda _: session.move_to_collection(ids, name),
                self._tell_moved,
                lambda _: None,
                quick=True,
            )
        )

    def _tell_moved(self, _: str) -> None:
        self.moved.emit()

    def pause(self) -> None:
        """Stop after what is in hand; ``go_on`` continues."""
        if self._runs and not self._is_paused:
            self._is_paused = True
            for run in self._runs:
                run.token.cancel()

    def go_on(self) -> None:
        """Continue after a pause."""
        session = self._session
        if not self._is_paused or session is None:
            return
        self._is_paused = False
        kept, self._kept = self._kept, []
        self._start(session, Run(session.resume_adding, True), is_new=False)
        for run in kept:
            self._start(session, Run(run.work, run.is_queued), is_new=False)

    def _begin(
        self, session: Session, work: Work, *, is_again: bool = False, is_queued: bool = True, is_wish: bool = False
    ) -> Run:
        is_new = not is_again and not self._is_paused
        self._session = session
        self.go_on()
        run = Run(work, is_queued, is_wish)
        self._start(session, run, is_new=is_new)
        return run

    def _start(self, session: Session, run: Run, *, is_new: bool) -> None:
        self._embedding.stop()
        if self._stopped.issuperset(other.token for other in self._runs):
            if is_new:
                self._results = {}
            self._error = None
            self.add_started.emit(is_new)

        def work(progress: Progress) -> None:
            with run.beginning:
                run.has_begun = True
            try:
                run.work(progress, lambda result: self._road.post(lambda: self._note(run, result)))
            except Cancelled:
                if progress.cancel in self._stopped:
                    session.set_waiting_aside()
                raise

        def done(_: None) -> None:
            self._end_one(session, run, None)

        def fail(error: BaseException) -> None:
            self._end_one(session, run, error)

        run.token = self._road.start(Job("add", work, done, fail, self._tell_progress, writes=True))
        self._runs.append(run)

    def _tell_progress(self, event: ProgressEvent) -> None:
        self._is_recognising = event.stage == "ocr"
        self.add_progressed.emit(event)

    def embed(self, session: Session) -> None:
        """Finish the vectors that are missing; quickly over when there are none."""
        self._embedding.begin(session)

    def rest_vectors(self) -> None:
        """Other work that writes goes first; ``embed`` goes on where this was."""
        self._embedding.stop()

    def cancel(self) -> None:
        """Stop adding at once. What is in stays in; what waits is set aside until ``take_up``."""
        was_paused, self._is_paused, self._kept = self._is_paused, False, []
        self._stopped.update(run.token for run in self._runs)
        for run in self._runs:
            run.token.cancel()
        session = self._session
        if session is None:
            return
        # also what had not begun: it waits in the queue
        aside = Job("aside", lambda _: session.set_waiting_aside(), lambda _: None, lambda _: None, quick=True)
        self._road.start(aside)
        if was_paused and not self._runs:
            self._finish(session, was_cancelled=True)

    def take_up(self) -> None:
        """Go on with the files that were set aside."""
        session = self._session
        if session is None:
            return

        def work(progress: Progress, tell: OnResult) -> object:
            session.take_up_files()
            return session.resume_adding(progress, tell)

        self._begin(session, work, is_again=True)

    def let_go(self) -> None:
        """The files that were set aside are not wanted any more."""
        session = self._session
        if session is not None:
            forget = Job("forget", lambda _: session.forget_set_aside(), lambda _: None, lambda _: None, quick=True)
            self._road.start(forget)

    def _note(self, run: Run, result: AddResult) -> None:
        self._is_recognising = False
        before = self._results.get(result.path)
        # handed in a second time while it waited: what the first reading brought is what there is to tell
        if before is None or result.status != "unchanged" or before.status not in WHOLE:
            self._results[result.path] = result
            self.file_done.emit(result)
        if run.is_wish and result.document_id is not None:
            self.brought.emit(result.document_id)

    def _end_one(self, session: Session, run: Run, error: BaseException | None) -> None:
        self._runs.remove(run)
        self._is_recognising = False
        was_stopped = run.token in self._stopped
        self._stopped.discard(run.token)
        was_cancelled = isinstance(error, Cancelled)
        if error is not None and not was_cancelled:
            self._error = error
        if was_cancelled and not was_stopped and self._is_paused and run.must_be_repeated:
            self._kept.append(run)
        if self.is_adding:
            return
        if self._is_paused:
            self.paused.emit()
        else:
            self._finish(session, was_cancelled=was_cancelled)

    def _finish(self, session: Session, *, was_cancelled: bool) -> None:
        if self._is_redirected and self._collection is not None:
            self._is_redirected = False
            self._move_finished(session, collection_name(self._collection))
        statuses = [result.status for result in self._results.values()]
        count = statuses.count
        self.add_finished.emit(AddSummary(len(statuses), count("failed"), count("partial"), was_cancelled, self._error))
        self._road.start(
            # after the quick write that sets files aside
            Job("aside", lambda _: session.set_aside_files(), self._tell_set_aside, lambda _: None, quick=True)
        )
        self.embed(session)

    def _tell_set_aside(self, files: Sequence[Path]) -> None:
        if files and not self.is_adding:
            self.set_aside.emit(files)
