"""Glyphs that follow each other on one baseline."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.ingest.joining import is_wide
from app.ingest.layout.content import Glyph

SAME_LINE = 0.45
"""Share of the larger font size that two baselines may differ by: subscripts stay on their line."""
RUN_GAP = 1.8
"""Font sizes. A wider gap separates columns or cells, and letter-spaced headings stay below it."""
BACKWARD = 0.3
"""Font sizes that a glyph may stand left of the one before it: accents, kerned pairs, full stops set half-width."""


@dataclass(slots=True)
class Run:
    """Glyphs that follow each other on one baseline without a wide gap.

    ``size`` and ``baseline`` are those of its largest letters or figures: a sum sign is larger than its formula.
    """

    glyphs: list[Glyph]
    x0: float
    x1: float
    baseline: float
    size: float
    is_all_signs: bool = False

    @property
    def y0(self) -> float:
        return self.baseline - 0.86 * self.size

    @property
    def y1(self) -> float:
        return self.baseline + 0.18 * self.size


def runs_of(glyphs: Iterable[Glyph]) -> list[Run]:
    runs: list[Run] = []
    for glyph in glyphs:
        run = runs[-1] if runs else None
        if run is not None and _continues(run, glyph):
            run.glyphs.append(glyph)
            run.x1 = max(run.x1, glyph.x1)
            if (glyph.size > run.size or run.is_all_signs) and not _is_sign(glyph):
                run.size, run.baseline, run.is_all_signs = glyph.size, glyph.baseline, False
        elif not glyph.text.isspace():
            runs.append(Run([glyph], glyph.x0, glyph.x1, glyph.baseline, glyph.size, _is_sign(glyph)))
    return runs


def _is_sign(glyph: Glyph) -> bool:
    """A mark of its own size: a bullet, a bracket over several lines, a sum sign."""
    return not glyph.text.isalnum() and not is_wide(glyph.text)


def _continues(run: Run, glyph: Glyph) -> bool:
    em = max(run.size, glyph.size)
    if abs(glyph.baseline - run.baseline) > SAME_LINE * em:
        return False
    return glyph.x0 > run.glyphs[-1].x0 - BACKWARD * em and glyph.x0 - run.x1 < RUN_GAP * em
