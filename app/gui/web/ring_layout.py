"""Where the nodes of a neighbourhood stand: boxes on ellipses around the middle, none over another.

Geometry alone, in logical pixels with y downwards and the middle at (0, 0); the same input gives the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WIDE, HIGH = 152.0, 46.0
"""Of a node's box."""
CENTRE_WIDE, CENTRE_HIGH = 208.0, 58.0
GAP = 14.0
FIRST = (240.0, 138.0)
"""Half axes of the innermost ellipse: an edge to the middle is long enough to show where it points."""
GROWTH = (86.0, 74.0)
BETWEEN_RINGS = 22.0
"""Beside the growth, so that the second step is seen as one."""
STEPS = 360
"""Places on each ellipse that are tried."""
WIDEST_FACTOR = 40.0
HALVINGS = 12


@dataclass(frozen=True, slots=True)
class Spot:
    """The middle of a box."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class RingLayout:
    """``ellipses`` are the half axes of the ellipses that nodes stand on, from the inside."""

    spots: dict[str, Spot]
    ellipses: tuple[tuple[float, float], ...]


def lay_out(
    centre: str, rings: Sequence[Sequence[str]], sides: Mapping[str, int], parents: Mapping[str, str]
) -> RingLayout:
    """``rings`` by step, the weightiest first. Of the first ring ``sides`` says 1 for what goes to the right, -1 to the
    left and 0 between; a node of a later ring stands near its parent."""
    spots = {centre: Spot(0.0, 0.0)}
    ellipses: list[tuple[float, float]] = []
    radii = FIRST
    for step, ring in enumerate(rings):
        waiting = list(ring)
        while waiting:
            shell = _Shell(radii, [spot for node, spot in spots.items() if node != centre])
            taken = waiting[: shell.capacity()]
            waiting = waiting[len(taken) :]
            if taken:
                found = shell.by_side(taken, sides) if step == 0 else shell.near(taken, parents, spots)
                spots.update(found)
                ellipses.append(radii)
            radii = radii[0] + GROWTH[0], radii[1] + GROWTH[1]
        radii = radii[0] + BETWEEN_RINGS, radii[1] + BETWEEN_RINGS
    return RingLayout(spots, tuple(ellipses))


def is_clear(one: Spot, other: Spot, factor: float = 1.0) -> bool:
    """Whether two boxes with their gaps, made larger by the factor, do not meet."""
    return abs(one.x - other.x) >= (WIDE + GAP) * factor or abs(one.y - other.y) >= (HIGH + GAP) * factor


class _Shell:
    """One ellipse with the places on it that are clear of what stands already. Steps count clockwise from the right."""

    def __init__(self, radii: tuple[float, float], standing: Sequence[Spot]) -> None:
        turns = [2 * math.pi * step / STEPS for step in range(STEPS)]
        self._points = [Spot(round(radii[0] * math.cos(a), 2), round(radii[1] * math.sin(a), 2)) for a in turns]
        self._is_free = [all(is_clear(point, spot) for spot in standing) for point in self._points]

    def capacity(self) -> int:
        """How many boxes find room."""
        return len(self._walk(0, 1.0, STEPS))

    def by_side(self, nodes: Sequence[str], sides: Mapping[str, int]) -> dict[str, Spot]:
        """Evenly around, those of the right about the right end and those of the left about the left one."""
        right = [node for node in nodes if sides.get(node, 0) > 0]
        between = [node for node in nodes if sides.get(node, 0) == 0]
        left = [node for node in nodes if sides.get(node, 0) < 0]
        start = -round(STEPS * len(right) / len(nodes) / 2)
        return self._even([*right, *between, *left], start)

    def near(self, nodes: Sequence[str], parents: Mapping[str, str], spots: Mapping[str, Spot]) -> dict[str, Spot]:
        """Each as near its parent's direction as there is room; evenly around where there is little."""
        wanted = {node: _turn(spots.get(parents.get(node, ""), Spot(0.0, 0.0)), self._points[0].x) for node in nodes}
        ordered = sorted(nodes, key=lambda node: (wanted[node], nodes.index(node)))
        placed: list[int] = []
        for node in ordered:
            step = max(wanted[node], placed[-1] + 1) if placed else wanted[node]
            while step < STEPS and not self._fits(step, placed):
                step += 1
            if step >= STEPS:
                return self._even(ordered, wanted[ordered[0]])
            placed.append(step)
        return {node: self._points[step] for node, step in zip(ordered, placed, strict=True)}

    def _fits(self, step: int, placed: Sequence[int]) -> bool:
        return self._is_free[step] and all(is_clear(self._points[step], self._points[other]) for other in placed)

    def _even(self, nodes: Sequence[str], start: int) -> dict[str, Spot]:
        """As far apart as they can stand."""
        best = self._walk(start, 1.0, len(nodes))
        for _ in range(STEPS):
            if len(best) == len(nodes):
                break
            start += 1
            best = self._walk(start, 1.0, len(nodes))
        low, high = 1.0, WIDEST_FACTOR
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            tried = self._walk(start, middle, len(nodes))
            if len(tried) == len(nodes):
                best, low = tried, middle
            else:
                high = middle
        return {node: self._points[step] for node, step in zip(nodes, best, strict=False)}

    def _walk(self, start: int, factor: float, most: int) -> list[int]:
        """Steps from ``start`` on, each clear of the one before and the last of the first."""
        placed: list[int] = []
        for turned in range(STEPS):
            step = (start + turned) % STEPS
            point = self._points[step]
            if self._is_free[step] and (not placed or is_clear(point, self._points[placed[-1]], factor)):
                placed.append(step)
                if len(placed) == most:
                    break
        while len(placed) > 1 and not is_clear(self._points[placed[-1]], self._points[placed[0]], factor):
            placed.pop()
        return placed


def _turn(spot: Spot, radius: float) -> int:
    """The step in whose direction a spot lies, as an ellipse of this half width is walked."""
    stretch = radius / max(radius - FIRST[0] + FIRST[1], 1.0)
    return round(math.atan2(spot.y * stretch, spot.x) / (2 * math.pi) * STEPS) % STEPS
