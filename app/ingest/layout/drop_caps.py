"""The large first letter of a chapter, which reaches down over several lines and belongs to the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.ingest.layout.content import Glyph
from app.ingest.layout.runs import Run

LARGE = 1.8
"""Times the usual size."""
FEWEST_LINES = 2
FARTHEST = 2.0
"""Font sizes of the text from the letter to the lines beside it."""


def part_drop_caps(runs: Sequence[Run], usual: float) -> tuple[list[Run], list[Run]]:
    """The runs without large first letters, and those letters. ``usual`` is the size of the text."""
    caps = [run for run in runs if _is_large_letter(run, usual) and len(_beside(run, runs, usual)) >= FEWEST_LINES]
    found = {id(cap) for cap in caps}
    return [run for run in runs if id(run) not in found], caps


def with_drop_caps(rows: Sequence[list[Run]], caps: Sequence[Run]) -> list[list[Run]]:
    """Each letter at the start of the first row that it reaches, and its room at the start of the others."""
    joined = list(rows)
    for cap in caps:
        first = [run for row in joined for run in row]
        beside = _beside(cap, first, max(run.size for run in first))
        if not beside:
            joined.append([cap])
            continue
        top = min(beside, key=lambda run: run.baseline)
        letter = _letter(cap)
        fitted = letter._replace(x1=top.x0, ink_x1=top.x0, baseline=top.baseline, size=top.size)
        for row in joined:
            if any(run in row for run in beside):
                # The other lines reach as far left: their indent is the letter's and begins no paragraph.
                glyphs = [fitted] if top in row else []
                row.insert(0, replace(row[0], glyphs=glyphs, x0=letter.x0, x1=row[0].x0))
    return joined


def _is_large_letter(run: Run, usual: float) -> bool:
    shown = [glyph for glyph in run.glyphs if not glyph.text.isspace()]
    return run.size > LARGE * usual and len(shown) == 1 and shown[0].text.isalpha()


def _beside(cap: Run, runs: Sequence[Run], usual: float) -> list[Run]:
    """The runs that begin right of the letter within its height."""
    return [
        run
        for run in runs
        if run is not cap
        and run.size * LARGE < cap.size
        and cap.y0 < run.baseline < cap.baseline + 0.3 * run.size
        and -0.5 * run.size < run.x0 - _letter(cap).x1 < FARTHEST * usual
    ]


def _letter(cap: Run) -> Glyph:
    return next(glyph for glyph in cap.glyphs if not glyph.text.isspace())
