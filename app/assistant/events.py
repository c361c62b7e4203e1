"""What is asked of the assistant, and what it tells while it works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from app.domain.answer import Answer, Fact, Mode
from app.domain.evidence import Evidence
from app.domain.where import EVERYWHERE, Where


@dataclass(frozen=True, slots=True)
class AskRequest:
    """A question. ``facts`` are what the person has confirmed; ``model`` is the id of a chat model,
    ``earlier`` the answers of the conversation, oldest first."""

    question: str
    mode: Mode = Mode.PROFESSIONAL
    facts: tuple[Fact, ...] = ()
    model: str | None = None
    where: Where = EVERYWHERE
    conversation: str | None = None
    earlier: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """The evidence for the question, before anything is written."""

    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class PromptRead:
    """The model has read so many of the tokens that it is told, of so many: before it writes its first word."""

    read: int
    total: int


@dataclass(frozen=True, slots=True)
class TextStreamed:
    """The next part of the answer's text. All parts joined are the answer's text."""

    text: str


AnswerEvent: TypeAlias = EvidenceFound | PromptRead | TextStreamed
Listener: TypeAlias = Callable[[AnswerEvent], None]
