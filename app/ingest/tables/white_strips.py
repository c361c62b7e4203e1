"""White strips down several printed rows: what parts columns where no stroke does."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from app.ingest.layout.content import Glyph

NARROWEST_STRIP = 0.9
"""Font sizes; letter-spacing inside a cell stays below it."""
NARROWEST_OF_FEW = 1.6
"""Font sizes, where so few rows agree that chance could have made the strip."""
FEW_ROWS = 3


def gutters(rows: Sequence[Sequence[Glyph]], left: float, right: float) -> list[float]:
    """The middle of each strip between ``left`` and ``right`` that no glyph of any row reaches into, in points."""
    glyphs = sorted((glyph for row in rows for glyph in row), key=lambda glyph: glyph.x0)
    if not glyphs:
        return []
    size = max(glyph.size for glyph in glyphs)
    narrowest = (NARROWEST_OF_FEW if len(rows) < FEW_ROWS else NARROWEST_STRIP) * size
    reach = list(itertools.accumulate((glyph.x1 for glyph in glyphs), max))
    return [
        (end + glyph.x0) / 2
        for end, glyph in zip(reach, glyphs[1:], strict=False)
        if glyph.x0 - end >= narrowest and left < (end + glyph.x0) / 2 < right
    ]


def columns_of(glyphs: Iterable[Glyph], xs: Sequence[float]) -> frozenset[int]:
    """The columns between the edges ``xs`` that the glyphs stand in."""
    return frozenset(bisect_right(xs, (glyph.x0 + glyph.x1) / 2) - 1 for glyph in glyphs)
