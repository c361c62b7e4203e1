"""One long piece of work at a time, its progress in the strip, its end told there too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from app.foundation.errors import Cancelled
from app.foundation.jobs import CancelToken, Job, Progress, Result
from app.foundation.messages import tr
from app.gui.carrying.outcome import Deed, Outcome
from app.gui.carrying.strip import CarryStrip
from app.gui.parts.desk import Desk
from app.gui.parts.labels import error_texts
from app.gui.road.session import Session

LONG_MS = 10_000
"""What takes longer is worth telling a person who has turned to something else."""


@dataclass(frozen=True)
class Task(Generic[Result]):
    """``title`` is what is being done, ``failed`` that it was not, ``stopped`` what a stop has left. ``again`` names
    the button by which the same work is gone on with; "" where it is not."""

    name: str
    title: str
    work: Callable[[Session, Progress], Result]
    done: Callable[[Result], Outcome]
    failed: str
    stopped: str
    stopped_hint: str = ""
    again: str = ""
    brings_documents: bool = False


class Carrier(QObject):
    began = Signal()
    ended = Signal()
    long_work_done = Signal(str)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._token: CancelToken | None = None
        self._title = ""
        self._since = QElapsedTimer()
        self.strip = CarryStrip(desk.theme)
        self.strip.stopped.connect(self.stop)

    @property
    def is_busy(self) -> bool:
        return self._token is not None

    def is_free(self) -> bool:
        """Whether something else may begin; if not, the person is told why."""
        if self.is_busy:
            self._desk.say(tr("{title}：做完或停止以后，再做这件事。", title=self._title))
        return not self.is_busy

    def start(self, task: Task[Result]) -> None:
        """Among the writing jobs: after files that are being added, and with none beside it."""
        session = self._desk.session
        if session is None or not self.is_free():
            return
        makes_vectors = task.brings_documents or bool(self._desk.vectors_under_way)
        self._title = task.title
        self.strip.begin(task.title)
        self._since.start()
        self.began.emit()

        def end(outcome: Outcome) -> None:
            self._token = None
            self.strip.end()
            self.strip.tell(outcome)
            if makes_vectors:
                self._desk.vectors_wanted.emit()
            if self._since.elapsed() > LONG_MS:
                self.long_work_done.emit(outcome.text)
            self.ended.emit()

        def done(result: Result) -> None:
            end(task.done(result))

        def fail(error: BaseException) -> None:
            if isinstance(error, Cancelled):
                end(Outcome(task.stopped, task.stopped_hint, "warning", self._again(task, task.again)))
            else:
                message, hint = error_texts(error)
                text = tr("{failed}：{cause}", failed=task.failed, cause=message)
                end(Outcome(text, hint, "danger", self._again(task, tr("再试一次"))))

        def work(progress: Progress) -> Result:
            return task.work(session, progress)

        self._token = self._desk.road.start(Job(task.name, work, done, fail, self.strip.follow, writes=True))

    def stop(self) -> None:
        if self._token is not None:
            self._token.cancel()

    def _again(self, task: Task[Result], name: str) -> tuple[Deed, ...]:
        def repeat() -> None:
            self.strip.clear()
            self.start(task)

        return ((name, repeat),) if name else ()
