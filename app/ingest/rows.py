"""Glyphs on their baselines: runs without wide gaps, put together as printed lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from app.domain.document import Box
from app.ingest.glyph_text import join_glyphs
from app.ingest.lines import Line
from app.ingest.page_content import Glyph, PageContent
from app.ingest.scripts import SMALL_PRINT, with_scripts
from app.ingest.turning import turn_forth

SAME_LINE = 0.45
"""Share of the larger font size that two baselines may differ by: subscripts stay on their line."""
LEVEL = 0.25
"""The same for small print wherever it stands: bullets, units."""
RAISED = 0.75
LOWERED = 0.4
"""The same for small print beside other print: exponents and indexes."""
RUN_GAP = 1.8
"""Font sizes. A wider gap separates columns or cells, and letter-spaced headings stay below it."""
BACKWARD = 0.3
"""Font sizes that a glyph may stand left of the one before it: accents, kerned pairs, full stops set half-width."""
FULL_WIDTH = 0.9
"""Font sizes; Latin quotation marks are far narrower."""
OPENING = frozenset("（〔［｛《〈「『【〖")


@dataclass(slots=True)
class Run:
    """Glyphs that follow each other on one baseline without a wide gap."""

    glyphs: list[Glyph]
    x0: float
    x1: float
    baseline: float
    size: float

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
            if glyph.size > run.size and not glyph.text.isspace():
                run.size, run.baseline = glyph.size, glyph.baseline
        elif not glyph.text.isspace():
            runs.append(Run([glyph], glyph.x0, glyph.x1, glyph.baseline, glyph.size))
    return runs


def _continues(run: Run, glyph: Glyph) -> bool:
    em = max(run.size, glyph.size)
    if abs(glyph.baseline - run.baseline) > SAME_LINE * em:
        return False
    return glyph.x0 > run.glyphs[-1].x0 - BACKWARD * em and glyph.x0 - run.x1 < RUN_GAP * em


def printed_lines(runs: Sequence[Run], page: PageContent, turn: int) -> list[Line]:
    """Runs of one column, put together on their baselines; raised and lowered small print joins its line."""
    usual = median(run.size for run in runs for _ in run.glyphs) if runs else 0.0
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.size < SMALL_PRINT * usual, run.baseline, run.x0)):
        row = next((row for row in reversed(rows) if _on_row(row, run)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    rows.sort(key=lambda row: _main(row).baseline)
    return [line for row in rows if (line := _line(row, page, turn)) is not None]


def _main(row: Sequence[Run]) -> Run:
    return max(row, key=lambda run: (run.size, len(run.glyphs)))


def _on_row(row: Sequence[Run], run: Run) -> bool:
    main = row[0]
    offset = run.baseline - main.baseline
    if run.size >= SMALL_PRINT * main.size:
        return abs(offset) <= SAME_LINE * max(main.size, run.size)
    if abs(offset) <= LEVEL * main.size:
        return True
    beside = any(other.x0 - main.size < run.x1 and run.x0 < other.x1 + main.size for other in row)
    return beside and -RAISED * main.size <= offset <= LOWERED * main.size


def _left(glyph: Glyph) -> float:
    """Where its ink begins: the left half of an opening bracket of full width is blank, and print may lie over it."""
    is_wide = glyph.text in OPENING and glyph.x1 - glyph.x0 > FULL_WIDTH * glyph.size
    return glyph.x0 + (0.5 * glyph.size if is_wide else 0.0)


def _line(row: Sequence[Run], page: PageContent, turn: int) -> Line | None:
    glyphs = sorted((glyph for run in row for glyph in run.glyphs), key=_left)
    main = _main(row)
    text = join_glyphs(with_scripts(glyphs, main.baseline, main.size))
    if not text:
        return None
    shown = (
        glyphs[0].x0,
        min(run.y0 for run in row),
        max(run.x1 for run in row),
        max(run.y1 for run in row),
    )
    x0, y0, x1, y1 = turn_forth(shown, page, turn)
    box = Box(page.number, round(x0, 2), round(y0, 2), round(x1, 2), round(y1, 2))
    return Line(
        text,
        box,
        size=round(main.size, 2),
        is_bold=glyphs[0].place in page.bold_places,
    )
