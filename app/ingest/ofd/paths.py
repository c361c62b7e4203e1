"""Outlines of OFD's abbreviated path data (GB/T 33190-2016, table 35), curves as chains of short lines."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Point = tuple[float, float]

MOST_SEGMENTS = 50_000
"""Of one path."""
CURVE_STEPS = 8
_TOKEN = re.compile(r"([A-Za-z])|([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)")
_OPERANDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}


@dataclass(frozen=True, slots=True)
class Outline:
    """One stretch drawn without lifting the pen."""

    points: tuple[Point, ...]
    has_curves: bool = False


def outlines_of(data: str) -> list[Outline]:
    """The outlines in the order in which they are drawn, closed ones ending where they began."""
    outlines: list[Outline] = []
    points: list[Point] = []
    has_curves = False
    for operator, values in _operations(data):
        if operator in "SM":
            outlines += _finished(points, has_curves)
            points, has_curves = [(values[0], values[1])], False
        elif not points:
            continue
        elif operator == "L":
            points.append((values[0], values[1]))
        elif operator == "C":
            points.append(points[0])
        else:
            has_curves = True
            points += _curve(operator, points[-1], values)
    return outlines + _finished(points, has_curves)


def _finished(points: Sequence[Point], has_curves: bool) -> list[Outline]:
    return [Outline(tuple(points), has_curves)] if len(points) > 1 else []


def _operations(data: str) -> Iterator[tuple[str, list[float]]]:
    """Operators with as many operands as they take; what is cut short or unknown is left out."""
    operator, values = "", list[float]()
    for count, match in enumerate(_TOKEN.finditer(data)):
        if count > MOST_SEGMENTS * 7:
            return
        if match[1]:
            operator, values = match[1].upper(), []
        else:
            values.append(float(match[2]))
        if operator in _OPERANDS and len(values) == _OPERANDS[operator]:
            yield operator, values
            operator, values = "", []


def _curve(operator: str, start: Point, values: Sequence[float]) -> Iterator[Point]:
    """Points along a Bézier curve; an arc is drawn as its chord, because no rule of a table is one."""
    ends = [(values[at], values[at + 1]) for at in range(0, len(values) - 1, 2)]
    if operator == "A":
        yield values[5], values[6]
        return
    controls = [start, *ends]
    for step in range(1, CURVE_STEPS + 1):
        yield _bezier(controls, step / CURVE_STEPS)


def _bezier(controls: Sequence[Point], t: float) -> Point:
    """De Casteljau's construction."""
    points = list(controls)
    while len(points) > 1:
        points = [(ax + (bx - ax) * t, ay + (by - ay) * t) for (ax, ay), (bx, by) in itertools.pairwise(points)]
    return points[0]
