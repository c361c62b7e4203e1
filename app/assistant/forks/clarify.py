"""Asking back: only where the evidence itself forks and the question does not say which branch it means."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.forks.finding import forks_of
from app.assistant.forks.fork import Fork
from app.assistant.question.asked import asks_for_all
from app.assistant.question.need import Need
from app.assistant.quoting.pieces import Piece
from app.domain.answer import Answer, ClarifyingQuestion, QuestionKind, Understanding
from app.foundation.messages import tr

PLAIN = frozenset({QuestionKind.DEFINITION, QuestionKind.COMPARISON, QuestionKind.LIST})
"""Questions that every branch answers: what a thing is, how two texts differ, what there is."""


def clarifying_question(
    needs: Sequence[Need],
    quotes: Sequence[Piece],
    understanding: Understanding,
    earlier: Sequence[Answer] = (),
) -> ClarifyingQuestion | None:
    """One question about the condition that parts the evidence; None where nothing needs to be known, and for a
    condition that was asked for in this conversation before."""
    if understanding.kind in PLAIN or asks_for_all(understanding.question):
        return None
    before = {answer.clarifying_question.key for answer in earlier if answer.clarifying_question is not None}
    for fork in forks_of(needs, quotes, names_a_standard=bool(understanding.standards)):
        if fork.key not in before:
            return ClarifyingQuestion(fork.key, _asked(fork), fork.options)
    return None


def _asked(fork: Fork) -> str:
    if not fork.place:
        return tr("几份文件对此规定不同，您要按哪一份？")
    return tr("{place}按“{key}”分别规定，您问的是哪一种？", place=fork.place, key=fork.key)
