"""Asking back: only where the evidence itself forks and the question does not say which branch it means."""

from __future__ import annotations

from collections.abc import Sequence

from app.assistant.need import Need
from app.assistant.pieces import Piece
from app.domain.answer import ClarifyingQuestion, Fact, Understanding


def clarifying_question(
    needs: Sequence[Need], quotes: Sequence[Piece], understanding: Understanding, facts: Sequence[Fact]
) -> ClarifyingQuestion | None:
    """One question about the condition that parts the evidence; None where nothing needs to be known."""
    return None
