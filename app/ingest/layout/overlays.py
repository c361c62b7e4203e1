"""Print that lies over the text of a page: watermarks set upright. Slanting ones are left out by their direction."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from app.ingest.layout.content import Glyph
from app.ingest.layout.runs import Run, runs_of

LARGE = 1.5
"""Times the usual size of the page."""
FEWEST_COVERED = 3
"""Characters under a watermark; a large letter or bracket beside the text covers none."""
LOWEST_INK = 0.05
HIGHEST_INK = 0.72
"""Font sizes above the baseline between which a large character certainly has ink."""


def without_overlays(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs without large print that lies over other print, as no title ever does."""
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()]
    usual = median(glyph.size for glyph in shown) if shown else 0.0
    large = [glyph for glyph in glyphs if glyph.size > LARGE * usual]
    if not large:
        return list(glyphs)
    text = [glyph for glyph in shown if glyph.size <= LARGE * usual]
    overlays = {glyph.place for run in runs_of(large) if _covers(run, text) for glyph in run.glyphs}
    return [glyph for glyph in glyphs if glyph.place not in overlays]


def _covers(run: Run, text: Sequence[Glyph]) -> bool:
    letters = [glyph for glyph in run.glyphs if glyph.text.isalnum()]
    top, bottom = run.baseline - HIGHEST_INK * run.size, run.baseline - LOWEST_INK * run.size
    covered = 0
    for glyph in text:
        middle = glyph.baseline - 0.35 * glyph.size
        if top < middle < bottom and any(letter.x0 < (glyph.x0 + glyph.x1) / 2 < letter.x1 for letter in letters):
            covered += 1
    return covered >= FEWEST_COVERED
