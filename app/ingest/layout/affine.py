"""Turning and moving a page's plane: from a scan as it lies to the page as it is read, and back."""

from __future__ import annotations

import math
from typing import NamedTuple, Self

Corners = tuple[float, float, float, float]
"""x0, y0, x1, y1 of an upright rectangle."""


class Affine(NamedTuple):
    """x' = a·x + b·y + c and y' = d·x + e·y + f, y pointing down."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def quarter_turns(cls, turns: int, width: float, height: float) -> Self:
        """``turns`` clockwise quarters of a plane of that size, its corner back at the origin."""
        return (
            cls(1, 0, 0, 0, 1, 0),
            cls(0, -1, height, 1, 0, 0),
            cls(-1, 0, width, 0, -1, height),
            cls(0, 1, 0, -1, 0, width),
        )[turns % 4]

    @classmethod
    def tilt(cls, degrees: float, width: float, height: float) -> Self:
        """Clockwise about the middle of a plane of that size."""
        cosine, sine = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        x, y = width / 2, height / 2
        return cls(cosine, -sine, x - cosine * x + sine * y, sine, cosine, y - sine * x - cosine * y)

    def then(self, after: Affine) -> Affine:
        """This one first, ``after`` second."""
        (a, b, c), (d, e, f) = after[:3], after[3:]
        return Affine(
            a * self.a + b * self.d,
            a * self.b + b * self.e,
            a * self.c + b * self.f + c,
            d * self.a + e * self.d,
            d * self.b + e * self.e,
            d * self.c + e * self.f + f,
        )

    def inverse(self) -> Affine:
        determinant = self.a * self.e - self.b * self.d
        a, b, d, e = self.e / determinant, -self.b / determinant, -self.d / determinant, self.a / determinant
        return Affine(a, b, -a * self.c - b * self.f, d, e, -d * self.c - e * self.f)

    def scaled(self, factor: float) -> Affine:
        """The same for planes that are ``factor`` times as large on both sides."""
        return self._replace(c=self.c * factor, f=self.f * factor)

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.b * y + self.c, self.d * x + self.e * y + self.f

    def box(self, corners: Corners) -> Corners:
        """The smallest upright rectangle around what becomes of one."""
        x0, y0, x1, y1 = corners
        points = [self.point(x, y) for x in (x0, x1) for y in (y0, y1)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)


IDENTITY = Affine(1, 0, 0, 0, 1, 0)
