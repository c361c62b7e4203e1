"""One question at a time: starts the job, batches its words, and can stop it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.assistant.events import AnswerEvent, AskRequest, EvidenceFound, TextStreamed
from app.domain.answer import Answer
from app.domain.evidence import Evidence
from app.foundation.jobs import CancelToken, Job, Progress
from app.gui.road.bridge import JobRoad, TextBatch
from app.gui.road.session import Session


class Asking(QObject):
    """Signals come on the main thread, in this order: evidence, what was read, text (many), then answered or
    failed."""

    evidence_found = Signal(object)
    prompt_read = Signal(int, int)
    """Tokens that the model has read, of how many."""
    text_streamed = Signal(str)
    answered = Signal(object)
    failed = Signal(object)
    ended = Signal()
    """After either of the two."""

    def __init__(self, road: JobRoad, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._road = road
        self._batch = TextBatch(self)
        self._batch.ready.connect(self.text_streamed)
        self._token: CancelToken | None = None

    @property
    def is_running(self) -> bool:
        return self._token is not None

    def ask(self, session: Session, request: AskRequest) -> None:
        """Ask in a job."""

        def run(progress: Progress) -> Answer:
            return self._ask_in_job(session, request, progress.cancel)

        self._batch.start()
        self._token = self._road.start(Job("ask", run, self._finish, self._fail))

    def stop(self) -> None:
        if self._token is not None:
            self._token.cancel()

    def _ask_in_job(self, session: Session, request: AskRequest, cancel: CancelToken) -> Answer:
        def on_event(event: AnswerEvent) -> None:
            if isinstance(event, TextStreamed):
                self._batch.add(event.text)
            elif isinstance(event, EvidenceFound):
                evidence: tuple[Evidence, ...] = tuple(event.evidence)
                self._road.post(lambda: self.evidence_found.emit(evidence))
            else:
                read, total = event.read, event.total
                self._road.post(lambda: self.prompt_read.emit(read, total))

        return session.ask(request, on_event, cancel)

    def _finish(self, answer: Answer) -> None:
        self._end()
        self.answered.emit(answer)
        self.ended.emit()

    def _fail(self, error: BaseException) -> None:
        self._end()
        self.failed.emit(error)
        self.ended.emit()

    def _end(self) -> None:
        self._token = None
        self._batch.finish()
