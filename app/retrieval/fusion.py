"""Several rankings made one: by their ranks, or by their scores where these say how far apart passages are."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

SMOOTHING = 60
"""The k of reciprocal rank fusion, as in the paper: it keeps one route's first hit from deciding alone."""

Scores = Mapping[str, float]
"""Of one route, by passage id; higher is better, comparable within the route only."""


@dataclass(frozen=True, slots=True)
class Fused:
    """A passage with its fused score and the routes that found it, the heaviest contribution first."""

    passage_id: str
    score: float
    routes: tuple[str, ...]


def fuse(rankings: Mapping[str, Sequence[str]], weights: Scores) -> list[Fused]:
    """Reciprocal ranks, weighted (Cormack et al., SIGIR 2009). Rankings are of passage ids, by route, best first.

    Best first; ties go by id, so that runs repeat.
    """
    shares: dict[str, dict[str, float]] = {}
    for route, ranking in rankings.items():
        for rank, passage_id in enumerate(dict.fromkeys(ranking), 1):
            shares.setdefault(passage_id, {})[route] = weights.get(route, 1.0) / (SMOOTHING + rank)
    return _ordered(_fused(passage_id, parts) for passage_id, parts in shares.items())


def combine(scores: Mapping[str, Scores], weights: Scores) -> list[Fused]:
    """A weighted sum of the routes' scores, each scaled to 0..1 by its least and greatest (Bruch et al., TOIS 2023).

    A passage that a route did not find counts nothing there. Best first; ties go by id.
    """
    return _added(_weighed(scores, weights))


@dataclass(frozen=True, slots=True)
class Part:
    """A route that knows only a part of the passages, and the one that stands in for it where it knows nothing: of
    those that the other found it knows ``held``, and ``share`` of all, between 0 and 1."""

    route: str
    instead: str
    share: float
    held: Collection[str]


def combine_with_part(scores: Mapping[str, Scores], weights: Scores, part: Part) -> list[Fused]:
    """As ``combine``, where one route knows only a part of what is searched.

    The best that such a route finds is the best of a few, and what it does not know it cannot find. So it counts by its
    share of all passages, and for the rest of its weight, and wholly for passages that it does not know, the route
    counts that stands in for it. With a share of 1 this is ``combine``.
    """
    worth = _weighed(scores, weights)
    taken_over = weights.get(part.route, 1.0) / weights.get(part.instead, 1.0)

    def stood_in(passage_id: str) -> float:
        return 1 + taken_over * (1 - (part.share if passage_id in part.held else 0.0))

    worth[part.route] = {key: part.share * value for key, value in worth[part.route].items()}
    worth[part.instead] = {key: stood_in(key) * value for key, value in worth[part.instead].items()}
    return _added(worth)


def _weighed(scores: Mapping[str, Scores], weights: Scores) -> dict[str, Scores]:
    return {
        route: {key: weights.get(route, 1.0) * share for key, share in scaled(found).items()}
        for route, found in scores.items()
    }


def _added(worth: Mapping[str, Scores]) -> list[Fused]:
    shares: dict[str, dict[str, float]] = {}
    for route, found in worth.items():
        for passage_id, value in found.items():
            shares.setdefault(passage_id, {})[route] = value
    return _ordered(_fused(passage_id, parts) for passage_id, parts in shares.items())


def scaled(scores: Scores) -> dict[str, float]:
    """The scores between 0 for the least and 1 for the greatest; 1 where all are alike."""
    if not scores:
        return {}
    least, greatest = min(scores.values()), max(scores.values())
    width = greatest - least
    return {key: (score - least) / width if width else 1.0 for key, score in scores.items()}


def _fused(passage_id: str, parts: Scores) -> Fused:
    return Fused(passage_id, math.fsum(parts.values()), tuple(sorted(parts, key=lambda route: (-parts[route], route))))


def _ordered(fused: Iterable[Fused]) -> list[Fused]:
    return sorted(fused, key=lambda item: (-item.score, item.passage_id))
