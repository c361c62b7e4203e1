"""How much evidence a small model can read: whole passages, best first, until the characters are spent."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.evidence import Evidence


def within_budget(evidence: Sequence[Evidence], characters: int) -> list[Evidence]:
    """The evidence that fits, in its order; the best one is always kept.

    A passage that does not fit is left out whole, and a shorter one after it may still come in.
    """
    kept: list[Evidence] = []
    left = characters
    for item in evidence:
        if not kept or len(item.text) <= left:
            kept.append(item)
            left -= len(item.text)
    return kept
