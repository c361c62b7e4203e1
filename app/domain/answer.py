"""An answer that can be checked: sentences, the citations they rest on, and what must be said beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.document import Box, DocumentStatus
from app.domain.table import Table


class Mode(StrEnum):
    """专业: quotes lead and the model phrases. 普通: the bare model. 原文: quotes only."""

    PROFESSIONAL = "professional"
    GENERAL = "general"
    VERBATIM = "verbatim"


class SentenceKind(StrEnum):
    DIRECT = "direct"
    QUOTE = "quote"


class QuestionKind(StrEnum):
    """What a question wants: 定义, 数值或限值, 做法, 比较, 适用范围, 是否符合, 列举; else whatever the text says."""

    DEFINITION = "definition"
    VALUE = "value"
    PROCEDURE = "procedure"
    COMPARISON = "comparison"
    APPLICABILITY = "applicability"
    COMPLIANCE = "compliance"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Citation:
    """A quote and the place it stands: ``quote`` is the slice [start, end) of the clause's text.

    ``key`` is how the answer names it ("1"). ``boxes`` light up the quote on its page. ``confidence`` is the clause's,
    where it was read by OCR. ``table`` is what a quote from a table shows: the quoted rows under their head.
    ``page`` counts the pages of the file; ``printed_page`` is what that page bears, as ``printed_page.py`` tells.
    """

    key: str
    document_id: str
    file: str
    standard: str
    status: DocumentStatus
    clause_id: str
    clause: str | None
    title_path: str
    page: int | None
    quote: str
    start: int
    end: int
    verified: bool
    boxes: tuple[Box, ...] = ()
    confidence: float | None = None
    table: Table | None = None
    printed_page: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the answer. ``verified`` means that every number, unit and negation in it comes from its keys,
    from the question, from a confirmed fact or was computed; ``notes`` say so for a person wherever it is not the keys:
    "60 kg 取自问题", "60 kg > 55 kg 由程序比较得出".
    """

    text: str
    kind: SentenceKind
    keys: tuple[str, ...] = ()
    verified: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A condition that the person has confirmed: 耐火等级 = 二级. An empty value takes it back."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Understanding:
    """How a question was read. ``question`` stands alone: what an earlier turn left unsaid is filled in.

    ``standards`` are the numbers and titles that it names, ``conditions`` the circumstances that it gives itself.
    """

    question: str
    kind: QuestionKind = QuestionKind.OTHER
    standards: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    is_follow_up: bool = False


@dataclass(frozen=True, slots=True)
class ClarifyingQuestion:
    """What must be known to choose between branches of the evidence. ``options`` are printed in it; not to know is
    always allowed. The reply comes back as a Fact under ``key``."""

    key: str
    text: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds. Never part of what must repeat byte for byte."""

    retrieve: float = 0.0
    first_token: float | None = None
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class TokenCount:
    prompt: int = 0
    reused: int = 0
    generated: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """``security_mark`` is the highest of the cited documents when it was given, as printed ("机密★10年")."""

    question: str
    mode: Mode
    text: str
    sentences: tuple[Sentence, ...] = ()
    refused: bool = False
    clarifying_question: ClarifyingQuestion | None = None
    citations: tuple[Citation, ...] = ()
    warnings: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    conversation: str | None = None
    model: str | None = None
    understanding: Understanding | None = None
    facts: tuple[Fact, ...] = ()
    seconds: Timing = field(default_factory=Timing)
    tokens: TokenCount = field(default_factory=TokenCount)
    security_mark: str | None = None
