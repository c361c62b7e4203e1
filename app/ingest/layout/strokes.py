"""Straight strokes in outlines, whoever drew them: what tables are ruled with."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence

THICKEST_RULE = 3.0
"""Points. A filled bar up to this is a printed line, not an area."""
SHORTEST_RULE = 4.0

Point = tuple[float, float]
Segment = tuple[float, float, float, float]


def strokes_of(outlines: Iterable[Sequence[Point]], *, is_stroked: bool) -> Iterator[Segment]:
    """The horizontal and vertical strokes of a path; of one that is only filled those that are thin bars."""
    for outline in outlines:
        xs, ys = [x for x, _ in outline], [y for _, y in outline]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        if min(width, height) <= THICKEST_RULE:
            if max(width, height) >= SHORTEST_RULE:
                yield min(xs), min(ys), max(xs), max(ys)
        elif is_stroked:
            yield from _straight_sides(outline)


def _straight_sides(outline: Sequence[Point]) -> Iterator[Segment]:
    for (ax, ay), (bx, by) in itertools.pairwise(outline):
        width, height = abs(ax - bx), abs(ay - by)
        if min(width, height) <= 0.5 and max(width, height) >= SHORTEST_RULE:
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)
