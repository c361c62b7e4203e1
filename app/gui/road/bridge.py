"""The one road between the window and its jobs: work leaves the main thread here and its results come home here."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.foundation.jobs import CancelToken, Job, JobRunner, Result

DRAIN_SECONDS = 0.008
"""Half a frame: longer, and a burst of callbacks would be felt while typing."""
TEXT_INTERVAL_MS = 40
"""Streamed words reach the screen 25 times a second, however fast the model speaks."""
WIND_UP_MS = 20
"""Between two looks whether the jobs have ended."""


class MainThread(QObject):
    """Carries callables from any thread to the main one, in order, with one queued event for many of them."""

    _wake = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: deque[Callable[[], None]] = deque()
        self._is_awake = False
        self._is_closed = False
        self._lock = threading.Lock()
        self._wake.connect(self._drain, Qt.ConnectionType.QueuedConnection)

    def post(self, callback: Callable[[], None]) -> None:
        """Safe from any thread. After ``close`` nothing is carried any more."""
        with self._lock:
            if self._is_closed:
                return
            self._waiting.append(callback)
            must_wake, self._is_awake = not self._is_awake, True
        if must_wake:
            self._wake.emit()

    @property
    def is_empty(self) -> bool:
        with self._lock:
            return not self._waiting

    def close(self) -> None:
        with self._lock:
            self._is_closed = True
            self._waiting.clear()

    def _drain(self) -> None:
        """A callback may run an event loop of its own, a dialog's: what comes meanwhile is carried by that one."""
        deadline = time.monotonic() + DRAIN_SECONDS
        with self._lock:
            self._is_awake = False
        while time.monotonic() < deadline:
            with self._lock:
                if not self._waiting:
                    break
                callback = self._waiting.popleft()
                must_wake = bool(self._waiting) and not self._is_awake
                self._is_awake = self._is_awake or must_wake
            if must_wake:
                self._wake.emit()
            callback()


class JobRoad(QObject):
    """Starts jobs and ends with the window: ``close`` cancels what runs and waits for the threads."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._main_thread = MainThread(self)
        self._runner = JobRunner(self._main_thread.post)
        self._is_winding_up = False
        self._is_closed = False

    def start(self, job: Job[Result]) -> CancelToken:
        """After ``close`` the job is not run, after ``wind_up`` only a quick one is: a window that goes away may still
        ask for one, and what a person has changed is kept."""
        if self._is_closed or (self._is_winding_up and not job.quick):
            token = CancelToken()
            token.cancel()
            return token
        return self._runner.start(job)

    def post(self, callback: Callable[[], None]) -> None:
        """Run on the main thread, soon. For news that a job sends while it works."""
        self._main_thread.post(callback)

    def finish(self, last: Callable[[], None]) -> None:
        """Cancel what runs, then wait for the writing that ``last`` starts."""
        self._runner.cancel_all()
        last()
        self._runner.settle()

    def wind_up(self, last: Callable[[], None], then: Callable[[], None]) -> None:
        """As ``finish`` and ``close``, without holding up the main thread: ``then`` is called when all has ended and
        what the jobs told has arrived."""
        self._runner.cancel_all()
        last()
        self._is_winding_up = True
        poll = QTimer(self)

        def look() -> None:
            if self._runner.is_idle and self._main_thread.is_empty:
                poll.stop()
                self.close()
                then()

        poll.timeout.connect(look)
        poll.start(WIND_UP_MS)

    def close(self) -> None:
        self._is_closed = True
        self._main_thread.close()
        self._runner.close()


class TextBatch(QObject):
    """Collects streamed text from a worker thread and gives it out on the main thread in few, larger pieces."""

    ready = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces: list[str] = []
        self._lock = threading.Lock()
        self._timer = QTimer(self)
        self._timer.setInterval(TEXT_INTERVAL_MS)
        self._timer.timeout.connect(self.flush)

    def start(self) -> None:
        """Forget what an earlier stream left, and begin."""
        with self._lock:
            self._pieces.clear()
        self._timer.start()

    def add(self, text: str) -> None:
        """Safe from any thread."""
        with self._lock:
            self._pieces.append(text)

    def flush(self) -> None:
        with self._lock:
            text = "".join(self._pieces)
            self._pieces.clear()
        if text:
            self.ready.emit(text)

    def finish(self) -> None:
        """Give out the rest and stop."""
        self._timer.stop()
        self.flush()
