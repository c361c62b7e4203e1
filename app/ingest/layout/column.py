"""A run of lines and tables down a page: what pages are made of."""

from __future__ import annotations

from dataclasses import dataclass

from app.ingest.layout.columns import Side
from app.ingest.lines import Line, TableBlock


@dataclass(frozen=True, slots=True)
class Column:
    """Lines and tables that follow each other down one column; ``side`` tells which.

    ``foot`` is where a short rule sets off notes at its foot, in points from the top of the page.
    """

    page: int
    side: Side
    blocks: tuple[Line | TableBlock, ...]
    foot: float | None = None

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Line))
