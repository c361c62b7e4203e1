"""What a question wants, and what an earlier turn left unsaid."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.asked import asked
from app.domain.answer import Answer, QuestionKind, Understanding
from app.retrieval.names import Names


def understand(question: str, earlier: Sequence[Answer], names: Names) -> Understanding:
    """Read a question; ``earlier`` are the answers of this conversation, oldest first, ``names`` what it names."""
    kind = QuestionKind.DEFINITION if asked(question).definition else QuestionKind.OTHER
    return Understanding(question, kind, names.missing)
