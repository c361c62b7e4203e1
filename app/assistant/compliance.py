"""Whether what a person has is what a clause asks for, decided by code and never by a model.

"我的车重60公斤，合格吗？" gives a value; the quotes give limits; where a limit of the same kind speaks of the same
subject the two are compared. Where the limit hangs on a condition that nobody gave, where two limits fit, or where
the subject differs, there is no verdict: a wrong "符合" is worse than none.

    verdicts(question, facts, pieces, citations) -> tuple[Sentence, ...]

``pieces`` are the selected quotes and ``citations`` what they were made into, one by one. Each sentence is direct,
verified, carries the key of its quote in its text and says in its notes what was given and what was computed.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.pieces import Piece
from app.domain.answer import Citation, Fact, Sentence


def verdicts(
    question: str, facts: Sequence[Fact], pieces: Sequence[Piece], citations: Sequence[Citation]
) -> tuple[Sentence, ...]:
    """The verdict on each value that the question asks about; empty where it asks none or code cannot decide."""
    return ()
