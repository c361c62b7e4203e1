"""How near a question comes to the documents, seen against what questions reach that have nothing to do with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Nearness:
    """``similarities`` are the inner products of the question with its nearest passages, by passage id, best first, at
    most 100; ``unrelated`` is what the best passage for a question about something else reaches."""

    similarities: Mapping[str, float]
    unrelated: float

    @property
    def closeness(self) -> float:
        """Of the best passage: 0 is what unrelated questions reach in this library with this model, 1 the same text."""
        return (self._best - self.unrelated) / (1 - self.unrelated)

    def lead(self, places: int) -> float:
        """How far the best passage is ahead of the one that many places behind it, or of the last, on the scale of
        ``closeness``: what answers a question stands out, what only shares its subject is one of many."""
        return self._ahead(places) / (1 - self.unrelated)

    def place(self, passage_id: str, places: int) -> float:
        """Where a passage stands between the best one (1) and the one that many places behind it (0)."""
        span = self._ahead(places)
        if passage_id not in self.similarities or span <= 0:
            return 0.0
        return max(0.0, 1 - (self._best - self.similarities[passage_id]) / span)

    @property
    def _best(self) -> float:
        return next(iter(self.similarities.values()))

    def _ahead(self, places: int) -> float:
        ordered = tuple(self.similarities.values())
        return ordered[0] - ordered[min(places, len(ordered) - 1)]
