"""Where the pages of a document lie below one another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF

GAP = 12
"""Logical pixels around every page."""


@dataclass(frozen=True, slots=True)
class PagePoint:
    """A point of a page, in PDF points from its top left; ``page`` from 1."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class PageLayout:
    """``sizes`` in points, ``factor`` logical pixels for each; everything else in logical pixels."""

    sizes: Sequence[tuple[float, float]]
    factor: float
    tops: list[int] = field(init=False, repr=False)
    height: int = field(init=False)
    width: int = field(init=False)

    def __post_init__(self) -> None:
        tops, top = [], GAP
        for _, high in self.sizes:
            tops.append(top)
            top += round(high * self.factor) + GAP
        object.__setattr__(self, "tops", tops)
        object.__setattr__(self, "height", top)
        object.__setattr__(self, "width", round(max((w for w, _ in self.sizes), default=0) * self.factor) + 2 * GAP)

    @property
    def pages(self) -> int:
        return len(self.sizes)

    def rectangle(self, page: int, room: int) -> QRectF:
        """Where a page lies in a column that is ``room`` wide, at least as wide as the widest page."""
        wide, high = self.sizes[page - 1]
        width = round(wide * self.factor)
        left = (max(room, self.width) - width) // 2
        return QRectF(left, self.tops[page - 1], width, round(high * self.factor))

    def page_at(self, y: float) -> int:
        """The page at a height, the nearest above in a gap."""
        return max(1, bisect_right(self.tops, y)) if self.tops else 0

    def pages_between(self, top: float, bottom: float) -> range:
        if not self.tops:
            return range(0)
        return range(self.page_at(top), self.page_at(bottom) + 1)

    def point_at(self, at: QPointF, room: int) -> PagePoint | None:
        """The page and its point at a place of the column; a gap belongs to the page above. None without pages."""
        page = self.page_at(at.y())
        if not page:
            return None
        place = at - self.rectangle(page, room).topLeft()
        return PagePoint(page, place.x() / self.factor, place.y() / self.factor)
