"""One question and what is known of it, apart from any widget: turns far above the screen are kept as this alone."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.assistant.events import AskRequest
from app.domain.answer import Answer, Mode
from app.domain.evidence import Evidence

if TYPE_CHECKING:
    from app.library.conversations import Turn as StoredTurn
    from app.library.feedback import Verdict
    from app.library.turn_evidence import KeptEvidence


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
    began: float = field(default_factory=time.monotonic)
    """When it was asked, on the monotonic clock; means nothing once there is an answer."""
    read: tuple[int, int] | None = None
    """Tokens that the model has read, of how many; None before it begins."""
    kept: KeptEvidence | None = None
    """What was found for it in another run of the program, until somebody looks at the turn."""

    @property
    def is_running(self) -> bool:
        return self.answer is None and self.error is None

    @property
    def question(self) -> str:
        return self.request.question

    @property
    def mode(self) -> Mode:
        return self.request.mode

    def take_out(self) -> None:
        """Read what was found, where it was not read yet."""
        if self.kept is not None:
            self.evidence, self.kept = self.kept.read(), None


def state_of(stored: StoredTurn, kept: KeptEvidence | None = None) -> TurnState:
    """A turn of a conversation that was kept."""
    request = AskRequest(stored.question, stored.mode, where=stored.where, conversation=stored.conversation_id)
    return TurnState(request, stored.answer, stored.ordinal, kept=kept)
