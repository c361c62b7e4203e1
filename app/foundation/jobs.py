"""The one road for long work: progress that knows no screen, cancellation, and a queue that runs jobs.

Reads may run together, writes one at a time. The command line runs a job's function in place and draws a bar
from the same ``Progress``; the window hands it to ``JobRunner`` and gets its callbacks through a ``post``
function that moves them to the main thread.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.foundation.errors import Cancelled
from app.foundation.messages import tr

Result = TypeVar("Result")


class CancelToken:
    """Set once from any thread; long work looks at it between steps."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        self._event.set()

    @property
    def is_cancelled(self) -> bool:
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raises Cancelled."""
        if self._event.is_set():
            raise Cancelled(tr("已取消"))


@dataclass(frozen=True, slots=True)
class ProgressEvent:
    """How far the work is: ``done`` of ``total`` (None when unknown) and what is in hand."""

    stage: str
    done: int
    total: int | None
    item: str = ""


class Progress:
    """What long work reports to. ``on_event`` runs on the thread that works."""

    def __init__(
        self, on_event: Callable[[ProgressEvent], None] | None = None, cancel: CancelToken | None = None
    ) -> None:
        self._on_event = on_event
        self.cancel = cancel or CancelToken()

    def report(self, stage: str, done: int, total: int | None = None, item: str = "") -> None:
        """Tell how far the work is. Raises Cancelled, so that reporting is also the place to stop."""
        self.cancel.raise_if_cancelled()
        if self._on_event is not None:
            self._on_event(ProgressEvent(stage, done, total, item))


@dataclass(frozen=True, slots=True)
class Job(Generic[Result]):
    """Work for a JobRunner: ``run`` gets the Progress; exactly one of the callbacks is called at the end.

    ``writes``: long work that writes; one such job runs at a time. ``quick``: a write of a moment, which waits for no
    long one, only for other quick ones, and is done even when the runner closes.
    """

    name: str
    run: Callable[[Progress], Result]
    on_done: Callable[[Result], None]
    on_error: Callable[[BaseException], None]
    on_progress: Callable[[ProgressEvent], None] | None = None
    writes: bool = False
    quick: bool = False


READERS = 4
"""Two searches that wait for the embedding model, given up or not, leave room for reading pages."""


class JobRunner:
    """Runs jobs on threads: long writes one after another, quick ones in a line of their own, reads beside them.
    ``post`` carries callbacks home."""

    def __init__(self, post: Callable[[Callable[[], None]], None], readers: int = READERS) -> None:
        self._post = post
        self._writes = ThreadPoolExecutor(1, thread_name_prefix="job-write")
        self._quick = ThreadPoolExecutor(1, thread_name_prefix="job-quick")
        self._reads = ThreadPoolExecutor(readers, thread_name_prefix="job-read")
        self._tokens: set[CancelToken] = set()
        self._open = 0
        """Jobs that have not ended."""
        self._lock = threading.Lock()

    def start(self, job: Job[Result]) -> CancelToken:
        """Queue a job; the token cancels it, also while it waits."""
        token = CancelToken()
        with self._lock:
            self._open += 1
            if not job.quick:
                self._tokens.add(token)
        line = self._quick if job.quick else self._writes if job.writes else self._reads
        line.submit(self._run, job, token)
        return token

    def _run(self, job: Job[Result], token: CancelToken) -> None:
        on_progress = job.on_progress

        def forward(event: ProgressEvent) -> None:
            if on_progress is not None:
                self._post(lambda: on_progress(event))

        try:
            token.raise_if_cancelled()
            result = job.run(Progress(forward, token))
        except BaseException as error:  # noqa: BLE001 - every failure must reach the one place that shows it
            caught = error
            self._post(lambda: job.on_error(caught))
        else:
            self._post(lambda: job.on_done(result))
        finally:
            with self._lock:
                self._open -= 1
                self._tokens.discard(token)

    @property
    def is_idle(self) -> bool:
        """Whether every job has ended."""
        with self._lock:
            return not self._open

    def cancel_all(self) -> None:
        """Cancel what runs or waits, quick writes excepted."""
        with self._lock:
            for token in self._tokens:
                token.cancel()

    def settle(self) -> None:
        """Wait for the writing jobs that were started so far."""
        for line in (self._quick, self._writes):
            line.submit(lambda: None).result()

    def close(self) -> None:
        """Cancel what runs or waits, and wait for the threads to end."""
        self.cancel_all()
        self._quick.shutdown(wait=True)
        self._writes.shutdown(wait=True, cancel_futures=True)
        self._reads.shutdown(wait=True, cancel_futures=True)
