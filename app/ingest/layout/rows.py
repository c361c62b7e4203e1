"""Runs of glyphs put together on their baselines as printed lines."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from app.domain.document import Box
from app.ingest.layout.content import Glyph, PageContent
from app.ingest.layout.drop_caps import part_drop_caps, with_drop_caps
from app.ingest.layout.glyph_text import join_glyphs
from app.ingest.layout.runs import SAME_LINE, Run
from app.ingest.layout.scripts import SMALL_PRINT, with_scripts
from app.ingest.layout.turning import turn_forth
from app.ingest.lines import Line

LEVEL = 0.25
"""The same for small print wherever it stands: bullets, units."""
RAISED = 0.75
LOWERED = 0.4
"""The same for small print beside other print: exponents and indexes."""
FULL_WIDTH = 0.9
"""Font sizes; Latin quotation marks are far narrower."""
OPENING = frozenset("（〔［｛《〈「『【〖")


def printed_lines(runs: Sequence[Run], page: PageContent, turn: int) -> list[Line]:
    """Runs of one column, put together on their baselines; raised and lowered small print joins its line."""
    usual = median(run.size for run in runs for _ in run.glyphs) if runs else 0.0
    plain, caps = part_drop_caps(runs, usual)
    rows: list[list[Run]] = []
    for run in sorted(plain, key=lambda run: (run.size < SMALL_PRINT * usual, run.baseline, run.x0)):
        row = next((row for row in reversed(rows) if _on_row(row, run)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    rows = with_drop_caps(rows, caps)
    rows.sort(key=lambda row: _main(row).baseline)
    return [line for row in rows if (line := _line(row, page, turn)) is not None]


def _main(row: Sequence[Run]) -> Run:
    return max(row, key=lambda run: (not run.is_all_signs, run.size, len(run.glyphs)))


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
    if glyph.text not in OPENING or glyph.x1 - glyph.x0 <= FULL_WIDTH * glyph.size:
        return glyph.x0
    return glyph.x0 + 0.5 * glyph.size


def _line(row: Sequence[Run], page: PageContent, turn: int) -> Line | None:
    glyphs = sorted((glyph for run in row for glyph in run.glyphs), key=_left)
    main = _main(row)
    text = join_glyphs(with_scripts(glyphs, main.baseline, main.size))
    if not text:
        return None
    shown = (
        min(run.x0 for run in row),
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
