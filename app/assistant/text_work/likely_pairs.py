"""Clauses of two different standards that are likely about the same thing: by their headings and by their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.assistant.text_work.unit_vectors import Vector, Vectors
from app.domain.clause_pairs import Unit
from app.domain.headings import COMMON, bare_heading
from app.domain.word_changes import folded

SAME_HEADING = 0.15
"""What a shared heading is worth beside the meaning."""
ALIKE = 0.7
"""Least similarity of a pair (EmbeddingGemma). Between two building codes of one pattern, for dwellings and for hotels,
all 11 nearest pairs above 0.7 are about one thing; of the 11 pairs between 0.6 and 0.7 only eight are."""
HEADING_ALONE = 0.75
"""The similarity of two clauses that are known by one heading, where there is no vector of one of them."""


@dataclass(frozen=True, slots=True)
class LikelyPair:
    """``similarity`` is from 0 to 1."""

    before: Unit
    after: Unit
    similarity: float


def likely_pairs(before: Sequence[Unit], after: Sequence[Unit], vectors: Vectors) -> list[LikelyPair]:
    """Pairs in which each is the other's nearest, in the order of ``after``; each unit is in one at most.

    ``vectors`` are those of the units, by the id of the unit's clause.
    """
    earlier, later = [*filter(_says_something, before)], [*filter(_says_something, after)]
    if not earlier or not later:
        return []
    scores = _similarities(earlier, later, vectors)
    nearest_later, nearest_earlier = scores.argmax(axis=1), scores.argmax(axis=0)
    return [
        LikelyPair(earlier[one], later[other], round(float(min(scores[one, other], 1.0)), 3))
        for other, one in enumerate(nearest_earlier)
        if nearest_later[one] == other and scores[one, other] >= ALIKE
    ]


def _says_something(unit: Unit) -> bool:
    return unit.text != unit.head.title and bare_heading(unit.head.title) not in COMMON


def _similarities(earlier: Sequence[Unit], later: Sequence[Unit], vectors: Vectors) -> Vector:
    """(earlier, later)."""
    import numpy as np

    scores = _stacked(earlier, vectors) @ _stacked(later, vectors).T
    headings = [folded(unit.head.title) for unit in earlier], [folded(unit.head.title) for unit in later]
    same = np.array([[bool(one) and one == other for other in headings[1]] for one in headings[0]])
    known = scores != 0
    return np.where(same, np.where(known, scores + SAME_HEADING, HEADING_ALONE), scores).astype(np.float32)


def _stacked(units: Sequence[Unit], vectors: Vectors) -> Vector:
    """(n, dimensions), zeros where there is no vector."""
    import numpy as np

    dimensions = next((len(vector) for vector in vectors.values()), 1)
    rows = [vectors.get(unit.head.id, np.zeros(dimensions, np.float32)) for unit in units]
    return np.stack(rows)
