"""An answer in the making: what has been said so far, how long it took, and the answer at the end."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from app.assistant.events import AskRequest, Listener, PromptRead, TextStreamed
from app.domain.answer import (
    Answer,
    Citation,
    ClarifyingQuestion,
    Mode,
    Sentence,
    Timing,
    TokenCount,
    Understanding,
)
from app.runtime.engine import ChatReply


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an answer holds besides its text, in the words of ``Answer``."""

    mode: Mode
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    refused: bool = False
    model: str | None = None
    clarifying_question: ClarifyingQuestion | None = None


@dataclass(slots=True)
class Work:
    """Collects an answer while telling the listener: all that is said joins to the answer's text."""

    request: AskRequest
    listener: Listener
    began: float = field(default_factory=time.perf_counter)
    understanding: Understanding | None = None
    keywords: tuple[str, ...] = ()
    _said: list[str] = field(default_factory=list)
    _retrieve: float = 0.0
    _first_token: float | None = None
    _tokens: TokenCount = field(default_factory=TokenCount)

    def say(self, text: str) -> None:
        """Add to the answer's text."""
        if text:
            self._said.append(text)
            self.listener(TextStreamed(text))

    def reading(self, read: int, total: int) -> None:
        """Tell how far the model has read, in tokens."""
        self.listener(PromptRead(read, total))

    def retrieved(self) -> None:
        """Note that the evidence is there."""
        self._retrieve = time.perf_counter() - self.began

    def generated(self, reply: ChatReply, asked_at: float) -> None:
        """Note what a model's reply cost; ``asked_at`` is when it was asked, on the clock of ``began``."""
        self._first_token = asked_at - self.began + reply.first_token_seconds
        self._tokens = reply.tokens

    def finish(self, outcome: Outcome) -> Answer:
        """The answer with everything that was said."""
        return Answer(
            question=self.request.question,
            mode=outcome.mode,
            text="".join(self._said),
            sentences=outcome.sentences,
            refused=outcome.refused,
            citations=outcome.citations,
            warnings=outcome.warnings,
            clarifying_question=outcome.clarifying_question,
            keywords=self.keywords,
            understanding=self.understanding,
            facts=self.request.facts,
            related=outcome.related,
            conversation=self.request.conversation,
            model=outcome.model,
            seconds=Timing(self._retrieve, self._first_token, time.perf_counter() - self.began),
            tokens=self._tokens,
        )
