"""The keyword model: professional search words for a lay question, after ChatLaw."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.answer import Understanding
from app.foundation.jobs import CancelToken
from app.runtime.engine import ChatEngine


@dataclass(frozen=True, slots=True)
class KeywordWriter:
    """Has a small model write search words. ``engine`` is None where none is installed."""

    engine: ChatEngine | None

    def write(self, understanding: Understanding, cancel: CancelToken) -> tuple[str, ...]:
        """Search words in the order of writing; none without a model or when it fails."""
        return ()
