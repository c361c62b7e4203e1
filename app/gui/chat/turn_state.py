"""One question and what is known of it, apart from any widget: turns far above the screen are kept as this alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.assistant.events import AskRequest
from app.domain.answer import Answer, Mode
from app.domain.evidence import Evidence
from app.domain.where import Where

if TYPE_CHECKING:
    from app.library.conversations import Turn as StoredTurn
    from app.library.feedback import Verdict


@dataclass(eq=False)
class TurnState:
    """``ordinal`` is the turn's place in its conversation, None while the answer is not there. ``text`` is what has
    streamed; ``error`` is why there is no answer."""

    request: AskRequest
    answer: Answer | None = None
    ordinal: int | None = None
    evidence: tuple[Evidence, ...] = ()
    text: str = ""
    error: BaseException | None = None
    is_stopping: bool = False
    verdict: Verdict | None = None
    offers: tuple[str, ...] = field(default=())
    """Questions offered below the answer; only the last turn of a conversation has any."""

    @property
    def is_running(self) -> bool:
        return self.answer is None and self.error is None

    @property
    def question(self) -> str:
        return self.request.question

    @property
    def mode(self) -> Mode:
        return self.request.mode


def state_of(stored: StoredTurn) -> TurnState:
    """A turn of a conversation that was kept."""
    request = AskRequest(question=stored.question, mode=stored.mode, where=Where(), conversation=stored.conversation_id)
    return TurnState(request, stored.answer, stored.ordinal)
