"""What is marked on pages: the cited place, hits of a search, the selection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from app.domain.document import Box


@dataclass(slots=True)
class PageMarks:
    """Boxes by page, from 1. ``hits`` has one group of boxes for each hit."""

    lit: dict[int, list[Box]] = field(default_factory=dict)
    hits: dict[int, list[Box]] = field(default_factory=dict)
    current: dict[int, list[Box]] = field(default_factory=dict)
    selected: dict[int, list[Box]] = field(default_factory=dict)

    def light(self, boxes: Iterable[Box]) -> None:
        self.lit = by_page(boxes)

    def mark_hits(self, hits: Sequence[Sequence[Box]], current: int) -> None:
        """``current`` is the hit that the person stands at, -1 for none."""
        self.hits = by_page(box for at, boxes in enumerate(hits) if at != current for box in boxes)
        self.current = by_page(hits[current]) if 0 <= current < len(hits) else {}

    def select(self, boxes: Iterable[Box]) -> None:
        self.selected = by_page(boxes)


def by_page(boxes: Iterable[Box]) -> dict[int, list[Box]]:
    found: dict[int, list[Box]] = {}
    for box in boxes:
        found.setdefault(box.page, []).append(box)
    return found
