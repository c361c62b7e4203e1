"""Several rankings made one: reciprocal ranks, weighted (Cormack et al., SIGIR 2009)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SMOOTHING = 60
"""The k of reciprocal rank fusion, as in the paper: it keeps one route's first hit from deciding alone."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A passage with its fused score and the routes that found it, the heaviest contribution first."""

    passage_id: str
    score: float
    routes: tuple[str, ...]


def fuse(rankings: Mapping[str, Sequence[str]], weights: Mapping[str, float]) -> list[Fused]:
    """Fuse rankings of passage ids by route, best first. Ties go by id, so that runs repeat."""
    shares: dict[str, dict[str, float]] = {}
    for route, ranking in rankings.items():
        for rank, passage_id in enumerate(dict.fromkeys(ranking), 1):
            shares.setdefault(passage_id, {})[route] = weights.get(route, 1.0) / (SMOOTHING + rank)
    fused = [
        Fused(passage_id, sum(parts.values()), tuple(sorted(parts, key=lambda route: (-parts[route], route))))
        for passage_id, parts in shares.items()
    ]
    return sorted(fused, key=lambda item: (-item.score, item.passage_id))
